"""The command `cutaway`: run, repl, compile, doctor, and what it says to mistakes."""

from __future__ import annotations

import json
import marshal
import signal
import subprocess
from pathlib import Path
from types import CodeType

import pytest

from tests.cli.runners import CUTAWAY, HOST, run


def test_without_arguments_it_shows_its_commands() -> None:
    result = run(CUTAWAY, [])
    assert result.code == 2
    for command in ("run", "repl", "compile", "show", "doctor"):
        assert f"\n  {command} " in result.err


def test_run(programs: Path) -> None:
    result = run(CUTAWAY, ["run", "app.py", "-c", "x"], folder=programs)
    assert result.code == 0
    assert "['app.py', '-c', 'x']" in result.out
    assert run(CUTAWAY, ["run", "-O", "-c", "print(__debug__)"]).out == "False\n"
    assert run(CUTAWAY, ["run", "-"], "print(6 * 7)\n").out == "42\n"


def test_run_shows_its_help() -> None:
    assert "CUTAWAY_ENGINE" in run(CUTAWAY, ["run", "--help"]).out
    assert run(CUTAWAY, ["run"]).code == 2
    assert run(CUTAWAY, ["run", "-h"]).out.startswith("usage: ")


def test_engine_option_reaches_children(programs: Path) -> None:
    code = "import os; print(os.environ['CUTAWAY_ENGINE'], [n for n in os.environ if n.startswith('CUTAWAY')])"
    assert run(CUTAWAY, ["run", "--engine", "host", "-c", code]).out == "host ['CUTAWAY_ENGINE']\n"
    assert run(CUTAWAY, ["run", "--engine=host", "-c", code]).out == "host ['CUTAWAY_ENGINE']\n"
    assert run(CUTAWAY, ["run", "--engine"]).err == "cutaway run: --engine needs a value, as in --engine=...\n"


def test_unknown_engine() -> None:
    result = run(CUTAWAY, ["run", "--engine=warp", "-c", "1"])
    assert result.code == 2
    assert "there is no such engine" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(("name", "word"), [("Foo.class", "Java class"), ("foreign.pyc", "bytecode of Python 3.9")])
def test_run_names_what_it_refuses(name: str, word: str, programs: Path) -> None:
    result = run(CUTAWAY, ["run", name], folder=programs)
    assert result.code == 1
    assert word in result.err
    assert "Traceback" not in result.err
    assert run(CUTAWAY, ["run", "raises.py"], folder=programs).err.count("cutaway") == 0


def test_repl() -> None:
    result = run(CUTAWAY, ["repl", "-q"], "6 * 7\n")
    assert (result.code, result.out) == (0, "42\n")


def test_compile(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("print('hello')\n")
    (tmp_path / "bad.py").write_text("def f(:\n")
    first = run(CUTAWAY, ["compile", "good.py"], folder=tmp_path)
    written = "__pycache__/good.cpython-311.pyc"
    assert (first.code, first.out) == (0, f"wrote {written}\n1 sources: 1 written, 0 failed\n")
    assert run(HOST, [written], folder=tmp_path).out == "hello\n"
    assert run(CUTAWAY, ["compile", "good.py"], folder=tmp_path).out == "1 sources: 0 written, 0 failed\n"
    second = run(CUTAWAY, ["compile", "-f", "-O", "2", "--invalidation-mode", "checked-hash", "."], folder=tmp_path)
    assert second.code == 1
    assert "wrote __pycache__/good.cpython-311.opt-2.pyc" in second.out
    assert second.err.startswith("*** Error compiling 'bad.py'...\n  File \"bad.py\", line 1\n")
    missing = run(CUTAWAY, ["compile", "none.py"], folder=tmp_path)
    assert (missing.code, missing.err) == (1, "cutaway: cannot compile none.py: No such file or directory\n")


def test_compile_a_tree_with_two_processes(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"m{number}.py").write_text(f"x = {number}\n")
    (tmp_path / "bad.py").write_text("x = = 1\n")
    result = run(CUTAWAY, ["compile", ".", "-j", "2"], folder=tmp_path)
    assert result.code == 1
    assert result.err.startswith("*** Error compiling 'bad.py'...")
    assert len(list(tmp_path.glob("__pycache__/*.cpython-311.pyc"))) == 30
    table = result.out.splitlines()[-2].split("│")
    assert [cell.strip() for cell in table[1:5]] == ["31", "30", "0", "1"]


def test_interrupt_leaves_only_whole_files(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"m{number}.py").write_text("def f(a):\n    return [a, a + 1]\n" * 400)
    for jobs in ("1", "2"):
        command = [CUTAWAY, "compile", "-f", "-j", jobs, str(tmp_path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        assert process.returncode == 130
        assert "stopped" in errors
        made = list(tmp_path.glob("__pycache__/*"))
        assert 0 < len(made) <= 40
        for path in made:
            assert path.suffix == ".pyc"
            assert isinstance(marshal.loads(path.read_bytes()[16:]), CodeType)


def test_compiled_bytes_are_those_of_py_compile(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("import os\n\ndef f(a, *, b=1):\n    return [a + x for x in (1, 2, b)]\n")
    run(CUTAWAY, ["compile", str(source)])
    ours = next(tmp_path.glob("__pycache__/*.pyc")).read_bytes()
    subprocess.run([HOST, "-m", "py_compile", str(source)], check=True)
    assert next(tmp_path.glob("__pycache__/*.pyc")).read_bytes() == ours


def test_doctor() -> None:
    findings = json.loads(run(CUTAWAY, ["doctor", "--json"]).out)
    subjects = [finding["subject"] for finding in findings]
    assert subjects[:5] == ["cutaway", "host", "target", "interpreter", "engine"]
    assert "problem" not in {finding["state"] for finding in findings}
    text = run(CUTAWAY, ["doctor"]).out
    assert "\x1b" not in text
    assert "ok       engine" in text
    bad = run(CUTAWAY, ["doctor"], CUTAWAY_ENGINE="warp")
    assert bad.code == 1
    assert "-> unset CUTAWAY_ENGINE" in bad.out
