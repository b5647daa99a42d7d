"""How long the compiled part takes to build from clean, on two cores.

    build_seconds()  ->  (seconds by the clock, CPU seconds)

The tree's sources are copied and built elsewhere: what is installed stays as it is.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def build_seconds(jobs: int = 2) -> tuple[float, float]:
    """Build, and say what it took.  Raises CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory(prefix="cutaway-build-") as folder:
        here = Path(folder)
        shutil.copytree(PROJECT / "src", here / "src", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
        for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(PROJECT / name, here)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "setup.py", "--quiet", "build_ext", "--parallel", str(jobs)]
        subprocess.run(command, cwd=here, check=True, env=os.environ, stdout=subprocess.DEVNULL)
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        if not list(here.glob("build/lib*/cutaway/native/substrate*.so")):
            raise subprocess.CalledProcessError(1, command, stderr="no compiled engine came of it")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
