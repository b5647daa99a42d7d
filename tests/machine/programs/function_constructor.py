"""Functions made by calling the function type, and by C code that calls it."""

import functools
import inspect
import types

KIND = types.FunctionType


def plain(x, y=2):
    return x, y, __name__


class Owner:
    def method(self):
        return __class__


def generator(n):
    yield from range(n)


def told(make, *arguments, **named):
    try:
        made = make(*arguments, **named)
        print(made.__name__, made.__defaults__, made.__closure__ is not None, made.__doc__, type(made) is KIND)
    except Exception as error:
        print(type(error).__name__, error)
    else:
        return made


space = {"__name__": "elsewhere"}
print(told(KIND, plain.__code__, space)(1, 5))
print(told(KIND, plain.__code__, space, "name", (7,))(1))
print(told(functools.partial(KIND, globals=space, argdefs=(1, 2)), plain.__code__)())
print(told(KIND, Owner.method.__code__, space, closure=Owner.method.__closure__)(0) is Owner)
print(list(told(KIND, generator.__code__, space)(3)), list(map(KIND, [plain.__code__], [space]))[0](0, 0))
print(told(KIND, compile("x + 1", "text", "eval"), {"x": 4})(), inspect.signature(KIND(plain.__code__, space)))
told(KIND)
told(KIND, 1, 2)
told(KIND, plain.__code__)
told(KIND, plain.__code__, space, 3)
told(KIND, plain.__code__, space, None, 3)
told(KIND, plain.__code__, space, None, None, 3)
told(KIND, Owner.method.__code__, space)
told(KIND, Owner.method.__code__, space, closure=(1,))
told(KIND, plain.__code__, space, closure=Owner.method.__closure__)
told(KIND, plain.__code__, space, other=1)
try:
    type("Sub", (KIND,), {})
except TypeError as error:
    print(error)
copied = KIND(plain.__code__, globals(), "copied", plain.__defaults__)
copied.__code__ = generator.__code__
print(list(copied(2)), copied.__code__ is generator.__code__)
