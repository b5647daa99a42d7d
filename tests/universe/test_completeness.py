"""When the prompt has a whole statement."""

from __future__ import annotations

import pytest

from cutaway.universe.completeness import is_complete

COMPLETE = [
    "1\n",
    "x = 1; y\n",
    "if x:\n  y\n\n",
    "1 +\n",
    "@f\n\n",
    "if x:\n\n",
    "def f(): pass\n\n",
    "x = '\n",
    "  x\n",
]
INCOMPLETE = [
    "if x:\n",
    "if x:\n  y\n",
    "def f(): pass\n",
    "@f\n",
    "x = (\n",
    "x = (\n\n",
    "'''\n\n",
    "if x:\n  y\nelse:\n",
    "\\\n",
]


@pytest.mark.parametrize("text", COMPLETE)
def test_complete(text: str) -> None:
    assert is_complete(text, blank_line=text.endswith("\n\n"))


@pytest.mark.parametrize("text", INCOMPLETE)
def test_incomplete(text: str) -> None:
    assert not is_complete(text, blank_line=text.endswith("\n\n"))
