"""Profile the guest for `cutaway profile`: what was found goes through a pipe to the process that asked.

    CUTAWAY_PROFILE="7:exact:0.001"     file descriptor; what is wanted; CPU seconds between two looks

Exact counts come from the engine's meter, which then notes every instruction; stacks and times from a sampler.
"exact" wants both, "sample" the latter alone.  "count" is the total alone, as a budget finds it: nothing is noted and
nobody looks.  "feedback" is what each instruction met (native/feedback.py), with exact counts.
"""

from __future__ import annotations

from collections.abc import Callable
from marshal import dumps
from posix import getpid, set_inheritable, write
from time import perf_counter, process_time
from types import CodeType
from typing import Any

from cutaway import native
from cutaway.base.errors import CutawayError
from cutaway.observe.sampling import Sampler

_TRIAL = compile("for number in range(20000): number + 1", "<trial>", "exec")


class Profile:
    """A profile that is being made."""

    def __init__(self, wish: str) -> None:
        """In: the value of CUTAWAY_PROFILE.  Raises CutawayError where counting is not possible."""
        descriptor, mode, interval = wish.split(":")
        self._descriptor = int(descriptor)
        set_inheritable(self._descriptor, False)
        self._sampler = Sampler(float(interval))
        self._meter: Any = None
        self._extra = 0.0
        self._begun = (0.0, 0.0)
        self._process = getpid()
        self._looks = mode in ("exact", "sample")
        self._feedback_of: Callable[[CodeType], list[Any]] | None = None
        if mode != "sample":
            if native.WHY_NOT_AVAILABLE:
                raise CutawayError(f"exact counts need the compiled engine: {native.WHY_NOT_AVAILABLE}")
            self._meter = native.Meter(profiled=mode != "count")
        if mode == "feedback":
            from cutaway.native.feedback import told

            self._feedback_of = told

    def start(self) -> Callable[[], None]:
        """Begin, with the engine in place.  Out: `send`, which ends it."""
        if self._feedback_of is not None:
            native.collect_feedback(True)
        if self._meter is not None:
            self._extra = _extra_seconds() if self._looks else 0.0
            self._meter.attach()
        self._begun = (perf_counter(), process_time())
        if self._looks:
            self._sampler.start()
        return self.send

    def send(self) -> None:
        """End, and tell.  Nobody may be listening any more; a forked child has nothing to say of this process."""
        if getpid() != self._process:
            return
        wall, used = perf_counter() - self._begun[0], process_time() - self._begun[1]
        if self._looks:
            self._sampler.stop()
        counted, functions = 0, []
        if self._meter is not None and (self._looks or self._feedback_of is not None):
            counted, functions = self._meter.profile()  # threads that nobody waits for run on meanwhile
        elif self._meter is not None:
            counted = self._meter.instructions
        feedback = []
        if self._feedback_of is not None:
            native.collect_feedback(False)
            feedback = [(code, hits, self._feedback_of(code)) for code, hits in functions]
        found = {
            "instructions": counted,
            "wall": wall,
            "cpu": used,
            "cost": self._sampler.seconds + self._extra * counted,
            "interval": self._sampler.interval,
            "functions": [_by_line(*each) for each in functions],
            "feedback": feedback,
            "stacks": [
                ([(*_name(code), line) for code, line in stack], seconds)
                for stack, seconds in self._sampler.stacks.items()
            ],
        }
        rest = memoryview(dumps(found))
        try:
            while rest:
                rest = rest[write(self._descriptor, rest) :]
        except OSError:
            return


def _name(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _by_line(code: CodeType, hits: list[tuple[int, int]]) -> tuple[str, str, int, dict[int, int]]:
    counts: dict[int, int] = {}
    lines = [0] * (len(code.co_code) // 2)
    for start, end, line in code.co_lines():
        for unit in range(start // 2, end // 2):
            lines[unit] = line or 0
    for offset, times in hits:
        line = lines[offset // 2]
        counts[line] = counts.get(line, 0) + times
    return (*_name(code), counts)


def _extra_seconds() -> float:
    """What noting one instruction takes, measured on a small loop: the quickest of five tries with and without."""
    native.mark_guest(_TRIAL)
    plain = min(_timed(exec) for _ in range(5))
    meter = native.Meter(profiled=True)
    noted = min(_timed(lambda *what: meter.call(exec, *what)) for _ in range(5))
    return max(noted - plain, 0.0) / max(meter.instructions / 5, 1)


def _timed(run: Callable[..., object]) -> float:
    begun = process_time()
    run(_TRIAL, {})
    return process_time() - begun
