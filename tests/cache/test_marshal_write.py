"""Our writer against CPython's: the same bytes, from whichever process."""

from __future__ import annotations

import marshal
import math
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path
from types import CodeType

import pytest

from cutaway.cache.marshal_read import loads
from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_source
from tests.cache.fresh_host import compiled_by_host

STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))

# Shared and unshared constants, one for each rule of the writer.
SOURCES = {
    "empty": "",
    "names": "import a.b as c\nfrom d import *\nfrom . import e\nx.y = z",
    "constants": "def f(): return 1, 300, -7, 2**40, -2**70, 1.5, -0.0, 0.0, 2j, True, None, ..., b'', b'a', b'b'",
    "strings": "def f(): return '', 'a', '.', '*', 'é', 'ab', 'a b', 'é b', 'x' * 300, 'a b' * 200, '\\ud800', 'naïve'",
    "shared strings": "a = 'x y'\ndef f(b='x y'): return 'x y', ('x y', 'z')\ndef g(): return ('x y', 'z')",
    "shared numbers": "def f(): return 1000, 3.25\ndef g(): return 1000, 3.25, (1000, 3.25)",
    "types told apart": "a = (1, 2)\nb = (1.0, 2)\nc = (True, 2)\nd = (0.0,)\ne = (-0.0,)\nf = (1,)\ng = (1j,)",
    "names like constants": "def f(a, b): return ('a', 'b')\ndef g(a, b): a.a; a.b",
    "letters": "ä = 1; x = 'ä', 'é'\ndef f(ö): return 'ö', 'ä', '蟒'; 蟒 = 2",
    "no numbers": "def f(): return 1e999 - 1e999, -(1e999 - 1e999)\ndef g(): return 1e999 - 1e999, 1e999 * 0j",
    "sets": "def f(x): return x in {'a b', 'c', 1, 2.5, None}, x in {'a b', (1, 'd e')}, x in {3000, 'c'}\ny = 'a b'",
    "same set twice": "def f(x): return x in {'read', 'write'}\ndef g(x): return x in {'read', 'write'}",
    "classes": "class A:\n  'doc s'\n  class B:\n    def m(self): return [i for i in self]\n  m = B\nclass C(A): pass",
    "same qualname": "def p():\n  def q(): pass\n  return q\ndef p():\n  def q(): pass\n  return q",
    "class twice": "class A:\n  class B: pass\nclass A:\n  class B: pass",
    "cells": "def f(a, b):\n  c = 1\n  def g(): return a, c, h\n  def h(): nonlocal b; b = g\n  return g, h",
    "one variable": "def f(a): return a\ndef g(a): return a\ndef h(): return lambda: h",
    "finally": "def f():\n  try: return 1\n  finally: x = lambda: 0",
    "lambdas": "a = lambda: 0; b = lambda x: (x for x in x)",
    "keywords": "f(a=1, b=2)\ng(a=3, b=4)\nf(naïve=1); x = 'naïve'",
    "annotations": "def f(a: int, b: 'x y') -> str: ...\nx: int = 1",
    "long tuple": "a = (" + ", ".join(map(str, range(300))) + ")",
    "match": "match x:\n  case P(a=1, b=2): pass\n  case {'k': 1}: pass\n  case 'k' | 'm n': pass",
    "async": "async def f():\n  async with a as b: return [c async for c in b]",
}


@pytest.fixture(scope="module")
def host_bytes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("cases")
    paths = []
    for number, text in enumerate(SOURCES.values()):
        path = folder / f"case_{number}.py"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    made = compiled_by_host(paths, folder)
    return {name: made[path][16:] for name, path in zip(SOURCES, paths, strict=True)} | {"folder": bytes(folder)}


@pytest.mark.parametrize("name", SOURCES)
def test_bytes_of_py_compile(name: str, host_bytes: dict[str, bytes]) -> None:
    filename = f"{host_bytes['folder'].decode()}/case_{list(SOURCES).index(name)}.py"
    for compiler in (compile_source, compile):
        code = compiler(SOURCES[name], filename, "exec", dont_inherit=True)
        assert dumps(code) == host_bytes[name], compiler


def test_bytes_of_py_compile_over_the_standard_library(tmp_path: Path) -> None:
    paths = sorted(STANDARD_LIBRARY.glob("*.py"))[::8] + sorted((STANDARD_LIBRARY / "test").glob("test_g*.py"))
    made = compiled_by_host(paths, tmp_path)
    assert len(made) > 20
    different = []
    for path, data in made.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        if dumps(code) != data[16:]:
            different.append(path.name)
    assert different == []


def test_written_again_after_reading_it_is_the_same() -> None:
    for text in SOURCES.values():
        data = dumps(compile(text, "case.py", "exec", dont_inherit=True))
        assert dumps(marshal.loads(data)) == data
        assert dumps(loads(data)) == data


def test_hash_randomisation_changes_nothing() -> None:
    program = (
        "import sys; from cutaway.cache.marshal_write import dumps;"
        " sys.stdout.write(dumps(compile(sys.argv[1], 'f', 'exec')).hex())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program, SOURCES["sets"]],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(made) == 1


VALUES = [
    None,
    True,
    ...,
    StopIteration,
    0,
    -5,
    257,
    2**31 - 1,
    -(2**31),
    2**31,
    2**15,
    10**40,
    -(10**40),
    1.5,
    -0.0,
    math.inf,
    1 - 2j,
    "",
    "é" * 300,
    "a" * 300,
    "\udc80",
    b"x" * 1000,
    (),
    (1, (2, (3,))),
    tuple(range(300)),
    frozenset(["a", "b c"]),
    [1, "a", [2]],
    {"a": 1, 2: None},
    {1, 2},
]


# No ids from repr: the order of a set differs between the processes of a parallel run.
@pytest.mark.parametrize("value", VALUES, ids=[f"{n}-{type(value).__name__}" for n, value in enumerate(VALUES)])
def test_values(value: object) -> None:
    read = marshal.loads(dumps(value))
    assert read == value
    assert type(read) is type(value)
    if not isinstance(value, set | frozenset):  # whose order is the hashes' business
        assert repr(read) == repr(value)


def test_not_a_number() -> None:
    assert math.isnan(marshal.loads(dumps((math.nan, math.nan)))[1])


def test_buffers_become_bytes() -> None:
    assert marshal.loads(dumps(bytearray(b"ab"))) == b"ab"
    assert marshal.loads(dumps((memoryview(b"ab"),))) == (b"ab",)


def test_refusals_in_the_words_of_marshal() -> None:
    for value in (object(), int, (1).__add__, (print,)):
        with pytest.raises(ValueError, match=r"^unmarshallable object$"):
            marshal.dumps(value)
        with pytest.raises(ValueError, match=r"^unmarshallable object$"):
            dumps(value)


def test_a_code_object_that_a_program_changed() -> None:
    code = compile("def f(a, b): return a", "f.py", "exec").replace(co_name="other", co_consts=([1], {"a": {2}}))
    read = marshal.loads(dumps(code))
    assert isinstance(read, CodeType)
    assert read.co_name == "other"
    assert read.co_consts == ([1], {"a": {2}})
