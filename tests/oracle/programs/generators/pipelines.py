"""Generators used as people use them: pipelines, infinite sequences, coroutines of the old style, contextmanager."""
import contextlib
import itertools


def numbers():
    n = 0
    while True:
        yield n
        n += 1


def only(predicate, source):
    for item in source:
        if predicate(item):
            yield item


def take(n, source):
    for _, item in zip(range(n), source):
        yield item


print(list(take(5, only(lambda n: n % 3 == 0, numbers()))))


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


print(list(itertools.islice(primes(), 12)))


def averager():
    total, count, average = 0, 0, None
    while True:
        term = yield average
        if term is None:
            return total, count
        total += term
        count += 1
        average = total / count


a = averager()
next(a)
print(a.send(10), a.send(20), a.send(0))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)


@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("swallowed", error)
    finally:
        print("exit", name)


with managed("one") as m:
    print(m)
with managed("two"):
    raise ValueError("v")
try:
    with managed("three"):
        raise KeyError("k")
except KeyError as error:
    print("out", error)


@managed("decorator")
def decorated():
    return "decorated"


print(decorated())


def scheduler(*tasks):
    queue = list(tasks)
    while queue:
        task = queue.pop(0)
        try:
            print(next(task), end=" ")
            queue.append(task)
        except StopIteration as stop:
            print(f"[{stop.value}]", end=" ")
    print()


def task(name, n):
    for i in range(n):
        yield f"{name}{i}"
    return f"{name} done"


scheduler(task("a", 3), task("b", 1), task("c", 2))


def permutations(items):
    if not items:
        yield ()
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (item, *rest)


print(["".join(p) for p in permutations("abc")])


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))))
print(sum(1 for _ in itertools.takewhile(lambda x: x < 1000, (n * n for n in numbers()))))
x, *rest = (c for c in "hello")
print(x, rest, max(n for n in take(4, numbers())), dict(enumerate(take(2, numbers()))), *take(3, numbers()))
print(list(zip(numbers(), "abc")), list(map(lambda p: p * 2, take(3, primes()))))
with contextlib.ExitStack() as stack:
    print([stack.enter_context(managed(n)) for n in "pq"])
with contextlib.suppress(ZeroDivisionError), contextlib.closing(numbers()) as closing:
    next(closing), 1 / 0
