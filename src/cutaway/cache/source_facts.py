"""What a file system tells of a source without reading it, and when that is enough to know that it has not changed.

    facts = SourceFacts.of(os.stat("greet.py"))     SourceFacts(mtime_ns=..., ctime_ns=..., inode=..., size=...)
    may_hide_an_edit(facts, read_at)                True where an edit after the reading could have left these facts

The header of a `.pyc` has the time in seconds and the size.  Here are nanoseconds, and with the inode and the time of
the inode's last change also an edit that set the old time again.  The rule about sources that are younger than the
clock can tell is git's (Documentation/technical/racy-git.txt).
"""

from __future__ import annotations

from os import stat_result
from typing import Final, NamedTuple

SECOND: Final = 1_000_000_000
_TICK: Final = SECOND // 50
"""A kernel stamps files with the time of its last tick: 1 to 10 ms."""


class SourceFacts(NamedTuple):
    """A source as `stat` sees it."""

    mtime_ns: int
    ctime_ns: int
    inode: int
    size: int

    @classmethod
    def of(cls, status: stat_result) -> SourceFacts:
        """Take what is needed of an answer of `stat`."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size)


def may_hide_an_edit(facts: SourceFacts, read_at: int) -> bool:
    """Answer whether the source could have been edited after it was read and still show the same facts.

    In: the facts, and when the content was read, in nanoseconds of the clock that stamps the file.
    """
    # A file system that keeps whole seconds (or FAT's two) leaves nothing below the second.
    granularity = 2 * SECOND if facts.mtime_ns % SECOND == 0 and facts.ctime_ns % SECOND == 0 else _TICK
    return max(facts.mtime_ns, facts.ctime_ns) > read_at - granularity
