"""Write the file that bundle.py reads: like a .pyc, only where bytecode may be written, and whole.

    write(path, roots, [Found(...), ...], first=["cutaway"], choose_groups=lambda modules: [["a", "b"], ["c"]])

In: the modules, the folders that hold them, the names of those that start.py runs, and what chooses those that are
read together.  Out: the file; what cannot be written is no error.
"""

from __future__ import annotations

from _imp import source_hash
from marshal import dumps
from posix import O_CLOEXEC, O_CREAT, O_EXCL, O_WRONLY, close, getpid, replace, stat, unlink
from posix import open as open_file
from posix import write as write_some

from cutaway.cache.marshal_write import dumps as short_dumps
from cutaway.launcher.bundle import FORMAT, Found, digest_of_head, read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from types import CodeType
    from typing import Any

_FACTOR, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1
RUNNER = "cutaway.launcher.first"
"""Of the modules that start.py runs, that which runs the others."""
Groups = list[list[str]]


def no_groups(modules: dict[str, Found]) -> Groups:
    """Choose nothing."""
    return []


def write(
    path: str,
    roots: list[str],
    modules: Iterable[Found],
    first: Collection[str] = (),
    choose_groups: Callable[[dict[str, Found]], Groups] = no_groups,
) -> None:
    """Write a bundle; see the module."""
    temporary = f"{path}.{getpid()}"
    try:  # before anything is compiled: many an installation cannot be written to
        descriptor = open_file(temporary, O_EXCL | O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
    except OSError:
        return
    try:
        try:
            founds = {found.name: found for found in modules}
            _write_all(descriptor, _packed(roots, founds, first, choose_groups(founds)))
        finally:
            close(descriptor)
        replace(temporary, path)
    except OSError:
        unlink(temporary)
    except BaseException:  # a source that is no program, a Ctrl-C: its file is not left behind
        unlink(temporary)
        raise


def _packed(roots: list[str], founds: dict[str, Found], first: Collection[str], groups: Groups) -> bytes:
    members = {}
    for found in founds.values():
        root = next((k for k, folder in enumerate(roots) if found.path.startswith(folder)), None)
        if root is not None:
            members[found.name] = _member(found, root, found.path[len(roots[root]) :])
    # Our own writer marks only what is met again: so less is kept in a list while it is read.
    parts = [short_dumps(tuple([_without_lines(members[name]) for name in names])) for names in groups]
    alone = [dumps(member) for member in members.values()]
    places: list[tuple[Any, ...]] = []
    at = 0
    for number, part in enumerate([*parts, *alone]):
        quick = (quick_digest(part),) if number < len(parts) else ()
        places.append((at, at + len(part), source_hash(FORMAT, part), *quick))
        at += len(part)
    index = dumps(dict(zip(members, places[len(parts) :], strict=True)))
    group_of = {name: number for number, names in enumerate(groups) for name in names}
    first_members = [_without_lines(members[name]) for name in first]
    index_place = (at, at + len(index), source_hash(FORMAT, index))
    code = next((member[-1] for member in first_members if member[0] == RUNNER), None)
    head = short_dumps((code, tuple(first_members), places[: len(parts)], group_of, index_place))
    head = len(head).to_bytes(4, "little") + head
    return b"".join([digest_of_head(head), head, *parts, *alone, index])


def _member(found: Found, root: int, relative: str) -> tuple[Any, ...]:
    """Answer what a bundle holds of a module: bundle.py reads it."""
    status, content = stat(found.path), source_hash(FORMAT, read_file(found.path))
    facts = (status.st_mtime_ns, status.st_size, content)
    return (found.name, root, relative, found.is_package, *facts, found.imports, found.code)


def quick_digest(data: bytes) -> bytes:
    """Answer what process.c answers under this name."""
    digest = len(data)
    for at in range(0, len(data), 8):
        digest = (digest ^ int.from_bytes(data[at : at + 8], "little")) * _FACTOR & _MASK
        digest ^= digest >> 29
    return digest.to_bytes(8, "little")


def _without_lines(member: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*member[:-1], _stripped(member[-1]))


def _stripped(code: CodeType) -> CodeType:
    """Take out of a code object what only tracebacks show: nobody sees one of ours, unless a variable asks for it.

    No instruction has a place, and local variables that are no parameters have numbers for names: each name is a string
    to be made, and functions then have them in common.
    """
    constants = tuple([_stripped(each) if isinstance(each, type(code)) else each for each in code.co_consts])
    parameters = code.co_argcount + code.co_kwonlyargcount
    names = [
        name if place < parameters or name in code.co_cellvars else f"_{place}"
        for place, name in enumerate(code.co_varnames)
    ]
    return code.replace(co_consts=constants, co_linetable=b"", co_qualname=code.co_name, co_varnames=tuple(names))


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[write_some(descriptor, rest) :]
