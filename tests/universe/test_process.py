"""process.c and its twin in Python do the same to the host process."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from cutaway.universe import process_pure

TWINS: list[ModuleType] = [process_pure]
try:
    from cutaway.universe import process
except ImportError:
    pass
else:
    TWINS.append(process)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__.rpartition(".")[2])
def test_hidden_functions_are_in_no_traceback(twin: ModuleType) -> None:
    space: dict[str, Any] = {}
    exec("def hidden(function):\n    return function()", space)  # a code object for each twin
    hidden = space["hidden"]

    def shown() -> str:
        return sys._getframe().f_back.f_code.co_name

    assert shown() == "test_hidden_functions_are_in_no_traceback"
    assert hidden(shown) == "hidden"
    twin.hide(hidden.__code__)
    assert twin.is_hidden(hidden.__code__)
    assert not twin.is_hidden(shown.__code__)
    assert hidden(shown) == "test_hidden_functions_are_in_no_traceback"
    with pytest.raises(ZeroDivisionError) as caught:
        hidden(lambda: 1 / 0)
    assert [entry.name for entry in caught.traceback] == [shown.__qualname__.partition(".")[0], "<lambda>"]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__.rpartition(".")[2])
def test_inner_functions_are_hidden_too(twin: ModuleType) -> None:
    space: dict[str, Any] = {}
    exec("def outer():\n    return 1, lambda: None", space)
    outer = space["outer"]
    twin.hide(outer.__code__)
    assert twin.is_hidden(outer()[1].__code__)
    twin.hide(outer.__code__)


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__)
def test_flags_can_be_stated(twin: ModuleType) -> None:
    code = f"import sys; import {twin.__name__} as t; t.state_flag(1, 3); print(sys.flags.inspect, sys.flags[1])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "3 3\n"


def test_depth_is_given_back() -> None:
    process = pytest.importorskip("cutaway.universe.process")
    code = compile(
        "import sys\ndef f(n):\n  try: return f(n+1)\n  except RecursionError: return n\nr = f(1)", "d", "exec"
    )
    space: dict[str, int] = {}
    process.run_outermost(code, space)
    assert space["r"] == sys.getrecursionlimit() - 1
    assert process.call_outermost(max, (3, 4)) == 4
    with pytest.raises(ValueError):
        process.call_outermost(int, ("x",))
