"""Where the .pyc of a source is, and the other way round (PEP 3147, PEP 488).

    layout = CacheLayout("cpython-311", optimization="", prefix=None)
    cache_from_source("lib/greet.py", layout)                               ->  "lib/__pycache__/greet.cpython-311.pyc"
    source_from_cache("lib/__pycache__/greet.cpython-311.opt-1.pyc", layout)  ->  "lib/greet.py"

Rules: cache_from_source and source_from_cache in Lib/importlib/_bootstrap_external.py (POSIX paths).
"""

from __future__ import annotations

from posix import getcwd
from typing import Final, NamedTuple

CACHE_FOLDER: Final = "__pycache__"
SUFFIX: Final = ".pyc"
_OPTIMIZATION: Final = "opt-"


class CacheLayout(NamedTuple):
    """What the names of cache files depend on."""

    tag: str | None
    """`sys.implementation.cache_tag`."""
    optimization: str = ""
    """"", "1" or "2"."""
    prefix: str | None = None
    """`sys.pycache_prefix`: a folder that holds all cache files, in a tree like that of the sources."""


def cache_from_source(path: str, layout: CacheLayout) -> str:
    """Give the path of a source's .pyc.

    Raises NotImplementedError where there is no cache tag, ValueError for an optimization that is not alphanumeric.
    """
    if layout.tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    folder, _, name = path.rpartition("/")
    stem, dot, rest = name.rpartition(".")
    file = f"{stem or rest}{dot}{layout.tag}"
    if layout.optimization:
        if not layout.optimization.isalnum():
            raise ValueError(f"{layout.optimization!r} is not alphanumeric")
        file += f".{_OPTIMIZATION}{layout.optimization}"
    file += SUFFIX
    if layout.prefix is None:
        return _join(folder, CACHE_FOLDER, file)
    if not folder.startswith("/"):
        folder = _join(getcwd(), folder)
    return _join(layout.prefix, folder.lstrip("/"), file)


def source_from_cache(path: str, layout: CacheLayout) -> str:
    """Give the path of the source that a .pyc belongs to; it need not exist.

    Raises NotImplementedError where there is no cache tag, ValueError for a path that is no cache file's.
    """
    if layout.tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    folder, _, name = path.rpartition("/")
    under_prefix = False
    if layout.prefix is not None:
        prefix = layout.prefix.rstrip("/")
        if folder.startswith(prefix + "/"):
            folder = folder[len(prefix) :]
            under_prefix = True
    if not under_prefix:
        folder, _, cache_folder = folder.rpartition("/")
        if cache_folder != CACHE_FOLDER:
            raise ValueError(f"{CACHE_FOLDER} not bottom-level directory in {path!r}")
    dots = name.count(".")
    if dots not in (2, 3):
        raise ValueError(f"expected only 2 or 3 dots in {name!r}")
    if dots == 3:
        optimization = name.rsplit(".", 2)[-2]
        if not optimization.startswith(_OPTIMIZATION):
            raise ValueError(f"optimization portion of filename does not start with {_OPTIMIZATION!r}")
        if not optimization[len(_OPTIMIZATION) :].isalnum():
            raise ValueError(f"optimization level {optimization!r} is not an alphanumeric value")
    return _join(folder, name.partition(".")[0] + ".py")


def _join(*parts: str) -> str:
    """Join parts as importlib does: empty ones are left out, and a file at the root gets a relative path."""
    return "/".join([part.rstrip("/") for part in parts if part])
