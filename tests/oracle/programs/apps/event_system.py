"""Observers, weak references, descriptors as fields, an ORM-like base and a plug-in registry."""
import weakref


class Signal:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return obj.__dict__.setdefault(self.name, Bound())


class Bound:
    def __init__(self):
        self.receivers = []

    def connect(self, f):
        ref = weakref.WeakMethod(f) if hasattr(f, "__self__") else weakref.ref(f)
        self.receivers.append(ref)
        return f

    def emit(self, *args):
        alive = []
        for ref in self.receivers:
            if (f := ref()) is not None:
                f(*args)
                alive.append(ref)
        self.receivers = alive
        return len(alive)


class Field:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        owner._fields = {**getattr(owner, "_fields", {}), name: self}

    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{type(obj).__name__}.{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        old = self.__get__(obj, type(obj))
        obj.__dict__[self.name] = value
        if old != value:
            obj.changed.emit(self.name, old, value)


class Model:
    changed = Signal()
    registry = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Model.registry[cls.__name__.lower()] = cls

    def __init__(self, **values):
        for name, value in values.items():
            if name not in self._fields:
                raise AttributeError(f"no field {name}")
            setattr(self, name, value)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields)})"


class User(Model):
    name = Field(str, "")
    age = Field(int, 0)


class Admin(User):
    level = Field(int, 1)


class Watcher:
    def __init__(self, tag):
        self.tag = tag

    def notify(self, *args):
        print(self.tag, args)


u = User(name="Ann")
w = Watcher("w1")
u.changed.connect(w.notify)


@u.changed.connect
def plain(name, old, new):
    print("plain", name, old, "->", new)


u.age = 30
u.age = 30
del w
print(u.changed.emit("manual", 1, 2))
a = Admin(name="Root", level=9)
print(u, a, sorted(Model.registry), list(Admin._fields))
for bad in (lambda: setattr(u, "age", "old"), lambda: User(nope=1)):
    try:
        bad()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
