"""One mutation, run: what became of it.

    Trials("native").outcome(seed)  ->  "rejected: kind", "result", "raised TypeError", "over budget", ...

The engine runs beside the host (`cutaway.Machine`), on a meter.  Some trials are traced, and of some the traceback is
printed and every frame in it looked at, because these read what a mutation may have spoilt.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any, Final

import cutaway
from cutaway import native
from cutaway.bytecode.verify.rules import RejectedCodeError
from tests.mutations.mutate import described, mutated

PROGRAMS: Final = sorted((Path(__file__).parent / "programs").glob("*.py"))
INSTRUCTIONS: Final = 20_000
DEPTH: Final = 150


class Trials:
    """Runs mutations of all programs on one engine."""

    def __init__(self, engine: str) -> None:
        """In: the engine.  Every program is run once as it is, so that what is met later is a mutation's doing."""
        self.machine = cutaway.Machine(engine)
        self.watch: Callable[[FrameType], None] | None = None
        """Told each instruction of a trial, before it is carried out."""
        self.codes = [compile(path.read_text(), path.name, "exec") for path in PROGRAMS]
        for code in self.codes:
            space = self.run(code)
            assert "results" in space

    def run(self, code: CodeType) -> dict[str, Any]:
        """Run a program.  Out: its globals.  Raises what it raises, and BudgetExceeded or what stands for it."""
        space: dict[str, Any] = {"__name__": "mutated"}
        # Who watches is on the meter too.
        native.Meter(INSTRUCTIONS if self.watch is None else 1000 * INSTRUCTIONS, depth=DEPTH).call(exec, code, space)
        return space

    def mutation(self, seed: int) -> tuple[CodeType, list[str]] | None:
        """The mutation with a number."""
        random = Random(seed)
        return mutated(random.choice(self.codes), random)

    def told(self, seed: int) -> str:
        """What the mutation is, in words."""
        found = self.mutation(seed)
        return described(found[1]) if found else "refused by the host"

    def outcome(self, seed: int) -> str:
        """Run a mutation.  Out: what became of it."""
        found = self.mutation(seed)
        if found is None:
            return "refused by the host"
        code = found[0]
        try:
            if self.watch or seed % 16 == 0:
                sys.settrace(self.trace)
            try:
                self.run(code)
            finally:
                sys.settrace(None)
        except RejectedCodeError as error:
            return f"rejected: {error.rule}"
        except cutaway.BudgetExceeded:
            return "over budget"
        except BaseException as error:
            if seed % 4 == 0:
                _look_at(error)
            if type(error).__module__.startswith("cutaway"):
                return f"OURS: {type(error).__name__}: {error}"
            if isinstance(error, SystemError):
                return f"SystemError: {error}"
            return f"raised {type(error).__name__}"
        finally:
            if seed % 64 == 0:
                gc.collect()
        return "result"

    def trace(self, frame: FrameType, event: str, argument: object) -> Any:
        """Look at a frame at each of its instructions."""
        frame.f_trace_opcodes = True
        _ = frame.f_lineno, frame.f_locals
        if self.watch is not None:
            self.watch(frame)
        return self.trace


def _look_at(error: BaseException) -> None:
    # Where a line table ends before its code, CPython's own traceback module raises RuntimeError (PEP 479).
    with suppress(RuntimeError):
        traceback.format_exception(error)
    step = error.__traceback__
    while step is not None:
        _ = step.tb_frame.f_locals, step.tb_lineno, list(step.tb_frame.f_code.co_positions())
        step = step.tb_next
