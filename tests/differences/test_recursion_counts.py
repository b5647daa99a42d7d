"""The recursion limit counts calls of C functions always, where CPython stops counting some once code is warm.

Where `__str__` calls `str(self)`, CPython counts the call of `str` until the instruction has run a few times and is
replaced by one for just this type, which does not count. So it gets deeper (150 levels under a limit of 300, where we
end at 100), and the tail of the message, " while calling a Python object" or " in comparison", may be another or none.

So it is where a special method or function calls itself by way of `len`, `round`, `sum`, `eval`, `exec`,
`''.join([str(self)])`, `[].append(len(self))`, or with `sorted` or `'%s' % self` around it. The plain engine counts
`iter`, `next`, `getattr`, `setattr`, `format`, an f-string's `__format__`, `isinstance`, `issubclass` and unpacking in
a special method as well, which the native engine counts as CPython does once code is warm.

**Why:** which instructions are specialised and when is CPython's own affair; we count what an unspecialised one counts.
Calls of Python functions and special methods through each other count the same under both.

**Instead:** catch `RecursionError` and do not rely on its text, nor on how far below the limit it comes.
"""

from __future__ import annotations

import pytest

from tests.differences.two_sides import outputs

AREA = "Recursion and the stack"
KIND = "detail"
ENGINES = "native, plain"

COUNTED = """
import sys
sys.setrecursionlimit(300)
def method(name, parameters, statement, kind='class C'):
    names = {}
    exec(f'{kind}:\\n def {name}({parameters}):\\n  {statement}', names)
    return names['C']
def function(statement):
    names = {}
    exec(f'def f():\\n {statement}', names)
    return names['f']
meta = 'class M(type):\\n def %s(cls, other): return %s\\nclass C(metaclass=M): pass'
def metaclass(name, expression):
    names = {}
    exec(meta % (name, expression), names)
    return names['C']
text, length = method('__str__', 'self', 'return str(self)')(), method('__len__', 'self', 'return len(self)')()
rounded, total = method('__round__', 'self', 'return round(self)')(), method('__iter__', 'self', 'return sum(self)')()
joined = method('__str__', 'self', "return ''.join([str(self)])")()
appended = method('__len__', 'self', '[].append(len(self)); return 1')()
ordered = method('__lt__', 'self, other', 'return sorted([self, other])')()
percent = method('__str__', 'self', "return '%s' % self")()
evaluating, executing = function("return eval('f()', globals())"), function("exec('f()', globals())")
iterated = method('__iter__', 'self', 'return iter(self)')()
following = method('__next__', 'self', 'return next(self)')()
gotten = method('__getattr__', 'self, n', 'return getattr(self, n)')()
put = method('__setattr__', 'self, n, v', 'setattr(self, n, v)')()
formatted = method('__format__', 'self, s', 'return format(self)')()
written = method('__format__', 'self, s', "return f'{self}'")()
instance = metaclass('__instancecheck__', 'isinstance(other, cls)')
sub = metaclass('__subclasscheck__', 'issubclass(other, cls)')
unpacked = method('__iter__', 'self', 'a, b = self')()
function_of_it = method('f', 'self', 'return self.f()')().f
FORMS = [
    lambda: str(text), lambda: len(length), lambda: round(rounded), lambda: sum(total), lambda: str(joined),
    lambda: len(appended), lambda: sorted([ordered, ordered]), lambda: str(percent), evaluating, executing,
    lambda: iter(iterated), lambda: next(following), lambda: getattr(gotten, 'x'), lambda: setattr(put, 'x', 1),
    lambda: format(formatted), lambda: format(written), lambda: isinstance(1, instance), lambda: issubclass(int, sub),
    lambda: list(unpacked), function_of_it,
]
depths = []
for form in FORMS:
    for _ in range(20):
        try:
            form()
        except RecursionError as error:
            depth, entry = 0, error.__traceback__
            while entry:
                depth, entry = depth + 1, entry.tb_next
    depths.append(depth)
print(*depths)
"""
UNSPECIALISED = {
    "native": "101 151 151 151 101 151 101 150 148 148 300 300 300 300 300 300 151 151 300 300",
    "plain": "101 151 151 151 101 151 101 150 148 148 151 151 151 151 151 299 101 101 102 300",
}
CPYTHON = "151 300 300 300 151 300 151 151 300 300 300 300 300 300 300 300 151 151 300 300"


@pytest.mark.parametrize("engine", ["native", "plain"])
def test_calls_of_c_functions_always_count(engine: str) -> None:
    assert outputs(COUNTED, engine) == (UNSPECIALISED[engine], CPYTHON)
