"""What the engine takes for granted about the host is looked at when it is loaded; another host is refused."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

from cutaway.native import layouts, substrate

# The real extension behind a module that says something else about layouts, put where our package looks for it.
FAKE = """
import importlib.util, sys, types
from cutaway.base.shared_objects import path_of
name = "cutaway.native.substrate"
spec = importlib.util.spec_from_file_location(name, path_of("native/substrate"))
real = importlib.util.module_from_spec(spec)
class Fake(types.ModuleType):
    def __getattr__(self, attribute):
        return getattr(real, attribute)
fake = Fake(name)
fake.{function} = {answer}
class Finder:
    def find_spec(self, wanted, path=None, target=None):
        if wanted == name:
            return importlib.util.spec_from_loader(name, self)
    def create_module(self, spec):
        spec.loader_state = None
        return fake
    def exec_module(self, module):
        spec.loader.exec_module(real)
sys.meta_path.insert(0, Finder())
from cutaway import native
"""


def on_another_host(function: str, answer: str, program: str) -> str:
    text = FAKE.format(function=function, answer=answer) + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_this_host_is_known() -> None:
    assert layouts.unknown(substrate.layouts, substrate.probes) == {}


def test_differences_are_told_by_who_relies_on_them() -> None:
    rows = [
        ("version", "engine", 0x30B, 0x30C),
        ("frame", "engine", 120, 128),
        ("dict", "guesses", 48, 56),
        ("entries of a dict", "guesses", True, False),
        ("int", "engine", 24, 24),
    ]
    assert layouts.differences(rows) == {
        "engine": "it was built for Python 3.11, and this is 3.12; a frame has 128 bytes here, not 120",
        "guesses": "a dict has 56 bytes here, not 48; the entries of a dict do not lie where they did",
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('("version", "engine", 0x30b, 0x30c)', "built for Python 3.11, and this is 3.12"),
        ('("code object", "engine", 184, 192)', "a code object has 192 bytes here, not 184"),
    ],
)
def test_engine_made_for_another_host_does_not_run(row: str, words: str) -> None:
    assert words in on_another_host("layouts", f"lambda: ({row},)", "print(native.WHY_NOT_AVAILABLE)")


def test_sizes_that_are_wrong_are_not_looked_into() -> None:
    """Whoever asked `probes` on such a host would read memory that means something else."""
    faults = """
    fake.probes = lambda *_: print("looked into")
    print(native.NO_GUESSES)
    """
    assert (
        on_another_host("layouts", 'lambda: (("dict", "guesses", 48, 56),)', faults)
        == "a dict has 56 bytes here, not 48"
    )


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("layouts", 'lambda: (("dict", "guesses", 48, 56),)'),
        ("probes", 'lambda *_: (("version of a class", "guesses", True, False),)'),
    ],
)
def test_unknown_dicts_leave_the_guesses_out(function: str, answer: str) -> None:
    program = """
    print(native.WHY_NOT_AVAILABLE or "loaded", bool(native.NO_GUESSES))
    from cutaway.show.cli.doctor_compiled import parts
    print(*[finding for finding in parts() if finding.subject == "fast forms"])
    native.install()
    code = compile("class A: x = 7\\nfor _ in range(9): print(A().x, end=' ')", "guest", "exec")
    native.mark_guest(code)
    exec(code, {"__name__": "guest"})
    """
    first, doctor, output = on_another_host(function, answer, program).splitlines()
    assert first == "loaded True"
    assert "state='note'" in doctor
    assert "names and attributes are looked up without guesses" in doctor
    assert output.split() == ["7"] * 9
