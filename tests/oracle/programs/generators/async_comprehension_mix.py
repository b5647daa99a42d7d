"""Generators within generators, zip of generators, send through map, generator methods as callbacks."""


def numbers(n):
    for i in range(n):
        sent = yield i
        if sent is not None:
            yield ("echo", sent)


g = numbers(5)
print(list(map(g.send, [None, "a", None, "b", None])))
a, b = numbers(3), numbers(4)
print(list(zip(a, b)), list(b), dict(zip(numbers(2), numbers(2))))
print(sorted(numbers(4), key=lambda v: -v), sum(numbers(5)), max(numbers(3)), tuple(numbers(2)), {*numbers(3)}, [*numbers(2), *numbers(1)])
print(any(v > 1 for v in numbers(3)), all(v < 2 for v in numbers(3)), 2 in numbers(5), " ".join(str(v) for v in numbers(3)))
first, *rest = numbers(4)
print(first, rest, next(filter(None, numbers(3))), next(iter(numbers(1))))


def outer():
    for inner in (numbers(k) for k in range(3)):
        yield list(inner)


print(list(outer()))


class Tree:
    def __init__(self, *children, value=0):
        self.children, self.value = children, value

    def __iter__(self):
        yield self.value
        for c in self.children:
            yield from c


t = Tree(Tree(value=1), Tree(Tree(value=3), value=2))
print(list(t), sum(t), [v * 2 for v in t if v])


def countdown(n):
    while n > 0:
        n = (yield n) or n - 1


c = countdown(5)
print(next(c), c.send(10), next(c), c.send(2), list(c))


def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for it in its[:]:
            try:
                yield next(it)
            except StopIteration:
                its.remove(it)


print(list(interleave("abc", numbers(2), [7])))


def flatten(x):
    try:
        for item in x:
            if item == x:
                yield item
            else:
                yield from flatten(item)
    except TypeError:
        yield x


print(list(flatten([1, [2, [3, "ab"], (4,)], {5: 6}])))


def cumulative():
    total = 0
    while True:
        total += yield total


acc = cumulative()
next(acc)
print([acc.send(v) for v in (1, 2, 3)])
gens = [numbers(3) for _ in range(3)]
while gens:
    for g in list(gens):
        v = next(g, None)
        if v is None:
            gens.remove(g)
        else:
            print(v, end=" ")
print()


def with_default_args(a, *, b=2, **kw):
    yield a, b, kw


print(next(with_default_args(1)), next(with_default_args(1, b=3, c=4)))
try:
    with_default_args()
except TypeError as e:
    print(e)


def recursive_send(depth):
    if depth == 0:
        got = yield "bottom"
        return got
    return (yield from recursive_send(depth - 1)) + 1


r = recursive_send(50)
print(next(r))
try:
    r.send(100)
except StopIteration as s:
    print(s.value)
