"""The extension's own interface: who runs what, hidden code, value stacks, wrong use."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")


def run(program: str) -> str:
    """Run a program in a process of its own; its output."""
    text = "from cutaway import native\nimport sys\n" + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_only_marked_code_is_the_guests_in_embedded_mode() -> None:
    assert (
        run("""
        def mine(): return [x for x in range(3)]
        def theirs(): return mine()
        native.mark_guest(mine.__code__)
        native.install("native")
        native.start_audit()
        theirs()
        print([(who, code.co_name) for who, code in native.end_audit() if code.co_name in ("mine", "theirs")])
        print(native.who_runs(mine.__code__), native.who_runs(theirs.__code__))
    """)
        == "[('host', 'theirs'), ('guest', 'mine')]\nguest undecided"
    )


def test_universe_takes_all_but_hidden_code() -> None:
    assert (
        run("""
        def ours(f): return f()
        def guest(): return sys._getframe().f_back.f_code.co_name
        native.hide(ours.__code__)
        def main(): return ours(guest)
        native.install("native", universe=True)
        print(main(), native.who_runs(guest.__code__), native.who_runs(ours.__code__))
        native.uninstall()
        print(main())
    """)
        == "main guest host\nmain"
    )


def test_guest_code_cannot_be_hidden_once_it_has_run() -> None:
    assert (
        run("""
        def f(): return 1
        native.install("native", universe=True)
        f()
        try: native.hide(f.__code__)
        except ValueError as error: print("already" in str(error))
    """)
        == "True"
    )


def test_stack_of_a_suspended_generator() -> None:
    assert (
        run("""
        def g(): return (yield [1, (yield 2)])
        native.install("native", universe=True)
        it = g(); next(it)
        print(native.stack_of(it.gi_frame))
    """)
        == "[1]"
    )


def test_exceptions_from_other_threads_and_switches() -> None:
    assert (
        run("""
        import ctypes, threading, time
        def spin():
            try:
                while True: pass
            except KeyError: print("met")
        native.install("native", universe=True)
        thread = threading.Thread(target=spin); thread.start()
        time.sleep(0.05)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(KeyError))
        thread.join(10); print(thread.is_alive())
    """)
        == "met\nFalse"
    )


def test_wrong_values_are_refused() -> None:
    from cutaway import native

    with pytest.raises(TypeError, match="code object"):
        native.hide(len)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="frame"):
        native.stack_of(1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no engine"):
        native.install("steam")


@pytest.mark.parametrize(
    "damage", ["code.replace(co_code=bytes([100, 99, 83, 0]))", "code.replace(co_code=bytes([255, 0]))"]
)
def test_instructions_that_no_machine_can_follow_are_an_error(damage: str) -> None:
    said = run(f"""
        code = compile("1", "x", "eval")
        code = {damage}
        native.mark_guest(code)
        native.install("native")
        try: eval(code)
        except SystemError as error: print(error)
    """)
    assert said.startswith("code object <module> is rejected")


def test_depth_is_bounded_by_the_limit_alone() -> None:
    # CPython 3.11 itself dies of 20,000 nested __init__: each takes C stack there.
    assert (
        run("""
        def deep(n):
            class C:
                def __init__(self, n): self.depth = C(n - 1).depth + 1 if n else 0
            return C(n).depth
        def awaits(n):
            async def a(n): return 1 + await a(n - 1) if n else 0
            try: a(n).send(None)
            except StopIteration as end: return end.value
        def yields(n):
            def g(n):
                if n: yield from g(n - 1)
                yield n
            return next(iter(g(n)))
        sys.setrecursionlimit(10**6)
        native.install("native", universe=True)
        print(deep(20000), awaits(20000), yields(5000))
    """)
        == "20000 20000 0"
    )


def test_c_stack_ends_in_an_error_whatever_the_limit() -> None:
    assert (
        run("""
        import threading
        class Nested:
            def __lt__(self, other): return sorted([Nested(), Nested()])
        def descend():
            try: sorted([Nested(), Nested()])
            except RecursionError as error: print(error)
        sys.setrecursionlimit(10**6)
        native.install("native", universe=True)
        descend()
        thread = threading.Thread(target=descend); thread.start(); thread.join()
    """)
        == "maximum recursion depth exceeded\nmaximum recursion depth exceeded"
    )
