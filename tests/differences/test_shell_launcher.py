"""Installed without a C compiler, `cutaway-python` is a shell script, and variables that are no shell names are lost.

A variable such as `a.b` in the environment does not reach the guest, and `PWD` is set. `os.fexecve`-like calls that
run an open file cannot run it, since it is a script.

**Why:** the shell that runs the script reads the environment and writes its own. With a compiler at hand
`cutaway-python` is a small program that hands everything on as it is.

**Instead:** install with a C compiler, or start the guest with `cutaway run`.
"""

from __future__ import annotations

import subprocess
import sys

from tests.shape.source_tree import PACKAGE

AREA = "The process"
KIND = "host limit"
ENGINES = "pure (no compiler)"


def test_the_script_loses_what_it_cannot_name() -> None:
    script = PACKAGE / "launcher" / "cutaway-python"
    environment = {"a.b": "1", "PATH": "/usr/bin:/bin", "CUTAWAY_HOST": sys.executable}
    program = "import os; print('a.b' in os.environ, 'PWD' in os.environ)"
    told = [
        subprocess.run([*python, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout
        for python in (["sh", str(script)], [sys.executable])
    ]
    assert told == ["False True\n", "True False\n"]
