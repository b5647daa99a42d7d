"""Put a file in place so that no reader ever sees half of it.

    make_folder("lib/__pycache__")                       the folder and those above it
    write_atomic("lib/__pycache__/a.cpython-311.pyc", data, 0o644)

The bytes go to a file beside the goal, which then takes the goal's name in one step.
Rules: _write_atomic and SourceFileLoader.set_data in Lib/importlib/_bootstrap_external.py.
"""

from __future__ import annotations

from _stat import S_ISDIR
from posix import (
    O_CLOEXEC,
    O_CREAT,
    O_EXCL,
    O_WRONLY,
    close,
    getpid,
    kill,
    listdir,
    mkdir,
    readlink,
    replace,
    stat,
    unlink,
)
from posix import open as open_file
from posix import write as write_some


def write_atomic(path: str, data: bytes | bytearray, mode: int = 0o666) -> None:
    """Write a file.

    In: its path, its bytes, and permission bits (no program is made: execution bits are left out).
    Raises OSError; then the goal is as it was, and nothing is left beside it.
    """
    temporary = f"{path}.{getpid()}.{id(data)}"
    descriptor = open_file(temporary, O_EXCL | O_CREAT | O_WRONLY | O_CLOEXEC, mode & 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                # A full disk writes a part first and fails at the next call.
                rest = rest[write_some(descriptor, rest) :]
        finally:
            close(descriptor)
        replace(temporary, path)
    except BaseException:  # Ctrl-C, too
        try:
            unlink(temporary)
        except OSError:
            pass  # the first error is the one to tell
        raise


def sweep(path: str) -> None:
    """Remove the halves of a file that processes left which were ended while they wrote it.

    What is not a half, or whose process may be alive, stays; so does what may not be removed.
    """
    folder, _, name = path.rpartition("/")
    try:
        names = listdir(folder or ".")
    except OSError:
        return
    for half in names:
        if half.startswith(name + ".") and is_half(half):
            try:
                unlink(f"{folder}/{half}" if folder else half)
            except OSError:
                pass  # somebody else's, or another process swept first


def is_half(name: str) -> bool:
    """Answer whether a file's name is one that `write_atomic` gives, of a process that is gone."""
    rest, _, number = name.rpartition(".")
    goal, _, process = rest.rpartition(".")
    if "." not in goal or not (process.isdecimal() and number.isdecimal()):
        return False
    try:
        kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        pass  # it lives, and is someone else's
    return False


def make_folder(path: str, mode: int = 0o777) -> None:
    """Make a folder and those above it.

    In: its path; permission bits for what is made.
    Raises OSError, whose `filename` is the folder that could not be made.
    """
    missing = []
    while path and not _is_folder(path):
        missing.append(path)
        path = path.rpartition("/")[0]
    for folder in reversed(missing):
        try:
            mkdir(folder, mode)
        except FileExistsError:
            continue  # another process was faster


def leads_outside(folder: str) -> bool:
    """Answer whether a folder is a link to somewhere else than below its own place: nothing is written through it."""
    try:
        target = readlink(folder)
    except OSError:
        return False  # no link
    return target.startswith("/") or ".." in target.split("/")


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(stat(path).st_mode)
    except OSError:
        return False


def mode_from(source_path: str) -> int:
    """Give the permission bits for a file that belongs to a source: the same, and always writable by its owner."""
    try:
        return stat(source_path).st_mode | 0o200
    except OSError:
        return 0o666
