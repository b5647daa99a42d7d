"""Whether compiling a text says anything: warnings and errors are to be said each time, so such a text is not kept.

has_complaint(b"x is 1", "app.py", 0)      ->   True: CPython warns of it, whatever the filters hide
"""

from __future__ import annotations

import _warnings
import sys
from builtins import compile as host_compile

_ALL_ARE_ERRORS = ("error", None, Warning, None, 0)


def has_complaint(source: str | bytes, filename: str, optimize: int) -> bool:
    """Let the host compile a text with every warning an error.  In: as `compile` takes them."""
    filters: object = getattr(sys.modules.get("warnings"), "filters", _warnings.filters)
    if not isinstance(filters, list):
        return True  # a guest's own: not ours to change
    filters.insert(0, _ALL_ARE_ERRORS)
    _warnings._filters_mutated()  # type: ignore[attr-defined]
    try:
        host_compile(source, filename, "exec", 0, True, optimize)
    except (SyntaxError, Warning, ValueError, OverflowError, MemoryError, RecursionError):
        return True
    finally:
        filters.remove(_ALL_ARE_ERRORS)
        _warnings._filters_mutated()  # type: ignore[attr-defined]
    return False
