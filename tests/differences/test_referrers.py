"""On the plain and the pure engine `gc.get_referrers` shows objects of the machine too.

On both, a list: the arguments of the call of `get_referrers` itself, which a handler holds. On the pure engine a
variable of a suspended generator is referred to by our frame's variables, where CPython and the other engines name the
generator.

**Why:** there each instruction is a Python function of ours, and what it works with are Python objects.

**Instead:** look for the referrers that are wanted by their type; `gi_frame.f_locals` holds a generator's variables.
"""

from __future__ import annotations

from tests.differences.two_sides import outputs

AREA = "Frames, tracing and profiling"
KIND = "host limit"
ENGINES = "plain, pure"

SUSPENDED = """
import gc
def suspended():
    variable = [1]
    yield variable
generator = suspended()
variable = next(generator)
print(sorted(type(each).__name__ for each in gc.get_referrers(variable)))
"""


def test_handlers_and_frames_of_ours_refer_to_values() -> None:
    theirs = "['dict', 'generator']"
    assert outputs(SUSPENDED, "native") == (theirs, theirs)
    assert outputs(SUSPENDED, "plain") == ("['dict', 'generator', 'list']", theirs)
    assert outputs(SUSPENDED, "pure") == ("['Variables', 'dict', 'list']", theirs)
