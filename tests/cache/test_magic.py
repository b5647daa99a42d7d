"""Naming files by their first bytes."""

from __future__ import annotations

import pytest

from cutaway.base import host
from cutaway.cache.magic import MAGIC, describe, version_of


@pytest.mark.parametrize(
    ("number", "version"),
    [
        (3361, "3.6"),
        (3379, "3.6"),
        (3394, "3.7"),
        (3413, "3.8"),
        (3425, "3.9"),
        (3439, "3.10"),
        (3495, "3.11"),
        (3531, "3.12"),
        (3571, "3.13"),
        (3627, "3.14"),
        (62211, "2.7"),
        (1, None),
    ],
)
def test_released_versions(number: int, version: str | None) -> None:
    assert version_of(number) == version


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "an empty file"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "a Java class file"),
        (b"\x7fELF\2", "an ELF program or library"),
        (b"PK\3\4", "a zip archive"),
        (b"ab", "a file of 2 bytes"),
        (b"print(1)", "no Python bytecode (it starts with b'prin')"),
        (b"\0\0\r\n", "bytecode of an unknown Python (magic number 0)"),
    ],
)
def test_descriptions(data: bytes, text: str) -> None:
    assert describe(data) == text


def test_our_own() -> None:
    assert describe(MAGIC).startswith(f"bytecode of Python {host.VERSION[0]}.{host.VERSION[1]} ")
