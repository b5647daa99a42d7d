"""The known failures of the oracle suite: `expected_failures.toml`, a list that may only shrink."""

from __future__ import annotations

import tomllib
from pathlib import Path

PATH = Path(__file__).with_name("expected_failures.toml")


def reasons(path: Path = PATH) -> dict[tuple[str, str], str]:
    """(program, engine) -> why it fails.  Raises ValueError for an entry without a reason."""
    found: dict[tuple[str, str], str] = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("failure", []):
        if not entry.get("reason"):
            raise ValueError(f"no reason given for {entry}")
        for engine in entry["engines"]:
            found[entry["program"], engine] = entry["reason"]
    return found
