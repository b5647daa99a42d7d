"""Reference counts as far as users see them: timely __del__, weakrefs, cycles, resurrection, callbacks."""
import gc
import weakref


class D:
    def __init__(self, name, **attrs):
        self.name = name
        self.__dict__.update(attrs)

    def __del__(self):
        print("del", self.name)


def scope():
    a = D("a")
    b = D("b")
    print("in scope")


scope()
x = D("first")
x = D("second")
print("rebound")
del x
D("temp").name
print("after temp")
[D("list item 1"), D("list item 2")]
f = lambda d=D("default"): d
del f


def returns():
    return D("returned")


returns()
r = returns()
r = None


def raises():
    local = D("local of raising")
    raise ValueError


try:
    raises()
except ValueError as e:
    print("handler")
print("after handler")


def argument(a):
    a = None
    print("argument dropped")


argument(D("argument"))
ref = weakref.ref(D("weak temp"))
print(ref())
k = D("keyed")
w = weakref.WeakKeyDictionary({k: 1})
v = weakref.WeakValueDictionary({"k": k})
p = weakref.proxy(k)
cb = weakref.ref(k, lambda r: print("callback", r() is None))
print(len(w), len(v), p.name, weakref.getweakrefcount(k))
del k
print(len(w), len(v))
try:
    p.name
except ReferenceError as error:
    print(error)
gc.collect()
a, b = D("cycle a"), D("cycle b")
a.other, b.other = b, a
del a, b
print("before collect")
print(gc.collect() >= 2)
saved = []


class Phoenix:
    def __del__(self):
        print("resurrected")
        saved.append(self)


Phoenix()
print(len(saved))
saved.clear()
print("gone for good")


class Method:
    def m(self):
        pass


o = Method()
wm = weakref.WeakMethod(o.m)
print(wm() == o.m)
del o
print(wm())
fin = weakref.finalize(o := D("finalised"), print, "finalizer", 1)
print(fin.alive)
del o
print(fin.alive, fin())
s = weakref.WeakSet()
s.add(z := D("in set"))
print(len(s))
del z
print(len(s))
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.get_threshold(), gc.is_tracked([]), gc.is_tracked(1))


class Slotted:
    __slots__ = ()


try:
    weakref.ref(Slotted())
except TypeError as error:
    print(error)
for i in range(3):
    d = D(f"loop {i}")
print("loop over")
del d
{D("key"): D("value")}
print((D("tuple"),)[0].name)
D("chained").name.upper().lower()
with_default = getattr(D("getattr"), "missing", "default")
print(with_default)
