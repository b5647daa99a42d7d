"""What strains a compiler gets the host's answer: its code object or its exception, without a crash or a hang."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cutaway.compiler import assembler
from tests.compiler.bad_input import LARGE, SMALL
from tests.compiler.outcomes import assert_same


@pytest.mark.parametrize("name", SMALL)
def test_small(name: str) -> None:
    assert_same(SMALL[name]())


@pytest.mark.strain
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", LARGE)
def test_large(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembler, "CHECKS_PASSES", False)  # too slow for these
    assert_same(LARGE[name]())


@pytest.mark.parametrize("depth", [0, 40])
@pytest.mark.parametrize("shape", [lambda n: "+".join(["a"] * n), lambda n: "a" + ".b" * n, lambda n: "-" * n + "a"])
def test_the_deepest_tree_that_the_host_compiles(shape: Callable[[int], str], depth: int) -> None:
    def deepest() -> int:
        """Find it by halves, from a call that is `depth` deep."""
        low, high = 1, 3100
        while high - low > 1:
            middle = (low + high) // 2
            try:
                compile(shape(middle), "<source>", "exec", 0, True)
                low = middle
            except RecursionError:
                high = middle
        return low

    def below(levels: int) -> None:
        if levels:
            below(levels - 1)
        else:
            # The host itself counts one call more or less, three levels, while a call is not specialised yet.
            assert_same(shape(deepest() - 8))

    below(depth)
