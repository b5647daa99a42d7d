"""Meters: exact counts, the same on every engine, and ends that no guest handler sees."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
ENGINES = ("native", "native-nofast", "plain")


def run(program: str, engine: str = "native", guest: str = "") -> str:
    """Run a program, with the text of a guest as GUEST, in a process of its own; its output."""
    text = f"""
import sys
from cutaway import native
from cutaway.base.errors import BudgetExceeded
native.install({engine!r})
def guest(text):
    code = compile(text, "guest", "exec")
    native.mark_guest(code)
    return code
GUEST = {guest!r}
"""
    command = [sys.executable, "-c", text + textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def metered(engine: str, program: Path, limit: int | None = None, *, feedback: bool = False) -> str:
    options = ["--feedback"] if feedback else [str(limit)] if limit else []
    command = [sys.executable, str(HERE / "metered_runner.py"), engine, str(program), *options]
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_every_engine_counts_the_same(program: Path) -> None:
    assert len({metered(engine, program) for engine in ENGINES}) == 1


@pytest.mark.parametrize("limit", [1, 7, 500, 1501, 1502, 1503, 1504, 1505, 1506, 14000])
def test_every_engine_stops_at_the_same_instruction(limit: int) -> None:
    ends = {metered(engine, HERE / "programs" / "generators.py", limit) for engine in ENGINES}
    assert len(ends) == 1
    assert ends.pop().startswith(f"{limit} instructions ('")


@pytest.mark.parametrize("engine", ENGINES)
def test_counts_what_the_host_traces(engine: str) -> None:
    assert (
        run(
            '''
        import opcode
        SOURCE = """
        def f(n):
            t = 0
            for i in range(n):
                if i % 3 == 0: t += i
                elif i > 5 and i < 50: t -= 1
                t = g(t, k=i)
            while t > 0: t -= 7
            try: {}["a"]
            except KeyError as e: t += 1
            finally: t += 2
            return sorted([x for x in range(t % 7 + 3)], key=str)
        def g(x, *, k): return x + k
        """
        import textwrap
        code = guest(textwrap.dedent(SOURCE))
        names = {}
        exec(code, names)
        meter = native.Meter()
        meter.call(names["f"], 40)
        native.uninstall()

        traced, skipped = 0, {opcode.opmap[name] for name in ("PRECALL", "EXTENDED_ARG", "CACHE")}
        def trace(frame, event, _):
            global traced
            if frame.f_code.co_filename == "host":
                frame.f_trace_opcodes = True
                # A trace function is told of RESUME as the call.
                if event == "call": traced += 1
                if event == "opcode": traced += frame.f_code.co_code[frame.f_lasti] not in skipped
                return trace
        theirs = {}
        exec(compile(textwrap.dedent(SOURCE), "host", "exec"), theirs)
        sys.settrace(trace)
        theirs["f"](40)
        sys.settrace(None)
        print(meter.instructions - traced, meter.instructions > 2000)
    ''',
            engine,
        )
        == "0 True"
    )


CATCHERS = {
    "except": "try:\n while 1: pass\nexcept BaseException: print('caught')",
    "finally": "try:\n while 1: pass\nfinally: print('caught')",
    "with": """
class W:
    def __enter__(self): pass
    def __exit__(self, *_): print('caught'); return True
with W():
    while 1: pass""",
    "del": """
class D:
    def __del__(self): print('caught')
def f():
    d = D()
    while 1: pass
f()""",
    "generator": """
def g():
    try: yield
    finally: print('caught')
def f():
    i = g(); next(i)
    while 1: pass
f()""",
    "sorted": """
def key(x):
    try:
        while 1: pass
    finally: print('caught')
try: sorted([2, 1], key=key)
except BaseException: print('caught')""",
    "after": "import contextlib\nwith contextlib.suppress(BaseException):\n while 1: pass\nprint('caught')",
    "trace": """
import sys
def t(frame, event, argument):
    if event in ('exception', 'return'): print('caught')
    return t
sys.settrace(t)
def f():
    while 1: pass
f()""",
    "swallowed": """
class K:
    def __hash__(self):
        while 1: pass
try: {K(): 1}
except: print('caught')""",
    "coroutine": """
async def f():
    try:
        while 1: pass
    except BaseException: print('caught')
async def g():
    try: await f()
    finally: print('caught')
try: g().send(None)
finally: print('caught')""",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("how", CATCHERS)
def test_no_guest_handler_sees_the_end(how: str, engine: str) -> None:
    assert (
        run(
            """
        meter = native.Meter(5000)
        try: meter.call(exec, guest(GUEST), {"__name__": "guest"})
        except BudgetExceeded as over: print(over.budget, over.instructions, meter.ended)
        sys.settrace(None)
        exec(guest("print(6 * 7)"), {})
    """,
            engine,
            CATCHERS[how],
        )
        == "instructions 5000 True\n42"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_depth_is_bounded(engine: str) -> None:
    assert (
        run(
            """
        meter = native.Meter(depth=100)
        text = "class A:\\n def __getattr__(self, name): return getattr(self, name + 'x')\\nA().a"
        try: meter.call(exec, guest(text), {"__name__": "guest"})
        except BudgetExceeded as over: print(over.budget, over.position[2])
    """,
            engine,
        )
        == "depth A.__getattr__"
    )


def test_collections_happen_where_the_count_says() -> None:
    guest = """
import weakref
gone, refs = [], []
class Loop:
    def __init__(self): self.me = self
def make(number):
    refs.append(weakref.ref(Loop(), lambda _: gone.append((number, at()))))
for number in range(20000): make(number)
"""
    program = """
        import gc
        meter = native.Meter()
        names = {"__name__": "guest", "at": lambda: meter.instructions}
        meter.call(exec, guest(GUEST), names)
        gc.disable()
        print(len(names["gone"]), hash(tuple(names["gone"])), gc.get_threshold()[0])
    """
    ends = [run(program, engine, guest) for engine in ENGINES]
    assert len(set(ends)) == 1
    assert int(ends[0].split()[0]) > 10000
    assert ends[0].endswith(" 700")


def test_the_guests_thresholds_set_the_pace_of_collections() -> None:
    guest = """
import gc, weakref
said = [gc.get_threshold()]
gone, refs = [], []
class Loop:
    def __init__(self): self.me = self
def make(number):
    refs.append(weakref.ref(Loop(), lambda _: gone.append((number, at()))))
def rounds(first, *thresholds):
    gc.set_threshold(*thresholds)
    said.append(gc.get_threshold())
    for number in range(first, first + 300): make(number)
    said.append(len(gone))
rounds(0, 1)
rounds(1000, 0)
rounds(2000, 30, 5)
rounds(3000, 700)
try: gc.set_threshold("many")
except TypeError: said.append(gc.get_threshold())
"""
    program = """
        import gc
        gc.set_threshold(600, 9, 8)
        meter = native.Meter()
        names = {"__name__": "guest", "at": lambda: meter.instructions}
        meter.call(exec, guest(GUEST), names)
        gc.disable()
        print(names["said"] + [gc.get_threshold()], hash(tuple(names["gone"])), sep="\\n")
    """
    ends = [run(program, engine, guest) for engine in ENGINES]
    assert len(set(ends)) == 1
    said = ast.literal_eval(ends[0].splitlines()[0])
    start, first, many, second, as_many, third, more, last, _, after, host = said
    assert (start, first, second, third, last) == ((600, 9, 8), (1, 9, 8), (0, 9, 8), (30, 5, 8), (700, 5, 8))
    assert after == last
    assert 250 < many <= as_many < many + 20
    assert more > many + 200
    assert host == (600, 9, 8)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_profile_adds_up_to_the_count(engine: str) -> None:
    guest = """
def f(a, k=2): return a + k
def g(): return 1
def n(): return sum((x for x in range(3) if x), start=f(1, k=g()))
for i in range(5): print(f(n() if i else 2, k=n() if i else 3), file=out)
sorted([g(), 2], key=lambda x: f(x, k=x))
"""
    program = """
        import io
        meter = native.Meter(profiled=True)
        meter.call(exec, guest(GUEST), {"__name__": "guest", "out": io.StringIO()})
        count, functions = meter.profile()
        print(count - sum(times for _, hits in functions for _, times in hits))
    """
    assert run(program, engine, guest) == "0"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("act", "there"), [("frame.f_lineno = 5", "[0, 2, 4, 10, 12]"), ("raise ValueError", "[0, 2, 4]")]
)
def test_what_a_trace_function_prevents_is_not_counted(engine: str, act: str, there: str) -> None:
    """RESUME at 0, then three lines of two instructions each, the second of which is where the trace function acts."""
    guest = f"""
def f():
    a = 1
    a = 2
    return a
def trace(frame, event, argument):
    if event == 'line' and frame.f_lineno == 4:
        {act}
    return trace if frame.f_code is f.__code__ else None
sys.settrace(trace)
try: f()
except ValueError: pass
sys.settrace(None)
"""
    program = """
        meter = native.Meter(profiled=True)
        meter.call(exec, guest(GUEST), {"__name__": "guest", "sys": sys})
        count, functions = meter.profile()
        print(count - sum(times for _, hits in functions for _, times in hits))
        for code, hits in functions:
            if code.co_name == "f": print([offset for offset, times in hits if times == 1])
    """
    assert run(program, engine, guest) == f"0\n{there}"


def test_a_meter_on_a_meter_is_refused() -> None:
    assert (
        run("""
        outer = native.Meter()
        try: outer.call(native.Meter().call, len, "")
        except RuntimeError as error: print(error)
    """)
        == "a run on a meter cannot begin another"
    )
