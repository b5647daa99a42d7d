"""A `._pth` file beside the interpreter: it says what sys.path is, and cuts the guest off from its environment.

    obey("/app/python._pth", "/usr/bin/python3.11", line, state_flag)

The host could read such a file itself, under the guest's name for its interpreter, but it would run the guest's `site`
too.  So the host starts as always, and what it would have concluded is stated here.  Rules: Modules/getpath.py.
Loaded only where there is such a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from posix import O_RDONLY, close, execv, read, stat
from posix import open as open_descriptor
from posixpath import normpath
from typing import Any, Final, NamedTuple

from cutaway.base.host import VERSION
from cutaway.launcher.options import CommandLine
from cutaway.universe.uncaught import write_error

SIZE: Final = 32 * 1024
"""A file of this size is refused by the host."""
_ISOLATION: Final = {"isolated": 1, "ignore_environment": 1, "safe_path": True}
_UNFOUND: Final = "import sys; sys.exit('cutaway: found no encodings by the ._pth file, where the host does')"


class PathFile(NamedTuple):
    """What a file says: the entries of sys.path, whether `site` is imported, how many lines it should not have."""

    entries: list[str]
    imports_site: bool
    refused_lines: int


def obey(path: str, host: str, line: CommandLine, state_flag: Callable[[int, int], None]) -> None:
    """Set sys.path, the prefixes and flags, and `line.no_site`, as the file at `path` says.

    In: the file, the host's own interpreter, the command line, the function that writes a field of sys.flags.
    Where the host would not start with such a file, it is let say so, and this does not return.
    """
    told = read_path_file(path)
    if told is None or not _has_encodings(told.entries):
        options = [*line.host_options, *["-S"][: line.no_site]]
        execv(host, [sys.orig_argv[0], *options, "-c", _UNFOUND])
    for _ in range(told.refused_lines):
        write_error("unsupported 'import' line in ._pth file\n")
    folder = path.rpartition("/")[0]
    sys.path[:] = told.entries
    sys.prefix = sys.exec_prefix = sys.base_prefix = sys.base_exec_prefix = folder
    library = f"{folder}/{sys.platlibdir}/python{VERSION[0]}.{VERSION[1]}"
    _move_frozen(library)
    fields = type(sys.flags).__match_args__
    for name, value in _ISOLATION.items():
        state_flag(fields.index(name), value)
    line.no_site = int(not told.imports_site)


def read_path_file(path: str) -> PathFile | None:
    """Read a `._pth` file.  Out: what it says; None where the host takes it for no such file, or for too long."""
    try:
        descriptor = open_descriptor(path, O_RDONLY)
        try:
            data = read(descriptor, SIZE)
        finally:
            close(descriptor)
    except OSError:
        return None
    if not data or len(data) == SIZE:
        return None
    folder = path.rpartition("/")[0]
    entries: list[str] = []
    imports_site, refused_lines = False, 0
    for row in data.decode("utf-8", "surrogateescape").partition("\0")[0].split("\n"):
        text = row.partition("#")[0].strip()
        if text == "import site":
            imports_site = True
        elif text.startswith("import "):
            refused_lines += 1
        elif text:
            entries.append(normpath(text if text.startswith("/") else f"{folder}/{text}"))
    return PathFile(entries, imports_site, refused_lines)


def _has_encodings(entries: list[str]) -> bool:
    """Answer whether the host would find the one package that it cannot start without; an archive may have it."""
    for entry in entries:
        for place in (f"{entry}/encodings/__init__.py", entry):
            try:
                if stat(place).st_mode & 0o170000 == 0o100000:
                    return True
            except OSError:
                continue
    return False


def _move_frozen(library: str) -> None:
    """Let frozen modules say that their sources lie below the new prefix.  In: the folder of the standard library."""
    before: str = sys._stdlib_dir  # type: ignore[attr-defined]
    sys._stdlib_dir = library  # type: ignore[attr-defined]
    for module in list(sys.modules.values()):
        spec: Any = getattr(module, "__spec__", None)
        state: Any = getattr(spec, "loader_state", None)
        if getattr(spec, "origin", None) != "frozen" or not getattr(state, "filename", None):
            continue
        state.filename = module.__file__ = library + state.filename.removeprefix(before)
        if spec.submodule_search_locations:
            moved = [library + entry.removeprefix(before) for entry in spec.submodule_search_locations]
            spec.submodule_search_locations[:] = moved
