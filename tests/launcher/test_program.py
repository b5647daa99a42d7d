"""The compiled `cutaway-python`: what it hands on to the guest, and what it finds by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.source_tree import PACKAGE

PROGRAM = Path(sys.executable).with_name("cutaway-python")
compiled = pytest.mark.skipif(PROGRAM.read_bytes()[:4] != b"\x7fELF", reason="built without a C compiler")
pytestmark = compiled


def output(command: list[str | Path], **options: object) -> str:
    """What a command prints.  Raises CalledProcessError where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, **options)  # type: ignore[call-overload]
    return str(done.stdout).strip()


def test_the_environment_arrives_as_it_was() -> None:
    environment = {"a.b": "1", "0": "2", "": "3", "A": "x y", "B\udcff": "\udcfe", "PATH": "/usr/bin:/bin"}
    program = "import os; print(sorted(os.environb.items()))"
    ours, theirs = (output([python, "-c", program], env=environment) for python in (PROGRAM, sys.executable))
    assert ours == theirs
    assert "a.b" in ours


@pytest.mark.parametrize("how", ["by PATH", "relative", "through a link"])
def test_the_guest_knows_what_it_was_called_as(how: str, tmp_path: Path) -> None:
    environment = dict(os.environ)
    program: str | Path = "cutaway-python"
    expected = PROGRAM
    folder = tmp_path
    if how == "by PATH":
        environment["PATH"] = f"{tmp_path}:{PROGRAM.parent}"
    elif how == "relative":
        folder = PROGRAM.parent.parent
        program = Path(PROGRAM.parent.name, PROGRAM.name)
    else:
        expected = program = tmp_path / "a link"
        expected.symlink_to(PROGRAM)
    told = output([program, "-c", "import sys; print(sys.executable)"], env=environment, cwd=folder)
    assert told == str(expected)


@pytest.mark.parametrize("name", ["cutaway-python", "python", "no-such-python", "./python", "d/../python"])
def test_the_command_line_is_as_it_was_called(name: str, tmp_path: Path) -> None:
    """sys.orig_argv has the name as called, sys.executable the file that PATH leads to: as under the host."""
    told = []
    for number, program in enumerate((PROGRAM, Path(sys.executable))):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "d").mkdir()
        for link in ("cutaway-python", "python"):
            (folder / link).symlink_to(program)
        environment = {**os.environ, "PATH": f"/nowhere:{folder / 'd'}:{folder}", "CUTAWAY_HOST": sys.executable}
        run = [name, "-c", "import sys; print(sys.orig_argv, sys.executable, sys.argv)"]
        said = subprocess.run(
            run, executable=program, env=environment, cwd=folder, capture_output=True, text=True, check=True
        )
        told.append(said.stdout.replace(str(folder), "FOLDER"))
    assert told[0] == told[1]
    assert told[0].startswith(f"['{name}', '-c'")


def test_a_copy_named_python_does_not_start_itself(tmp_path: Path) -> None:
    copy = tmp_path / "python"
    shutil.copy(PROGRAM, copy)
    environment = os.environ | {"CUTAWAY_HOST": sys.executable}
    assert output([copy, "-c", "import sys; print(sys.implementation._cutaway.name)"], env=environment) == "cutaway"


@pytest.mark.parametrize("how", ["by PATH", "relative", "absolute"])
def test_the_command_runs_a_program_at_once(how: str) -> None:
    """No host of its own before the guest's; what it runs knows `cutaway-python` as its interpreter."""
    command: dict[str, str | Path] = {
        "by PATH": "cutaway",
        "relative": Path(PROGRAM.parent.name, "cutaway"),
        "absolute": PROGRAM.with_name("cutaway"),
    }
    environment = os.environ | {"PATH": f"{PROGRAM.parent}:/usr/bin:/bin"}
    program = "import os, sys; print(sys.executable, sys.argv[1:], 'CUTAWAY_EXPLAIN' in os.environ)"
    run = [command[how], "run", "-c", program, "--engine", "x"]
    expected = f"{PROGRAM} ['--engine', 'x'] False"
    assert output(run, env=environment, cwd=PROGRAM.parent.parent) == expected


@pytest.mark.parametrize("front", [[], ["sh", PACKAGE / "launcher" / "cutaway"]], ids=["compiled", "script"])
def test_the_command_reads_its_own_options(front: list[str | Path]) -> None:
    command = front or [PROGRAM.with_name("cutaway")]
    environment = os.environ | {"CUTAWAY_HOST": sys.executable}
    run = [*command, "run", "--engine", "plain", "-c", "import os; print(os.environ['CUTAWAY_ENGINE'])"]
    assert output(run, env=environment) == "plain"
    assert "doctor" in output([*command, "--help"], env=environment)
