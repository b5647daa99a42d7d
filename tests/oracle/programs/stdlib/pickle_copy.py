"""pickle and copy of classes, functions, recursive structures, with hooks."""
import copy
import copyreg
import io
import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    def __eq__(self, o):
        return vars(self) == vars(o)


class State(Point):
    def __getstate__(self):
        print("getstate")
        return {"only": self.x}

    def __setstate__(self, state):
        print("setstate", state)
        self.x, self.y = state["only"], "restored"


class Reduce:
    def __init__(self, v):
        self.v = v

    def __reduce__(self):
        return Reduce, (self.v + 1,)


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class NewArgs(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


class Outer:
    class Inner:
        v = 5

    def method(self):
        return "bound"


def function(x):
    return x * 2


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    values = [Point(1, [2]), State(1, 2), Reduce(1).__class__, function, len, Outer.Inner, print, {"k": (1, {2})}, 1.5, None, "é", b"b", 2**100, 1j, slice(1, 2), range(3), NewArgs(1, 2)]
    back = [pickle.loads(pickle.dumps(v, protocol)) for v in values]
    print(protocol, back[0], back[1], back[3] is function, back[5] is Outer.Inner, back[7:])
print(pickle.loads(pickle.dumps(Reduce(1))).v, pickle.loads(pickle.dumps(Slots(), 2)).a, pickle.loads(pickle.dumps(Outer().method))())
rec = [1]
rec.append(rec)
back = pickle.loads(pickle.dumps(rec))
print(back[1] is back, copy.deepcopy(rec)[1][0])
shared = [1]
a, b = pickle.loads(pickle.dumps((shared, shared)))
print(a is b)
for bad in (lambda: 0, (i for i in range(2)), type("Local", (), {}), open(__file__)):
    try:
        pickle.dumps(bad)
    except (pickle.PicklingError, TypeError, AttributeError) as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])


class Persistent(pickle.Pickler):
    def persistent_id(self, obj):
        return "the point" if isinstance(obj, Point) else None


class Unpersistent(pickle.Unpickler):
    def persistent_load(self, pid):
        return pid.upper()

    def find_class(self, module, name):
        print("find_class", module, name)
        return super().find_class(module, name)


buffer = io.BytesIO()
Persistent(buffer).dump([Point(1, 2), function])
buffer.seek(0)
print([x if isinstance(x, str) else x.__name__ for x in Unpersistent(buffer).load()])
copyreg.pickle(complex, lambda c: (complex, (c.real + 1, c.imag)))
print(copy.copy(1j), pickle.loads(pickle.dumps(1j)))


class Copies:
    def __init__(self):
        self.parts = [1, [2]]

    def __copy__(self):
        return "shallow"

    def __deepcopy__(self, memo):
        return f"deep {len(memo) >= 0}"


print(copy.copy(Copies()), copy.deepcopy(Copies()), copy.deepcopy([Copies()]))
p = Point([1], {"k": [2]})
shallow, deep = copy.copy(p), copy.deepcopy(p)
print(shallow.x is p.x, deep.x is p.x, deep == p, copy.copy([1, [2]]), copy.deepcopy({"a": {1, 2}}))
print(copy.copy(function) is function, copy.deepcopy(Outer) is Outer, copy.copy(()) is ())
e = pickle.loads(pickle.dumps(ValueError("m", 1)))
print(repr(e), pickle.loads(pickle.dumps(KeyError)))
