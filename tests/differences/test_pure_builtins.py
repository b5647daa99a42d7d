"""On the pure engine `compile`, `exec` and `eval` are functions written in Python.

`type(exec)` is `function` instead of `builtin_function_or_method`, and so it is for `sys.settrace`, `sys.setprofile`,
`sys.setrecursionlimit`, their counterparts that read, and `types.FunctionType.__new__`. They are called, named and
described as CPython's.

**Why:** they lead to our compiler and our frames, and the pure engine has no compiled part to put in their place.

**Instead:** `callable(exec)`; nothing known tests for the type.
"""

from __future__ import annotations

from tests.differences.two_sides import outputs

AREA = "Frames, tracing and profiling"
KIND = "host limit"
ENGINES = "pure"

TYPES = (
    "import sys; print({type(f).__name__ for f in (compile, exec, eval, sys.settrace)}, exec.__name__, exec.__module__)"
)


def test_their_type_is_another() -> None:
    builtin = "{'builtin_function_or_method'} exec builtins"
    assert outputs(TYPES, "pure") == ("{'function'} exec builtins", builtin)
    assert outputs(TYPES, "native") == (builtin, builtin)
