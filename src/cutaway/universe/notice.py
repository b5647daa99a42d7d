"""Say once, and never again, that the compiled engine is missing.

    say_once("the compiled engine was not built")

"Once" is for one installation and one person: an empty file in their cache folder remembers it.  Where no such file can
be made nothing is said, for a line on stderr at every start would break programs that compare it.
"""

from __future__ import annotations

from _imp import source_hash
from collections.abc import Mapping
from posix import O_CLOEXEC, O_CREAT, O_EXCL, O_WRONLY, close, environ, stat
from posix import open as open_descriptor

from cutaway.cache.store import make_folder
from cutaway.universe.uncaught import write_error

_CURE = "install again with a C compiler and CPython's headers at hand: pip install --force-reinstall cutaway"


def say_once(reason: str) -> None:
    """Tell the person why another engine runs than the one asked for.  In: the reason."""
    try:
        stamp = stamp_path(environ)
        if stamp is None:
            return
        make_folder(stamp.rpartition("/")[0])
        close(open_descriptor(stamp, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644))
    except OSError:
        return
    write_error(
        f"cutaway: {reason}; the pure engine runs your program instead, with the same results and far slower.\n"
        f"  -> {_CURE}\n  (This is said once; `cutaway doctor` says it again.)\n"
    )


def stamp_path(environment: Mapping[bytes, bytes]) -> str | None:
    """Answer the file that remembers.

    In: the environment.  Out: its path, or None for a person without a home.  Raises OSError where our folder is gone.
    """
    cache = environment.get(b"XDG_CACHE_HOME", b"").decode("utf-8", "surrogateescape")
    home = environment.get(b"HOME", b"").decode("utf-8", "surrogateescape")
    if not cache.startswith("/"):
        if not home.startswith("/"):
            return None
        cache = home + "/.cache"
    # By the folder itself, not its name: the launchers reach it by different ways.
    folder = stat(__file__.rpartition("/")[0])
    installation = source_hash(0, b"%d %d" % (folder.st_dev, folder.st_ino)).hex()
    return f"{cache}/cutaway/no-compiled-engine-{installation}"
