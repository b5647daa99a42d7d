"""Guest code that calls guest code, DEPTH calls deep, and back; then once more with an exception from the bottom.

    python python_recursion.py DEPTH

For each form two answers: what it gives, and whether the exception's traceback has an entry for every call.
"""

import contextlib
import sys

DEPTH = int(sys.argv[1])
FORMS = {}


class Bottom(Exception):
    pass


def form(function):
    FORMS[function.__name__] = function
    return function


def bottom(failing):
    if failing:
        raise Bottom
    return 0


@form
def function(n, failing):
    return 1 + function(n - 1, failing) if n else bottom(failing)


@form
def default_and_keyword(n, failing=False, *, more=1):
    return more + default_and_keyword(n - 1, failing=failing, more=1) if n else bottom(failing)


@form
def spread(*arguments, **named):
    n, failing = arguments
    return 1 + spread(*(n - 1, failing), **named) if n else bottom(failing)


@form
def closure(n, failing):
    def inner():
        return closure(n - 1, failing)

    return 2 + closure(n - 2, failing) if n > 1 else 1 + inner() if n else bottom(failing)


@form
def handled(n, failing):
    try:
        return 1 + handled(n - 1, failing) if n else bottom(failing)
    except ValueError:
        return -1
    finally:
        n = None


@form
def raised_anew(n, failing):
    try:
        return 1 + raised_anew(n - 1, failing) if n else bottom(failing)
    except Bottom:
        raise


class Methods:
    def method(self, n, failing):
        return 1 + self.method(n - 1, failing) if n else bottom(failing)

    @classmethod
    def of_class(cls, n, failing):
        return 1 + cls.of_class(n - 1, failing) if n else bottom(failing)

    @staticmethod
    def static(n, failing):
        return 1 + Methods.static(n - 1, failing) if n else bottom(failing)

    def bound(self, n, failing):
        method = self.bound
        return 1 + method(n - 1, failing) if n else bottom(failing)


class Derived(Methods):
    def method(self, n, failing):
        return super().method(n, failing)


FORMS |= {
    "method": Methods().method,
    "class method": Methods.of_class,
    "static method": Methods.static,
    "bound method": Methods().bound,
    "super": lambda n, failing: 2 * Derived().method(n // 2, failing),
}


class Made:
    def __init__(self, n, failing):
        self.depth = 1 + Made(n - 1, failing).depth if n else bottom(failing)


FORMS["instance"] = lambda n, failing: Made(n, failing).depth


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *about):
        return None


@form
def with_block(n, failing):
    with Manager() as one:
        return one + with_block(n - 1, failing) if n else bottom(failing)


class Entering:
    def __init__(self, n, failing):
        self.n, self.failing = n, failing

    def __enter__(self):
        if not self.n:
            return bottom(self.failing)
        with Entering(self.n - 1, self.failing) as depth:
            return 1 + depth

    def __exit__(self, *about):
        return None


class Leaving(Entering):
    depth = 0

    def __enter__(self):
        return self

    def __exit__(self, *about):
        if self.n:
            with Leaving(self.n - 1, self.failing) as inner:
                pass
            self.depth = 1 + inner.depth
        else:
            self.depth = bottom(self.failing)


@form
def entering(n, failing):
    with Entering(n, failing) as depth:
        return depth


@form
def leaving(n, failing):
    with Leaving(n, failing) as outer:
        pass
    return outer.depth


def delegating(n, failing):
    if n:
        return 1 + (yield from delegating(n - 1, failing))
    yield
    return bottom(failing)


@form
def yield_from(n, failing):
    def outermost():
        nonlocal result
        result = yield from delegating(n, failing)

    result = None
    for _ in outermost():
        pass
    return result


async def waiting(n, failing):
    return 1 + await waiting(n - 1, failing) if n else bottom(failing)


@form
def awaited(n, failing):
    try:
        waiting(n, failing).send(None)
    except StopIteration as end:
        return end.value


def counting(n, failing):
    if n:
        for depth in counting(n - 1, failing):
            yield 1 + depth
    else:
        yield bottom(failing)


@form
def for_over_generator(n, failing):
    for depth in counting(n, failing):
        pass
    return depth


@form
def comprehension(n, failing):
    return 1 + [comprehension(n - 1, failing) for _ in "x"][0] if n else bottom(failing)


def depth_of(error):
    entry, depth = error.__traceback__, 0
    while entry:
        entry, depth = entry.tb_next, depth + 1
    return depth


sys.setrecursionlimit(10 * DEPTH)
for name, run in FORMS.items():
    print(f"{name:20} {run(DEPTH, False)}", end=" ", flush=True)
    with contextlib.suppress(Bottom):
        try:
            run(DEPTH, True)
        except Bottom as error:
            print(depth_of(error) > DEPTH // 2, flush=True)
            raise
