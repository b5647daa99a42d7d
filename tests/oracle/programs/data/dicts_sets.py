"""dict and set: order, views, merging, user-defined keys, collections' kinds, mutation errors."""
import collections

d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
print(d, list(d), d.keys() & {"a", "z"}, d.items() - {("a", 2)}, d.get("q"), d.get("q", 0), d.pop("a"), d.pop("zz", None), d.setdefault("n", []), d)
print(d | {"b": 0}, {**d, "k": 1}, dict(zip("ab", [1, 2])), dict([("x", 1)], y=2), dict.fromkeys("ab"), {k: v for k, v in d.items() if v}, list(reversed(d)))
del d["c"]
d.update(z=1, **{"w": 2})
print(d.popitem(), d, len(d), "z" in d, d == dict(reversed(d.items())), list(d.values()))
class Key:
    def __init__(self, v): self.v = v
    def __hash__(self): print("hash", self.v, end=" "); return self.v % 3
    def __eq__(self, o): print("eq", self.v, o.v, end=" "); return self.v == o.v
    def __repr__(self): return f"K{self.v}"
k = {Key(1): "a", Key(4): "b", Key(1): "c"}
print(k)
print(k[Key(4)], Key(7) in k)
print({Key(2), Key(5), Key(2)})
class Unhashable:
    __hash__ = None
for v in (Unhashable(), [], {}, set(), (1, [])):
    try:
        {v: 1}
    except TypeError as e:
        print(e)
s = {3, 1, 2}
print(s | {4}, s & {1, 9}, s - {1}, s ^ {1, 9}, s <= {1, 2, 3, 4}, s < s, s >= {1}, s.isdisjoint({7}), s == frozenset([1, 2, 3]), len(s), 1 in s)
s.add(4); s.discard(99); s.update([5], (6,)); s.intersection_update(range(1, 6)); s.difference_update({1})
print(sorted(s), sorted(s.union([7], [8])), frozenset([1]) | {2}, {frozenset([1]): "fs"}, sorted({*s, *"ab"}, key=str))
try:
    s.remove(99)
except KeyError as e:
    print(repr(e))
dd = collections.defaultdict(list)
for w in "the cat sat on the mat".split():
    dd[len(w)].append(w)
print(dict(dd), dd.default_factory.__name__, 99 in dd, dd[99], len(dd))
c = collections.Counter("mississippi")
print(c, c.most_common(2), c["z"], c + collections.Counter("miss"), c - collections.Counter("iiii"), sorted(c.elements())[:3], c.total())
o = collections.OrderedDict(a=1, b=2)
o.move_to_end("a")
print(o, o == {"a": 1, "b": 2}, o.popitem(last=False))
cm = collections.ChainMap({"a": 1}, {"a": 2, "b": 3})
print(cm["a"], cm["b"], dict(cm), cm.new_child({"b": 0})["b"], cm.maps)
class UD(collections.UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)
u = UD(a=1)
u["b"] = 2
print(u, u.data)
import types
m = types.MappingProxyType({"x": 1})
try:
    m["y"] = 2
except TypeError as e:
    print(e)
for action in ("for k in d: d[k + 'x'] = 1", "for k in list(d): del d[k]", "d['missing']", "d.popitem()", "{}.pop('x')"):
    try:
        exec(action)
        print(action, "fine", d)
    except (RuntimeError, KeyError) as e:
        print(action, "->", type(e).__name__, e)
nested = {}
for path, value in [("a.b.c", 1), ("a.b.d", 2), ("a.e", 3)]:
    node = nested
    *parents, leaf = path.split(".")
    for p in parents:
        node = node.setdefault(p, {})
    node[leaf] = value
print(nested, {1: "int", 1.0: "float", True: "bool"}, {(): 1, (1,): 2}, {None: 0}[None])
ns = types.SimpleNamespace(a=1, b=[2])
ns.c = 3
print(ns, ns == types.SimpleNamespace(a=1, b=[2], c=3), vars(ns))
