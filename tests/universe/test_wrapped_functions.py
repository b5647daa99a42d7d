"""Functions of ours that were wrapped before the hand-over: what they wrap works, or a sentence says that it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cutaway import native
from tests.oracle.harness import guest_environment

pytestmark = pytest.mark.skipif(native.WHY_NOT_AVAILABLE != "", reason="the compiled part was not built")

HERE = Path(__file__).parent
PROGRAM = (
    "import json, sys\nexec(compile('x = 1', 'f', 'exec').replace(co_name='n'))\nprint(x, json.dumps(sys.argv[1:]))\n"
)


def outcome(style: str, where: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-S", str(HERE / "wrapped_run.py"), style, where, str(program)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=guest_environment("native", {}), check=False
    )


@pytest.mark.parametrize("where", ["cutaway.universe.takeover", "cutaway.bytecode.targets", "all"])
def test_wrapped_functions_are_taken_for_ours(where: str, tmp_path: Path) -> None:
    done = outcome("functions", where, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 []\n", "")


def test_what_the_verifier_cannot_run_is_said(tmp_path: Path) -> None:
    done = outcome("objects", "cutaway.bytecode.targets", tmp_path)
    assert done.returncode == 1
    assert "the verifier runs into it: were functions of cutaway's replaced?" in done.stderr.splitlines()[-1]
