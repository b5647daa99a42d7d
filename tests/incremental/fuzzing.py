"""Random edits in a row, each compiled incrementally and as a whole: the bytes must be the same.

python -m tests.incremental.fuzzing --files 30 --edits 200
"""

from __future__ import annotations

import argparse
import collections
import sys
import sysconfig
import time
import warnings
from pathlib import Path

from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_source
from cutaway.incremental.edition import Edition
from cutaway.incremental.full import compile_whole
from cutaway.incremental.recompile import recompile
from cutaway.incremental.refusal import Refusal
from tests.incremental.random_edits import Edits

LARGEST = 60_000
LIBRARY = Path(sysconfig.get_path("stdlib"))


def sources(count: int, seed: int) -> list[Path]:
    """Choose files of the standard library."""
    found = [path for path in sorted(LIBRARY.rglob("*.py")) if 1500 < path.stat().st_size < LARGEST]
    found = [
        path
        for path in found
        if "test" not in path.parts and "site-packages" not in path.parts and "lib2to3" not in path.parts
    ]
    step = max(1, len(found) // count)
    return found[seed % step :: step][:count]


class Run:
    """Edits of one file in a row."""

    def __init__(self, path: Path, seed: int, level: int = 0) -> None:
        self.text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        self.name = path.name
        self.edits = Edits(f"{path.name} {seed}")
        self.level = level
        self.newline = b"\r\n" if seed % 5 == 4 else b"\n"
        self.prefix = b"\xef\xbb\xbf" if seed % 7 == 6 else b""
        self.counts: collections.Counter[str] = collections.Counter()
        self.edition: Edition | None = compile_whole(self.encoded(self.text), self.name, level)[2]
        assert self.edition is not None

    def encoded(self, text: str) -> bytes:
        """Give a source's bytes."""
        return self.prefix + text.encode("utf-8", "surrogatepass").replace(b"\n", self.newline)

    def step(self) -> None:
        """Make one edit and compare.  Raises AssertionError."""
        kind, text = self.edits.next(self.text)
        source = self.encoded(text)
        error: Exception | None = None
        try:
            expected = dumps(compile_source(source, self.name, "exec", 0, True, self.level))
        except (SyntaxError, ValueError) as problem:
            error = problem
        made = None
        assert self.edition is not None
        try:
            made = recompile(self.edition, source, self.name, self.level)
        except (Refusal, SyntaxError, ValueError) as refusal:
            self.counts["refused: " + str(refusal).split(" (")[0]] += 1
        if error is not None:
            assert made is None, f"{kind}: accepted what is an error: {error}"
            self.counts["errors"] += 1
            return
        self.text = text
        if made is None:
            edition = compile_whole(source, self.name, self.level)[2]
            if edition is not None:
                self.edition = edition
            return
        assert made.edition.code == expected, f"{kind}: other bytes"
        again = compile_whole(source, self.name, self.level)[2]
        assert again is not None
        assert again.outline == made.edition.outline, f"{kind}: another outline"
        assert again[2:] == made.edition[2:]
        self.counts["regenerated" if made.regenerated else "shifted"] += 1
        self.edition = made.edition


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    total: collections.Counter[str] = collections.Counter()
    start = time.process_time()
    failed = 0
    for number, path in enumerate(sources(options.files, options.seed)):
        run = Run(path, options.seed + number, level=number % 3)
        for index in range(options.edits):
            before = run.text
            try:
                run.step()
            except AssertionError as problem:
                failed += 1
                print(f"{path}: edit {index}: {problem}")
                folder = Path("build") / "incremental-fuzz"
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{path.stem}-{index}-before.py").write_bytes(run.encoded(before))
                (folder / f"{path.stem}-{index}-after.py").write_bytes(run.encoded(run.text))
                break
        total += run.counts
    for name, count in total.most_common():
        print(f"{count:6}  {name}")
    print(f"{failed} failed, {time.process_time() - start:.0f} s CPU")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
