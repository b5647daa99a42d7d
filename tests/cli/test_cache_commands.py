"""`cutaway cache ...` and what `cutaway compile` and `cutaway run` say of caches."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.cli.runners import CUTAWAY, HOST, OURS, environment, run

CACHE = "__pycache__/app.cpython-311.pyc"


@pytest.fixture(autouse=True)
def own_cache_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text("def f():\n    return 'hello'\n")
    return tmp_path


def why(folder: Path, name: str = "app.py") -> dict[str, str]:
    answer: dict[str, str] = json.loads(run(CUTAWAY, ["cache", "why", name, "--json"], folder=folder).out)
    return answer


def test_every_state(app: Path) -> None:
    assert why(app)["state"] == "missing"
    run(CUTAWAY, ["compile", "app.py"], folder=app)
    assert why(app) == {
        "source": "app.py",
        "cache": CACHE,
        "state": "fresh",
        "reason": "same time, size and digest as recorded",
        "size": (app / CACHE).stat().st_size,
        "trust": "ours",
    }
    good = (app / CACHE).read_bytes()
    (app / CACHE).write_bytes(good[:-7])
    assert why(app)["state"] == "corrupt"
    (app / CACHE).write_bytes((3531).to_bytes(2, "little") + b"\r\n" + good[4:])
    assert (why(app)["state"], why(app)["reason"]) == ("foreign", "made by cpython-312, this is cpython-311")
    (app / CACHE).write_bytes(good)
    (app / "app.py").write_text("def f():\n    return 'hello, everybody'\n")
    assert why(app)["state"] == "stale"
    assert why(app)["reason"] == "source is 39 bytes, cache was made from 28"
    (app / CACHE).unlink()
    (app / "__pycache__").rmdir()
    (app / "__pycache__").write_text("a file in the way")
    assert why(app)["state"] == "unwritable"
    text = run(CUTAWAY, ["cache", "why", "app.py"], folder=app)
    assert text.code == 1
    assert "state   unwritable\nreason  cache cannot be read: Not a directory; and none can be written" in text.out
    assert run(CUTAWAY, ["cache", "why", "none.py"], folder=app).code == 2


def test_a_cache_of_cpythons_is_fresh_by_header_only(app: Path) -> None:
    run(HOST, ["-m", "py_compile", "app.py"], folder=app)
    assert why(app)["reason"] == "by header only: same time and size"
    assert why(app, CACHE)["source"] == "app.py"


def test_run_tells_hits_and_misses(app: Path) -> None:
    line = "cache {} for 'app': {}\n"
    first = run(CUTAWAY, ["run", "-v", "-c", "import app"], folder=app)
    assert "# " + line.format("miss", "missing: there is no cache yet") in first.err
    again = run(CUTAWAY, ["run", "-v", "-c", "import app"], folder=app)
    assert "# " + line.format("hit", "fresh: same time, size and digest as recorded") in again.err
    timed = run(CUTAWAY, ["run", "-X", "importtime", "-c", "import app"], folder=app)
    assert "import cache: hit  | app: fresh: same time, size and digest as recorded\n" in timed.err
    assert "cache hit" not in run(OURS, ["-v", "-c", "import app"], folder=app).err


def test_verify_finds_what_a_header_hides(app: Path) -> None:
    """A tampered .pyc with an honest header."""
    run(HOST, ["-m", "py_compile", "app.py"], folder=app)
    assert run(CUTAWAY, ["cache", "verify", "."], folder=app).out == "1 match, 0 differ, 0 skipped\n"
    (app / CACHE).write_bytes((app / CACHE).read_bytes().replace(b"hello", b"HELLO"))
    assert run(OURS, ["-c", "import app; print(app.f())"], folder=app).out == "HELLO\n", "as CPython would"
    found = run(CUTAWAY, ["cache", "verify", "."], folder=app)
    assert found.code == 1
    assert found.out == (
        f"{CACHE}: f, line 1: co_consts[1] is 'HELLO', the source gives 'hello'\n0 match, 1 differ, 0 skipped\n"
    )


def test_verify_agrees_with_the_standard_library(tmp_path: Path) -> None:
    library = Path(os.__file__).parent
    for name in ("argparse", "dataclasses", "ast", "enum"):
        (tmp_path / f"{name}_copy.py").write_bytes((library / f"{name}.py").read_bytes())
    run(HOST, ["-m", "compileall", "-q", "-o", "0", "-o", "2", "."], folder=tmp_path)
    assert run(CUTAWAY, ["cache", "verify", "."], folder=tmp_path).out == "8 match, 0 differ, 0 skipped\n"


def test_doctor(app: Path) -> None:
    run(CUTAWAY, ["compile", "-O", "0", "-O", "1", "app.py"], folder=app)
    assert run(CUTAWAY, ["cache", "doctor", "."], folder=app).code == 0
    (app / "new.py").write_text("x = 1\n")
    cache = app / "__pycache__"
    for name in ("gone.cpython-311.pyc", "app.cpython-39.pyc", "app.cpython-311.pyc.99999999.1", "note.txt"):
        (cache / name).write_bytes(b"1234567")
    found = run(CUTAWAY, ["cache", "doctor", ".", "--json"], folder=app)
    assert found.code == 1
    uses = {item["path"]: item["use"] for item in json.loads(found.out)}
    assert uses == {
        "app.py": "fresh",
        "new.py": "missing",
        "__pycache__/app.cpython-311.opt-1.pyc": "fresh",
        "__pycache__/gone.cpython-311.pyc": "orphaned",
        "__pycache__/app.cpython-39.pyc": "foreign",
        "__pycache__/app.cpython-311.pyc.99999999.1": "left behind",
        "__pycache__/note.txt": "unused",
    }
    text = run(CUTAWAY, ["cache", "doctor", "."], folder=app).out
    assert "-> 1 modules are compiled when they are next imported: cutaway compile .\n" in text
    assert "-> 3 files of 21 bytes are never read: delete them\n" in text


def test_clean_removes_what_is_ours(app: Path, own_cache_home: Path) -> None:
    (app / "other.py").write_text("x = 1\n")
    run(CUTAWAY, ["compile", "app.py"], folder=app)
    run(HOST, ["-m", "py_compile", "other.py"], folder=app)
    (app / "__pycache__" / "app.cpython-311.pyc.99999999.1").write_bytes(b"half")
    would = run(CUTAWAY, ["cache", "clean", "--dry-run", "."], folder=app)
    assert f"would remove {CACHE} (cache that we wrote)" in would.out
    assert (app / CACHE).exists()
    done = run(CUTAWAY, ["cache", "clean", "."], folder=app)
    assert done.code == 0
    assert os.listdir(app / "__pycache__") == ["other.cpython-311.pyc"]
    assert not list(own_cache_home.rglob("*.record"))
    run(CUTAWAY, ["compile", "app.py"], folder=app)
    assert "record of " in run(CUTAWAY, ["cache", "clean"], folder=app).out
    assert (app / CACHE).exists()


def test_source_date_epoch(app: Path) -> None:
    run(CUTAWAY, ["compile", "app.py"], folder=app, SOURCE_DATE_EPOCH="1000")
    ours = (app / CACHE).read_bytes()
    assert ours[4] == 3, "compared with the source's hash, as py_compile does it"
    run(HOST, ["-m", "py_compile", "app.py"], folder=app, SOURCE_DATE_EPOCH="1000")
    assert (app / CACHE).read_bytes() == ours
    run(CUTAWAY, ["compile", "-f", "--invalidation-mode", "timestamp", "app.py"], folder=app, SOURCE_DATE_EPOCH="1000")
    assert (app / CACHE).read_bytes()[4] == 0


@pytest.mark.parametrize(
    "options",
    [
        *[["-s", "lib"], ["-p", "/opt"], ["-s", "lib", "-p", "/opt"], ["-o", "0", "-o", "1", "-o", "2"], ["-j", "2"]],
        *[["--invalidation-mode", mode] for mode in ("checked-hash", "unchecked-hash", "timestamp")],
    ],
)
def test_options_of_compileall(options: list[str], tmp_path: Path) -> None:
    """The same bytes as the host's compileall, whatever the order and the seed."""
    for name in ("a", "b", "deep/c"):
        (tmp_path / "lib" / name).parent.mkdir(parents=True, exist_ok=True)
        text = f"'''{name}'''\nassert True\nx = {{'one', 'two', 'three'}}\ndef f(y): return y in {{'one', 'two', 3}}\n"
        (tmp_path / "lib" / f"{name}.py").write_text(text)
    made = []
    for program, command, seed in (
        (HOST, ["-m", "compileall", "-q"], "0"),
        (CUTAWAY, ["compile", "-q"], "1"),
        (CUTAWAY, ["compile", "-q", "-f"], "2"),
    ):
        run(program, [*command, *options, "lib"], folder=tmp_path, PYTHONHASHSEED=seed)
        made.append({str(path): path.read_bytes() for path in sorted(tmp_path.rglob("*.pyc"))})
    assert made[0] == made[1] == made[2]
    assert len(made[0]) == (9 if "-o" in options else 3)


def test_bytes_do_not_depend_on_what_was_compiled_before(tmp_path: Path) -> None:
    """python/cpython#129724, astral-sh/uv#10619: whoever held a constant's items then changed the bytes.

    3.11 gives this program's files the same bytes in either order, but not to a code object that is in use.
    """
    (tmp_path / "a.py").write_text("import foo; x = '1234'\n")
    sets = '3 in {"foo", 2, "a b"}, 2 in {"1234", "5 6"}'
    (tmp_path / "b.py").write_text(f"def f():\n    b = {sets}, 1\n\ndef g():\n    b = {sets}, 4.5\n")
    in_use = """
import marshal
from WRITER import dumps
code = compile(open("b.py").read(), "b.py", "exec")
before = dumps(code)
space = {}
exec(code, space)
kept = [space["f"].__code__.co_consts]
print(dumps(code) == before)
"""
    assert run(HOST, ["-c", in_use.replace("WRITER", "marshal")], folder=tmp_path).out == "False\n"
    assert run(HOST, ["-c", in_use.replace("WRITER", "cutaway.cache.marshal_write")], folder=tmp_path).out == "True\n"
    made = set()
    for names in (["a.py", "b.py"], ["b.py", "a.py"], ["b.py"], ["-j", "2", "a.py", "b.py"]):
        assert run(CUTAWAY, ["compile", "-f", *names], folder=tmp_path).code == 0
        made.add((tmp_path / "__pycache__" / "b.cpython-311.pyc").read_bytes())
    assert len(made) == 1


def test_watch(app: Path) -> None:
    command = [sys.executable, "-u", "-P", "-m", "cutaway", "compile", "--watch", "."]
    with subprocess.Popen(command, cwd=app, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert lines[2] == "watching .; Ctrl-C ends it\n"
        time.sleep(0.5)
        told = []
        for text in ("x = 2\n", "x = = 3\n", "x = 44\n"):
            (app / "app.py").write_text(text)
            told.append(process.stdout.readline()[9:])
        process.send_signal(signal.SIGINT)
        process.wait(20)
    assert told[0].startswith("app.py: compiled in ")
    assert told[1] == "app.py: line 1: SyntaxError: invalid syntax; the old cache is kept\n"
    assert told[2].startswith("app.py: compiled in ")
    assert process.returncode == 130


def wheel(folder: Path) -> Path:
    """Make a wheel of one package, by hand."""
    files = {
        "strange_package/__init__.py": b"from strange_package.deep import part\n",
        "strange_package/deep/__init__.py": b"",
        "strange_package/deep/part.py": b"x = 1\n",
        "strange_package-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: strange-package\nVersion: 1.0\n",
        "strange_package-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={hashlib.sha256(data).hexdigest()},{len(data)}\n" for name, data in files.items())
    record = "".join(f"{name},,\n" for name in files) + "strange_package-1.0.dist-info/RECORD,,\n"
    path = folder / "strange_package-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("strange_package-1.0.dist-info/RECORD", record)
    return path


def test_pip_uninstall_leaves_no_folder(tmp_path: Path) -> None:
    """A stranger's file in `__pycache__` would make it stay, and be imported as a namespace package."""
    target = tmp_path / "venv"
    subprocess.run([HOST, "-m", "venv", "--without-pip", str(target)], check=True, env=environment())
    pip = [str(HOST), "-m", "pip", "--python", str(target / "bin" / "python"), "-q", "--disable-pip-version-check"]
    install = [*pip, "install", "--no-index", "--no-compile", str(wheel(tmp_path))]
    subprocess.run(install, check=True, env=environment(), capture_output=True)
    packages = next(target.rglob("strange_package")).parent
    program = "import strange_package; print(strange_package.part.x)"
    for _ in range(2):
        assert run(OURS, ["-c", program], PYTHONPATH=str(packages)).out == "1\n"
    assert len(list((packages / "strange_package").rglob("*.pyc"))) == 3
    uninstall = [*pip, "uninstall", "-y", "strange-package"]
    subprocess.run(uninstall, check=True, env=environment(), capture_output=True)
    assert not (packages / "strange_package").exists()
    assert "ModuleNotFoundError" in run(OURS, ["-c", program], PYTHONPATH=str(packages)).err
