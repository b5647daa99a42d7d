"""Names and values of the code flags are the host's."""

from __future__ import annotations
import __future__

import dis
import inspect

from cutaway.bytecode import flags


def test_values_are_the_hosts() -> None:
    for value, name in dis.COMPILER_FLAG_NAMES.items():
        if hasattr(flags, f"CO_{name}"):
            assert getattr(flags, f"CO_{name}") == value
    assert flags.CO_ASYNC_GENERATOR == inspect.CO_ASYNC_GENERATOR
    assert __future__.annotations.compiler_flag == flags.CO_FUTURE_ANNOTATIONS


def test_names_of() -> None:
    assert flags.names_of(0x23) == ["OPTIMIZED", "NEWLOCALS", "GENERATOR"]
    assert flags.names_of(0x80000000) == ["0x80000000"]
    assert flags.names_of(0) == []
