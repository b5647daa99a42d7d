"""The importer where it belongs: under our compiler and our machine."""

from __future__ import annotations

import ast
import py_compile
import subprocess
from pathlib import Path

import pytest

from tests.cli.runners import HOST, OURS, environment
from tests.importer.conftest import SOURCE_ROOT as SOURCES
from tests.importer.conftest import Importing

AUDITED_RUN = Path(__file__).resolve().parents[1] / "universe" / "audited_run.py"

PROGRAM = """
import p.a, alone, sys, zipped
print(p.a.f(1), p.a.__cached__[-20:], p.a.__loader__.__class__, p.__path__, alone.x, zipped.x)
try: import wrong
except SyntaxError as error: print(error, error.__traceback__.tb_next)
print([name for name in sys.modules if "cutaway" in name])
"""


@pytest.fixture
def project(importing: Importing) -> Importing:
    importing.write({"p/__init__": "from . import a", "p/a": "def f(x, y='a b'): return x, sorted({x for x in y})"})
    importing.write({"app": "import sys; sys.path.append('lib.zip')" + PROGRAM, "wrong": "def f(:\n", "alone": "x = 1"})
    py_compile.compile(str(importing.folder / "alone.py"), cfile=str(importing.folder / "alone.pyc"))
    (importing.folder / "alone.py").unlink()
    importing.write(zipped="x = 'zip'")
    subprocess.run([HOST, "-m", "zipfile", "-c", "lib.zip", "zipped.py"], cwd=importing.folder, check=True)
    (importing.folder / "zipped.py").unlink()
    return importing


def run(program: Path, importing: Importing, *arguments: str) -> tuple[str, str]:
    done = subprocess.run(
        [program, *arguments], cwd=importing.folder, env=environment(PYTHONHASHSEED="1"), capture_output=True, text=True
    )
    return done.stdout, done.stderr


@pytest.mark.parametrize("options", [(), ("-O",), ("-OO",), ("-X", "pycache_prefix=elsewhere")])
def test_same_output_and_same_cache_files(project: Importing, options: tuple[str, ...]) -> None:
    expected = run(HOST, project, *options, "app.py")
    written = project.caches()
    assert len(written) >= 3
    for name in written.keys() - {"alone.pyc"}:
        (project.folder / name).unlink()
    for _ in ("written", "read"):
        assert run(OURS, project, *options, "app.py") == expected
        # Under a prefix the files of our own modules are there, too.
        assert {name: data for name, data in project.caches().items() if name in written} == written
    assert run(HOST, project, *options, "app.py") == expected


def test_traceback_through_imports(project: Importing) -> None:
    project.write({"p/__init__": "from . import b", "p/b": "import p.c", "p/c": "1 / 0"})
    for _ in ("compiled", "cached"):
        assert run(OURS, project, "-c", "import p") == run(HOST, project, "-c", "import p")
    for name in ("no.such", "p", "wrong", "alone.x", "os.nothing"):
        assert run(OURS, project, "-c", f"import {name}") == run(HOST, project, "-c", f"import {name}")


@pytest.mark.parametrize(
    "data", [b"", b"\xca\xfe\xba\xbe" + bytes(40), (3425).to_bytes(2, "little") + b"\r\n" + bytes(40)]
)
def test_a_foreign_pyc_alone(project: Importing, data: bytes) -> None:
    project.write_bytes("alone.pyc", data)
    assert run(OURS, project, "-c", "import alone") == run(HOST, project, "-c", "import alone")


def test_packages_left_to_the_host(project: Importing) -> None:
    pytest.importorskip("cutaway.native.installing")
    project.write(
        {"app": "import p.a, other, zipped; print(p.a.f(1), other.f(), zipped.x)", "other": "def f(): return 1"}
    )
    command = [HOST, "-S", AUDITED_RUN, SOURCES, OURS, "-c", "import sys; sys.path.append('lib.zip'); import app"]
    marked = {}
    for names in ("", "p,zipped"):
        done = subprocess.run(
            command,
            cwd=project.folder,
            env=environment(CUTAWAY_NATIVE=names),
            capture_output=True,
            text=True,
            check=True,
        )
        output, report = done.stdout.splitlines()
        assert output == "(1, [' ', 'a', 'b']) 1 zip"
        marked[names] = {line.rpartition("/")[2].partition(":")[0] for line in ast.literal_eval(report)["by_host"]}
    assert marked == {"": set(), "p,zipped": {"__init__.py", "a.py", "zipped.py"}}
