"""On the pure engine, tools written in C see the machine at work.

`cProfile`, `faulthandler` and `tracemalloc` look at the host's frames. On the native and the plain engine the host's
frames *are* the guest's; on the pure engine, which runs where the compiled part was not built, they are those of our
handlers: a profile lists builtins that the guest never called, a dump shows our functions, and memory is put down to
our files.

**Why:** without compiled code a guest frame can only be a Python object of ours.

**Instead:** `profile`, `sys.setprofile`, `sys.settrace` and `traceback` show the guest on every engine.
"""

from __future__ import annotations

from tests.differences.two_sides import outputs

AREA = "Frames, tracing and profiling"
KIND = "host limit"
ENGINES = "pure"

PROFILED = """
import cProfile, pstats
def work():
    return [number * 2 for number in range(10)]
profile = cProfile.Profile()
profile.enable()
work()
profile.disable()
print(sorted({name for _, _, name in pstats.Stats(profile).stats}))
"""
COMPILED = "print(type(compile).__name__, type(exec).__name__, type(eval).__name__)"


def test_a_profiler_in_c_sees_more_than_the_guest() -> None:
    ours, theirs = outputs(PROFILED, "pure")
    assert theirs == str(sorted(["<listcomp>", "work", "<method 'disable' of '_lsprof.Profiler' objects>"]))
    assert ours != theirs
    assert outputs(PROFILED, "plain") == (theirs, theirs)
