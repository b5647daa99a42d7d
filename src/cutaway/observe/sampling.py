"""Look at a running program every millisecond of its own time, and remember where it was.

sampler = Sampler(0.001)
sampler.start()                 from here on the process's timer of used CPU time asks
sampler.stop()
sampler.stacks                  {((code, line), ..., outermost last): times}
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found, unused-ignore]
from time import perf_counter
from types import CodeType, FrameType

Stack = tuple[tuple[CodeType, int], ...]


class Sampler:
    """Counts the stacks that it finds, and the time that it takes itself."""

    __slots__ = ("interval", "stacks", "seconds")

    def __init__(self, interval: float) -> None:
        """In: the CPU time between two looks, in seconds."""
        self.interval = interval
        self.stacks: dict[Stack, int] = {}
        self.seconds = 0.0
        """What the looks themselves took."""

    def start(self) -> None:
        """Begin; only the main thread may, and its stack is the one that is looked at."""
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, self.interval, self.interval)

    def stop(self) -> None:
        """End."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)

    def _look(self, number: int, frame: FrameType | None) -> None:
        begun = perf_counter()
        stack: list[tuple[CodeType, int]] = []
        while frame is not None:
            stack.append((frame.f_code, frame.f_lineno or 0))
            frame = frame.f_back
        key = tuple(stack)
        self.stacks[key] = self.stacks.get(key, 0) + 1
        self.seconds += perf_counter() - begun
