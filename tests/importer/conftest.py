"""Guest programs that import, run twice: by the host as it is, and with our importer in its place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE_ROOT = Path(__file__).resolve().parents[2] / "src"

START = """\
import sys
if {ours}:
    sys.path.insert(0, {root!r})
    writes, sys.dont_write_bytecode = not sys.dont_write_bytecode, True
    from cutaway import importer
    from cutaway.bytecode.verify import verify
    verify(compile('', '', 'exec'))  # loads all of it: below, our modules go out of sys.modules
    from types import SimpleNamespace
    importer.install(SimpleNamespace(
        settings=SimpleNamespace(left_to_host=(), explains=False), maker="tests", definitions=None,
        compile=lambda source, filename, mode="exec", flags=0, optimize=-1: compile(
            source, filename, mode, flags, True, optimize),
    ))
    for name in [name for name in sys.modules if name.startswith("cutaway")]:
        del sys.modules[name]
    sys.dont_write_bytecode = not writes
    del sys.path[0], importer, verify, SimpleNamespace, name, writes
sys.path[0] = {folder!r}
"""


class Run(NamedTuple):
    """What a program did."""

    out: str
    err: str
    files: dict[str, bytes]
    """Every .pyc below the folder afterwards."""


class Importing:
    """A folder with modules, and programs run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: Mapping[str, str] | None = None, **more: str) -> None:
        """Make sources: name without .py -> text."""
        for name, text in {**(files or {}), **more}.items():
            self.write_bytes(name + ".py", text.encode())

    def write_bytes(self, name: str, data: bytes, mtime: int = 1_700_000_000) -> Path:
        """Make one file, of a fixed time."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (mtime, mtime))
        return path

    def caches(self) -> dict[str, bytes]:
        """Answer every .pyc below the folder."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*.pyc"))
            if path.is_file()
        }

    def run(self, program: str, *options: str, ours: bool = True, environment: Mapping[str, str] | None = None) -> Run:
        """Run a program as `-c`, in the folder."""
        start = START.format(ours=ours, root=str(SOURCE_ROOT), folder=str(self.folder))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [sys.executable, *options, "-c", start + program],
            cwd=self.folder,
            env=clean | dict(environment or {}),
            capture_output=True,
            text=True,
            timeout=60,
        )
        return Run(done.stdout, done.stderr, self.caches())


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    return Importing(tmp_path)


@pytest.fixture
def same(tmp_path: Path) -> Callable[..., Run]:
    """Run a program in two equal folders, by the host and by us: output and cache files must be the same."""

    def run_both(program: str, *options: str, prepare: Callable[[Importing], None], **keywords: object) -> Run:
        folder = tmp_path / "folder"
        runs = []
        for ours in (False, True):
            folder.mkdir()
            importing = Importing(folder)
            prepare(importing)
            runs.append(importing.run(program, *options, ours=ours, **keywords))  # type: ignore[arg-type]
            folder.rename(tmp_path / f"done-{ours}")
        theirs, mine = runs
        assert mine.out == theirs.out, mine.err
        assert mine.files == theirs.files
        return mine

    return run_both
