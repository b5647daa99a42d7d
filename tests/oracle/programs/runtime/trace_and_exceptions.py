"""settrace with generators, exceptions through several frames, finally blocks, recursion, threads and coverage-like use."""
import sys
import threading

FILE = __file__
hits = {}


def lines(frame, event, arg):
    if frame.f_code.co_filename != FILE:
        return None
    if event == "line":
        key = frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno
        hits[key] = hits.get(key, 0) + 1
    return lines


def traced(f, *args):
    hits.clear()
    sys.settrace(lines)
    try:
        return f(*args)
    except Exception as e:
        return repr(e)
    finally:
        sys.settrace(None)
        print(f.__name__, sorted(hits.items()))


def branches(n):
    out = []
    for i in range(n):
        if i % 2 == 0 and i % 3 == 0:
            out.append("both")
        elif i % 2 == 0:
            out.append("two")
        else:
            continue
        out.append("|")
    else:
        out.append("end")
    while True:
        n -= 1
        if n < 0:
            break
    try:
        try:
            raise ValueError
        finally:
            out.append("f1")
    except ValueError:
        out.append("handled")
    else:
        out.append("never")
    finally:
        out.append("f2")
    return out


def early(x):
    for i in range(3):
        with open("/dev/null"):
            if i == x:
                return i
    return None


def comprehension():
    return [
        a
        + b
        for a in range(2)
        for b in range(2)
        if a
        or b
    ]


def gen_user():
    def g():
        yield 1
        try:
            yield 2
        finally:
            x = 3

    for v in g():
        if v == 2:
            break
    return sum(
        v
        for v in g()
    )


def deep(n):
    if n == 0:
        raise KeyError("deep")
    try:
        deep(n - 1)
    finally:
        y = n


def decorated():
    @staticmethod
    @(lambda f: f)
    def inner(
        a,
        b=1,
    ):
        "doc"
        return a

    return inner(1)


def strings():
    """doc"""
    x = """
    multi
    """
    return (f"{x!r}"
            f"{len(x)}")


def assertion(v):
    assert v, "message"
    assert (v
            and not
            v)


def matching(v):
    match v:
        case [a, b]:
            return a
        case {"k": x} if x > 1:
            return x
        case str() | int():
            return "scalar"
        case _:
            return None


def one_liners(x):
    if x: y = 1; z = 2
    else: y = 3
    while x: x -= 1
    return y if y > 1 else -y


def delete_and_global():
    global glob
    glob = 1
    del glob
    lambda: 0
    pass
    ...
    nonlocal_ = [1]
    nonlocal_[
        0
    ] += 1
    return nonlocal_


for f, *args in ((branches, 7), (early, 1), (early, 9), (comprehension,), (gen_user,), (deep, 3), (decorated,), (strings,), (assertion, 1), (matching, [1, 2]), (matching, {"k": 2}), (matching, 5), (matching, None), (one_liners, 0), (one_liners, 2), (delete_and_global,)):
    print(traced(f, *args))
log = []
threading.settrace(lambda f, e, a: log.append(f.f_code.co_name) if f.f_code.co_filename == FILE else None)
t = threading.Thread(target=early, args=(0,))
t.start()
t.join()
threading.settrace(None)
print(log)


class Counter:
    def __init__(self):
        self.depth = self.deepest = 0

    def __call__(self, frame, event, arg):
        if event == "call":
            self.depth += 1
            self.deepest = max(self.depth, self.deepest)
        elif event == "return":
            self.depth -= 1
        return self


c = Counter()
sys.settrace(c)
try:
    deep(20)
except KeyError:
    pass
sys.settrace(None)
print(c.depth, c.deepest)
