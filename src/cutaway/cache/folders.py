"""Where what is ours lies: in the user's cache folder, never inside `__pycache__`.

    user_folder(None)          ->  "/home/ada/.cache/cutaway", or None where no folder is known
    user_folder("/tmp/pyc")    ->  "/tmp/pyc/.cutaway"

A stranger's file in `__pycache__` makes `pip uninstall` leave that folder behind, and what is left imports as a
namespace package.  Rule for the place: the XDG Base Directory Specification; `sys.pycache_prefix` comes first, because
who sets it says where caches are to be.
"""

from __future__ import annotations

from posix import environ
from sys import getfilesystemencodeerrors, getfilesystemencoding
from typing import Final

CACHE_HOME: Final = b"XDG_CACHE_HOME"


def user_folder(prefix: str | None) -> str | None:
    """Answer the folder of our own files.

    In: `sys.pycache_prefix`.  Out: the folder, which need not exist; None where the environment names no home.
    """
    if prefix is not None:
        return f"{prefix.rstrip('/')}/.cutaway"
    home = environ.get(CACHE_HOME, b"")
    if home.startswith(b"/"):  # the specification: a relative path is to be ignored
        return f"{_text(home).rstrip('/')}/cutaway"
    home = environ.get(b"HOME", b"")
    return f"{_text(home).rstrip('/')}/.cache/cutaway" if home.startswith(b"/") else None


def _text(path: bytes) -> str:
    return path.decode(getfilesystemencoding(), getfilesystemencodeerrors())
