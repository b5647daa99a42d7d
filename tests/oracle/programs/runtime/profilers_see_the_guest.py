"""cProfile, profile and trace count the guest's functions and C calls, special methods included, and nothing of the machine's."""

import cProfile
import io
import profile
import pstats
import re
import trace
def f(n): return g(n) + sum(map(abs, range(n)))
def g(n): return len([h(k) for k in range(n)])
def h(k): return k
class C:
    def __init__(self): self.x = 1
    @property
    def p(self): return self.x
    def __add__(self, o): return self.p + o
    def __call__(self): return self + 1
    def __getattr__(self, n): return n
    def __bool__(self): return True
    def __iter__(self): yield from (1, 2)
def main():
    f(10); c = C(); c() ; c.zz
    if c: pass
    list(c)

for kind in (cProfile, profile):
    p = kind.Profile()
    try: p.runcall(main)
    except ImportError: pass
    s = io.StringIO(); st = pstats.Stats(p, stream=s)
    rows = sorted((k[2], v[0], v[1]) for k, v in st.stats.items())
    for row in rows:
        print(kind.__name__, re.sub(' at 0x[0-9a-f]+', '', row[0]), *row[1:])
t = trace.Trace(count=1, trace=0, countfuncs=0)
t.runfunc(f, 3)
print(sorted((k[1], v) for k, v in t.results().counts.items() if k[0] == __file__))
t = trace.Trace(count=0, trace=0, countcallers=1)
t.runfunc(f, 3)
print(sorted((a[2], b[2]) for a, b in t.results().callers))
