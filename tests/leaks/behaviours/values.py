"""Displays, comprehensions, unpacking, patterns, text made of values, code made of text, threads, imports."""

# What a guest may write, wise or not, is what is tried here.
# ruff: noqa: B023, C416, F401
# ruff: noqa: PLW0128

import threading


class _Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def displays():
    a, d = [1, [2]], {"k": [1]}
    return [*a, *a, 3], (*a, 3), {*"abc", "d"}, {**d, "l": [2], **d}, {"x": a, "y": a}, a[0:1], a[::2]


def comprehensions():
    return (
        [[b for b in range(a)] for a in range(4)],
        {a: [a] for a in "abc"},
        {(a,) for a in range(3)},
        [(lambda: a) for a in range(3)],
        [c := [a] for a in range(2)],
        c,
    )


def failing_comprehensions():
    for text in ("[[a] + 1 for a in 'x']", "{[a] for a in 'x'}", "{a: 1 // 0 for a in 'x'}", "[a for a, b in [[1]]]"):
        try:
            eval(text)
        except (TypeError, ZeroDivisionError, ValueError):
            pass


def unpacking():
    a, b, *c = [[1], [2], [3], [4]]
    *d, (e, f) = [[1], ([2], [3])]
    a, b = b, a
    try:
        a, b, a = [[1], [2]]
    except ValueError:
        pass
    return a, b, c, d, e, f


def patterns():
    found = []
    for subject in ([1, [2]], {"k": [1], "l": 2}, _Point([1], 2), "text", 5, None, [[1], [2], [3]]):
        match subject:
            case [1, [a]] | {"k": [a]}:
                found.append(a)
            case {"z": _, **rest}:
                found.append(rest)
            case _Point(x=[a], y=2 as b) | _Point(a, b):
                found.append([a, b])
            case str() as c if len(c) == 4:
                found.append(c)
            case [first, *rest]:
                found.append((first, rest))
            case int(d):
                found.append(d)
            case _:
                found.append(None)
    return found


def formatted_text():
    a = [1, "x"]
    try:
        f"{a:q}"
    except TypeError:
        pass
    return f"{a}{a!r:>20}{len(a):{'>'}{9}}{a=}"


def augmented_assignment():
    a, d, p = [1], {"k": [1]}, _Point([1], 2)
    a += [2]
    d["k"] += [3]
    p.x += [4]
    a[0] += 5
    d |= {"m": [1]}
    try:
        a += 1
    except TypeError:
        pass
    return a, d, p.x


def deletions():
    a, d, p = [[1], [2], [3]], {"k": [1]}, _Point([1], [2])
    del a[0], d["k"], p.x, a[0:1]
    try:
        del d["k"]
    except KeyError:
        pass
    del a, p
    return d


def executed_text():
    space = {}
    exec("def f(a, b=[1]):\n    return [a, b]\nclass C:\n    x = f(1)\n", space)
    return eval("[f(2), C.x]", space), eval(compile("[a for a in 'xy']", "<text>", "eval"), {})


def refused_text():
    for text in ("a b", "def f(:", "f(", "'", "return 1 +", "x = {1: 2, **}"):
        try:
            compile(text, "<text>", "exec")
        except SyntaxError:
            pass


def built_in_generics():
    return list[int], dict[str, list[int]], int | None, isinstance(1, int | str)


def threads():
    found = []
    thread = threading.Thread(target=lambda: found.append([a for a in range(3)]))
    thread.start()
    thread.join()
    return found


def imports():
    import collections.abc as names
    from os import path

    try:
        from os import no_such_name
    except ImportError:
        pass
    try:
        import no_such_module
    except ImportError:
        pass
    return path, names


def global_names():
    global _made_here
    _made_here = [1]
    kept = _made_here, globals()["_made_here"], locals()
    del _made_here
    return kept
