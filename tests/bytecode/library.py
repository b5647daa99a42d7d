"""Every code object of the host's library and of its tests passes the verifier.

python -m tests.bytecode.library [FOLDER...]        exit code 1 where one is rejected
"""

from __future__ import annotations

import sys
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from rich.console import Console
from rich.progress import track

from cutaway.bytecode.verify import verify_alone
from cutaway.bytecode.verify.rules import RejectedCodeError


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """A code object and those inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


def main(folders: list[str]) -> int:
    """Verify.  In: folders, or none for the library.  Out: how many code objects were rejected."""
    warnings.simplefilter("ignore")
    roots = [Path(folder) for folder in folders] or [Path(sysconfig.get_path("stdlib"))]
    paths = [path for root in roots for path in sorted(root.rglob("*.py")) if "site-packages" not in path.parts]
    passed = rejected = 0
    console = Console(stderr=True)
    for path in track(paths, "verifying", console=console, disable=not console.is_terminal):
        try:
            code = compile(path.read_bytes(), str(path), "exec")
        except (SyntaxError, ValueError, RecursionError):
            continue  # the library's tests hold files that no Python compiles
        for each in code_objects(code):
            try:
                verify_alone(each)
                passed += 1
            except RejectedCodeError as error:
                rejected += 1
                print(f"{path}: {error}")
    print(f"{passed:,} code objects accepted, {rejected:,} rejected")
    return rejected


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
