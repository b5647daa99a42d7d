"""`dis.dis(f, adaptive=True)` shows the instructions as compiled, never specialised ones.

CPython's loop replaces instructions inside a warm code object by specialised ones (`BINARY_OP_ADD_INT`,
`LOAD_ATTR_SLOT`), and `adaptive=True` shows these. Our native loop specialises too, but keeps what it has learnt beside
the code object.

**Why:** which instructions are specialised and when is CPython's own affair; its tests of this are marked
`@cpython_only`. A guess that is kept outside of the code object cannot disturb code that reads `co_code`.

**Instead:** nothing is needed: `co_code` and `dis.dis(f)` are the same under both.
"""

from __future__ import annotations

import pytest

from tests.differences.two_sides import outputs

AREA = "Code objects"
KIND = "detail"
ENGINES = "all"

WARM = """
import dis
def f(a, b): return a + b
for _ in range(100): f(1, 2)
def shown(adaptive): return [i.opname for i in dis.get_instructions(f, adaptive=adaptive) if "ADD_INT" in i.opname]
print(shown(False), shown(True))
"""


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_warm_code_looks_as_compiled(engine: str) -> None:
    assert outputs(WARM, engine) == ("[] []", "[] ['BINARY_OP_ADD_INT']")
