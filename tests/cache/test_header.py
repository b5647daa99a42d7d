"""The first 16 bytes, against py_compile's."""

from __future__ import annotations

import importlib.util
import os
import py_compile
from pathlib import Path

import pytest

from cutaway.cache.header import PycHeader, read_header
from cutaway.cache.magic import MAGIC
from cutaway.cache.malformed import ForeignFileError, ShortFileError, UnknownFlagsError


def test_magic_is_the_hosts() -> None:
    assert importlib.util.MAGIC_NUMBER == MAGIC


@pytest.mark.parametrize("mode", list(py_compile.PycInvalidationMode))
def test_same_header_as_py_compile(tmp_path: Path, mode: py_compile.PycInvalidationMode) -> None:
    source = tmp_path / "a.py"
    source.write_text("x = 1\n")
    os.utime(source, (2**32 + 7, 2**32 + 7))
    data = Path(py_compile.compile(str(source), invalidation_mode=mode) or "").read_bytes()
    header = read_header(data)
    assert header.kind == mode.name.lower().replace("_", "-")
    assert header.to_bytes() == data[:16]
    if header.kind == "timestamp":
        assert header == PycHeader.of_timestamp(2**32 + 7, 6)
        assert (header.mtime, header.size) == (7, 6)
    else:
        source_hash = importlib.util.source_hash(b"x = 1\n")
        assert header == PycHeader.of_hash(source_hash, checked=header.kind == "checked-hash")


def test_refusals() -> None:
    with pytest.raises(ForeignFileError, match="made by cpython-39, this is cpython-311") as foreign:
        read_header((3425).to_bytes(2, "little") + b"\r\n" + bytes(12))
    assert foreign.value.magic == b"a\r\r\n"
    with pytest.raises(ShortFileError, match="16 bytes, the file 10"):
        read_header(MAGIC + bytes(6))
    with pytest.raises(UnknownFlagsError) as unknown:
        read_header(MAGIC + b"\4\0\0\0" + bytes(8))
    assert unknown.value.flags == 4
    with pytest.raises(ValueError, match="eight"):
        PycHeader.of_hash(b"short", checked=True)
