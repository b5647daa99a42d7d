"""`cutaway profile`: exact counts, samples, and a file that speedscope opens."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

# What the format's specification (file-format-spec.ts of speedscope) wants, and what else it knows.
FILE = ({"$schema", "shared", "profiles"}, {"name", "activeProfileIndex", "exporter"})
FRAME = ({"name"}, {"file", "line", "col"})
SAMPLED = ({"type", "name", "unit", "startValue", "endValue", "samples", "weights"}, set())
UNITS = ("none", "nanoseconds", "microseconds", "milliseconds", "seconds", "bytes")

PROGRAM = """\
def slow(n):
    t = 0
    for i in range(n):
        t += i
    return t

print(slow(100000))
"""


def profile(folder: Path, *options: str, program: str = PROGRAM, code: int = 0) -> subprocess.CompletedProcess[str]:
    path = folder / "app.py"
    path.write_text(program)
    command = [sys.executable, "-m", "cutaway", "profile", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, errors="surrogateescape", timeout=60)
    assert done.returncode == code, done.stderr
    return done


def assert_has(data: dict[str, object], keys: tuple[set[str], set[str]]) -> None:
    assert keys[0] <= data.keys() <= keys[0] | keys[1]


def test_counts_exactly(tmp_path: Path) -> None:
    done = profile(tmp_path, "--json")
    assert done.stderr == "4999950000\n"
    report = json.loads(done.stdout)
    heaviest = report["functions"][0]
    # FOR_ITER, STORE_FAST, then LOAD_FAST twice, BINARY_OP, STORE_FAST and JUMP_BACKWARD; eight around the loop.
    assert (heaviest["function"], heaviest["instructions"]) == ("slow", 100000 * 7 + 10)
    assert {row["line"]: row["instructions"] for row in report["lines"] if row["file"] == heaviest["file"]}[4] == 500000
    assert report["instructions"] >= sum(row["instructions"] for row in report["functions"][:1])


def test_table(tmp_path: Path) -> None:
    said = profile(tmp_path).stdout
    assert "by function" in said
    assert "by line" in said
    assert "the profiler itself took about" in said


def assert_is_a_speedscope_file(data: dict[str, Any]) -> None:
    """What the format's published schema asks for, and what the viewer takes for granted besides."""
    assert_has(data, FILE)
    assert data["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    assert data["activeProfileIndex"] in range(len(data["profiles"]))
    frames = data["shared"]["frames"]
    for frame in frames:
        assert_has(frame, FRAME)
        assert [type(frame[key]) for key in ("name", "file", "line")] == [str, str, int]
    for each in data["profiles"]:
        assert_has(each, SAMPLED)
        assert (each["type"], type(each["name"])) == ("sampled", str)
        assert each["unit"] in UNITS
        assert len(each["samples"]) == len(each["weights"])
        # A stack is named from the outermost frame in.  In this kind of profile nothing is opened or closed.
        assert all(
            type(number) is int and number in range(len(frames)) for stack in each["samples"] for number in stack
        )
        assert all(weight >= 0 for weight in each["weights"])
        assert each["endValue"] >= each["startValue"]
        assert abs(each["endValue"] - each["startValue"] - sum(each["weights"])) < 1e-6


def loaded(path: Path) -> dict[str, Any]:
    """Read JSON as a browser does: it knows no NaN and no infinity."""
    data: dict[str, Any] = json.loads(path.read_text(), parse_constant=pytest.fail)
    return data


@pytest.mark.parametrize("options", [(), ("--sample",)])
def test_speedscope(options: tuple[str, ...], tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    profile(tmp_path, *options, "-o", str(output), program=PROGRAM.replace("100000", "1000000"))
    data = loaded(output)
    assert_is_a_speedscope_file(data)
    assert len(data["profiles"]) == (1 if options else 2)
    names = [frame["name"] for frame in data["shared"]["frames"]]
    slow = names.index("slow")
    assert any(stack[-1] == slow and names[stack[0]] == "<module>" for stack in data["profiles"][0]["samples"])


@pytest.mark.parametrize(
    "program", ["", "def f(:", "async def \u00e9(): pass\nexec(compile('x = 1', '\\udc80', 'exec'))"]
)
def test_speedscope_of_odd_programs(program: str, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    profile(tmp_path, "-o", str(output), program=program, code=int(program == "def f(:"))
    assert_is_a_speedscope_file(loaded(output))


ODD = {
    "exit": ("import sys\ndef f():\n    sys.exit(3)\nf()\n", 3, 5 + 11),
    "exception": ("def f():\n    raise ValueError\nf()\n", 1, None),
    # Generators that C resumes: RETURN_GENERATOR, then POP_TOP, RESUME, LOAD_CONST and YIELD_VALUE, then three more.
    "generator": ("def g():\n    yield 1\nlist(g())\n", 0, 9 + 13),
    "threads": (
        "import threading\ndef f(n):\n    for i in range(n): pass\n"
        "all = [threading.Thread(target=f, args=(1000,)) for _ in range(3)]\n"
        "for one in all: one.start()\nfor one in all: one.join()\n",
        0,
        None,
    ),
    "threads that nobody waits for": (
        "import threading, time\ndef f():\n while True: pass\ndef g():\n while True: time.sleep(0.001)\n"
        "for each in (f, g, g): threading.Thread(target=each, daemon=True).start()\ntime.sleep(0.05)\n",
        0,
        None,
    ),
    "a forked child that ends as programs end": (
        "import os\ndef child():\n    for i in range(999): pass\npid = os.fork()\n"
        "if pid == 0: child()\nelse: os.waitpid(pid, 0)\n",
        0,
        None,
    ),
    "a recursion so deep that a look takes longer than the time between two": (
        "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return n and f(n - 1) + 1\nprint(f(60000))\n",
        0,
        None,
    ),
    "a profiler of its own": (
        "import sys\nsys.setprofile(lambda *what: None)\nf = int\nfor i in range(9): f()\n",
        0,
        None,
    ),
    "other compiled text": ("exec(compile('def q():\\n  for i in range(9): pass\\nq()', '<made>', 'exec'))", 0, None),
    "no program": ("def f(:\n", 1, 0),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_programs(name: str, tmp_path: Path) -> None:
    """Nothing but the guest's own instructions is counted, and the functions and the lines come to the whole."""
    program, code, instructions = ODD[name]
    report = json.loads(profile(tmp_path, "--json", program=program, code=code).stdout)
    assert sum(row["instructions"] for row in report["functions"]) == report["instructions"]
    assert sum(row["instructions"] for row in report["lines"]) == report["instructions"]
    assert instructions in (None, report["instructions"])
    assert report["cpu"] >= report["cost"] >= 0
    assert "child" not in {row["function"] for row in report["functions"]}


def test_time_in_c_is_put_down_to_its_line(tmp_path: Path) -> None:
    """However long it was, one look comes after it."""
    program = "def long():\n    return sum(range(6_000_000))\ndef short():\n    for i in range(100_000): pass\n"
    program += "long()\nshort()\n"
    report = json.loads(profile(tmp_path, "--sample", "--json", program=program).stdout)
    spent = {row["function"]: row["own"] for row in report["functions"]}
    assert spent["long"] > 5 * spent.get("short", 0.0)


@pytest.mark.parametrize(("ending", "code"), [("os._exit(4)", 4), ("os.kill(os.getpid(), 9)", 128 + 9)])
def test_program_that_ends_its_process(ending: str, code: int, tmp_path: Path) -> None:
    done = profile(tmp_path, program=f"import os\n{ending}\n", code=code)
    assert done.stderr.endswith("there is no profile\n")


def test_process_left_behind_is_not_waited_for(tmp_path: Path) -> None:
    program = "import os, time\nif os.fork() == 0:\n    for n in (0, 1, 2): os.close(n)\n"
    program += "    time.sleep(30)\n    os._exit(0)\n"
    begun = time.monotonic()
    assert "by function" in profile(tmp_path, program=program).stdout
    assert time.monotonic() - begun < 25
