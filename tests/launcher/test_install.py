"""`pip install`, not in place, into a fresh environment: with a C compiler, and where there is none.

The sources are copied first, without what was built in place.  Nothing is fetched: setuptools and Cython are those of
the environment that the tests run in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runners import environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

PROJECT = Path(__file__).parents[2]
NEEDED = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
WHO = "import sys; print(sys.implementation._cutaway.engine, sys.prefix == {!r}, sys.executable)"


def install(folder: Path, **changes: str) -> Path:
    """Build a wheel and put it into a fresh environment.  Out: the environment's folder of programs."""
    sources = folder / "sources"
    shutil.copytree(PROJECT / "src", sources / "src", ignore=shutil.ignore_patterns("*.so", "*.bundle", "*.egg-info"))
    for name in NEEDED:
        shutil.copy(PROJECT / name, sources)
    pip = [sys.executable, "-m", "pip", "--quiet"]
    build = [*pip, "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run(build, cwd=sources, env={**os.environ, **changes}, check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "fresh"], check=True)
    fresh = folder / "fresh" / "bin"
    wheel = next(folder.glob("*.whl"))
    subprocess.run([*pip, "--python", fresh / "python", "install", "--no-deps", str(wheel)], check=True)
    return fresh


def run(programs: Path, *command: str) -> subprocess.CompletedProcess[str]:
    home = programs.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [programs / command[0], *command[1:]],
        capture_output=True,
        text=True,
        cwd=programs.parent,
        env=environment(HOME=str(home), XDG_CACHE_HOME=""),
        timeout=120,
    )


def test_without_a_compiler(tmp_path: Path) -> None:
    """The install succeeds, the launchers are shell scripts, the pure engine runs, and that is said once."""
    fresh = install(tmp_path, CC="/bin/false")
    assert (fresh / "cutaway-python").read_bytes().startswith(b"#!")
    program = fresh.parent / "hello.py"
    program.write_text(WHO.format(str(fresh.parent)))
    first = run(fresh, "cutaway-python", str(program))
    assert (first.returncode, first.stdout) == (0, f"pure True {fresh / 'cutaway-python'}\n")
    assert first.stderr.startswith("cutaway: the compiled engine was not built; the pure engine runs your program")
    for again in (["cutaway-python", str(program)], ["cutaway-python", "-c", program.read_text()]):
        second = run(fresh, *again)
        assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


@pytest.mark.strain
def test_with_a_compiler(tmp_path: Path) -> None:
    """The launchers are programs, the native engine runs, and an environment made on the machine has it too."""
    fresh = install(tmp_path)
    for name in ("cutaway-python", "cutaway"):
        assert (fresh / name).read_bytes().startswith(b"\x7fELF")
    program = fresh.parent / "hello.py"
    program.write_text(WHO.format(str(fresh.parent)))
    for command in (["cutaway-python", str(program)], ["cutaway", "run", str(program)]):
        done = run(fresh, *command)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"native True {fresh / 'cutaway-python'}\n", "")
    assert run(fresh, "cutaway-python", "-m", "venv", "--without-pip", "inner").returncode == 0
    inner = fresh.parent / "inner" / "bin"
    done = run(inner, "python", "-c", WHO.format(str(inner.parent)))
    assert (done.stdout, done.stderr) == (f"native True {inner / 'python'}\n", "")
