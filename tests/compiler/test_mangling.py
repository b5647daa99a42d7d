from __future__ import annotations

import pytest

from cutaway.compiler.mangling import mangle


@pytest.mark.parametrize(
    ("class_name", "name", "expected"),
    [
        ("Word", "__x", "_Word__x"),
        ("__Word", "__x", "_Word__x"),
        ("Word", "__x__", "__x__"),
        ("Word", "_x", "_x"),
        ("Word", "__a.b", "__a.b"),
        ("___", "__x", "__x"),
        (None, "__x", "__x"),
    ],
)
def test_mangle(class_name: str | None, name: str, expected: str) -> None:
    assert mangle(class_name, name) == expected
