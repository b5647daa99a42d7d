"""An edit, through `cutaway compile` and through an import: only what changed is compiled, and the .pyc is right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cutaway.cache.header import HEADER_SIZE
from cutaway.show.cli.pyc_batch import Order, compile_file
from tests.incremental.test_scenarios import BASE

heard: list[tuple[str, bool, tuple[str, ...], str]] = []
listening = False


def listen(event: str, arguments: tuple) -> None:
    if listening and event == "cutaway.compile":
        heard.append(arguments)


sys.addaudithook(listen)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    global listening
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    path = tmp_path / "app.py"
    path.write_text(BASE)
    heard.clear()
    listening = True
    yield path
    listening = False


def body_of(pyc: str) -> bytes:
    return Path(pyc).read_bytes()[HEADER_SIZE:]


def compile_again(path: Path, *, mode: str = "timestamp", force: bool = False) -> bytes:
    target = compile_file(path, Order(0, mode, force))
    assert target is not None
    return body_of(target)


def test_compile_command_compiles_what_changed(source: Path) -> None:
    compile_again(source)
    assert [whole for _, whole, _, _ in heard] == [True]
    text = BASE.replace("a + b + LIMIT", "a - b")
    source.write_text(text)
    compile_again(source)
    assert heard[-1][1:3] == (False, ("first",))
    source.write_text(text.replace("return 3", "return 'three', 'a b'"))
    edited = compile_again(source)
    assert heard[-1][1:3] == (False, ("Round.area",))
    assert compile_again(source, force=True) == edited
    assert heard[-1][1:3] == (True, ("<module>",))


def test_touched_source_compiles_nothing(source: Path) -> None:
    compile_again(source)
    os.utime(source, ns=(5, 5_000_000_000))
    compile_file(source, Order(0, "timestamp", False))
    assert all(whole is False and names == () for _, whole, names, _ in heard[1:])


@pytest.mark.parametrize("damage", ["pyc", "record", "foreign"])
def test_a_cache_that_is_not_ours_is_no_start(source: Path, damage: str) -> None:
    compile_again(source)
    pyc = source.parent / "__pycache__" / "app.cpython-311.pyc"
    if damage == "pyc":
        data = bytearray(pyc.read_bytes())
        data[-1] ^= 1
        pyc.write_bytes(data)
    elif damage == "record":
        for path in (source.parent / "user").rglob("*.record"):
            data = bytearray(path.read_bytes())
            data[-1] ^= 1
            path.write_bytes(data)
    else:
        # Of the very source, CPython's bytes are ours; of another, they do not belong to our record.
        source.write_text(BASE.replace("'a b'", "'c d'"))
        subprocess.run(
            [sys.executable, "-m", "py_compile", str(source)],
            check=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
    source.write_text(BASE.replace("a + b + LIMIT", "a - b"))
    compile_again(source)
    assert heard[-1][1] is True
    assert heard[-1][3]


def test_syntax_error_keeps_the_old_cache(source: Path) -> None:
    before = compile_again(source)
    source.write_text(BASE.replace("def second", "def second("))
    with pytest.raises(SyntaxError):
        compile_again(source)
    assert body_of(str(source.parent / "__pycache__" / "app.cpython-311.pyc")) == before
    source.write_text(BASE.replace("return 3", "return 4"))
    compile_again(source)
    assert heard[-1][1:3] == (False, ("Round.area",))


MAIN = """\
import sys
sys.addaudithook(lambda event, arguments: event == "cutaway.compile" and print(arguments[1:3]))
import app
print(app.first(1))
"""


def run(folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("cutaway")), "run", "main.py"],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_compiles_what_changed(source: Path) -> None:
    (source.parent / "main.py").write_text(MAIN)
    text = BASE.replace("return super().last()", "return None")
    source.write_text(text)
    assert run(source.parent) == "(True, ('<module>',))\n(12, 'a b', (1, 2))\n"
    assert run(source.parent) == "(12, 'a b', (1, 2))\n"
    source.write_text(text.replace("a + b + LIMIT", "a - b"))
    assert run(source.parent) == "(False, ('first',))\n(0, 'a b', (1, 2))\n"
    pyc = source.parent / "__pycache__" / "app.cpython-311.pyc"
    incremental = pyc.read_bytes()
    pyc.unlink()
    assert run(source.parent) == "(True, ('<module>',))\n(0, 'a b', (1, 2))\n"
    assert pyc.read_bytes() == incremental
