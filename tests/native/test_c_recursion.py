"""Recursion through C code ends in RecursionError before the C stack does, wherever it begins, whatever the limit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import guest_environment, interpreter

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

PROGRAM = Path(__file__).with_name("programs") / "deep/c_recursion.py"
PLACES = ["main", "generator", "finalizer", "signal", "65536", "262144", "1048576"]
ENGINES = ["native", pytest.param("plain", marks=pytest.mark.slow)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("where", PLACES)
def test_no_signal_ends_the_process(where: str, engine: str) -> None:
    command = [*interpreter(engine), str(PROGRAM), where]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=600, env=guest_environment(engine, {}), check=False
    )
    assert (done.returncode, done.stdout) == (0, "True True\n"), done.stderr[-2000:]
