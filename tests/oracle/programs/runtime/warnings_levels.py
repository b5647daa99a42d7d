"""warnings: stack levels, filters, once-per-location, categories, SyntaxWarnings, showwarning, in imported code."""
import sys
import warnings


def deprecated(level):
    warnings.warn("old function", DeprecationWarning, stacklevel=level)


def caller(level):
    deprecated(level)


deprecated(1)
warnings.simplefilter("always")
for level in (1, 2, 3, 4, 50):
    caller(level)


class K:
    def __init__(self):
        warnings.warn("in init", stacklevel=2)

    def __del__(self):
        warnings.warn("in del", ResourceWarning)

    @property
    def p(self):
        warnings.warn("in property", FutureWarning, stacklevel=2)


K().p
[caller(2) for _ in range(1)]
(lambda: deprecated(2))()
list(map(deprecated, [2]))
exec("deprecated(2)")
eval("deprecated(2)")
warnings.simplefilter("default")
for _ in range(3):
    warnings.warn("once per line")
warnings.warn_explicit("explicit", UserWarning, "made_up.py", 42, source=None)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warnings.warn("recorded")
    caller(3)
    compile("x is 1", "<comp>", "exec")
    compile("'\\d'", "<esc>", "exec")
    compile("assert (1, 2)", "<assert>", "exec")
    compile("1()", "<call>", "exec")
print([(str(w.message), w.category.__name__, w.lineno, w.filename.rpartition("/")[2]) for w in seen])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        caller(2)
    except DeprecationWarning as error:
        print("raised", error)
    try:
        compile("x is 1", "<comp>", "exec")
    except SyntaxError as error:
        print(error)
    warnings.filterwarnings("ignore", message="quiet")
    warnings.warn("quiet please")
    warnings.filterwarnings("error", category=BytesWarning, module="__main__")
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print("shown", message, category.__name__, lineno)
warnings.warn("custom show")
try:
    warnings.warn("x", int)
except TypeError as error:
    print(error)
import asyncio


async def co():
    warnings.warn("in coroutine", stacklevel=1)


asyncio.run(co())


def gen():
    warnings.warn("in generator", stacklevel=2)
    yield


list(gen())
print("__warningregistry__" in globals(), len(warnings.filters) > 0)
