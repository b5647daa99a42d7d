"""Compare the .pyc files that we write with those of `python3 -m py_compile`, byte for byte, on real sources.

    python -m tests.cache.identity Lib/ app.py            our compiler and our writer
    python -m tests.cache.identity --host --sample 6 Lib/     the host's compiler and our writer

Prints the counts and the files that differ.  Exit status 1 where one differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path
from types import CodeType
from typing import Any

from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_source
from tests.cache.fresh_host import compiled_by_host

BATCH = 200
"""Sources for one call: their paths are its command line."""


def differing(sources: list[Path], compiler: Any) -> tuple[int, list[Path]]:
    """Compare some sources.  Out: how many the host accepts, and those that differ."""
    count = 0
    different = []
    for start in range(0, len(sources), BATCH):
        with tempfile.TemporaryDirectory() as folder:
            made = compiled_by_host(sources[start : start + BATCH], Path(folder))
        for source, data in made.items():
            code = compiler(source.read_bytes(), str(source), "exec", dont_inherit=True)
            assert isinstance(code, CodeType)
            count += 1
            if dumps(code) != data[HEADER_SIZE:]:
                different.append(source)
    return count, different


def main(arguments: list[str]) -> int:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.cache.identity")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=1, help="every N-th file only")
    parser.add_argument("--host", action="store_true", help="the host's compiler, our writer")
    options = parser.parse_args(arguments)
    files = [file for path in options.paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    warnings.simplefilter("ignore")
    sample = [file.resolve() for file in files][:: options.sample]
    count, different = differing(sample, compile if options.host else compile_source)
    for source in different:
        print(f"different: {source}")
    print(f"{count - len(different)} of {count} .pyc files are identical, byte for byte")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
