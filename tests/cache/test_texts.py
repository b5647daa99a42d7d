"""The kept code of texts that a start compiles: used for the very text, and never where the compiler has to speak."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

from cutaway.cache.complaints import has_complaint
from cutaway.cache.texts import Text, TextStore
from tests.cli.runners import HOST, OURS, run

TEXT = Text(b"value = 6 * 7\n", "/home/ada/app.py", 0, 0)
CODE = compile(TEXT.source, TEXT.filename, "exec")


def only_file(folder: Path) -> Path:
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    return path


def test_a_text_is_found_again(tmp_path: Path) -> None:
    texts = TextStore(str(tmp_path), b"maker")
    assert texts.read(TEXT) is None
    texts.write(TEXT, CODE)
    assert texts.read(TEXT) == CODE
    assert only_file(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "other",
    [
        TEXT._replace(source=b"value = 6 * 8\n"),
        TEXT._replace(source="value = 6 * 7\n"),
        TEXT._replace(filename="app.py"),
        TEXT._replace(optimize=1),
    ],
)
def test_another_text_is_another(other: Text, tmp_path: Path) -> None:
    texts = TextStore(str(tmp_path), b"maker")
    texts.write(TEXT, CODE)
    assert texts.read(other) is None


def test_an_edit_replaces_the_version_before(tmp_path: Path) -> None:
    texts = TextStore(str(tmp_path), b"maker")
    texts.write(TEXT, CODE)
    texts.write(TEXT._replace(source=b"pass\n"), compile("pass\n", TEXT.filename, "exec"))
    only_file(tmp_path)
    assert texts.read(TEXT) is None


def test_another_compiler_makes_its_own(tmp_path: Path) -> None:
    TextStore(str(tmp_path), b"maker").write(TEXT, CODE)
    assert TextStore(str(tmp_path), b"other").read(TEXT) is None


def test_damage_is_seen(tmp_path: Path) -> None:
    texts = TextStore(str(tmp_path), b"maker")
    texts.write(TEXT, CODE)
    path = only_file(tmp_path)
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :])
        assert texts.read(TEXT) is None
    path.write_bytes(b"")
    assert texts.read(TEXT) is None


def test_what_others_may_write_is_not_read(tmp_path: Path) -> None:
    texts = TextStore(str(tmp_path), b"maker")
    texts.write(TEXT, CODE)
    only_file(tmp_path).chmod(0o666)
    assert texts.read(TEXT) is None


def test_nowhere_to_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, str(tmp_path / "file")):
        texts = TextStore(folder, b"maker")
        texts.write(TEXT, CODE)
        assert texts.read(TEXT) is None


@pytest.mark.parametrize("source", ["x is 1", "'\\d'", "0x1for x in y", "assert (x, 'y')", "def", "f'{a b}'", "\0"])
def test_complaints(source: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = list(warnings.filters)
        assert has_complaint(source, "<string>", 0)
        assert warnings.filters == before


def test_nothing_to_complain_of() -> None:
    assert not has_complaint(b"print(6 * 7)\n", "app.py", 0)


def outputs(folder: Path, *options: str) -> list[tuple[str, str]]:
    """What the program prints under CPython, and twice on our machine with a cache folder of its own."""
    program, home = str(folder / "app.py"), str(folder / "home")
    results = [run(python, [*options, program], folder=folder, XDG_CACHE_HOME=home) for python in (HOST, OURS, OURS)]
    return [(result.out, result.err) for result in results]


def kept(folder: Path) -> list[Path]:
    return list((folder / "home").rglob("*.text"))


def test_a_program_is_kept(tmp_path: Path) -> None:
    program = tmp_path / "app.py"
    program.write_text(
        "def f(): return 1\nprint(f.__code__.co_filename, f.__code__.co_firstlineno, f())\nprint(eval('2'))"
    )
    expected, *ours = outputs(tmp_path)
    assert ours == [expected] * 2
    files = kept(tmp_path)
    assert files
    status = program.stat()
    program.write_text(program.read_text().replace("return 1", "return 3"))
    os.utime(program, ns=(status.st_atime_ns, status.st_mtime_ns))
    expected, *ours = outputs(tmp_path)
    assert ours == [expected] * 2
    assert sorted(kept(tmp_path)) == sorted(files)


@pytest.mark.parametrize("source", ["print(1 is 1)", "print('\\d')", "print(1", "import sys\n1/0"])
def test_what_is_said_is_said_each_time(source: str, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(source)
    expected, *ours = outputs(tmp_path, "-Wd")
    assert ours == [expected] * 2


def test_nothing_is_written_where_no_caches_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("print(1)")
    expected, *ours = outputs(tmp_path, "-B")
    assert ours == [expected] * 2
    assert kept(tmp_path) == []
