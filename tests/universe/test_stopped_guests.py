"""A guest that is over its budget cannot catch that, goes on exactly where it was, and is unwound without a word."""

from __future__ import annotations

import pytest

from tests.universe.test_budgets import run

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

SPIN = "\n  while True: pass\n"
CATCHERS = {
    "finally that spins": "try:\n  while True: pass\nfinally:\n  print('caught')\n  while True: pass",
    "except star": "try:\n  while True: pass\nexcept* BaseException: print('caught')",
    "generator": (
        "def g():\n try: yield\n finally: print('caught')\ndef f():\n i = g(); next(i)\n while True: pass\nf()"
    ),
    "signal handler": (
        "import signal\nif threading_is_main:\n signal.signal(signal.SIGALRM, lambda *a: print('caught'))\n"
        "while True: pass"
    ),
    "sys.excepthook": "import sys\nsys.excepthook = lambda *a: print('caught')\nwhile True: pass",
    "sys.unraisablehook": (
        "import sys\nsys.unraisablehook = lambda *a: print('caught')\nclass D:\n def __del__(self):"
        f"{SPIN}D()\nprint('caught')"
    ),
    "trace function that spins": (
        f"import sys\ndef t(*a):\n try:{SPIN} finally: print('caught')\n"
        "sys.settrace(t)\ndef f(): pass\nf()\nprint('caught')"
    ),
    "profile function that spins": (
        f"import sys\ndef t(*a):{SPIN}sys.setprofile(t)\ndef f(): pass\nf()\nprint('caught')"
    ),
    "codec": (
        f"import codecs\ndef h(e):{SPIN}codecs.register_error('spin', h)\n"
        "try: b'\\xff'.decode('ascii', 'spin')\nexcept BaseException: print('caught')"
    ),
    "repr in C": (
        "class R:\n def __repr__(self):\n  try:\n   while True: pass\n  finally: print('caught')\n"
        "try: repr([R()])\nexcept BaseException: print('caught')"
    ),
    "suppress": "import contextlib\nwith contextlib.suppress(BaseException):\n while True: pass\nprint('caught')",
    "hasattr": f"class K:\n def __getattr__(self, n):{SPIN}hasattr(K(), 'x')\nprint('caught')",
    "weakref callback": (
        f"import weakref\nclass K: pass\nk = K()\ndef f(r):{SPIN}r = weakref.ref(k, f)\ndel k\nprint('caught')"
    ),
    "importer": (
        f"import sys\nclass F:\n def find_spec(self, *a):{SPIN}sys.meta_path.insert(0, F())\n"
        "try: import nothing_here\nexcept BaseException: print('caught')\nfinally: print('caught')"
    ),
    "callback of ctypes": (f"import ctypes\n@ctypes.CFUNCTYPE(ctypes.c_int)\ndef f():{SPIN}f()\nprint('caught')"),
    "cancelled task": (
        "import asyncio\nasync def f():\n try: await asyncio.sleep(100)\n except asyncio.CancelledError:\n"
        "  while True: pass\n finally: print('caught')\nasync def g():\n t = asyncio.ensure_future(f())\n"
        " await asyncio.sleep(0)\n t.cancel()\n await t\nloop = asyncio.new_event_loop()\nloop.run_until_complete(g())"
    ),
    "greenlet": (
        "import greenlet\ndef f():\n try:\n  while True: pass\n finally: print('caught')\n"
        "try: greenlet.greenlet(f).switch()\nfinally: print('caught')"
    ),
    "greenlet that waits": (
        "import greenlet\nmain = greenlet.getcurrent()\ndef f():\n try: main.switch()\n finally: print('caught')\n"
        "g = greenlet.greenlet(f)\ng.switch()\nwhile True: pass"
    ),
}


@pytest.mark.parametrize("on_thread", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["main", "thread"])
@pytest.mark.parametrize("how", CATCHERS)
def test_cannot_be_caught(how: str, on_thread: bool) -> None:
    """Stopped, resumed by one, seven and a thousand instructions, stopped each time, and dropped."""
    said = run(
        f"""
        import asyncio, contextlib, codecs, ctypes, greenlet, os, sys, threading, weakref
        sys.stderr = open(os.devnull, "w")      # of tasks that die while they wait asyncio tells
        import cutaway
        main = threading.current_thread() is threading.main_thread()
        machine, names = cutaway.Machine(max_instructions=5000), dict(threading_is_main=main)
        at, path = [], sys.meta_path[:]
        try: machine.run({CATCHERS[how]!r}, names)
        except cutaway.BudgetExceeded as over: at.append(over.instructions)
        for more in (1, 7, 1000):
            try: machine.resume(more=more)
            except cutaway.BudgetExceeded as over: at.append(over.instructions)
        machine.drop()
        sys.meta_path[:] = path
        print(at)
        print(cutaway.Machine(max_instructions=1000).run("x = sum(range(10))")["x"], flush=True)
        os._exit(0)
        """,
        on_thread=on_thread,
    )
    assert said == "[5000, 5001, 5008, 6008]\n45"


@pytest.mark.parametrize("engine", ["native", "native-nofast", "plain"])
def test_greenlets_of_the_guest_go_on_where_they_were(engine: str) -> None:
    text = """
import greenlet
log, out = [], []
def f(n):
    for k in range(n):
        log.append(k)
        main.switch(k)
    return 'done'
main = greenlet.getcurrent()
g = greenlet.greenlet(f)
out.append(g.switch(5))
while not g.dead: out.append(g.switch())
main.parent.switch('away')
out.append(sorted([3, 1, 2], key=lambda x: (greenlet.greenlet(lambda: log.append('k')).switch(), x)[1]))
"""
    said = run(f"""
        import cutaway
        whole = cutaway.Machine({engine!r}, max_instructions=10**9)
        first = whole.run({text!r})
        machine, names, at = cutaway.Machine({engine!r}, max_instructions=1), {{}}, []
        try: machine.run({text!r}, names)
        except cutaway.BudgetExceeded as over: at.append(over.instructions)
        while len(at) < 1000:
            try: machine.resume(more=1)
            except cutaway.BudgetExceeded as over: at.append(over.instructions)
            else: break
        print(names["out"] == first["out"], names["log"] == first["log"])
        print(at == list(range(1, len(at) + 1)), machine.instructions == whole.instructions == len(at) + 1)
    """)
    assert said == "True True\nTrue True"


def test_a_budget_of_each_kind_can_be_given_more() -> None:
    said = run("""
        import cutaway, time
        def stopped(machine, go):
            try: go()
            except cutaway.BudgetExceeded as over: return over.budget
            return "done"
        deep = cutaway.Machine(max_depth=60)
        names = {}
        print(stopped(deep, lambda: deep.run("def f(n): return n and 1 + f(n - 1)\\nx = f(100)", names)))
        print(stopped(deep, lambda: deep.resume(more_depth=20)))
        print(stopped(deep, lambda: deep.resume(more_depth=100)), names["x"])
        late = cutaway.Machine(timeout=0.3)
        print(stopped(late, lambda: late.run("import time\\ntime.sleep(0.6)\\nx = 1", names)))
        print(stopped(late, lambda: late.resume(more_time=5)), names["x"])
        large = cutaway.Machine(max_memory=16 << 20)
        print(stopped(large, lambda: large.run("x = []\\nwhile len(x) < 400: x.append(bytes(100_000))", names)))
        for budget in ({"more": -1}, {"more_time": -1}):
            try: large.resume(**budget)
            except ValueError as error: print(error)
        large.drop()
    """)
    assert said.splitlines() == [
        "depth", "depth", "done 100", "time", "done 1", "memory", *["a run can be given more, not less"] * 2,
    ]  # fmt: skip


LOOPS = {
    "pass": "while True: pass",
    "condition": "x = 1\nwhile x: x = x",
    "calls": "def f(): pass\nwhile True: f()",
    "builtins": "while True: len('')",
    "for": "for _ in iter(int, 1): pass",
    "comprehension": "any(x for x in iter(int, 1))",
    "generators": "def g():\n while True: yield\nfor _ in g(): pass",
    "exceptions": "while True:\n try: raise KeyError\n except KeyError: pass",
    "with": "import threading\nlock = threading.RLock()\nwhile True:\n with lock: pass",
    "coroutines": "async def f(): pass\nasync def g():\n while True: await f()\ng().send(None)",
    "recursion": "def f(n): return n and f(n - 1)\nwhile True: f(200)",
    "special methods": "class N:\n def __bool__(self): return True\nn = N()\nwhile n: pass",
    "sort": "def key(x):\n while True: pass\nsorted([1, 2], key=key)",
}


@pytest.mark.parametrize("budget", ["", "max_instructions=10**12"], ids=["free", "metered"])
@pytest.mark.parametrize("loop", LOOPS)
def test_ctrl_c_is_heard_in_any_loop(loop: str, budget: str) -> None:
    said = run(f"""
        import cutaway, os, signal, threading, time
        def interrupt():
            time.sleep(0.3)
            times.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        waits = []
        for _ in range(3):              # the best of three: the machine may be busy
            times, machine = [], cutaway.Machine({budget})
            threading.Thread(target=interrupt).start()
            try: machine.run({LOOPS[loop]!r})
            except KeyboardInterrupt: times.append(time.monotonic())
            waits.append(times[1] - times[0])
            if waits[-1] < 0.1: break
        print(min(waits) < 0.1 or waits)
    """)
    assert said == "True"
