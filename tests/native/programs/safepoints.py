"""Something of everything that moves between frames, for stops at each instruction (test_safepoints.py)."""

import contextlib


class Number:
    kept = []

    def __init__(self, value=0):
        self.value = value

    def __add__(self, other):
        if type(other) is not Number:
            return NotImplemented
        return Number(self.value + other.value)

    def __radd__(self, other):
        return Number(other + self.value)

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return type(other) is Number and self.value == other.value

    def __bool__(self):
        return self.value != 0

    def __getitem__(self, key):
        return [self.value, key][1]

    def __contains__(self, key):
        return key in (1, self.value)

    def __call__(self, *rest, plus=0, **named):
        return self.value + plus + len(rest) + sum(named.values())

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return name * 2

    @property
    def twice(self):
        return self.value * 2

    @twice.setter
    def twice(self, value):
        self.value = value // 2

    def __iter__(self):
        return Counting(self.value)


class Counting:
    def __init__(self, end):
        self.at, self.end = 0, end

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.end:
            raise StopIteration
        self.at += 1
        return self.at


class Better(Number):
    def __init__(self, value, more=1):
        super().__init__(value)
        self.more = more

    @classmethod
    def made(cls, value):
        return cls(value, more=2)

    @property
    def twice(self):
        return super().twice + self.more


def special():
    one, two = Number(1), Number(2)
    total = one + two + (3 + two)
    two.twice = 9
    first, *rest = two
    words = one.word, getattr(one, "nothing", "none")
    found = one[5], 1 in two, 7 not in two, one == two, one < two, not one
    return total.value, first, rest, words, found, two(1, 2, plus=3, k=4), Better.made(3).twice, [*Number(2)]


def key(x):
    try:
        return -x if x % 2 else str(x)[5]
    except IndexError as error:
        return len(error.args)
    finally:
        Number.kept.append(x)


def in_c():
    table = sorted(range(5), key=key)
    ordered = sorted([Number(2), Number(1), Number(3)])
    pairs = list(map(lambda a, b=1, *c: (a, b, c), table, reversed(table)))
    return table, [each.value for each in ordered], pairs, max((str(n) for n in range(3)), key=lambda s: s * 2)


def counting(n):
    got = None
    try:
        for number in range(n):
            got = yield number if got is None else got
    except ValueError as error:
        yield f"caught {error}"
    finally:
        Number.kept.append("closed")
    return got


def delegating(n):
    result = yield from counting(n)
    yield result
    yield from (x * x for x in range(n) if x)


def generators():
    out = list(delegating(3))
    generator = delegating(4)
    out.append(next(generator))
    out.append(generator.send("sent"))
    out.append(generator.throw(ValueError("thrown")))
    generator.close()
    other = counting(2)
    next(other)
    other.close()
    return out


class Managed:
    def __init__(self, swallows):
        self.swallows = swallows

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return self.swallows


@contextlib.contextmanager
def managed():
    try:
        yield 1
    finally:
        Number.kept.append("left")


def exceptions():
    seen = []
    for what in (ZeroDivisionError, KeyError, None, OSError):
        try:
            with Managed(what is OSError) as manager, managed() as one:
                try:
                    if what is ZeroDivisionError:
                        one // 0
                    elif what is not None:
                        raise what("made") from ValueError("cause")
                except* OSError as group:
                    raise group.exceptions[0]
                else:
                    seen.append(manager.swallows)
        except (ZeroDivisionError, KeyError) as error:
            seen.append(type(error).__name__)
            try:
                raise
            except LookupError:
                seen.append("lookup")
            except ArithmeticError:
                continue
        finally:
            seen.append("finally")
    return seen


class Asynchronous:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.count:
            raise StopAsyncIteration
        self.count -= 1
        await Paused()
        return self.count

    async def __aenter__(self):
        await Paused()
        return self

    async def __aexit__(self, *rest):
        return True


class Paused:
    def __await__(self):
        return (yield "paused")


async def producing(n):
    for number in range(n):
        await Paused()
        yield number


async def coroutine():
    seen = []
    async with Asynchronous(2) as asynchronous:
        async for each in asynchronous:
            seen.append(each)
        seen += [each async for each in producing(2) if each]
        raise LookupError
    return seen


def asynchronous():
    running, pauses = coroutine(), 0
    while True:
        try:
            running.send(None)
            pauses += 1
        except StopIteration as end:
            return end.value, pauses


def matching(value):
    match value:
        case {"kind": "pair", **rest} if rest:
            return rest
        case [first, *others, last]:
            return first, others, last
        case Number(value=1 | 2 as found):
            return found
        case str() | None:
            return "text"
    return "other"


def shapes():
    first, (second, *third) = 1, (2, 3, 4)
    values = {"kind": "pair", "x": first}, [1, 2, 3], Number(2), "s", 3.5
    spread = {**values[0], "y": [*third]}
    cells = [lambda extra=k: extra + second for k in range(3)]
    while first < 5 and not first == 4:
        first += 1
    del third
    return [matching(each) for each in values], spread, [cell() for cell in cells], f"{first!r:>3}{second:02d}"


for function in (special, in_c, generators, exceptions, asynchronous, shapes):
    print(function.__name__, function())
print(Number.kept)
