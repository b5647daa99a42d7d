"""`cutaway.Machine` inside an application."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import cutaway
from tests.cli.runners import environment

pytest.importorskip("cutaway.native.installing")

# Each in a process of its own: a machine stays in the process that made it.
IN_AN_APPLICATION = {
    "code": """
        space = machine.run_code("def f(n): return n + 1\\ny = f(1)")
        assert space["y"] == 2 and space["__name__"] == "__main__"
        assert native.who_runs(space["f"].__code__) == "guest"
        assert native.who_runs(application.__code__) == "undecided"
        assert machine.run_code(cutaway.compile("z = y + 1", "<t>", "exec"), space) is space and space["z"] == 3
    """,
    "call": """
        assert machine.call(application, 10) == 45
        assert native.who_runs(application.__code__) == "guest"
        assert machine.call(max, 1, 2) == 2
        assert machine.call(str.join, "-", ["a", "b"]) == "a-b"
    """,
    "path": """
        space = machine.run_path("app.py", argv=["app.py", "--fast"])
        assert space["arguments"] == ["app.py", "--fast"] and space["__name__"] == "__main__"
        assert sys.argv[0] != "app.py" and "__main__" in sys.modules
        assert machine.run_path("folder")["value"] == 1
        assert "folder" not in sys.path
    """,
    "module": """
        sys.path.insert(0, ".")
        assert machine.run_module("app", ["x"])["arguments"][1:] == ["x"]
        try:
            machine.run_module("no_such_module")
        except ImportError as error:
            assert error.name == "no_such_module"
    """,
    "imports": """
        import textwrap
        machine.run_code("import colorsys, textwrap\\ncolorsys.rgb_to_hsv(1, 2, 3)")
        assert native.who_runs(sys.modules["colorsys"].rgb_to_hsv.__code__) == "guest"
        assert native.who_runs(textwrap.wrap.__code__) == "undecided"
        import statistics
        assert native.who_runs(statistics.mean.__code__) == "undecided"
    """,
    "several": """
        import threading
        first = machine.run_code("def work(n, f): return sum(map(f, range(n)))\\ndef fail(n): raise ValueError(n)")
        other = cutaway.Machine()
        second = other.run_code("def double(n): return 2 * n")
        second = other.run_code("def catch(f):\\n  try: f(5)\\n  except ValueError as e: return e.args", second)
        assert first["work"](10, second["double"]) == 90 and other.call(second["catch"], first["fail"]) == (5,)
        results = []
        def run():
            own = cutaway.Machine()
            space = own.run_code("def add(n): return n + 1\\nr = [add(k) for k in range(500)]")
            results.append((sum(space["r"]), machine.call(first["work"], 500, space["add"]), own.call(space["add"], 1)))
        threads = [threading.Thread(target=run) for _ in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert results == [(125250, 125250, 2)] * 8, results
    """,
    "several on budgets": """
        import threading
        counts = []
        def run(bound):
            own = cutaway.Machine(max_instructions=bound)
            try: own.run_code("n = 0\\nwhile True: n += 1")
            except cutaway.BudgetExceeded as over: counts.append((bound, over.instructions))
            own.drop()
            assert cutaway.Machine().run_code("x = 1")["x"] == 1
        threads = [threading.Thread(target=run, args=(bound,)) for bound in (1000, 2000, 3000, 4000)]
        for thread in threads: thread.start()
        total = machine.run_code("def f(n): return sum(k for k in range(n))\\nr = [f(100) for _ in range(500)]")["r"]
        for thread in threads: thread.join()
        assert sorted(counts) == [(bound, bound) for bound in (1000, 2000, 3000, 4000)], counts
        assert total == [4950] * 500
    """,
    "errors": """
        try:
            machine.run_code("def g(): 1/0\\ng()")
        except ZeroDivisionError as error:
            import traceback
            assert [entry.name for entry in traceback.extract_tb(error.__traceback__)][-2:] == ["<module>", "g"]
            assert not any("native" in entry.filename for entry in traceback.extract_tb(error.__traceback__))
    """,
}


@pytest.mark.parametrize("case", IN_AN_APPLICATION)
def test_in_an_application(case: str, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import sys\narguments = sys.argv\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "__main__.py").write_text("value = 1\n")
    start = "import sys, cutaway\nfrom cutaway import native\ndef application(n): return sum(k for k in range(n))\n"
    program = start + "machine = cutaway.Machine()\n" + textwrap.dedent(IN_AN_APPLICATION[case])
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_engine() -> None:
    with pytest.raises(cutaway.CutawayError, match="there is no engine 'warp'"):
        cutaway.Machine("warp")


def test_an_engine_that_needs_the_process() -> None:
    with pytest.raises(cutaway.CutawayError, match="cannot run beside the host"):
        cutaway.Machine("pure")


def test_in_a_program_that_runs_on_cutaway(tmp_path: Path) -> None:
    (tmp_path / "nested.py").write_text("import cutaway\ncutaway.Machine()\n")
    command = [str(Path(sys.executable).with_name("cutaway-python")), "nested.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "this program runs on Cutaway already" in done.stderr.splitlines()[-1]


def test_public_names() -> None:
    assert {name for name in dir(cutaway) if not name.startswith("_")} >= {"annotations"}
    for name in cutaway.__all__:
        assert getattr(cutaway, name) is not None
    with pytest.raises(AttributeError):
        cutaway.nothing  # noqa: B018
