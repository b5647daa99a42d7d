"""Outcomes of earlier runs, in build/conformance: CPython's for good, the machine's for the very files that ran.

    store = Store("native")
    store.outcomes("test_generators", limit=600)      from the store, or by running it

The machine's key is a hash over every file of src/cutaway, built engine included: a commit has one, and so has a tree
with changes, so that outcomes are never those of other code.
"""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from pathlib import Path

from tests.conformance.outcomes import RECORD, Outcomes, run_module

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "conformance"
HOST = "cpython"


class Store:
    """The outcomes of one Python: HOST, or an engine of ours."""

    def __init__(self, engine: str, *, fresh: bool = False) -> None:
        """In: HOST or the engine; whether to run anew what is stored."""
        self.engine = engine
        self.fresh = fresh
        self.folder = FOLDER / (f"cpython-{host_key()}" if engine == HOST else f"{engine}-{source_key()}")

    def outcomes(self, module: str, limit: float) -> Outcomes:
        """Answer a module's outcomes, from the store where it has them.  In: seconds that a run may take."""
        path = self.folder / f"{module}.json"
        if path.exists() and not self.fresh:
            return _read(path)
        if self.engine == HOST:
            found = run_module([sys.executable], module, None, limit)
        else:
            found = run_module([str(Path(sys.executable).with_name("cutaway-python"))], module, self.engine, limit)
        _write(path, found)
        return found


def _read(path: Path) -> Outcomes:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Outcomes(
        {test: (kind, detail) for test, (kind, detail) in data["tests"].items()}, data["ending"], data["seconds"]
    )


def _write(path: Path, outcomes: Outcomes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"tests": outcomes.tests, "ending": outcomes.ending, "seconds": round(outcomes.seconds, 2)}
    path.write_text(json.dumps(data, indent=0), encoding="utf-8")


@functools.cache
def source_key() -> str:
    """Answer a hash over the names and bytes of all that makes our Python."""
    files = (
        path for path in (ROOT / "src" / "cutaway").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    # The bundle is a cache of ours beside the sources, written by the first run.
    return _hash([path for path in sorted(files) if path.suffix in SOURCES])


SOURCES = {".py", ".so", ".pyx", ".pxi", ".pxd", ".c", ".h", ""}


@functools.cache
def host_key() -> str:
    """Answer a hash over what CPython's outcomes depend on."""
    return _hash([], sys.version.encode())


def _hash(paths: list[Path], first: bytes = b"") -> str:
    total = hashlib.sha256(first + RECORD.read_bytes())
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]
