"""Small sources, one for each family of the language; they need not mean anything, only compile."""

from __future__ import annotations

FAMILIES = {
    "operators": """
a = b + c - d * e / f // g % h ** i @ j << k >> l & m | n ^ o
p = -q, +r, ~s, not t
u = v and w or x and not y
z = a if b else c if d else e
(f := g) + 1
""",
    "comparisons": """
a = b < c <= d != e
f = g is h is not i in j not in k
if a < b < c:
    d
while not (a == b or c > d >= e):
    f
g = h in [1, 2], i in {1, 2}, j not in [k, l]
""",
    "attributes": """
a.b.c = d.e
del a.b, a.b.c
a.b += 1
(
    a
    .b
    .c(d)
    .e
) = f
""",
    "subscripts": """
a[b] = c[d:e], f[::g], h[i:, :j, ...], k[*l]
del a[b], c[d:e:f]
a[b, c] += d
a[b][c] **= d
""",
    "displays": """
a = [1, 2, 3], [b, 4], [*c, 5], {6, 7, 8}, {d}, {*e, *f}, (g, *h), (1, (2, 3)), ()
i = {}, {1: 2}, {1: j, 2: k}, {l: m, **n, 3: o}, {**p}
q = [MANY_NUMBERS]
r = {MANY_ITEMS}
s = (MANY_NAMES, t)
""".replace("MANY_NUMBERS", ", ".join(map(str, range(40))))
    .replace("MANY_ITEMS", ", ".join(f"{n}: v" for n in range(40)))
    .replace("MANY_NAMES", ", ".join(f"x{n}" for n in range(40))),
    "targets": """
a, b = c
[d, (e, *f)] = *g, h
*i, = j
k = l = m, n = o
del p, [q, (r, s)]
""",
    "calls": """
a()
a(b, c=d)
a(*b, c, **d, e=f, **g)
a.b(c, d=e)
a.b(*c)
a(b for b in c)
a(MANY_NUMBERS)
a(MANY_KEYWORDS, k20=20)
a.b(MANY_KEYWORDS)
""".replace("MANY_NUMBERS", ", ".join(map(str, range(40)))).replace(
        "MANY_KEYWORDS", ", ".join(f"k{n}={n}" for n in range(20))
    ),
    "strings": """
a = f"b{c}d{e!r}{f:>{g}}{h=}"
i = "%s and %r" % (j, k), "%5.2s%%" % (l,), "%d" % (m,), "%s" % n
o = f"{p}" "q" f"{r!a:s}"
t = f"MANY_PARTS"
""".replace("MANY_PARTS", "".join(f"{{x{n}}} " for n in range(20))),
    "functions": """
@a.b
@c(d)
def e(f, /, g: h, i=1, *j: k, l, m=2, **n: o) -> p:
    'docstring'
    global q
    def inner():
        nonlocal f
        f = g
        return lambda r=f, *s: (f, r, s)
    return inner
def u():
    return
def v():
    yield
    w = yield x
    yield from y
    return z
async def aa():
    await bb
    async for cc in dd:
        async with ee as ff, gg:
            continue
    else:
        return
async def hh():
    yield 1
    return
""",
    "classes": """
class A(B, C, metaclass=D, **E):
    'docstring'
    __private = 1
    a: int = 2
    b: str
    def f(self, __x):
        self.__private = __x
        return super().f(), __class__, __x__
    class Inner(A):
        def g(self):
            return A.__private
@A
class _F: pass
""",
    "comprehensions": """
a = [b for b in c if d if e for f in g]
h = {i: j for i, j in k}, {l for l in m}, (n for n in o)
p = [q for r in s for q in [r + 1] for t in (q, u) if t]
v = [[w for w in x] for x in y]
def f(z):
    return [z + (lambda: aa + z)() for aa in z], [bb := z for cc in z]
async def g():
    return [dd async for dd in ee if await ff], {gg: await hh for gg in ii}, (jj async for jj in kk)
""",
    "loops": """
for a in b:
    if c:
        break
    elif d:
        continue
else:
    e
while f:
    while True:
        break
    for g, *h in [1, 2, i]:
        pass
else:
    j
while 1:
    pass
""",
    "exceptions": """
try:
    a
except B:
    c
except (D, E) as f:
    del f
except:
    raise
else:
    g
finally:
    h
def f():
    for a in b:
        try:
            try:
                return a
            except C as d:
                continue
            finally:
                if e:
                    break
        finally:
            g
    try:
        return 1
    finally:
        return
raise A
raise A from b
assert c, d
assert e < f < g
""",
    "exception_groups": """
try:
    a
except* B as c:
    d
except* (E, F):
    g
else:
    h
finally:
    i
def f():
    for a in b:
        try:
            c
        except* D:
            for e in f:
                break
""",
    "contexts": """
with a:
    b
with c as d, e as (f, g), h:
    i
def f():
    for j in k:
        with l as m:
            if n:
                return o
            with p:
                break
""",
    "patterns": """
match a:
    case 1 | -2 | 3.5 + 4j | "s" "t" | None | b.c.d:
        e
    case [f, 1, *_] | [_, 1, f]:
        g
    case (h, *i, j) if h > j:
        k
    case [*_, l]:
        pass
    case {"m": n, -1: _, o.p: [q], **r}:
        s
    case {}:
        t
    case U(v, w=x, y=_) as z:
        aa
    case [] | [_] | [_, _, *_]:
        bb
    case (cc, dd) | [dd, cc, _]:
        ee
    case str() | int(ff):
        pass
    case _ if gg:
        hh
    case _:
        ii
match jj, kk:
    case ll:
        mm
def f():
    match a:
        case {"b": b, **rest}:
            return lambda: (b, rest)
        case _:
            x: int = 1
""",
    "imports": """
import a, b.c, d.e.f as g, h as i
from j import k, l as m
from . import n
from ..o.p import q
""",
    "annotations": """
a: int
b: int = c
(d): e = f
g.h: i
j[k]: l = m
n[o:p, q]: r
if s:
    t: u
""",
    "declarations": """
def f():
    global a, b
    a = b
    def g():
        a = 1
        def h():
            nonlocal a
            del a
        class I:
            global a
            b = a
        return h
global c
c = 1
""",
    "closures": """
def f(a, b=lambda: c):
    d = 1
    class E:
        d = d
        f = a
        def g(self):
            return a, d, __class__
        h = [a for i in j]
    def k():
        if d:
            l = lambda: l
        del a
    return E, k
""",
    "constants": """
a = 0.0, -0.0, 0j, -0j, 1, True, 1.0, b"a", "a", None, ..., (), (0.0, (-0.0,))
b = 2 ** 10, 2 ** 1000, "x" * 10, "x" * 10000, (1, 2) * 3, 1 << 100, 1 << 1000, 7 // 0, -5 % 3, "ab"[1], (1, 2)[0]
c = not 1, ~5, +3, not not d, not (e in f), not (g is h)
i = __debug__
if __debug__:
    j
""",
    "docstring": "'the docstring'\n'not one'\nclass A:\n    f'no docstring'\n    'also none'\n",
    "folded_docstring": "'not' ' a' + ' docstring'\ndef f():\n    'neither' % ()\n",
    "empty": "\n",
}
