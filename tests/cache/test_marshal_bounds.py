"""Looking before loading: what may be given to `marshal.loads`, and what would crash it."""

from __future__ import annotations

import importlib.util
import marshal
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import pytest

from cutaway.cache import marshal_bounds
from cutaway.cache.marshal_read import MalformedMarshalError, loads
from cutaway.cache.marshal_write import dumps

HERE = Path(__file__)
Check = Callable[..., None]

SOURCE = """
import os
def f(a, *b, c=(1, 2.5, 3j, b'x', None, ..., 'é\\udcff', 2**100, -2**70, frozenset((1, 'two')))):
    class D:
        def g(self): return [a for x in b if x in {'one', 'two'}]
    async def h(): yield lambda: D
    return h
"""


def as_python() -> Check:
    """Load the module's own text, as it runs where there is no C compiler."""
    spec = importlib.util.spec_from_file_location(
        "uncompiled_bounds", HERE.parents[2] / "src/cutaway/cache/marshal_bounds.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Check = module.check
    return check


@pytest.fixture(params=["as built", "as Python"])
def check(request: pytest.FixtureRequest) -> Check:
    return marshal_bounds.check if request.param == "as built" else as_python()


def test_accepts_what_compilers_write(check: Check) -> None:
    for path in sorted(HERE.parents[2].joinpath("src").rglob("*.py"))[::9]:
        code = compile(path.read_bytes(), str(path), "exec")
        check(marshal.dumps(code))
        check(b"16 bytes of header" + dumps(code), 18)


def test_every_truncation(check: Check) -> None:
    data = dumps(compile(SOURCE, "s", "exec"))
    check(data)
    for size in range(len(data)):
        with pytest.raises(MalformedMarshalError):
            check(data[:size])


def test_agrees_with_the_reader(check: Check) -> None:
    """What the reader takes passes; what passes and is refused by `loads` is refused by an ordinary exception."""
    data = dumps(compile(SOURCE, "s", "exec"))
    chance = random.Random(6)
    passed = 0
    for _ in range(4000):
        place = chance.randrange(len(data))
        changed = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        try:
            loads(changed)
            taken = True
        except MalformedMarshalError:
            taken = False
        try:
            check(changed)
        except MalformedMarshalError:
            assert not taken, (place, changed[place])
            continue
        passed += 1
        try:
            marshal.loads(changed)
        except (ValueError, TypeError, EOFError, SystemError, OverflowError):
            assert not taken
    assert passed > 100


def small(*items: bytes) -> bytes:
    """A tuple that can be referred to."""
    return bytes([0x29 | 0x80, len(items)]) + b"".join(items)


def ref(number: int) -> bytes:
    return b"r" + number.to_bytes(4, "little")


HOSTILE = {
    "a huge tuple": b"(" + (2**31 - 1).to_bytes(4, "little"),
    "a negative size": b"s" + (-1 & 0xFFFFFFFF).to_bytes(4, "little"),
    "a huge int": b"l" + (2**31 - 1).to_bytes(4, "little"),
    "the most negative int": b"l" + (2**31).to_bytes(4, "little") + bytes(100),
    "a tuple inside itself": small(ref(0)),
    "a set that hashes an unfinished tuple": small(b">" + (1).to_bytes(4, "little") + ref(0)),
    "a reference ahead": ref(7),
    "deep": b")\1" * 100_000 + b"N",
    "a list": b"[" + bytes(4),
    "a dict": b"{0",
    "an unknown type": b"?",
    "code that is no code": b"c" + bytes(20) + b"N" * 20,
    "a billion laughs": small(small(), *[small(ref(n), ref(n), ref(n), ref(n)) for n in range(1, 40)]),
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(check: Check, name: str) -> None:
    with pytest.raises(MalformedMarshalError):
        check(HOSTILE[name])


def test_text_floats_are_not_read(check: Check) -> None:
    with pytest.raises(MalformedMarshalError, match="float as text"):
        check(b"f\x031.5")


@pytest.mark.skipif(not marshal_bounds.__file__.endswith(".so"), reason="compiled only")
def test_depth_does_not_exhaust_the_stack() -> None:
    """At the deepest that is allowed it takes less of the stack than `marshal.loads` itself does."""
    program = (
        "import threading; from cutaway.cache.marshal_bounds import check;"
        "threading.stack_size(1 << 19);"
        "t = threading.Thread(target=check, args=(b')\\1' * 1999 + b'N',)); t.start(); t.join(); print('done')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_where_it_is_wrong(check: Check) -> None:
    code = compile("x = 1", "s", "exec")
    assert isinstance(code, CodeType)
    data = dumps(code)
    with pytest.raises(MalformedMarshalError) as refusal:
        check(data[:50])
    assert refusal.value.offset is not None
    assert "bytes wanted" in str(refusal.value)
