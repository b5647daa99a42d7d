"""Write the sheet of facts about the bytecode of the CPython that runs this file.

    python3.11 tools/record_target.py > src/cutaway/bytecode/targets/py311.py

In: nothing but the running interpreter (`opcode`, `importlib.util`).  Out: a Python module on stdout, to be reviewed
as text before it is committed.  Runs under any version from 3.11 on, so it uses nothing of ours.
"""

from __future__ import annotations

import importlib.util
import opcode
import sys


def names_of(numbers: list[int]) -> list[str]:
    """Turn opcode numbers into names, in numeric order."""
    return [opcode.opname[number] for number in sorted(numbers)]


def dictionary(name: str, facts: dict[str, int]) -> list[str]:
    """Write one `name = {...}`, an entry a line."""
    return [f"{name}: Final[dict[str, int]] = {{", *[f'    "{key}": {value},' for key, value in facts.items()], "}", ""]


def strings(name: str, items: list[str]) -> list[str]:
    """Write one `name = (...)`, an entry a line."""
    if not items:
        return [f"{name}: Final[tuple[str, ...]] = ()", ""]
    return [f"{name}: Final[tuple[str, ...]] = (", *[f'    "{item}",' for item in items], ")", ""]


def sheet() -> str:
    """Give the whole module as text."""
    version = sys.version_info[:2]
    numbers = dict(sorted(opcode.opmap.items(), key=lambda pair: pair[1]))
    cache_entries: list[int] = opcode._inline_cache_entries  # type: ignore[attr-defined]
    caches = {opcode.opname[number]: size for number, size in enumerate(cache_entries) if size}
    binary_operators = [symbol for _, symbol in opcode._nb_ops]  # type: ignore[attr-defined]
    lines = [
        f'"""Facts about the bytecode of CPython {version[0]}.{version[1]}, recorded by `tools/record_target.py`.',
        "",
        "NUMBERS are opcode numbers; CACHES count the inline cache entries of two bytes that follow an instruction;",
        "the *_JUMPS and OPERAND_IS_* lists say what an instruction's number stands for.",
        '"""',
        "",
        "from typing import Final",
        "",
        f"VERSION: Final = ({version[0]}, {version[1]})",
        f"MAGIC_NUMBER: Final = {int.from_bytes(importlib.util.MAGIC_NUMBER[:2], 'little')}",
        f'CACHE_TAG: Final = "{sys.implementation.cache_tag}"',
        f"HAVE_ARGUMENT: Final = {opcode.HAVE_ARGUMENT}",
        "",
        *dictionary("NUMBERS", numbers),
        *dictionary("CACHES", caches),
        *strings("RELATIVE_JUMPS", names_of(opcode.hasjrel)),
        *strings("ABSOLUTE_JUMPS", names_of(opcode.hasjabs)),
        *strings("OPERAND_IS_CONSTANT", names_of(opcode.hasconst)),
        *strings("OPERAND_IS_NAME", names_of(opcode.hasname)),
        *strings("OPERAND_IS_LOCAL", names_of(opcode.haslocal)),
        *strings("OPERAND_IS_CELL", names_of(opcode.hasfree)),
        *strings("COMPARE_OPERATORS", list(opcode.cmp_op)),
        *strings("BINARY_OPERATORS", binary_operators),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    sys.stdout.write(sheet())
