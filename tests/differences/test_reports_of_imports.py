"""`-v` and `-X importtime` report imports of ours too.

Before the first import of the program's, the host reports `gc` and a few modules of ours (`cutaway`, `cutaway.base`,
`cutaway.base.errors`), for most of ours do not come by its import system, and now and then one that we load later.
`site` follows, and what the program imports is reported as by CPython.

**Why:** the host obeys these options from its own start on, and we are the program that it starts.

**Instead:** nothing is needed where a module is looked for by name; from a sum, subtract what `-X importtime -c ""`
reports.
"""

from __future__ import annotations

import pytest

from tests.differences.two_sides import outcomes

AREA = "Imports and caches"
KIND = "host limit"
ENGINES = "all"


@pytest.mark.parametrize("options", [("-v",), ("-X", "importtime")])
def test_ours_are_reported(options: tuple[str, ...]) -> None:
    ours, theirs = (outcome.stderr.splitlines() for outcome in outcomes("import colorsys", "native", options))
    assert any(has_name(line, "cutaway.base.errors") for line in ours)
    assert not any(has_name(line, "cutaway.base.errors") for line in theirs)
    assert any(has_name(line, "colorsys") for line in ours)


def has_name(line: str, module: str) -> bool:
    return line.startswith(f"import '{module}'") or line.split("|")[-1].strip() == module
