"""Where two code objects differ, in words: for `cutaway cache verify`.

differences(kept, wanted)   ->   ["Greeter.hello, line 4: co_consts[1] is 'Helo', the source gives 'Hello'"]
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType

_FIELDS = (
    "co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags", "co_stacksize",
    "co_firstlineno", "co_varnames", "co_cellvars", "co_freevars", "co_names", "co_code", "co_linetable",
    "co_exceptiontable",
)  # fmt: skip
_LONGEST = 60


def differences(kept: CodeType, wanted: CodeType) -> list[str]:
    """Compare the code object of a .pyc with what its source gives; what files they name is left out."""
    return list(_code(kept, wanted))


def _code(kept: CodeType, wanted: CodeType) -> Iterator[str]:
    where = f"{wanted.co_qualname}, line {wanted.co_firstlineno}"
    for field in _FIELDS:
        found, right = getattr(kept, field), getattr(wanted, field)
        if found != right:
            yield f"{where}: {field} {_how(found, right)}"
    if len(kept.co_consts) != len(wanted.co_consts):
        yield f"{where}: {len(kept.co_consts)} constants, the source gives {len(wanted.co_consts)}"
        return
    for index, (found, right) in enumerate(zip(kept.co_consts, wanted.co_consts, strict=True)):
        if type(found) is CodeType and type(right) is CodeType:
            yield from _code(found, right)
        elif not _same(found, right):
            yield f"{where}: co_consts[{index}] {_how(found, right)}"


def _how(found: object, right: object) -> str:
    if isinstance(found, bytes) and isinstance(right, bytes):
        size = min(len(found), len(right))
        place = next((index for index in range(size) if found[index] != right[index]), size)
        return f"differs from what the source gives at byte {place} ({len(found)} bytes, {len(right)})"
    return f"is {_short(found)}, the source gives {_short(right)}"


def _same(found: object, right: object) -> bool:
    """Equal, of one type and, for numbers, of one sign: 0.0 is not -0.0, 1 is not True."""
    if type(found) is not type(right):
        return False
    if isinstance(found, tuple) and isinstance(right, tuple):
        return len(found) == len(right) and all(map(_same, found, right))
    if isinstance(found, frozenset) and isinstance(right, frozenset):
        return sorted(map(repr, found)) == sorted(map(repr, right))
    return repr(found) == repr(right)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
