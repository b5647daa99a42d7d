"""What the compiler refuses about names, returns, yields, stars and futures: message, line and column."""
SOURCES = """
def f(x):\\n    global x
def f():\\n    x = 1\\n    global x
def f():\\n    print(x)\\n    global x
nonlocal x
def f():\\n    nonlocal x
def f():\\n    global x\\n    nonlocal x
def f(x):\\n    nonlocal x
class C:\\n    nonlocal x
def f(a, a): pass
lambda a, a: 0
def f(*, a, **a): pass
return 1
class C:\\n    return 1
yield 1
class C:\\n    yield 1
await x
async def f():\\n    yield 1\\n    return 2
async def f():\\n    yield from x
def f():\\n    await x
def f():\\n    async with x: pass
async with x: pass
async for x in y: pass
[x async for x in y]
break
continue
if 1:\\n    break
def f():\\n    continue
while 1:\\n    def f():\\n        break
for x in y:\\n    class C:\\n        continue
while 1: pass\\nelse: break
try: pass\\nexcept: pass\\nexcept ValueError: pass
try: pass\\nexcept* ValueError: pass\\nexcept TypeError: pass
try: pass\\nexcept*: pass
def f():\\n    for x in y:\\n        try: pass\\n        except* A: break
def f():\\n    try: pass\\n    except* A: return
from __future__ import nothing
from __future__ import braces
x = 1\\nfrom __future__ import annotations
from x import *\\ndef f():\\n    from y import *
class C:\\n    from y import *
*a
*a = 1
*a, *b = c
a, *b, *c = d
(*a)
print(*a, b=1, *c)
f(**a, *b)
f(a=1, 2)
f(**a, 2)
f(a=1, a=2)
f(a for a in b, c)
f(c, a for a in b)
f(1=2)
f(True=2)
f(a.b=2)
f(a, b=c for c in d)
__debug__ = 1
def __debug__(): pass
f(__debug__=1)
import x as __debug__
def f(__debug__): pass
None = 1
True += 1
def None(): pass
class True: pass
for None in x: pass
import None
with x as None: pass
x.None = 1
lambda None: 0
(x := 1) = 2
x := 1
(x.y := 1)
(x[0] := 1)
[i := 0 for i in x]
[j for j in (k := x)]
class C:\\n    [z := 1 for q in x]
{**a for a in b}
[*a for a in b]
{*a: 1}
{1: *a}
{1: 2, 3}
{1, 2: 3}
x = yield = 1
a + 1 = 2
f() = 1
'a' = 1
[a, 1] = x
(a, b) += 1
x if y else z = 1
f'{x}' = 1
del f()
del 1
for 1 in x: pass
for f() in x: pass
with x as f(): pass
with x as 1: pass
import a.b as c.d
from . import *a
from x import (a, b
from x import a,
def f(a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(a, /, b, /): pass
def f(/, a): pass
def f(*a, *b): pass
def f(**k, a): pass
def f(*a=1): pass
def f((a, b)): pass
lambda *: 0
lambda a=1, b: 0
class C(x for x in y): pass
@x y\\ndef f(): pass
assert (x, 'message')
x is 1
() is ()
1 is not x
'a' == x is 'b'
def f():\\n  x\\n y
if x:\\npass
 x = 1
x = 1\\n  y = 2
if x:\\n\\ty\\n        z
""".strip().splitlines()
import warnings

for line in SOURCES:
    source = line.replace("\\n", "\n").replace("\\t", "\t")
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            compile(source, "<case>", "exec")
            result = "compiles"
        except SyntaxError as error:
            result = f"{type(error).__name__}: {error.msg} at {error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset} {error.text!r}"
    print(f"{line} -> {result}", [str(w.message) + f" {w.lineno}" for w in seen] or "")
