"""Listings of the documentation, made by our own tools so that they never go stale.

A page holds files and commands as fenced blocks under a comment that says what the block is:

    <!-- file: add.py -->              the block is a file, written into a scratch folder before the commands run
    <!-- output: cutaway show ... -->  the block is what the command prints in that folder
    <!-- output[8]: ... -->            ... its first 8 lines, then "..."
    <!-- output[5-12]: ... -->         ... its lines 5 to 12

    python tools/listings.py PAGE...           rewrite the output blocks
    python tools/listings.py --check PAGE...   exit 1 and show the difference where a block is stale

Only two programs may be named: `cutaway` (this project's) and `python3` (the host).  Files get a fixed time, so that a
`.pyc` made from them has the same bytes every day.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

FIXED_TIME = 1_700_000_000
BLOCK = re.compile(
    r"<!-- (?P<kind>file|output)(?:\[(?P<first>\d+)(?:-(?P<last>\d+))?\])?: (?P<what>.+?) -->\n"
    r"```(?P<language>\w*)\n(?P<text>.*?)```\n",
    re.DOTALL,
)


def regenerate(page: str) -> str:
    """Answer a page's text with every output block made anew; files are taken as they stand."""
    with tempfile.TemporaryDirectory(prefix="cutaway-listing-") as folder:
        return BLOCK.sub(lambda block: _replace(block, Path(folder)), page)


def _replace(block: re.Match[str], folder: Path) -> str:
    if block["kind"] == "file":
        path = folder / block["what"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
        os.utime(path, (FIXED_TIME, FIXED_TIME))
        return block[0]
    text = _cut(_run(block["what"], folder), block["first"], block["last"])
    head = block[0][: block.start("text") - block.start()]
    return f"{head}{text}```\n"


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    programs = {"cutaway": str(Path(sysconfig.get_path("scripts")) / "cutaway"), "python3": sys.executable}
    if words[0] not in programs:
        raise SystemExit(f"a listing may run {' or '.join(programs)}, not {words[0]}")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [programs[words[0]], *words[1:]],
        cwd=folder,
        env=environment | {"COLUMNS": "120", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout if done.stdout.endswith("\n") or not done.stdout else done.stdout + "\n"


def _cut(text: str, first: str | None, last: str | None) -> str:
    lines = text.splitlines(keepends=True)
    if first is None:
        return text
    if last is None:
        return "".join(lines[: int(first)]) + ("...\n" if len(lines) > int(first) else "")
    return "".join(lines[int(first) - 1 : int(last)])


def difference(path: Path) -> str:
    """Answer, as a unified diff, what is stale in a page; "" where nothing is."""
    text = path.read_text(encoding="utf-8")
    fresh = regenerate(text)
    return "".join(
        difflib.unified_diff(text.splitlines(True), fresh.splitlines(True), f"{path} (page)", f"{path} (made now)")
    )


def main(arguments: list[str]) -> int:
    """Rewrite or check the pages named on the command line; answer the exit code."""
    check = arguments[:1] == ["--check"]
    stale = 0
    for name in arguments[check:]:
        path = Path(name)
        if check:
            change = difference(path)
            sys.stdout.write(change)
            stale += bool(change)
        else:
            text = path.read_text(encoding="utf-8")
            path.write_text(regenerate(text), encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
