"""Which compiler made a code object: a hash that changes when a file of the compiler does.

    compiler_hash()   ->  8 bytes

Definitions that one compiler made are never put together with those of another.  Looks at names, sizes and times of our
own files, once for a process.
"""

from __future__ import annotations

from functools import cache
from posix import scandir

from cutaway.cache.digest import content_hash

_PACKAGE = __file__.rpartition("/")[0].rpartition("/")[0]
_ROOMS = ("base", "bytecode", "cache", "compiler", "incremental")


@cache
def compiler_hash() -> bytes:
    """Give the hash of the compiler that runs here."""
    found: list[str] = []
    pending = [f"{_PACKAGE}/{room}" for room in _ROOMS]
    while pending:
        folder = pending.pop()
        try:
            with scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            pending.append(entry.path)
                    elif entry.name.endswith(".py"):
                        status = entry.stat()
                        found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
        except OSError:
            found.append(f"{folder} ?")  # inside an archive, say
    return content_hash("\n".join(sorted(found)).encode("utf-8", "surrogateescape"))
