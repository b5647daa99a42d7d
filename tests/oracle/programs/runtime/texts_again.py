"""The same text given to exec and eval again and again: as if it were compiled each time."""

import __future__  # noqa: F401 - before the hook, which would hear how it is read, or compiled
import sys
import warnings

heard = []
sys.addaudithook(lambda event, arguments: heard.append(arguments[1]) if event == "compile" else None)

names = {}
for _ in range(3):
    exec("count = locals().get('count', 0) + 1", names)
print(names["count"], len(heard))

print([eval("2 ** 5 + len('abc')") for _ in range(3)], len(heard))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for text in ("x = 1 is 1", "x = '\\d'", "x = 0x1for x in (1,)", "assert (1, 'always')"):
        for _ in range(2):
            try:
                exec(text, {})
            except SyntaxError as error:
                print(error.msg)
    for warning in caught:
        print(warning.category.__name__, warning.message)

functions = []
for _ in range(2):
    space = {}
    exec("def f(): return 1", space)
    functions.append(space["f"].__code__)
print(functions[0] is functions[1], functions[0] == functions[1])
print(compile("x", "<string>", "eval") is compile("x", "<string>", "eval"))

for text in ("1 +", "1 +"):
    try:
        eval(text)
    except SyntaxError as error:
        print(error.msg, error.offset)

exec("kept: undefined_name = 1\nprint(__annotations__)", {"undefined_name": 5})
exec("from __future__ import annotations\nkept: undefined_name = 1\nprint(__annotations__)", {})
try:
    exec("kept: undefined_name = 1\nprint(__annotations__)", {})
except NameError as error:
    print(error)

for number in range(100):
    assert eval(f"{number} + 1") == number + 1
    exec("total = 3", names)
print(names["total"])
