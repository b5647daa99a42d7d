"""Every fact of the host's sheet is what the host says today."""

from __future__ import annotations

import importlib.util
import opcode
import subprocess
import sys
from pathlib import Path

from cutaway.bytecode.opcodes import FIRST_PSEUDO, IDS, NAMES
from cutaway.bytecode.targets import current

ROOT = Path(__file__).parents[2]


def test_numbers_are_the_hosts() -> None:
    target = current()
    for name, number in opcode.opmap.items():
        assert target.numbers[IDS[name]] == number
        assert target.ids[number] == IDS[name]
        assert target.takes_argument[IDS[name]] == (number >= opcode.HAVE_ARGUMENT)
        assert target.caches[IDS[name]] == opcode._inline_cache_entries[number]  # type: ignore[attr-defined]
    assert len(opcode.opmap) == FIRST_PSEUDO


def test_magic_number_and_cache_tag_are_the_hosts() -> None:
    assert current().magic_number.to_bytes(2, "little") == importlib.util.MAGIC_NUMBER[:2]
    assert current().cache_tag == sys.implementation.cache_tag
    assert current().name == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_the_sheet_is_what_the_recorder_writes() -> None:
    tool = ROOT / "tools" / "record_target.py"
    recorded = subprocess.run([sys.executable, tool], capture_output=True, text=True, check=True).stdout
    sheet = ROOT / "src" / "cutaway" / "bytecode" / "targets" / f"py{current().name.replace('.', '')}.py"
    assert recorded == sheet.read_text()


def test_names_and_ids_agree() -> None:
    assert [IDS[name] for name in NAMES] == list(range(len(NAMES)))
    assert {NAMES[number] for number in current().backward_jumps} == {name for name in NAMES if "BACKWARD" in name}
