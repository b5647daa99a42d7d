"""The compiled `cutaway-python`: what it hands on to the guest, and what it finds by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import cutaway
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


@pytest.fixture(scope="module")
def with_libc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The launcher as it is built where the kernel's calls are not known: a folder with both programs."""
    folder = tmp_path_factory.mktemp("libc")
    compiler = sysconfig.get_config_var("CC").split()
    names = [
        f'-DCUTAWAY_PYTHON="{Path(sysconfig.get_path("stdlib")).name}"',
        f'-DCUTAWAY_VERSION="{cutaway.__version__}"',
    ]
    source = PACKAGE / "launcher" / "cutaway_python.c"
    subprocess.run([*compiler, *names, source, "-o", folder / "cutaway-python"], check=True)
    shutil.copy(folder / "cutaway-python", folder / "cutaway")
    return folder


CASES = {
    "environment": (["cutaway-python", "-c", "import os; print(sorted(os.environb.items()))"], {"a.b": "1", "0": "2"}),
    "arguments": (["cutaway-python", "-c", "import sys; print(sys.argv, sys.orig_argv[1:])", "a b", "", "--x"], {}),
    "run": (["cutaway", "run", "-c", "import sys; print(sys.argv)", "--engine", "x"], {"CUTAWAY_EXPLAIN": "0"}),
    "own options": (
        ["cutaway", "run", "--engine", "plain", "-c", "import os; print(os.environ['CUTAWAY_ENGINE'])"],
        {},
    ),
    "no host": (["cutaway-python", "-c", "pass"], {"CUTAWAY_HOST": "", "PATH": "/nowhere"}),
    "no such host": (["cutaway", "doctor"], {"CUTAWAY_HOST": "/no/such/file", "PATH": ""}),
    "no rights": (["cutaway-python", "-c", "pass"], {"CUTAWAY_HOST": "", "PATH": "FOLDER"}),
    "too long": (["cutaway-python", "-c", "pass"], {"CUTAWAY_HOST": "/" + "a" * 9000, "PATH": "/nowhere"}),
}


@pytest.mark.parametrize("case", CASES)
def test_with_and_without_libc_it_is_the_same(case: str, with_libc: Path, tmp_path: Path) -> None:
    """Both in a folder of their own, so that neither finds a host but the one that CUTAWAY_HOST names."""
    command, variables = CASES[case]
    said = []
    for number, programs in enumerate((PROGRAM.parent, with_libc)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in ("cutaway-python", "cutaway"):
            shutil.copy(programs / name, folder)
        (folder / "python3").mkdir()  # a name that PATH finds and nobody can start
        environment = {"PATH": "/usr/bin:/bin", "CUTAWAY_HOST": sys.executable, **variables}
        environment["PATH"] = environment["PATH"].replace("FOLDER", str(folder))
        run = [str(folder / command[0]), *command[1:]]
        done = subprocess.run(run, capture_output=True, text=True, env=environment, timeout=60, check=False)
        said.append((done.returncode, done.stdout.replace(str(folder), ""), done.stderr.replace(str(folder), "")))
    assert said[0] == said[1]
    assert said[0][0] == (127 if case.startswith(("no ", "too ")) else 0), said
