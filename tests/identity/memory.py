"""Peak memory of a compilation, against the host's parser on the same file.

python -m tests.identity.memory ours FILE    prints by how many KiB the process grew at its largest
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from cutaway.compiler import compile_source
from tests.identity.corpora import library
from tests.identity.tally import Tally

LARGEST_RATIO = 3.0
LARGEST_FILES = 5


def _status(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1])
    raise LookupError(field)


def growth(kind: str, path: Path) -> int:
    """Compile or parse a file.  Out: KiB between the resident memory before and the peak."""
    source = path.read_bytes()
    ast.parse("x = 1")
    compile_source("x = 1", "warm.py", "exec")
    Path("/proc/self/clear_refs").write_text("5")  # from now on VmHWM is the peak from here
    before = _status("VmRSS")
    if kind == "ours":
        compile_source(source, str(path), "exec")
    elif kind == "host":
        compile(source, str(path), "exec")
    else:
        ast.parse(source)
    return _status("VmHWM") - before


def measured(kind: str, path: Path) -> int:
    """Run `growth` in a fresh process."""
    command = [sys.executable, "-m", "tests.identity.memory", kind, str(path)]
    return int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def memory(sample: int, jobs: int) -> Tally:
    """Compare on the largest files of the library."""
    largest = sorted(library(), key=lambda each: -each.stat().st_size)[:LARGEST_FILES]
    tally = Tally(sources=len(largest))
    for path in largest:
        ours, parser, host = (measured(kind, path) for kind in ("ours", "parse", "host"))
        tally.facts[f"peak of {path.name}, {path.stat().st_size:,} bytes"] = (
            f"ours {ours:,} KiB, ast.parse {parser:,} KiB, compile {host:,} KiB; ours/ast.parse {ours / parser:.2f}"
        )
        if ours > LARGEST_RATIO * parser:
            tally.note("too much memory", f"{path}: {ours} KiB, ast.parse {parser} KiB")
    return tally


if __name__ == "__main__":
    print(growth(sys.argv[1], Path(sys.argv[2])))
