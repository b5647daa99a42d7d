"""The C of one instruction, cut out of the file that the engine was compiled from.

    built = find_c()                     build/native/.../substrate.c of a checkout, or None
    helper_in(text, "BINARY_SUBSCR")     the C function of the book's entry
    part_in(text, "FAST_CALL")           a part of the loop: one case of the switch

The C is made where the engine is built and is not installed.  What Cython writes to find its own way (comments with the
Cython lines, prefixes of names) is left out of what is answered.
"""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

_COMMENT = re.compile(r"[ \t]*/\* \"[^\n]*?\.p(?:yx|xi)\":.*?\*/\n?", re.DOTALL)
_PREFIX = re.compile(r"__pyx_(?:v_|[ef]_7cutaway_6native_9substrate_)|__pyx_(t_)7cutaway_6native_9substrate_")
_NUMBERED = re.compile(r"__pyx_([rtL])_?")


def find_c() -> Path | None:
    """Where the engine's C is; None in an installed package, which comes without."""
    found = sorted(
        (PACKAGE.parents[1] / "build" / "native").rglob("substrate.c"), key=lambda path: path.stat().st_mtime
    )
    return found[-1] if found else None


def helper_in(text: str, name: str) -> str:
    """The C function made of an entry; "" where the text has none."""
    found = re.search(rf"^static [^\n;]*\bbook_{name}\([^\n;]*\) \{{\n.*?^\}}\n", text, re.DOTALL | re.MULTILINE)
    return _readable(found[0]) if found else ""


def part_in(text: str, name: str) -> str:
    """The part of the loop under a number's name; "" where the text has none."""
    found = re.search(
        rf"^ *cutaway_arm_{name}\(\);\n.*?(?=^ *case __pyx_e_|^ *default: )", text, re.DOTALL | re.MULTILINE
    )
    return _readable(found[0]) if found else ""


def _readable(text: str) -> str:
    bare = _NUMBERED.sub(r"\1", _PREFIX.sub(r"\1", _COMMENT.sub("", text)))
    lines = [line.rstrip() for line in bare.splitlines() if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return "\n".join(line[margin:] for line in lines)
