"""Write docs/differences.md from the proofs in tests/differences; `--check` shows what is stale and exits with 1.

python tools/differences.py [--check]
"""

from __future__ import annotations

import difflib
import sys
from itertools import groupby
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "differences.md"
sys.path.insert(0, str(PROJECT))

from tests.differences.entries import KINDS, Difference, differences  # noqa: E402  (tests are no installed package)

HEAD = """\
<!-- written by tools/differences.py from tests/differences: edit there -->

# Differences from CPython

A program that runs under CPython 3.11 runs unchanged under Cutaway, and prints the same. This page lists what a program
can notice all the same. Each entry has a test that proves it and fails when the difference is gone, so the page is
neither too long nor too short by what we know. Single tests of CPython's own suite that fail for one of these reasons
are in `tests/conformance/expected_failures.toml`.
"""


def page(entries: list[Difference]) -> str:
    """Answer the page's text.  In: the entries, by area."""
    lines = [HEAD, "| kind | means |", "|---|---|", *(f"| {kind} | {means} |" for kind, means in KINDS.items()), ""]
    for area, group in groupby(entries, key=lambda entry: entry.area):
        lines += [f"## {area}", ""]
        for entry in group:
            proof = entry.proof.relative_to(PROJECT)
            engines = "" if entry.engines == "all" else f" Engines: {entry.engines}."
            lines += [f"### {entry.title}", "", entry.text, "", f"*Kind: {entry.kind}.{engines} Proof: `{proof}`.*", ""]
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page; answer the exit code."""
    fresh = page(differences())
    if arguments != ["--check"]:
        PAGE.write_text(fresh, encoding="utf-8")
        return 0
    stands = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    sys.stdout.writelines(
        difflib.unified_diff(stands.splitlines(True), fresh.splitlines(True), "docs/differences.md", "made now")
    )
    return int(stands != fresh)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
