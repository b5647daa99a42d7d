"""sys.exc_info and sys.exception in nested handlers, functions, generators and after handlers."""
import sys


def name():
    kind = sys.exc_info()[0]
    return kind and kind.__name__


print(name())
try:
    raise ValueError("a")
except ValueError:
    print(name())
    try:
        raise KeyError("b")
    except KeyError:
        print(name())
        try:
            print("in try", name())
        finally:
            print("in finally", name())
    print(name())

    def inner():
        print("inner sees", name())
        try:
            raise TypeError
        except TypeError:
            print("inner handler", name())
        print("inner after", name())

    inner()
    print(name())
print(name())


def returns():
    try:
        1 / 0
    except ZeroDivisionError:
        return name()


print(returns(), name())


def in_loop():
    for i in range(2):
        try:
            raise IndexError(i)
        except IndexError:
            if i == 0:
                continue
            break
    return name()


print(in_loop())


class Manager:
    def __enter__(self):
        print("enter", name())

    def __exit__(self, kind, value, tb):
        print("exit", name(), kind and kind.__name__)
        return True


with Manager():
    raise OSError("x")
print(name())
with Manager():
    pass
try:
    with Manager():
        raise OSError("y")
    raise LookupError
except LookupError:
    print(name())
    with Manager():
        pass
try:
    try:
        raise ValueError
    finally:
        print("finally while propagating", name())
except ValueError:
    pass


class Prop:
    @property
    def p(self):
        return name()

    def __getattr__(self, attribute):
        return attribute, name()

    def __del__(self):
        print("del", name())


try:
    raise BufferError
except BufferError:
    print(Prop().p, Prop().other)
try:
    raise EOFError("z")
except EOFError as e:
    print(sys.exception() is e, sys.exc_info()[1] is e, sys.exc_info()[2] is e.__traceback__)
print(sys.exception())
print(sorted([3, 1, 2], key=lambda v: (v, name()) and v), name())
try:
    raise ValueError
except ValueError:
    print(list(map(lambda _: name(), range(2))), [name() for _ in range(1)], eval("name()"))
    exec("try:\n raise KeyError\nexcept KeyError:\n print('exec', name())")
    print(name())
