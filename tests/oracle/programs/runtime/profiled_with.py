"""Profilers hear of calls that the source makes, not of __enter__ and of the __exit__ that handles an exception."""
import asyncio
import cProfile
import io
import pstats
import sys
import threading


class Kept(io.StringIO):
    """Enters and leaves in C, through a subclass."""


class Both:
    def __enter__(self):
        return len("ab")

    def __exit__(self, *what):
        return True


class Late:
    async def __aenter__(self):
        return abs(-1)

    async def __aexit__(self, *what):
        return len(what) == 3


class Borrowed:
    """Special methods that are functions of C, found on the type."""

    __enter__ = staticmethod(dict)
    __exit__ = staticmethod(print)


def leave():
    with Kept() as kept, threading.Lock(), Both() as both:
        kept.write("x")
    with Borrowed() as empty:
        pass
    return both, empty


def fail():
    for manager in (Kept(), threading.RLock(), Both()):
        try:
            with manager:
                raise ValueError("x")
        except ValueError as error:
            print(repr(error))


async def later():
    async with Late() as one:
        pass
    async with Late():
        raise KeyError(one)


def compare_and_convert():
    items = [3, 1]
    return [str(items), f"{items[0]!r:>3}", -items[0], items[0] in items, [*iter(items)], {**dict(a=1)}, items < [4]]


heard = []


def profiler(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        heard.append((event, frame.f_code.co_name, getattr(arg, "__qualname__", "") if event.startswith("c_") else ""))


for work in (leave, fail, lambda: asyncio.run(later()), compare_and_convert) * 2:
    heard.clear()
    sys.setprofile(profiler)
    work()
    sys.setprofile(None)
    print(*heard[:-1], sep="\n")

profile = cProfile.Profile()
profile.enable()
leave()
fail()
profile.disable()
stats = pstats.Stats(profile, stream=io.StringIO())
print(sorted((name, calls) for (_, _, name), (_, calls, *_) in stats.stats.items()))
