"""Two threads in loops of guest code take turns as often as CPython's do, and get as much time each."""

from __future__ import annotations

import pytest

from tests.oracle.harness import HOST, Invocation, run

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

LOOPS = """
import sys, threading, time
sys.setswitchinterval(0.002)
running, last, switches, turns = [True], [None], [0], [0, 0]
def loop(me):
    while running[0]:
        turns[me] += 1
        if last[0] != me:
            last[0] = me
            switches[0] += 1
threads = [threading.Thread(target=loop, args=(number,)) for number in range(2)]
begun = time.process_time()
for thread in threads: thread.start()
while time.process_time() - begun < 1: time.sleep(0.01)
running[0] = False
for thread in threads: thread.join()
print(switches[0], min(turns) / max(turns))
"""


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["native", "plain"])
def test_threads_take_turns(engine: str) -> None:
    texts = {name: run(name, Invocation(("-c", LOOPS))).stdout.split() for name in (HOST, engine)}
    ours, theirs = int(texts[engine][0]), int(texts[HOST][0])
    assert theirs / 3 < ours < theirs * 3
    assert float(texts[engine][1]) > 0.3
