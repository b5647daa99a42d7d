"""What the importer says about the cache of each module: to audit hooks always, on stderr where it is asked for.

    tell(fullname, path, cache_path, State(Verdict.STALE, "source is 1,204 bytes, ..."))

The audit event is `cutaway.cache` with (module, source, cache, state, reason).  `cutaway run -v` and
`cutaway run -X importtime` print a line for each module; `cutaway-python` keeps to python's own words.
"""

from __future__ import annotations

import sys
from _frozen_importlib import _verbose_message  # type: ignore[attr-defined]
from sys import audit

from cutaway.cache.freshness import State, Verdict

EVENT = "cutaway.cache"
_IMPORT_TIME = "importtime"


class Telling:
    """Whether lines are printed, too."""

    __slots__ = ("_on_stderr",)

    def __init__(self, on_stderr: bool) -> None:
        """In: whether this is a run that explains itself."""
        self._on_stderr = on_stderr

    def tell(self, fullname: str, path: str, cache_path: str | None, state: State) -> None:
        """Say what was found.  Raises what an audit hook raises."""
        audit(EVENT, fullname, path, cache_path, state.verdict.value, state.reason)
        if not self._on_stderr:
            return
        hit = "hit" if state.verdict is Verdict.FRESH else "miss"
        if sys.flags.verbose:
            _verbose_message("cache {} for {!r}: {}: {}", hit, fullname, state.verdict.value, state.reason)
        elif _IMPORT_TIME in sys._xoptions and sys.stderr is not None:
            sys.stderr.write(f"import cache: {hit:4} | {fullname}: {state.verdict.value}: {state.reason}\n")
