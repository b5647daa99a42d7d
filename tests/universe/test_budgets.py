"""Budgets: each bomb is stopped by the budget that is meant for it, and the process goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from cutaway.base.budgets import Budgets, checked, parsed

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

CUTAWAY = [sys.executable, "-m", "cutaway"]
MB = 1 << 20


def run(program: str, *, on_thread: bool = False) -> str:
    """Run an application in a process of its own; its output."""
    text = textwrap.dedent(program)
    if on_thread:
        body = textwrap.indent(text, "    ")
        text = f"import threading\ndef main():\n{body}\nt = threading.Thread(target=main)\nt.start()\nt.join()\n"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


BOMBS = {
    "string": ("x = 'x' * 10**10", "max_memory=64 << 20", "memory"),
    "power": ("10 ** 10**9", "timeout=1", "time"),
    "regex": ("import re\nre.match('(a*)*b', 'a' * 40)", "timeout=1", "time"),
    "sleep": ("import time\ntime.sleep(60)", "timeout=1", "time"),
    "sorted": ("sorted(range(9), key=lambda x: [0 for _ in iter(int, 1)])", "max_instructions=10**6", "instructions"),
    "getattr": ("class A:\n def __getattr__(s, n): return getattr(s, n + 'x')\nA().a", "max_depth=200", "depth"),
    "comprehension": ("[x for x in iter(int, 1)]", "max_memory=64 << 20", "memory"),
    "count": ("import itertools\nlist(itertools.count())", "max_memory=64 << 20", "memory"),
    "loop": ("try:\n while True: pass\nexcept BaseException: print('caught')", "timeout=1", "time"),
    "catches": ("try: 'x' * 10**10\nexcept BaseException: print('caught')", "max_memory=64 << 20", "memory"),
}

# What looks for signals does so on the main thread only.
ON_A_THREAD = sorted(BOMBS.keys() - {"power", "regex", "sleep"})


def explode(name: str, *, on_thread: bool) -> None:
    text, budget, expected = BOMBS[name]
    said = run(
        f"""
        import cutaway, time
        machine = cutaway.Machine({budget})
        begun = time.monotonic()
        try: machine.run({text!r})
        except cutaway.BudgetExceeded as over: print(over.budget, over.position is not None)
        print(time.monotonic() - begun)
        machine.drop()
        print(cutaway.Machine(max_instructions=1000).run("x = sum(range(10))")["x"])
        """,
        on_thread=on_thread,
    ).splitlines()
    assert [said[0], said[2]] == [f"{expected} True", "45"]
    if expected == "time":
        assert float(said[1]) < 1.5


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    explode(name, on_thread=False)


@pytest.mark.parametrize("name", ON_A_THREAD)
def test_bombs_on_a_thread(name: str) -> None:
    explode(name, on_thread=True)


@pytest.mark.parametrize("engine", ["native", "native-nofast", "plain"])
def test_resumes_in_the_middle_of_sorted(engine: str) -> None:
    assert (
        run(f"""
        import cutaway
        TEXT = "seen = []\\ndef key(x):\\n    seen.append(x)\\n    return -x\\nout = sorted(range(50), key=key)"
        whole = cutaway.Machine({engine!r}, max_instructions=10**9)
        whole.run(TEXT)
        machine, names, stops, result = cutaway.Machine({engine!r}, max_instructions=1), {{}}, 0, None
        try: machine.run(TEXT, names)
        except cutaway.BudgetExceeded: stops += 1
        while result is None:
            try: result = machine.resume(more=1)
            except cutaway.BudgetExceeded as over:
                stops += 1
                assert over.instructions == stops, (over.instructions, stops)
        print(names["out"] == sorted(range(50), reverse=True), machine.instructions == whole.instructions == stops + 1)
    """)
        == "True True"
    )


@pytest.mark.parametrize("engine", ["native", "native-nofast", "plain"])
def test_nothing_of_ours_is_counted(engine: str, tmp_path: Path) -> None:
    """RESUME, LOAD_CONST, STORE_NAME, LOAD_CONST, RETURN_VALUE; IMPORT_NAME takes two constants."""
    (tmp_path / "imported_by_a_guest.py").write_text("y = 1\n")
    program = f"""
        import sys, cutaway
        sys.path.insert(0, {str(tmp_path)!r})
        sys.meta_path[:] = [each for each in sys.meta_path if isinstance(each, type) and "importlib" in each.__module__]
        machine, at = cutaway.Machine({engine!r}, max_instructions=10**6), []
        machine.run("x = 1")
        print(machine.instructions, machine.call(lambda: 7), machine.instructions)
        machine.run("import imported_by_a_guest")
        print(machine.instructions, sys.modules["imported_by_a_guest"].y)
        machine = cutaway.Machine({engine!r}, max_instructions=1)
        try: machine.run("x = 1")
        except cutaway.BudgetExceeded as over: at.append(over.position)
        for _ in range(3):
            try: machine.resume(more=1)
            except cutaway.BudgetExceeded as over: at.append(over.position)
        print(at == [("<string>", 1, "<module>", offset) for offset in (2, 4, 6, 8)], machine.resume(more=1)["x"])
    """
    assert run(program) == "5 7 3\n12 1\nTrue 1"


@pytest.mark.parametrize("engine", ["native", "native-nofast", "plain"])
def test_resumes_at_its_recursion_limit(engine: str) -> None:
    text = """
def f(n):
    global deepest
    deepest = n
    return f(n + 1)
try: f(0)
except RecursionError as error: said = str(error)
"""
    assert (
        run(f"""
        import cutaway
        whole, first, names, result = cutaway.Machine({engine!r}, max_instructions=10**9), {{}}, {{}}, None
        whole.run({text!r}, first)
        machine = cutaway.Machine({engine!r}, max_instructions=5)
        try: machine.run({text!r}, names)
        except cutaway.BudgetExceeded: pass
        while result is None:
            try: result = machine.resume(more=1)
            except cutaway.BudgetExceeded: pass
        print([names[key] == first[key] for key in ("deepest", "said")], machine.instructions == whole.instructions)
    """)
        == "[True, True] True"
    )


def test_a_dropped_run_runs_no_handler() -> None:
    assert (
        run("""
        import cutaway, gc
        TEXT = "try:\\n  while True: pass\\nexcept BaseException: print('caught')\\nfinally: print('caught')"
        for how in ("drop", "forget"):
            machine = cutaway.Machine(max_instructions=1000)
            try: machine.run(TEXT)
            except cutaway.BudgetExceeded: pass
            if how == "drop":
                machine.drop()
                try: machine.resume(more=1)
                except ValueError: print("nothing to resume")
            del machine
            gc.collect()
        print("fine")
    """)
        == "nothing to resume\nfine"
    )


def test_threads_whose_state_ends_the_heap() -> None:
    """Nothing may be read behind it: there is no memory.  The free places that a state would fit in are taken first."""
    said = run("""
        import _thread, ctypes, time
        import cutaway
        libc = ctypes.CDLL(None)
        libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        for what in (-1, -2): libc.mallopt(what, 0)     # the heap grows and shrinks by single pages
        _thread.stack_size(1 << 16)
        def wait(begun, end):
            begun.release()
            with end: pass
        def begin(count, gaps):
            with (end := _thread.allocate_lock()):
                for k in range(count):
                    if gaps: libc.malloc(16 * (k % 32) + 8)
                    begun = _thread.allocate_lock()
                    begun.acquire()
                    _thread.start_new_thread(wait, (begun, end))
                    begun.acquire()
            time.sleep(0.3)
        def threads():
            begin(400, False)
            for size in range(330, 420, 16):
                for _ in range(500): libc.malloc(size)
            begin(380, True)
            return "all begun"
        print(cutaway.Machine(max_instructions=10**9).call(threads))
    """)
    assert said == "all begun"


def test_threads_of_the_guest_are_on_its_budget() -> None:
    assert (
        run("""
        import cutaway
        machine = cutaway.Machine(max_instructions=10**6)
        TEXT = (
            "import threading\\ndef spin():\\n  while True: pass\\n"
            "thread = threading.Thread(target=spin, daemon=True)\\nthread.start()\\nthread.join()"
        )
        try: machine.run(TEXT)
        except cutaway.BudgetExceeded as over: print(over.budget)
    """)
        == "instructions"
    )


@pytest.mark.parametrize(
    "text",
    [
        "sum(__import__('itertools').repeat(1))",
        "__import__('collections').deque(__import__('itertools').count(), 0)",
        "import re, threading\nt = threading.Thread(target=re.match, args=('(a*)*b', 'a' * 40))\nt.start()\nt.join()",
    ],
    ids=["sum", "deque", "regex in a thread"],
)
def test_c_code_that_never_looks_up(text: str) -> None:
    begun = time.monotonic()
    done = subprocess.run([*CUTAWAY, "run", "--timeout", "2s", "-c", text], capture_output=True, text=True, timeout=60)
    assert (done.returncode, time.monotonic() - begun < 4) == (124, True)
    assert "the process did not look up" in done.stderr
    said = run(f"""
        import cutaway
        machine = cutaway.Machine(timeout=1, isolate=True)
        try: machine.run({text!r})
        except cutaway.BudgetExceeded as over: print(over.budget)
        print(machine.run("x = 6 * 7")["x"])
        try: machine.run("1 / 0")
        except ZeroDivisionError as error: print(error)
    """)
    assert said == "time\n42\ndivision by zero"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--max-instructions", "5000"], 124, "for instructions is used up after 5,000 instructions, in <module>"),
        (["--max-memory", "64M"], 124, "for memory"),
        (["--timeout=1s"], 124, "for time"),
        (["--max-instructions", "0"], 2, "--max-instructions must be above zero"),
        (["--max-memory", "1X"], 2, "--max-memory must be a number of bytes"),
        (["--max-memory", "1k"], 124, "cutaway: the budget for memory is used up after 0 instructions\n"),
        (["--timeout", "soon"], 2, "--timeout must be a time"),
        (["--max-depth", "-1"], 2, "--max-depth must be above zero"),
        (["--engine", "pure", "--timeout", "1s"], 2, "knows no budgets"),
    ],
)
def test_command_line(options: list[str], code: int, said: str, tmp_path: Path) -> None:
    program = tmp_path / "app.py"
    program.write_text(
        "import atexit\natexit.register(print, 'caught')\nkept = []\n"
        "try:\n    while True: kept.append('x' * 10000)\nexcept BaseException: print('caught')\n"
    )
    if "--max-memory" not in options:
        program.write_text(program.read_text().replace("kept.append('x' * 10000)", "pass"))
    done = subprocess.run([*CUTAWAY, "run", *options, str(program)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_the_cache_changes_no_count(tmp_path: Path) -> None:
    program = tmp_path / "app.py"
    program.write_text("import json, dataclasses, decimal\n")
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}
    environment |= {"PYTHONHASHSEED": "1", "PYTHONPYCACHEPREFIX": str(tmp_path / "cache")}
    said = set()
    for engine in ("native", "native", "plain"):
        command = [*CUTAWAY, "run", "--engine", engine, "--max-instructions", "60000", str(program)]
        said.add(subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60).stderr)
    assert len(said) == 1
    assert "60,000 instructions" in said.pop()


def test_values() -> None:
    assert parsed({"--max-memory": "256M", "--timeout": "300ms"}) == Budgets(memory=256 * MB, seconds=0.3)
    assert not checked()
    for wrong in ({"instructions": 0}, {"memory": 1.5}, {"seconds": float("nan")}, {"depth": True}, {"seconds": -1}):
        with pytest.raises(ValueError, match="must be"):
            checked(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("budget", ["", "max_instructions=10**12"])
def test_ctrl_c_and_other_threads_are_served(budget: str) -> None:
    assert (
        run(f"""
        import cutaway, os, signal, threading, time
        TEXT = (
            "import threading\\nturns = 0\\ndef other():\\n  global turns\\n  for _ in range(50): turns += 1\\n"
            "threading.Thread(target=other).start()\\nwhile True: pass"
        )
        def interrupt():
            time.sleep(1)
            times.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        times, names, machine = [], {{}}, cutaway.Machine({budget})
        threading.Thread(target=interrupt).start()
        try: machine.run(TEXT, names)
        except KeyboardInterrupt: times.append(time.monotonic())
        print(names["turns"], times[1] - times[0] < 0.1)
    """)
        == "50 True"
    )
