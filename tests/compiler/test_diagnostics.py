from __future__ import annotations

from pathlib import Path

from cutaway.compiler.diagnostics import generation_error, located_error, program_text


def test_program_text(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"one\r\ntwo\rthr\xc3\xa9e\n" + b"x" * 1500 + b"\nlast")
    assert [program_text(str(path), line) for line in range(7)] == [
        None,
        "one\n",
        "two\n",
        "thrée\n",
        "x" * 501 + "\n",
        "last",
        None,
    ]


def test_program_text_without_a_file() -> None:
    assert program_text("<string>", 1) is None
    assert program_text("a\0b", 1) is None


def test_the_two_shapes() -> None:
    located = located_error("message", "<f>", 1, 2, 3, 4)
    assert located.args == ("message",)
    assert (located.filename, located.lineno, located.offset, located.end_lineno, located.end_offset) == (
        "<f>",
        1,
        2,
        3,
        4,
    )
    generated = generation_error("message", "<f>", (1, 3, 1, 3))
    assert generated.args == ("message", ("<f>", 1, 2, None, 3, 4))
