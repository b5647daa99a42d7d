"""The tools of the standard library, started with -m as a user starts them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import HOST, Invocation, guest_environment, interpreter
from tests.programs.compare import GUESTS, same

SUM = GUESTS / "sum_of_squares.py"

COMMANDS: dict[str, Invocation] = {
    "json.tool": Invocation(("-m", "json.tool", "--sort-keys"), stdin='{"b": [1, 2.5, null], "a": {"é": true}}'),
    "json.tool broken": Invocation(("-m", "json.tool"), stdin='{"b": [1, 2'),
    "unittest": Invocation(("-m", "unittest", "-v", "suite_of_stack"), folder=GUESTS),
    "unittest discover": Invocation(("-m", "unittest", "discover", "-p", "suite_*.py"), folder=GUESTS),
    "doctest": Invocation(("-m", "doctest", "-v", "documented.py"), folder=GUESTS),
    "pdb": Invocation(
        ("-m", "pdb", SUM.name, "4"),
        stdin="b square\nc\nw\np n\nargs\nu\np total\nd\nr\nn\ncl 1\nc\nq\n",
        folder=GUESTS,
    ),
    "pdb step": Invocation(
        ("-m", "pdb", "-c", "until 20", SUM.name), stdin="s\ns\ns\nl\nll\npp vars()\njump 24\nc\nq\n", folder=GUESTS
    ),
    "pdb post mortem": Invocation(
        ("-m", "pdb", "-c", "c", "fails.py"), stdin="w\np x\nup\np items\nq\n", folder=GUESTS
    ),
    "ast": Invocation(("-m", "ast", "--include-attributes", SUM.name), folder=GUESTS),
    "dis": Invocation(("-m", "dis", SUM.name), folder=GUESTS),
    "tokenize": Invocation(("-m", "tokenize", "-e", SUM.name), folder=GUESTS),
    "timeit": Invocation(("-m", "timeit", "-n", "10", "-r", "1", "-s", "x = 3", "x ** 2")),
    "trace": Invocation(("-m", "trace", "--trace", "--ignore-dir=/", SUM.name), folder=GUESTS),
    "trace listfuncs": Invocation(("-m", "trace", "--listfuncs", SUM.name), folder=GUESTS),
    "compileall": Invocation(("-m", "compileall", "-q", "-f", "."), folder=GUESTS),
    "calendar": Invocation(("-m", "calendar", "2024", "2")),
    "inspect": Invocation(("-m", "inspect", "json:loads")),
    "pprint of this": Invocation(("-c", "import this, pprint; pprint.pprint(this.d)")),
    "base64": Invocation(("-m", "base64", "-e"), stdin="some text\n"),
    "gzip help": Invocation(("-m", "gzip", "--help")),
    "pyclbr": Invocation(("-m", "pyclbr", SUM.name), folder=GUESTS),
    "py_compile of a mistake": Invocation(("-m", "py_compile", "mistaken.txt"), folder=GUESTS),
    "tabnanny": Invocation(("-m", "tabnanny", "-v", SUM.name), folder=GUESTS),
    "symtable": Invocation(("-m", "symtable", SUM.name), folder=GUESTS),
    "sysconfig": Invocation(("-c", "import sysconfig; print(sorted(sysconfig.get_paths()))")),
    "code": Invocation(("-m", "code", "-q"), stdin="x = 2\nx ** 10\ndef f():\n    return x\n\nf()\n1/0\n"),
    "interactive": Invocation(("-i", "-q"), stdin="x = 2\nx ** 10\nfor i in range(2):\n    i\n\n1/0\nimport sys\n_\n"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_tool(name: str, engine: str) -> None:
    """One tool, one command line."""
    same(engine, COMMANDS[name])


def test_profile_counts_the_same_calls(engine: str) -> None:
    """cProfile: the same functions with the same numbers of calls; the times are left out."""

    def counts(text: str) -> str:
        rows = re.findall(
            r"^ *(\d+(?:/\d+)?) +\d+\.\d+ .* (\S*(?:sum_of_squares|built-in method|method).*)$", text, re.M
        )
        return "\n".join(sorted(f"{calls} {place}" for calls, place in rows if "sum_of_squares" in place))

    found = same(engine, Invocation(("-m", "cProfile", SUM.name), folder=GUESTS), counts)
    assert "(square)" in found.stdout


def test_trace_counts_lines(engine: str, tmp_path: Path) -> None:
    """trace --count writes the same annotated listing."""
    listings = []
    for each in (HOST, engine):
        folder = tmp_path / each
        command = [*interpreter(each), "-m", "trace", "--count", "-C", str(folder), SUM.name]
        subprocess.run(command, check=True, cwd=GUESTS, env=guest_environment(each, {}), capture_output=True)
        listings.append((folder / "sum_of_squares.cover").read_text(encoding="utf-8"))
    assert listings[0] == listings[1]


def test_zipapp_and_its_result(engine: str, tmp_path: Path) -> None:
    """-m zipapp makes an archive that runs."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__main__.py").write_text(
        "import sys, part\nprint(part.text, sys.argv[1:])\n", encoding="utf-8"
    )
    (tmp_path / "app" / "part.py").write_text("text = f'part of {__name__}'\n", encoding="utf-8")
    same(engine, Invocation(("-m", "zipapp", "app", "-o", "made.pyz", "-c"), folder=tmp_path))
    assert same(engine, Invocation(("made.pyz", "x"), folder=tmp_path)).stdout == "part of part ['x']\n"


@pytest.mark.slow
def test_venv_runs_our_interpreter(engine: str, tmp_path: Path) -> None:
    """A virtual environment that the guest makes has an interpreter that answers as a venv's does."""
    command = [*interpreter(engine), "-m", "venv", "--without-pip", str(tmp_path / "env")]
    subprocess.run(command, check=True, env=guest_environment(engine, {}), capture_output=True)
    question = "import sys, json; print(json.dumps([sys.prefix, sys.prefix != sys.base_prefix]))"
    made = subprocess.run(
        [str(tmp_path / "env" / "bin" / "python"), "-c", question],
        check=True,
        env=guest_environment(engine, {}),
        capture_output=True,
        text=True,
    )
    assert json.loads(made.stdout) == [str(tmp_path / "env"), True]
