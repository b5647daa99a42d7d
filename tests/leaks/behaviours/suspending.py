"""Generators, coroutines and asynchronous generators: finished, abandoned, closed, thrown into."""

# What a guest may write, wise or not, is what is tried here.
# ruff: noqa: C400

import asyncio
from contextlib import contextmanager


def _count(n):
    held = [n]
    try:
        for value in range(n):
            held.append((yield [value]))
    finally:
        held.append(None)
    return held


def _delegate(n):
    return [(yield from _count(n)), (yield from [1, 2])]


def generators_finished():
    return list(_count(5)), list(_delegate(3))


def generators_abandoned():
    kept = _count(5)
    next(kept)
    other = _delegate(3)
    next(other)
    _count(2)


def generators_sent_to():
    kept = _delegate(3)
    next(kept)
    kept.send([1])
    kept.send([2])
    kept.close()


def generators_thrown_into():
    for kept in (_count(3), _delegate(3)):
        next(kept)
        try:
            kept.throw(ValueError([1]))
        except ValueError:
            pass
    fresh = _count(1)
    try:
        fresh.throw(KeyError)
    except KeyError:
        pass


def generators_that_fail():
    def fails():
        held = [1]
        yield held
        raise LookupError(held)

    try:
        list(fails())
    except LookupError:
        pass

    def stops():
        yield 1
        raise StopIteration([2])

    try:
        list(stops())
    except RuntimeError:
        pass


def generators_that_see_themselves():
    def sees():
        yield holder
        yield from holder[0]

    holder = []
    holder.append(sees())
    next(holder[0])
    try:
        next(holder[0])
    except ValueError:
        pass
    holder.clear()


def generator_expressions():
    return sum(a for a in range(5)), list((a, b) for a in "ab" for b in "cd" if a != b), any([a] for a in "x")


def unpacked_generators():
    a, *b = _count(4)
    try:
        a, b = _count(3)
    except ValueError:
        pass
    return a, b


def context_manager_functions():
    @contextmanager
    def managed(value):
        try:
            yield [value]
        except KeyError:
            pass

    with managed(1), managed(2):
        pass
    with managed(3):
        raise KeyError([1])


class _Question:
    def __await__(self):
        return (yield [self])


async def _ask(n):
    held = []
    for _ in range(n):
        held.append(await _Question())
    return held


def coroutines():
    kept = _ask(2)
    kept.send(None)
    kept.send([1])
    try:
        kept.send([2])
    except StopIteration:
        pass
    abandoned = _ask(1)
    abandoned.send(None)
    abandoned.close()


def coroutines_that_fail():
    async def fails():
        try:
            await _ask(1)
        finally:
            await _ask(0)

    kept = fails()
    kept.send(None)
    try:
        kept.throw(ValueError([1]))
    except ValueError:
        pass

    async def wrong():
        await 1

    try:
        wrong().send(None)
    except TypeError:
        pass


def asynchronous_generators():
    async def source(n):
        for value in range(n):
            yield [value]
            await _Question()

    async def walk():
        found = [value async for value in source(2)]
        kept = source(3)
        await anext(kept)
        await kept.aclose()
        async for value in source(2):
            found.append(value)
        return found

    kept = walk()
    try:
        while True:
            kept.send(None)
    except StopIteration:
        pass


def event_loops():
    async def work(n):
        await asyncio.sleep(0)
        return [n]

    async def main():
        return await asyncio.gather(work(1), work(2))

    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(main())
    finally:
        loop.close()
