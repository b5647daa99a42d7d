"""Modules in zip archives."""

from __future__ import annotations

import py_compile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importer.conftest import Importing, Run

Same = Callable[..., Run]
TIME = (2020, 1, 2, 3, 4, 6)

PROGRAM = """
import sys
sys.path.insert(0, "archive.zip")
try:
    import m, p.a
    print(m.x, p.a.y, m.__file__, type(m.__loader__), m.__loader__.get_source("m"), p.__path__)
    print(m.f.__code__.co_filename)
    print(m.__loader__.get_data("archive.zip/data.txt"), m.__loader__.is_package("p"))
except Exception as error:
    print(type(error), error)
"""


def archive(importing: Importing, *entries: tuple[str, bytes]) -> None:
    importing.folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(importing.folder / "archive.zip", "w") as made:
        for name, data in (*entries, ("p/__init__.py", b""), ("p/a.py", b"y = 2\r\n"), ("data.txt", b"text")):
            made.writestr(zipfile.ZipInfo(name, TIME), data)


def test_source(same: Same) -> None:
    same(PROGRAM, prepare=lambda importing: archive(importing, ("m.py", b"x = 1\r\ndef f(): pass\r")))


def test_source_with_a_mistake(same: Same) -> None:
    same(PROGRAM, prepare=lambda importing: archive(importing, ("m.py", b"def (")))


@pytest.mark.parametrize("policy", ["default", "always", "never"])
@pytest.mark.parametrize("mode", list(py_compile.PycInvalidationMode))
@pytest.mark.parametrize("beside", [b"", b"x = 1\ndef f(): pass\n", b"x = 'other'\ndef f(): pass\n"])
def test_bytecode(same: Same, mode: py_compile.PycInvalidationMode, policy: str, beside: bytes) -> None:
    def prepare(importing: Importing) -> None:
        source = importing.write_bytes("m.py", b"x = 1\ndef f(): pass\n")
        made = py_compile.compile(
            str(source), cfile=str(importing.folder / "made"), dfile="m.py", invalidation_mode=mode
        )
        source.unlink()
        entries = [("m.pyc", Path(made or "").read_bytes())]
        archive(importing, *entries, *([("m.py", beside)] if beside else []))

    same(PROGRAM, "--check-hash-based-pycs", policy, prepare=prepare)


@pytest.mark.parametrize(
    "data", [b"", b"\xca\xfe\xba\xbe", b"\xa7\x0d\r\n" + bytes(12) + b"N", b"\xa7\x0d\r\n\x10" + bytes(20)]
)
def test_bad_bytecode(same: Same, data: bytes) -> None:
    same(PROGRAM, prepare=lambda importing: archive(importing, ("m.pyc", data)))


def test_verbose(importing: Importing) -> None:
    archive(importing, ("m.py", b"x = 1\ndef f(): pass\n"))
    told = []
    for ours in (False, True):
        lines = importing.run(PROGRAM, "-vv", ours=ours).err.splitlines()
        told.append([line for line in lines if "archive.zip" in line and "object at" not in line])
    assert told[0] == told[1]
    assert told[0]
