"""Many threads that run every kind of code at once, with a short switch interval."""
import contextlib
import queue
import sys
import threading

sys.setswitchinterval(1e-6)


def numbers(n):
    for i in range(n):
        yield i


async def leaf(i):
    return i


async def coroutine(n):
    return sum([await leaf(i) for i in range(n)])


@contextlib.contextmanager
def manager():
    try:
        yield 1
    except ValueError:
        pass


class Node:
    def __init__(self, v, *children):
        self.v, self.children = v, children

    def __iter__(self):
        yield self.v
        for c in self.children:
            yield from c

    @property
    def total(self):
        return self.v + sum(c.total for c in self.children)


def work(k):
    out = []
    for round_ in range(30):
        out.append(sum(numbers(20)))
        try:
            coroutine(10).send(None)
        except StopIteration as stop:
            out.append(stop.value)
        with manager() as m:
            out.append(m)
            raise ValueError
        try:
            {}[k]
        except KeyError as e:
            out.append(e.args[0])
        tree = Node(1, Node(2, Node(k)), Node(3))
        out.append((list(tree), tree.total))
        out.append(sorted([3, 1, 2], key=lambda v: -v))
        exec("out.append([x * k for x in range(3)])", {"out": out, "k": k})
        match [round_ % 3, k]:
            case [0, n]:
                out.append(n)
            case [a, _]:
                out.append(a)
        out.append(deep(60))
    return len(out), hash(str(out))


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


results = queue.Queue()
threads = [threading.Thread(target=lambda k=k: results.put((k, work(k)))) for k in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
found = dict(results.get() for _ in threads)
print(sorted(found.items()) == sorted((k, work(k)) for k in range(8)), len(found))
shared = numbers(1000)
lock = threading.Lock()
taken, errors = [], []


def take():
    while True:
        try:
            v = next(shared)
        except StopIteration:
            return
        except ValueError as e:
            errors.append(str(e))
            continue
        taken.append(v)


threads = [threading.Thread(target=take) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(taken) == list(range(1000)), set(errors) <= {"generator already executing"})
counter = 0


def increments():
    global counter
    for _ in range(2000):
        with lock:
            counter += 1


threads = [threading.Thread(target=increments) for _ in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(counter)


def fails_deep(n):
    if n == 0:
        raise LookupError(threading.current_thread().name)
    try:
        fails_deep(n - 1)
    finally:
        seen.append(n)


seen, caught = [], []


def guarded():
    try:
        fails_deep(50)
    except LookupError as e:
        caught.append(e.args[0])


threads = [threading.Thread(target=guarded, name=f"t{i}") for i in range(6)]
[t.start() for t in threads]
[t.join() for t in threads]
print(len(seen), sorted(caught))
local = threading.local()


class Cleanup:
    def __del__(self):
        cleaned.append(1)


cleaned = []


def sets_local():
    local.x = Cleanup()
    g = numbers(3)
    next(g)
    local.g = g


threads = [threading.Thread(target=sets_local) for _ in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
del threads
print(len(cleaned))


def traced():
    log = []
    sys.settrace(lambda f, e, a: log.append(f.f_code.co_name) or None)
    deep(3)
    sys.settrace(None)
    counts.append(log.count("deep"))


counts = []
threads = [threading.Thread(target=traced) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(counts)
