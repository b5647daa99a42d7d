"""`sys.implementation` has one attribute more, and that is where our name stands.

`sys.implementation._cutaway` holds `name`, `version` and `engine`. `sys.implementation.name` stays `"cpython"` and
`platform.python_implementation()` stays `"CPython"`.

**Why:** `name` is what pip chooses wheels by and what programs take for "has CPython's object layout and `.pyc` files";
all of that is true here, because values and code objects are the host's. PEP 421 leaves names with an underscore to the
implementation. See [decision 7](decisions/0007-who-we-say-we-are.md).

**Instead:** `getattr(sys.implementation, "_cutaway", None)` tells whether Cutaway runs.
"""

from __future__ import annotations

import pytest

import cutaway
from tests.differences.two_sides import outputs

AREA = "Who runs"
KIND = "chosen"
ENGINES = "all"

SAY = """
import platform, sys
print(sys.implementation.name, sys.implementation.cache_tag, platform.python_implementation())
ours = getattr(sys.implementation, "_cutaway", None)
print(ours and vars(ours))
"""


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_our_name_is_beside_the_hosts(engine: str) -> None:
    ours, theirs = outputs(SAY, engine)
    same, said = ours.splitlines()
    assert theirs.splitlines() == [same, "None"]
    assert said == str({"name": "cutaway", "version": cutaway.__version__, "engine": engine})
