"""What `cutaway doctor` says of the compiled parts: there, whole, as built, and fit for this host.

parts()  ->  [Finding("compiled engine", "ok", ...), Finding("layouts", "ok", ...), ...]
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import time
from pathlib import Path
from typing import Any

from cutaway import native
from cutaway.base.shared_objects import CURE, ENGINE, FOLDER, PROCESS, TYPED, damage, path_of
from cutaway.show.cli.finding import BAD, GOOD, NOTE, Finding

BUILD = "install again with a C compiler and CPython's headers: pip install --force-reinstall cutaway"
RECORD = "native/built.json"


def parts() -> list[Finding]:
    """Look at them all."""
    return [*_engine(), *_files(), _process()]


def _engine() -> list[Finding]:
    """Say whether the engine is there; it has a twin in Python, so a missing one is a note."""
    if native.WHY_NOT_AVAILABLE:
        return [Finding("compiled engine", NOTE, f"{native.WHY_NOT_AVAILABLE}; `pure` runs instead", BUILD)]
    loop = importlib.import_module("cutaway.native.substrate")
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(os.path.getmtime(str(loop.__file__))))
    findings = [Finding("compiled engine", GOOD, f"{loop.__file__}, built {when}"), _layouts(loop)]
    if native.eval_function_is_taken():
        findings.append(
            Finding(
                "eval function",
                BAD,
                "another tool has put a frame evaluation function (PEP 523) into this interpreter",
                "run without that tool: debuggers and profilers of the pydevd family install one",
            )
        )
    return findings


def _layouts(loop: Any) -> Finding:
    if native.NO_GUESSES:
        text = f"unknown, so names and attributes are looked up without guesses: {native.NO_GUESSES}"
        return Finding("fast forms", NOTE, text, "install again on this host: " + BUILD)
    known = f"{len(loop.layouts())} layouts of the host are as they were"
    return Finding("fast forms", GOOD, f"on in `native`, left out in `native-nofast`; {known}")


def _files() -> list[Finding]:
    """Compare each file with its own header, and with what the build wrote down where that is there."""
    recorded = _recorded()
    findings = []
    for name in (*ENGINE, *TYPED, PROCESS):
        path = path_of(name)
        wrong = damage(path) or _changed(path, recorded.get(os.path.relpath(path, FOLDER)))
        if wrong:
            findings.append(Finding("compiled file", BAD, f"{path} is damaged: {wrong}", CURE))
    if not findings and recorded:
        findings.append(Finding("compiled files", GOOD, f"{len(recorded)} files, each with the digest of its build"))
    return findings


def _recorded() -> dict[str, dict[str, Any]]:
    try:
        record = json.loads(Path(FOLDER, RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = record.get("files") if isinstance(record, dict) else None
    return files if isinstance(files, dict) else {}


def _changed(path: str, recorded: dict[str, Any] | None) -> str:
    if recorded is None or not os.path.exists(path):
        return ""
    data = Path(path).read_bytes()
    if len(data) != recorded.get("size"):
        return f"it has {len(data)} bytes, and was built with {recorded.get('size')}"
    same = hashlib.sha256(data).hexdigest() == recorded.get("sha256")
    return "" if same else "its digest is not that of its build"


def _process() -> Finding:
    if damage(path_of(PROCESS)):
        return Finding("process functions", NOTE, "ctypes does their work", CURE)
    try:
        module = importlib.import_module("cutaway.universe.process")
    except ImportError as error:
        return Finding("process functions", NOTE, f"not built ({error}); ctypes does their work", BUILD)
    return Finding("process functions", GOOD, str(module.__file__))
