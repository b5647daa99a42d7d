"""Our compiled modules as files: which there are, and whether one may be loaded at all.

    damage("…/substrate.cpython-311-x86_64-linux-gnu.so")      ""  or  "it ends after 1000 of 554088 bytes"
    refuse_damaged("native/substrate", "native/guest_builtins")     ImportError where one is damaged

The system maps a shared object into memory without looking how long it is: one that was cut off (a full disk, a copy
that was interrupted) ends the process with a signal while it is loaded.  So its length is held against what its own
header says (System V ABI, "ELF Header") before every load; that costs some microseconds.  Other damage is found by
`cutaway doctor`, which compares digests with those that the build wrote down.
"""

from __future__ import annotations

from _imp import extension_suffixes
from posix import O_CLOEXEC, O_RDONLY, close, fstat, read
from posix import open as open_file

from cutaway.base.errors import CutawayError

FOLDER = __file__.rpartition("/")[0].rpartition("/")[0]
"""Of the package."""

ENGINE = ("native/substrate", "native/guest_builtins")
"""Where one of these cannot be loaded, the pure engine runs."""

TYPED = (
    "bytecode/verify/flow",
    "bytecode/verify/layout",
    "cache/marshal_bounds",
    "incremental/line_shift",
    "incremental/marshal_link",
    "incremental/marshal_scan",
    "incremental/matching",
)
"""Python modules that are compiled as they stand; the host finds the compiled one first."""

PROCESS = "universe/process"

CURE = "install again: pip install --force-reinstall cutaway"

_HEADER_SIZE = 64


def path_of(name: str) -> str:
    """Answer where a compiled module is if it was built for this host."""
    return f"{FOLDER}/{name}{extension_suffixes()[0]}"


def damage(path: str) -> str:
    """Say what is wrong with a shared object; "" where nothing is that its header tells, and where there is none."""
    try:
        descriptor = open_file(path, O_RDONLY | O_CLOEXEC)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    try:
        size = fstat(descriptor).st_size
        header = read(descriptor, _HEADER_SIZE)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    finally:
        close(descriptor)
    if header[:4] != b"\x7fELF":
        return "it is no shared object" if header else "it is empty"
    if header[4:6] != b"\x02\x01" or len(header) < _HEADER_SIZE:
        return "" if header[4:6] != b"\x02\x01" else f"it ends after {size} bytes, within its header"
    # 64 bits, little-endian: where the section headers begin, how long one is, how many there are.  They come last.
    end = int.from_bytes(header[40:48], "little")
    end += int.from_bytes(header[58:60], "little") * int.from_bytes(header[60:62], "little")
    return f"it ends after {size} of {end} bytes" if size < end else ""


def refuse_damaged(*names: str) -> None:
    """Raise ImportError where the file of one of these modules is damaged: the sentence names file, damage and cure."""
    for name in names:
        path = path_of(name)
        if found := damage(path):
            raise ImportError(f"{path} is damaged: {found}", name=f"cutaway.{name.replace('/', '.')}", path=path)


def refuse_damaged_parts() -> None:
    """Insist on all compiled modules that nothing stands in for."""
    for name in TYPED:
        insist_on(path_of(name))


def are_whole() -> bool:
    """Answer whether none of the compiled modules that have a plain half is damaged."""
    return not any(damage(path_of(name)) for name in TYPED)


def insist_on(path: str) -> None:
    """Raise CutawayError where a file is damaged."""
    if found := damage(path):
        raise CutawayError(f"{path} is damaged: {found}\n  -> {CURE}")
