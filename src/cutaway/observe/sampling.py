"""Look at a running program every millisecond of its own time, and remember where it was and for how long.

sampler = Sampler(0.001)
sampler.start()                 from here on the process's timer of used CPU time asks
sampler.stop()
sampler.stacks                  {((code, line), ..., outermost last): seconds}
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found, unused-ignore]
from time import process_time
from types import CodeType, FrameType

Stack = tuple[tuple[CodeType, int], ...]

PATIENCE = 9
"""How many times as long as a look took the program is left alone after it: a deep stack takes long to walk."""

HALF = 500
"""Of a deeper stack so many innermost and so many outermost calls are kept."""


class Sampler:
    """Puts the CPU time since the last look down to the stack that it finds, and knows what it takes itself."""

    __slots__ = ("interval", "stacks", "seconds", "_last")

    def __init__(self, interval: float) -> None:
        """In: the least CPU time between two looks, in seconds."""
        self.interval = interval
        self.stacks: dict[Stack, float] = {}
        self.seconds = 0.0
        """What the looks themselves took."""
        self._last = 0.0

    def start(self) -> None:
        """Begin; only the main thread may, and its stack is the one that is looked at."""
        signal.signal(signal.SIGPROF, self._look)
        self._last = process_time()
        signal.setitimer(signal.ITIMER_PROF, self.interval)

    def stop(self) -> None:
        """End."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)

    def _look(self, number: int, frame: FrameType | None) -> None:
        begun = process_time()
        frames: list[FrameType] = []
        while frame is not None:
            frames.append(frame)
            frame = frame.f_back
        if len(frames) > 2 * HALF:
            del frames[HALF:-HALF]
        stack = tuple([(each.f_code, each.f_lineno or 0) for each in frames])
        self.stacks[stack] = self.stacks.get(stack, 0.0) + begun - self._last
        self._last = process_time()
        took = self._last - begun
        self.seconds += took
        signal.setitimer(signal.ITIMER_PROF, max(self.interval, PATIENCE * took))
