"""`cutaway show` as a user meets it: stages, filters, JSON, and files that cannot be shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import Instruction
from cutaway.native import c_text
from cutaway.show.cli.show_command import show_command
from cutaway.show.text import handler

SOURCE = "def add(a, b):\n    return a + b\n\nclass K:\n    pass\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("add.py").write_text(SOURCE, encoding="utf-8")
    return "add.py"


def show(*words: str) -> Result:
    return CliRunner().invoke(show_command, list(words))


@pytest.mark.parametrize("stage", ["tokens", "tree", "scopes", "blocks", "bytecode", "pyc"])
def test_every_stage_prints_and_gives_data(stage: str, file: str) -> None:
    text = show(stage, file)
    assert text.exit_code == 0, text.output
    assert text.output.startswith(f"── {stage} ──")
    data = json.loads(show(stage, file, "--json").output)
    assert data["stage"] == stage


def test_one_line_through_all_stages(file: str) -> None:
    output = show("all", file, "--line", "2", "--no-run").output
    assert "return a + b" in output
    assert "class K" not in output
    assert "add@2-" in output


def test_one_function(file: str) -> None:
    output = show("bytecode", file, "--function", "add").output
    assert "BINARY_OP" in output
    assert "LOAD_BUILD_CLASS" not in output


def test_missing_file_says_what_python_says(file: str) -> None:
    result = show("tokens", "nothing.py")
    assert result.exit_code == 2
    assert "can't open file" in result.output
    assert "[Errno 2] No such file or directory" in result.output


def test_wrong_source_says_what_python_says(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def f(:\n", encoding="utf-8")
    result = show("tree", str(wrong))
    assert result.exit_code == 1
    assert "SyntaxError" in result.output
    assert "Traceback" not in result.output


def test_bytecode_has_no_tokens(tmp_path: Path) -> None:
    bytecode = tmp_path / "x.pyc"
    bytecode.write_bytes(b"\xa7\r\r\n" + bytes(12))
    result = show("tokens", str(bytecode))
    assert result.exit_code == 1
    assert "is bytecode" in result.output


def test_instruction_of_the_book() -> None:
    assert "container, key -- item" in show("instruction", "binary_subscr").output
    derived = show("instruction", "BINARY_SUBSCR", "--derived").output
    assert "stack.append(container[key])" in derived
    assert "PyObject_GetItem" in derived
    missing = show("instruction", "NO_SUCH_THING")
    assert missing.exit_code == 2
    assert "no entry for NO_SUCH_THING" in missing.output


def test_handler_is_shown_from_the_book_to_the_loop() -> None:
    text = show("handler", "binary_subscr").output
    for words in ("container, key -- item", "stack.append(container[key])", "go_BINARY_SUBSCR(frame, sp, oparg)",
                  "fast_item(sp[-2], sp[-1])", "fast_item: native/fast_calls.pxi"):  # fmt: skip
        assert words in text
    entries = json.loads(show("handler", "CALL", "--json").output)["parts"]
    assert {part["title"] for part in entries} >= {"CALL", "CALL_KEYWORDS", "FAST_CALL", "FAST_CALL_KEYWORDS"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_entry_has_a_handler_to_show(entry: Instruction) -> None:
    titles = [part.stage for part in handler.listing(entry.name).parts]
    assert {"plain handler", "native helper", "part of the loop"} <= set(titles)


def test_unknown_instruction_is_told_what_is_near() -> None:
    missing = show("handler", "BINARY_SUBSC")
    assert missing.exit_code == 2
    assert "no entry for BINARY_SUBSC; did you mean BINARY_SUBSCR" in missing.output
    assert "did you mean" not in show("handler", "zzz").output


C_OF_ENGINE = """
static CYTHON_INLINE int book_NOP(Frame *__pyx_v_frame);
static CYTHON_INLINE int book_NOP(Frame *__pyx_v_frame) {
  /* "build/native/substrate.pyx":7
 *     return 0
*/
  __pyx_r = __pyx_f_7cutaway_6native_9substrate_nothing(__pyx_v_frame);
}
        case __pyx_e_7cutaway_6native_9substrate_NOP:
        cutaway_arm_NOP();
        goto __pyx_L10_continue;
        case __pyx_e_7cutaway_6native_9substrate_POP_TOP:
        cutaway_arm_POP_TOP();
"""


def test_c_is_shown_where_the_build_left_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = tmp_path / "substrate.c"
    built.write_text(C_OF_ENGINE)
    monkeypatch.setattr(c_text, "find_c", lambda: built)
    text = show("handler", "NOP", "--c").output
    assert "r = nothing(frame);" in text
    assert "goto L10_continue;" in text
    assert "__pyx" not in text
    assert "POP_TOP" not in text


def test_missing_c_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(c_text, "find_c", lambda: None)
    result = show("handler", "NOP", "--c")
    assert result.exit_code == 0
    assert "is not installed; in a checkout `make native` leaves it in build/" in result.output


def test_foreign_files_are_named(tmp_path: Path) -> None:
    java = tmp_path / "Hello.class"
    java.write_bytes(b"\xca\xfe\xba\xbe\0\0\0\x34")
    old = tmp_path / "old.pyc"
    old.write_bytes((3413).to_bytes(2, "little") + b"\r\n" + bytes(12))
    for path, words in ((java, "Java class file"), (old, "made by cpython-38, this is cpython-311")):
        result = show("pyc", str(path))
        assert result.exit_code == 1
        assert words in result.output


@pytest.mark.parametrize(
    ("data", "stage", "words"),
    [
        (b"x = (1,\n", "tokens", "SyntaxError: EOF in multi-line statement"),
        (b"x = 1\0\n", "tree", "SyntaxError: source code string cannot contain null bytes"),
        (b'x = "\xe9"\n', "tokens", "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9"),
        (b"# coding: nonsense\n", "tree", "SyntaxError: unknown encoding: nonsense"),
        (b"return 1\n", "blocks", "SyntaxError: 'return' outside function"),
        (b"-" * 3000 + b"1\n", "tree", "RecursionError: maximum recursion depth exceeded during compilation"),
        (b"(" * 300 + b")" * 300, "bytecode", "SyntaxError: too many nested parentheses"),
    ],
)
def test_bad_source_is_told_in_pythons_words(data: bytes, stage: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_bytes(data)
    result = show(stage, str(path))
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbfx = 1\r\n", b"# coding: latin-1\nx = '\xe9'\n", b"\f\nx=1"])
def test_unusual_source_is_shown(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "unusual.py"
    path.write_bytes(data)
    for stage in ("tokens", "tree", "scopes", "blocks", "bytecode", "pyc"):
        assert show(stage, str(path)).exit_code == 0
