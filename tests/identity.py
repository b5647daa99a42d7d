"""Compare our compiler with the host's on real sources: every field of every code object must be the same.

    python -m tests.identity app.py package/    compare; prints counts, differences grouped by kind, and the CPU ratio
    python -m tests.identity -O 2 --sample 50

Exit status 1 where anything differs.  `make identity` runs it over the host's standard library.
"""

from __future__ import annotations

import argparse
import sys
import sysconfig
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from cutaway.compiler import compile_source
from tests.compiler.codecmp import differences, nested

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))


def sources(paths: list[Path], sample: int) -> Iterator[Path]:
    """Give the Python files under some paths, every `sample`-th of them."""
    count = 0
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if path == STANDARD_LIBRARY and "site-packages" in file.parts:
                continue
            if count % sample == 0:
                yield file
            count += 1


class Tally:
    """What a run over many files found."""

    def __init__(self) -> None:
        self.files = self.refused = self.code_objects = self.different = self.failed = 0
        self.host_seconds = self.own_seconds = 0.0
        self.kinds: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def add(self, path: Path, optimize: int) -> None:
        """Compile one file with both compilers and compare."""
        source = path.read_bytes()
        start = time.process_time()
        theirs = _outcome(compile, source, str(path), optimize)
        middle = time.process_time()
        ours = _outcome(compile_source, source, str(path), optimize)
        end = time.process_time()
        self.files += 1
        self.host_seconds += middle - start
        self.own_seconds += end - middle
        if not isinstance(theirs, CodeType) or not isinstance(ours, CodeType):
            self._compare_refusals(path, theirs, ours)
            return
        code_objects = list(nested(theirs))
        self.code_objects += len(code_objects)
        found = list(differences(ours, theirs))
        self.different += len({difference.path for difference in found})
        for difference in found:
            self._note(difference.field, f"{path}: {difference}")

    def _compare_refusals(self, path: Path, theirs: object, ours: object) -> None:
        self.refused += 1
        left, right = _describe(ours), _describe(theirs)
        if left != right:
            self.failed += 1
            self._note("refusal", f"{path}: {left} != {right}")

    def _note(self, kind: str, example: str) -> None:
        self.kinds[kind] += 1
        self.examples.setdefault(kind, example)

    def report(self) -> str:
        """Give the printed summary."""
        same = self.code_objects - self.different
        ratio = self.own_seconds / self.host_seconds if self.host_seconds else 0.0
        lines = [
            f"files {self.files}  refused by the host {self.refused}  refusals that differ {self.failed}",
            f"code objects {self.code_objects}  identical {same}  different {self.different}",
            f"cpu seconds: host {self.host_seconds:.2f}  ours {self.own_seconds:.2f}  ratio {ratio:.1f}",
        ]
        for kind, count in self.kinds.most_common():
            lines.append(f"  {count:6} {kind}   e.g. {self.examples[kind]}")
        return "\n".join(lines)


def _outcome(compiler: object, source: bytes, name: str, optimize: int) -> object:
    try:
        return compiler(source, name, "exec", 0, True, optimize)  # type: ignore[operator]
    except Exception as error:
        # A refusal to compare with the other's, or a crash of ours, which is a difference like any other.
        return error


def _describe(outcome: object) -> str:
    if isinstance(outcome, CodeType):
        return "compiled"
    if isinstance(outcome, SyntaxError):
        place = (outcome.lineno, outcome.offset, outcome.end_lineno, outcome.end_offset, outcome.text)
        return f"{type(outcome).__name__}: {outcome.msg} {place}"
    return f"{type(outcome).__name__}: {outcome}"


def main(arguments: list[str]) -> int:
    """Run the comparison.  Out: the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.identity", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders; the standard library by default")
    parser.add_argument("-O", "--optimize", type=int, default=0, choices=(0, 1, 2))
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every Nth file only")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    tally = Tally()
    for path in sources(options.paths or [STANDARD_LIBRARY], options.sample):
        tally.add(path, options.optimize)
    print(tally.report())
    return 1 if tally.different or tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
