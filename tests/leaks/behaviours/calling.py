"""Calls of all forms, closures and what a call may leave on the stack when it fails."""

# What a guest may write, wise or not, is what is tried here.
# ruff: noqa: B006, C417, F821, PIE804, PLE1132, PLW0108

from functools import lru_cache, partial, wraps


def _six(a, b=2, /, c=3, *args, d=4, **rest):
    return a, b, c, args, d, rest


def positional_arguments():
    return _six(1), _six(1, 2, 3), _six(1, 2, 3, 4, 5)


def keyword_arguments():
    return _six(1, c=2, d=3, e=4), _six(1, x=[1], y=(2,))


def star_arguments():
    return _six(*[1, 2], *(3, 4), d=5, k=1, l=2)


def refused_arguments():
    for call in (lambda: _six(), lambda: _six(1, b=2), lambda: _six(1, **{"c": 1}, **{"c": 2}), lambda: _six(*3)):
        try:
            call()
        except TypeError:
            pass


def closures():
    count = [0]

    def outer(step):
        nonlocal count

        def inner():
            nonlocal count
            count = [count[0] + step]
            return count

        return inner

    return outer(1)(), outer(2)(), count


def recursion():
    def depth(n):
        return 0 if n == 0 else 1 + depth(n - 1)

    return depth(60)


def recursion_unwound():
    def fall(n, held):
        if n == 0:
            raise LookupError(held)
        return [held, fall(n - 1, [held])]

    try:
        fall(40, [])
    except LookupError:
        pass


def recursion_limit():
    def endless():
        return endless()

    try:
        endless()
    except RecursionError:
        pass


def decorators():
    def deco(function):
        @wraps(function)
        def wrapper(*args, **rest):
            return function(*args, **rest)

        return wrapper

    @deco
    @deco
    def decorated(a, b=[1]):
        return a, b

    return decorated(1), decorated(1, b=2)


def partial_and_cached():
    @lru_cache(4)
    def cached(a):
        return [a]

    return [partial(cached, n)() for n in range(6)]


def calls_from_c():
    return sorted([3, 1, 2], key=lambda a: -a), list(map(lambda a: [a], "abc")), max("ab", key=lambda a: a)


def failure_in_a_call_from_c():
    try:
        sorted([1, 2, 3], key=lambda a: 1 // (a - 2))
    except ZeroDivisionError:
        pass


def operands_of_a_failure():
    try:
        return [object(), {1: object()}, (object(), [1, 2, 1 // 0])]
    except ZeroDivisionError:
        return None


def new_functions():
    def made(a: int = 1, *, b: "text" = 2) -> None:
        """Text."""

    made.attribute = made
    made.__defaults__ = (5,)
    return made.__annotations__


def unbound_names():
    for text in ("no_such", "del no_such", "int.no_such"):
        try:
            exec(text, {})
        except (NameError, AttributeError):
            pass
    try:
        print(late)
    except UnboundLocalError:
        pass
    late = 1
    return late
