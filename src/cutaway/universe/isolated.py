"""A guest in a process of its own, for C code that never looks up: the process is ended where its time is over.

    outcome_of(Order("native", budgets, "run_code", ("x = 6 * 7",), {}))     ->  {"x": 42}
    python -m cutaway.universe.isolated FD                                   the other side of it

The process gets the order on its standard input, pickled, and answers through a pipe; what it prints goes where the
application's goes.  Of a namespace come back the values that can be pickled.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import time
from marshal import dumps, loads
from types import CodeType
from typing import Any, NamedTuple

from cutaway.base.budgets import Budgets
from cutaway.base.errors import BudgetExceeded, CutawayError

GRACE = 0.25
"""How much longer than its time, as a share of it, a process gets to stop by itself and say where it was."""
_BLOCK = 1 << 16


class Order(NamedTuple):
    """What to run, with which machine."""

    engine: str
    budgets: Budgets
    method: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]


class Packed(NamedTuple):
    """A code object on its way."""

    data: bytes


def outcome_of(order: Order) -> Any:
    """Run an order.

    Out: what the method of the machine answers.  Raises what it raises, BudgetExceeded included (there is nothing to
    resume), and CutawayError where the process died or the order or its outcome cannot be sent.
    """
    arguments = tuple(Packed(dumps(each)) if isinstance(each, CodeType) else each for each in order.arguments)
    try:
        text = pickle.dumps(order._replace(arguments=arguments))
    except (pickle.PicklingError, AttributeError, TypeError) as problem:
        raise CutawayError(f"what is to run in a process of its own must be fit to be pickled: {problem}") from problem
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "cutaway.universe.isolated", str(writing)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(writing,)) as process:
        os.close(writing)
        assert process.stdin is not None
        process.stdin.write(text)
        process.stdin.close()
        try:
            answer = _answer(reading, order.budgets.seconds)
        finally:
            os.close(reading)
            process.kill()
    if answer is None:
        raise BudgetExceeded("time", 0, None)
    if not answer:
        raise CutawayError(f"the process of the guest ended before it answered, with {process.returncode}")
    kind, value = pickle.loads(answer)
    if kind == "over":
        raise BudgetExceeded(*value)
    if kind == "raised":
        raise value
    return value


def _answer(reading: int, seconds: float | None) -> bytes | None:
    """What the process says after its first byte, with which its time begins; None where it is over."""
    os.read(reading, 1)
    end = None if seconds is None else time.monotonic() + seconds * (1 + GRACE)
    blocks: list[bytes] = []
    while True:
        left = None if end is None else max(end - time.monotonic(), 0)
        if not select.select([reading], [], [], left)[0]:
            return None
        block = os.read(reading, _BLOCK)
        if not block:
            return b"".join(blocks)
        blocks.append(block)


def serve(descriptor: int) -> None:
    """Carry out the order on standard input."""
    from cutaway.universe.embedded import Machine

    order: Order = pickle.load(sys.stdin.buffer)
    arguments = [loads(each.data) if isinstance(each, Packed) else each for each in order.arguments]
    bounds = order.budgets
    machine = Machine(
        order.engine,
        max_instructions=bounds.instructions,
        max_memory=bounds.memory,
        timeout=bounds.seconds,
        max_depth=bounds.depth,
    )
    os.write(descriptor, b".")
    answer: tuple[str, Any]
    try:
        answer = ("done", _sendable(getattr(machine, order.method)(*arguments, **order.keywords)))
    except BudgetExceeded as over:
        answer = ("over", (over.budget, over.instructions, over.position))
    except BaseException as error:  # the guest's exception is the application's to see
        answer = ("raised", _sendable(error) or CutawayError(f"{type(error).__name__}: {error}"))
    rest = memoryview(pickle.dumps(answer))
    sys.stdout.flush()
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os._exit(0)  # a parked guest is not unwound, and what it left to be done at exit is not done


def _sendable(value: Any) -> Any:
    """The value, or of a namespace what can be pickled, or None."""
    if type(value) is dict:
        return {name: each for name, each in value.items() if name != "__builtins__" and _sends(each)}
    return value if _sends(value) else None


def _sends(value: Any) -> bool:
    try:
        pickle.loads(pickle.dumps(value))
    except Exception:  # whatever a class of the guest's raises: it does not come back
        return False
    return getattr(type(value), "__module__", "") != "__main__"


if __name__ == "__main__":
    serve(int(sys.argv[1]))
