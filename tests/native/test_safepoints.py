"""At every instruction (code, offset, stack) is exact: on each engine, and against CPython's own account of it.

A program runs on a meter that stops at each instruction and goes on.  All engines must find the same frames at the same
counts, from the innermost one down, with the same values on their stacks; the innermost frame must be where CPython's
trace function says it is, and its stack as high as the host's stack effects make it there.

    python -m tests.native.test_safepoints [--every N] [PROGRAM...]        any programs, large ones too
"""

from __future__ import annotations

import argparse
import dis
import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.native.stopping_runner import name as name_of

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

HERE = Path(__file__).parent
ENGINES = ("native", "native-nofast", "plain")
PROGRAM = HERE / "programs" / "safepoints.py"
EXTENDED_ARG, KW_NAMES, PRECALL, RESUME, CALL = (
    dis.opmap[name] for name in ("EXTENDED_ARG", "KW_NAMES", "PRECALL", "RESUME", "CALL")
)
RETURN_GENERATOR = dis.opmap["RETURN_GENERATOR"]
NEVER_ON = {dis.opmap[name] for name in ("RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD")}
NEVER_ON.add(dis.opmap["JUMP_BACKWARD_NO_INTERRUPT"])
SHOWN_SO_FAR = {
    "prefixes": (60_124, "the program puts a trace function of its own into f_trace, where the one that listens was"),
    "tracing": (715, "the program sets a profile function, and CPython traces none"),
}
"""How many steps CPython's trace function can tell of, and why no more."""


def run(engine: str, program: Path, every: int = 1) -> Any:
    """What the runner finds."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "found"
        command = [sys.executable, str(HERE / "stopping_runner.py"), engine, str(program), str(output), str(every)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, env={"PYTHONHASHSEED": "1"})
        assert done.returncode == 0, done.stderr
        return marshal.loads(output.read_bytes())


def codes(program: Path) -> dict[str, CodeType]:
    """The code objects of a program by the names that the runner gives them."""
    waiting = [compile(program.read_text(encoding="utf-8"), str(program), "exec", dont_inherit=True)]
    found = {}
    while waiting:
        code = waiting.pop()
        found[name_of(code)] = code
        waiting += [each for each in code.co_consts if isinstance(each, CodeType)]
    return found


def heights(code: CodeType) -> dict[int, int]:
    """The height of the stack before each instruction, by offset, from the host's own stack effects."""
    instructions = list(dis.get_instructions(code))
    following = {one.offset: two.offset for one, two in pairwise(instructions)}
    at = {each.offset: each for each in instructions}
    found: dict[int, int] = {}
    waiting = [(0, 0)]
    for entry in dis._parse_exception_table(code):  # type: ignore[attr-defined]
        waiting.append((entry.target, entry.depth + entry.lasti + 1))
    while waiting:
        offset, height = waiting.pop()
        while offset not in found:
            found[offset] = height
            each = at[offset]
            argument = each.arg if each.opcode >= dis.HAVE_ARGUMENT else None
            if each.opcode in dis.hasjrel:
                waiting.append((each.argval, height + dis.stack_effect(each.opcode, argument, jump=True)))
            if each.opcode in NEVER_ON:
                break
            if each.opcode == RETURN_GENERATOR:
                height += 1  # the first resumption pushes a None
            elif each.opcode != PRECALL:
                height += dis.stack_effect(each.opcode, argument, jump=False)
            if each.opcode == CALL:  # which does all of it here
                height += dis.stack_effect(PRECALL, argument)
            offset = following[offset]
        else:
            assert found[offset] == height, (code, offset)
    return found


def operations(code: CodeType) -> list[int]:
    return list(code.co_code[::2])


def real(text: list[int], offset: int) -> int:
    """The offset of the instruction that is meant: past a prefix, and past what only tells CALL something."""
    while text[offset // 2] in (EXTENDED_ARG, PRECALL):
        offset += 4 if text[offset // 2] == PRECALL else 2
    return offset


def places(frames: Any, known: dict[str, CodeType]) -> list[tuple[str, int]]:
    """Where frames are; the innermost one's instruction is the one that is meant."""
    found = [(name, offset) for name, offset, _ in frames]
    name, offset = found[0]
    if name in known:
        found[0] = name, real(operations(known[name]), offset)
    return found


def way(told: Iterator[tuple[str, int]], known: dict[str, CodeType]) -> list[tuple[str, int]]:
    """The places that both sides tell of: those of the program, from RESUME on, KW_NAMES with its CALL."""
    found: list[tuple[str, int]] = []
    texts = {name: operations(code) for name, code in known.items()}
    for name, offset in told:
        text = texts.get(name)
        if text is None or offset < 2 * text.index(RESUME):
            continue
        meant = real(text, offset)
        if text[meant // 2] == KW_NAMES:
            continue
        if found and found[-1] == (name, meant) and text[meant // 2] == CALL:
            continue
        found.append((name, meant))
    return found


def differences(program: Path, every: int = 1) -> tuple[int, list[str]]:
    """How many stops were compared; what differs."""
    found: list[str] = []
    known = codes(program)
    by_engine = {engine: run(engine, program, every) for engine in ENGINES}
    first = by_engine[ENGINES[0]]
    for engine in ENGINES[1:]:
        other = by_engine[engine]
        if [count for count, _ in first] != [count for count, _ in other]:
            found.append(f"{engine} stops elsewhere: {len(first)} stops, {len(other)}")
        for (count, here), (_, there) in zip(first, other, strict=False):
            if places(here, known) != places(there, known):
                found.append(f"after {count}, {engine}: other frames: {here} {there}")
            for (name, offset, one), (*_, two) in zip(here, there, strict=False):
                if one is not None and two is not None and one != two:
                    found.append(f"after {count}, {engine}: {name} at {offset}: {one} {two}")
    expected = {name: heights(code) for name, code in known.items()}
    for count, [(name, offset, stack), *_] in first:
        if stack is None:
            found.append(f"after {count}: the stack of the innermost frame, {name} at {offset}, is not known")
        elif name in known:
            height = expected[name].get(offset)
            if len(stack) != height:
                found.append(f"after {count}: {name} at {offset} has {len(stack)} items, not {height}: {stack}")
    if every == 1:
        ours = way(((name, offset) for _, [(name, offset, _), *_] in first), known)
        theirs = way(iter(run("host", program)), known)[1:]
        if program.stem in SHOWN_SO_FAR:
            steps, _ = SHOWN_SO_FAR[program.stem]
            ours, theirs = ours[:steps], theirs[:steps]
        for number, (one, two) in enumerate(zip(ours, theirs, strict=False)):
            if one != two:
                found.append(f"step {number}: we are at {one}, CPython at {two}")
                break
        if len(ours) != len(theirs):
            found.append(f"{len(ours)} steps, CPython tells of {len(theirs)}")
    return len(first), found


def test_every_instruction_is_exact() -> None:
    stops, found = differences(PROGRAM)
    assert found[:10] == []
    assert stops > 3000


@pytest.mark.parametrize("name", ["overtaken", "making", "tracing", pytest.param("prefixes", marks=pytest.mark.slow)])
def test_every_instruction_of_a_larger_program_is_exact(name: str) -> None:
    assert differences(HERE / "programs" / f"{name}.py")[1][:10] == []


@pytest.mark.slow
@pytest.mark.parametrize("program", sorted((HERE / "programs").glob("*.py")), ids=lambda path: path.stem)
def test_now_and_then_in_the_others(program: Path) -> None:
    assert differences(program, 211)[1][:10] == []


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.native.test_safepoints")
    parser.add_argument("programs", nargs="*", type=Path, default=[PROGRAM])
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    wrong = 0
    for program in arguments.programs:
        stops, found = differences(program.resolve(), arguments.every)
        wrong += len(found)
        print(f"{program}: {stops} stops, {len(found)} differences", *found[:10], sep="\n    ", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
