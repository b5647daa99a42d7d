"""Compiled files that are damaged, missing or another Python's: a sentence with the cure, and never a signal."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cutaway.base import shared_objects
from cutaway.base.shared_objects import ENGINE, PROCESS, TYPED, damage, path_of
from cutaway.native.absence import why_not_found
from tests.cli.runners import HOST, Result, comparable, environment

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

SOURCES = Path(shared_objects.FOLDER)


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A copy of the package, compiled parts and all."""
    shutil.copytree(SOURCES, tmp_path / "cutaway", ignore=shutil.ignore_patterns("*.bundle", "__pycache__"))
    return tmp_path


def file_of(installation: Path, name: str) -> Path:
    return installation / "cutaway" / Path(path_of(name)).relative_to(SOURCES)


def run(installation: Path, *arguments: str) -> Result:
    start = installation / "cutaway" / "launcher" / "start.py"
    home = installation / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [HOST, "-S", start, "launch", "python", *arguments],
        capture_output=True,
        env=environment(HOME=str(home), XDG_CACHE_HOME=""),
        timeout=120,
    )
    return Result(done.returncode, comparable(done.stdout), comparable(done.stderr))


def command_line(installation: Path, *arguments: str) -> Result:
    return run_host(installation, "-m", "cutaway", *arguments)


def run_host(installation: Path, *arguments: str) -> Result:
    done = subprocess.run(
        [HOST, *arguments],
        capture_output=True,
        env=environment(PYTHONPATH=str(installation)),
        cwd=installation,
        timeout=120,
    )
    return Result(done.returncode, comparable(done.stdout), comparable(done.stderr))


@pytest.mark.parametrize("name", [*ENGINE, *TYPED, PROCESS])
def test_what_was_built_is_whole(name: str) -> None:
    assert damage(path_of(name)) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "it is empty"), (40, "within its header"), (1000, "it ends after 1000 of"), (-1, "it ends after ")],
)
def test_file_that_ends_early(size: int, words: str, tmp_path: Path) -> None:
    cut = tmp_path / "cut.so"
    data = Path(path_of(ENGINE[0])).read_bytes()
    cut.write_bytes(data[:size])
    assert words in damage(str(cut))


def test_file_of_something_else(tmp_path: Path) -> None:
    text = tmp_path / "text.so"
    text.write_text("version https://git-lfs.github.com/spec/v1\n")
    assert damage(str(text)) == "it is no shared object"
    assert damage(str(tmp_path / "nothing.so")) == ""
    assert damage(str(tmp_path)) == "it cannot be read: Is a directory"


@pytest.mark.parametrize("size", [0, 1000, 300_000])
@pytest.mark.parametrize("name", ENGINE)
def test_program_runs_without_a_damaged_engine(name: str, size: int, installation: Path) -> None:
    """Loading such a file ends the process with SIGBUS."""
    path = file_of(installation, name)
    path.write_bytes(path.read_bytes()[: min(size, path.stat().st_size - 1)])
    first = run(installation, "-c", "print(6 * 7)")
    assert (first.code, first.out) == (0, "42\n")
    assert f"{path.name} is damaged: it " in first.err
    assert "the pure engine runs your program instead" in first.err
    assert "  -> install again" in first.err
    assert run(installation, "-c", "print(6 * 7)") == Result(0, "42\n", "")


def test_program_runs_without_damaged_process_functions(installation: Path) -> None:
    path = file_of(installation, PROCESS)
    path.write_bytes(path.read_bytes()[:1000])
    assert run(installation, "-c", "print(6 * 7)") == Result(0, "42\n", "")


@pytest.mark.parametrize("name", TYPED)
def test_other_damaged_part_is_named(name: str, installation: Path) -> None:
    """A start that needs it says so; where it is loaded later, or not at all, its plain half serves."""
    path = file_of(installation, name)
    path.write_bytes(path.read_bytes()[:1000])
    guest = run(installation, "-c", "print(6 * 7)")
    assert (guest.code, guest.out) in ((0, "42\n"), (2, ""))
    assert f"{path.name} is damaged: it ends after 1000 of" in guest.err or guest.code == 0
    assert "Traceback" not in guest.err
    embedded = run_host(installation, "-c", "import cutaway; cutaway.Machine()")
    assert embedded.err.splitlines()[-2].startswith("cutaway.base.errors.CutawayError: ")
    for result in embedded, command_line(installation, "show", "tree", "x.py"):
        assert result.out == ""
        assert f"{path.name} is damaged: it ends after 1000 of" in result.err
        assert "  -> install again: pip install --force-reinstall cutaway" in result.err
    assert result.code == 2
    assert "Traceback" not in result.err


def test_doctor_finds_bytes_that_are_not_those_of_the_build(installation: Path) -> None:
    path = file_of(installation, PROCESS)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    result = command_line(installation, "doctor", "--json")
    findings = [each for each in json.loads(result.out) if each["subject"] == "compiled file"]
    assert result.code == 1
    assert [each["state"] for each in findings] == ["problem"]
    assert findings[0]["text"].endswith(
        "process" + Path(path_of("x")).suffixes[0] + ".so is damaged: its digest is not that of its build"
    )


def test_doctor_names_a_damaged_engine(installation: Path) -> None:
    path = file_of(installation, ENGINE[0])
    path.write_bytes(path.read_bytes()[:1000])
    result = command_line(installation, "doctor", "--json")
    findings = {each["subject"]: each for each in json.loads(result.out)}
    assert findings["compiled engine"]["state"] == "note"
    assert "is damaged: it ends after 1000 of" in findings["compiled engine"]["text"]
    assert findings["compiled file"]["cure"] == "install again: pip install --force-reinstall cutaway"


def test_engine_of_another_python_is_named(tmp_path: Path) -> None:
    assert why_not_found(str(tmp_path)) == "the compiled engine was not built"
    (tmp_path / "substrate.cpython-310-x86_64-linux-gnu.so").touch()
    words = why_not_found(str(tmp_path))
    assert words.startswith("the compiled engine was built for cpython-310-x86_64-linux-gnu, and this is cpython-")
