"""The prompt, fed from a pipe: prompts, continuation, errors, `_`, displayhook, what stays between statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runners import assert_same

TALKS = {
    "header": (["-i"], "1\n"),
    "statements": (
        ["-iq"],
        '#c\n1\n\nx=2\nif x:\n  print(3)\n\nfoo\n1+\n"""a\nb"""\n_\nraise SystemExit(3)\n',
    ),
    "no newline at the end": (["-iq"], "raise SystemExit(3)"),
    "blocks": (["-iq"], 'if 1:\n#a\n  2\n  \n  3\n\n  4\nx=1;y=2;x\n@foo\ndef f(): pass\n\n"a\n'),
    "brackets": (["-iq"], "x = (\n#a\n\n1)\nx\n\\\n5\n"),
    "block at the end of input": (["-iq"], "if 1:\n  print(3)"),
    "open bracket at the end": (["-iq"], "x = ("),
    "open string at the end": (["-iq"], 'x = """a\n'),
    "no block": (["-iq"], "if 1:\n\n2\n"),
    "else": (["-iq"], "if 0:\n  1\nelse:\n  2\n\ntry:\n  3\nfinally:\n  4\n\n"),
    "prompts of any kind": (
        ["-iq"],
        "import sys\nsys.ps1='A '\nsys.ps2=3\nif 1:\n 2\n\ndel sys.ps1\n1\nprint(_)\nNone\nsys.displayhook=print\n5\n",
    ),
    "future": (["-iq"], "from __future__ import annotations\ndef f(x: foo): pass\n\nf.__annotations__\n"),
    "after a program": (["-iq", "app.py"], "__name__\n__file__\n"),
    "after an error": (["-iq", "raises.py"], "import sys\nsys.last_value\n1/0\n"),
    "after an exit": (["-i", "-c", "raise SystemExit(4)"], ""),
    "after a module": (["-iq", "-m", "app"], "__spec__.name\n"),
    "interrupt": (["-iq"], "raise KeyboardInterrupt\n2\n"),
    "exit in the prompt": (["-iq"], "import sys\nsys.exit('bye')\n"),
    "await is an error": (["-iq"], "await x\nreturn 1\nnonlocal y\n"),
}


@pytest.mark.parametrize("case", TALKS)
def test_talk(case: str, programs: Path) -> None:
    arguments, text = TALKS[case]
    assert_same(arguments, text, programs)


def test_startup_file(programs: Path, tmp_path: Path) -> None:
    startup = tmp_path / "startup.py"
    startup.write_text("print('hello from', __file__.rpartition('/')[2])\nvalue = 7\n")
    assert_same(["-iq"], "value\n__file__\n", programs, PYTHONSTARTUP=str(startup))
    assert_same(["-iq"], "1\n", programs, PYTHONSTARTUP=str(tmp_path / "none.py"))
    assert_same(["-iqE"], "value\n", programs, PYTHONSTARTUP=str(startup))
