"""Special methods that use their own operation 100,000 deep, back again, and with an exception through all of it.

Each engine over the host's frames pushes their frames in its one loop (native/follow_ups.pxi), so that neither takes C
stack; CPython itself dies of this.  The program is the oracle's, which compares what the recursion limit counts.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import guest_environment, interpreter

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

PROGRAM = Path(__file__).parents[1] / "oracle/programs/exceptions/recursion_through_special_methods.py"
ENGINES = [
    "native",
    pytest.param("native-nofast", marks=pytest.mark.slow),
    pytest.param("plain", marks=pytest.mark.strain),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_special_methods_take_no_c_stack(engine: str) -> None:
    depth = 100_000
    # A C stack as small as this has room for a few hundred nested loops, whatever the machine's own limit is.
    command = ["sh", "-c", 'ulimit -s 1024; exec "$@"', "sh", *interpreter(engine), str(PROGRAM), str(depth)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=600, env=guest_environment(engine, {}), check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 80
    assert [line for line in lines if not line.endswith(("returned, 0      Bottom, True",))] == []
