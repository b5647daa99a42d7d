"""Three tuples of variables, and the one list of the file."""

from __future__ import annotations

from cutaway.cache.variables import split_variables, variables_of


def test_there_and_back() -> None:
    def outer(a: int, b: int) -> object:
        c = d = 0

        def inner(e: int) -> object:
            nonlocal c
            c = a
            return lambda: (e, d)

        return inner

    inner_code = next(value for value in outer.__code__.co_consts if hasattr(value, "co_code"))
    for code in (outer.__code__, inner_code, test_there_and_back.__code__):
        names, kinds = variables_of(code)
        assert split_variables(names, kinds) == (code.co_varnames, code.co_cellvars, code.co_freevars)
    assert variables_of(outer.__code__)[0] == ("a", "b", "inner", "c", "d")
    assert variables_of(outer.__code__)[1] == b"\x60\x20\x20\x40\x40"
