"""cutaway-python takes exactly python's command line: same output, same complaints, same exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runners import assert_same

SHOW_STATE = """
import sys
print(sys.flags, sys.argv, sys.path, sys.orig_argv[1:], sys.prefix, sys.exec_prefix, sys.base_prefix)
print(sys.warnoptions, sys._xoptions, sys.dont_write_bytecode, __debug__)
"""

OPTIONS = [
    [],
    ["-OOBbsEq"],
    ["-O"],
    ["-I"],
    ["-P"],
    ["-S"],
    ["-u"],
    ["-bb"],
    ["-W", "error::DeprecationWarning", "-Wd"],
    ["-X", "utf8=0", "-X", "dev"],
    ["-Xno_debug_ranges"],
    ["-X", "pycache_prefix=/nowhere"],
    ["--check-hash-based-pycs", "always"],
    ["-R"],
    ["-dt"],
    ["-i"],
]


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_state_of_sys(options: list[str], programs: Path) -> None:
    assert_same([*options, "-c", SHOW_STATE, "a", "-b"], folder=programs)


VARIABLES = {
    "PYTHONOPTIMIZE": "2",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": "/nowhere:/else",
    "PYTHONHASHSEED": "7",
    "PYTHONINSPECT": "1",
    "PYTHONUTF8": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONPYCACHEPREFIX": "/nowhere",
}


@pytest.mark.parametrize("name", VARIABLES)
def test_state_of_sys_from_the_environment(name: str, programs: Path) -> None:
    code = SHOW_STATE + "import os\nprint([n for n in os.environ if 'PYTHON' in n], hash('x') % 7 if name else 0)\n"
    code = code.replace("if name", f"if {name == 'PYTHONHASHSEED'}")
    assert_same(["-c", code], folder=programs, **{name: VARIABLES[name]})


REFUSED = [
    ["-Zfoo"],
    ["--foo"],
    ["-c"],
    ["-m"],
    ["-X"],
    ["-W"],
    ["-J"],
    ["--check-hash-based-pycs"],
    ["--check-hash-based-pycs", "foo", "-c", "1"],
    ["-V"],
    ["-VV"],
    ["--version"],
    ["-h"],
    ["-?"],
    ["--help-env"],
    ["--help-xoptions"],
    ["-X", "int_max_str_digits=5", "-c", "1"],
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_help_version_and_complaints(arguments: list[str], programs: Path) -> None:
    assert_same(arguments, folder=programs)


WHAT_TO_RUN = [
    ["app.py", "x", "-c"],
    ["./app.py"],
    ["deep/../app.py"],
    ["--", "app.py"],
    ["folder", "q"],
    ["folder/__main__.py"],
    ["archive.zip", "z"],
    ["link.py"],
    ["good.pyc"],
    ["-m", "app", "1"],
    ["-m", "folder"],
    ["-m", "package.part", "2"],
    ["-m", "package"],
    ["-m", "nope"],
    ["-m", "nope.nope"],
    ["-m", "app.py"],
    ["-m", ".app"],
    ["-m", "this"],
    ["-m", "raises"],
    ["-x", "first_line.py"],
    ["empty"],
    ["."],
    [""],
    ["/"],
    ["none.py"],
    ["app.py/none.py"],
    ["dying.py"],
    ["raises.py"],
    ["syntax.py"],
    ["latin.py"],
    ["Foo.class"],
    ["foreign.pyc"],
    ["short.pyc"],
    ["truncated.pyc"],
    ["header_only.pyc"],
    ["null.py"],
    ["null_in_brackets.py"],
    ["no_utf8.py"],
    ["no_utf8_in_string.py"],
    ["no_utf8_with_bom.py"],
    ["latin_with_bom.py"],
    ["no_utf8_declared.py"],
    ["no_utf8_after_error.py"],
    ["unknown_encoding.py"],
    ["unknown_encoding_vim.py"],
    ["ascii_with_more.py"],
    ["undefined_byte.py"],
    ["no_text_encoding.py"],
    ["latin_error.py"],
    ["unreadable.py"],
    ["null_then_no_utf8.py"],
    ["no_utf8_then_null.py"],
    ["null_after_bom.py"],
    ["no_block.py"],
    ["no_block_no_newline.py"],
    ["no_block_but_comment.py"],
    ["no_except.py"],
    ["no_block_empty_lines.py"],
    ["no_matching_indent.py"],
    ["ends_in_backslash.py"],
    ["ends_in_bracket.py"],
    ["ends_in_operator.py"],
    ["ends_in_decorator.py"],
    ["mixed_indent.py"],
]


@pytest.mark.parametrize("arguments", WHAT_TO_RUN, ids=" ".join)
def test_what_to_run(arguments: list[str], programs: Path) -> None:
    assert_same(arguments, folder=programs)


FROM_STANDARD_INPUT = {
    "exit with a message": ([], "import sys\nsys.exit('bye')"),
    "arguments": (["-", "a", "b"], "import sys; print(sys.argv, __file__, __loader__)"),
    "null byte": (["-"], "print(1)\n\0"),
    "error": (["-"], "def f():\n  1/0\nf()\n"),
    "the rest is gone": ([], "import sys; print(repr(sys.stdin.read()))\n"),
    "input of a command": (["-c", "import sys; print(sys.stdin.read())"], "data"),
    "input of a module": (["-m", "json.tool"], '{"a":1}'),
    "empty": ([], ""),
}


@pytest.mark.parametrize("case", FROM_STANDARD_INPUT)
def test_standard_input(case: str, programs: Path) -> None:
    arguments, text = FROM_STANDARD_INPUT[case]
    assert_same(arguments, text, programs)
