def plain(a, b=2, *rest, c=3, **named):
    return a + b + c + len(rest) + len(named)

def outer(x):
    def inner(y):
        nonlocal x
        x += y
        return x
    def other():
        return x
    return inner, other

def annotated(a: int, b: "str" = "t") -> list:
    return [a, b]

class Base:
    kind = "base"
    def __init__(self, value):
        self.value = value
    def show(self):
        return self.kind, self.value

class Derived(Base):
    kind = "derived"
    def show(self):
        return super().show() + (1,)
    @property
    def twice(self):
        return self.value * 2

inner, other = outer(3)
results = [plain(1), plain(1, 2, 3, c=4, d=5), plain(*[1, 2], **{"c": 3}), inner(4), other(), annotated(1)]
item = Derived(5)
results += [item.show(), item.twice, Derived.kind, (lambda q, r=1: q - r)(3)]
item.value = 7
del item.value
try:
    item.show()
except AttributeError as error:
    results.append(str(error))
