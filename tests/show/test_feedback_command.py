"""`cutaway show feedback`: a program runs as it would, and each instruction that is looked at tells what it met."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

SOURCE = """\
import sys
class Pretender(type):
    __module__ = property(lambda cls: print("asked"))
class Thing(metaclass=Pretender):
    def get(self): return 1
def add(a, b):
    return a + b
def loop(n):
    t = 0
    for i in range(n):
        if i % 3: t = add(t, i)
    return t
print(loop(300), add("x", "y"), Thing().get(), sys.argv[1:])
"""


def feedback(engine: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "guest.py").write_text(SOURCE, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", "cutaway", "show", "feedback", *words],
        cwd=folder,
        env=environment | {"CUTAWAY_ENGINE": engine},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_instructions_met(tmp_path: Path) -> None:
    """The first hundred times are looked at; what was called, and how often, is told exactly."""
    done = feedback("native", tmp_path, "guest.py", "--json", "--", "-x")
    assert (done.returncode, done.stderr) == (0, "30000 xy 1 ['-x']\n")
    rows = {
        (part["name"], row["instruction"], row["line"]): row
        for part in json.loads(done.stdout)["parts"]
        for row in part["items"]
    }
    adding, calling = rows["add", "BINARY_OP", 7], rows["loop", "CALL", 11]
    assert (adding["met"], adding["looked_at"], adding["carried_out"]) == (["int, int"], 100, 201)
    assert (calling["met"], calling["looked_at"], calling["carried_out"]) == (["add"], 100, 200)
    turning = rows["loop", "POP_JUMP_FORWARD_IF_FALSE", 11]
    assert (turning["taken"], turning["passed"]) == (34, 66)
    assert rows["<module>", "LOAD_METHOD", 13]["met"] == ["__main__.Thing"]


def test_text_of_one_function(tmp_path: Path) -> None:
    done = feedback("native", tmp_path, "guest.py", "--function", "add")
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        "30000 xy 1 []",
        "── feedback ── add, line 6",
        "7 │ return a + b",
        "· 6 BINARY_OP 0 (+) 100 of 201 int, int",
    ]


@pytest.mark.parametrize(
    ("engine", "file", "code", "said"),
    [
        ("plain", "guest.py", 0, "only the native engine collects feedback"),
        ("native", "missing.py", 2, "No such file or directory"),
    ],
)
def test_nothing_to_show(engine: str, file: str, code: int, said: str, tmp_path: Path) -> None:
    done = feedback(engine, tmp_path, file)
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_program_that_ends_its_process(tmp_path: Path) -> None:
    (tmp_path / "ends.py").write_text("import os\nos._exit(3)\n")
    done = feedback("native", tmp_path, "ends.py")
    assert (done.returncode, done.stdout) == (3, "")
    assert "there is no feedback" in done.stderr
