"""Make `sys` say what it says under CPython, of a process that `cutaway-python` started.

Options that the host read at its own start are right already; what is stated here is what the host was not told: the
guest's own name for its interpreter, its arguments, and the four flags that we act on ourselves.
"""

from __future__ import annotations

import sys
from _stat import S_ISLNK
from collections.abc import Callable
from posix import R_OK, X_OK, access, environ, getcwd, lstat, putenv, readlink, stat, unsetenv
from typing import Any

from cutaway import __version__
from cutaway.launcher.options import CommandLine

INSPECT = b"PYTHONINSPECT"


def executable_of(program: str) -> str:
    """Answer the absolute path of the interpreter as CPython derives it from its argv[0]; "" where there is none."""
    if "/" not in program:
        return _found_on_path(program or "cutaway-python")
    path = program if program.startswith("/") else f"{getcwd()}/{program}"
    return path if _is_normal(path) else _module_of_paths().normpath(path)


def _found_on_path(name: str) -> str:
    """Answer the first program of a name in the folders of PATH, or ""."""
    from _stat import S_ISREG

    folders = environ.get(b"PATH", b"").decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    for folder in folders.split(":"):
        path = f"{folder}/{name}" if folder else name
        if access(path, X_OK) and S_ISREG(stat(path).st_mode):
            return path
    return ""


def _is_normal(path: str) -> bool:
    """Answer whether an absolute path is written the shortest way."""
    return not any(part in path + "/" for part in ("//", "/./", "/../"))


def _module_of_paths() -> Any:
    """Load `posixpath`, with all that it brings along: few starts need it."""
    import posixpath

    return posixpath


def _real_path(path: str) -> str:
    """Answer the file that a path leads to through links.  In: an absolute path, written the shortest way."""
    at = path
    try:
        while at and not S_ISLNK(lstat(at).st_mode):
            at = at.rpartition("/")[0]
    except OSError:
        pass
    real: str = _module_of_paths().realpath(path) if at else path
    return real


def state_interpreter(program: str, arguments: list[str]) -> str:
    """Set sys.executable, sys._base_executable and sys.orig_argv.

    In: what the process was called as, and its arguments.  A link to `cutaway-python` in a virtual environment, as
    `-m venv` makes one, has the launcher that it leads to as its base interpreter.  Out: the file that it leads to.
    """
    sys.executable = executable_of(program)
    real = _real_path(sys.executable)
    base = real if real == sys.executable or _is_in_environment(sys.executable) else sys.executable
    sys._base_executable = base  # type: ignore[attr-defined]
    sys.orig_argv = [program, *arguments]
    return real


def _is_in_environment(executable: str) -> bool:
    """Answer whether an interpreter is a virtual environment's own."""
    folder = executable.rpartition("/")[0]
    return any(access(f"{place}/pyvenv.cfg", R_OK) for place in (folder.rpartition("/")[0], folder))


def path_file(real: str) -> str:
    """Answer the `._pth` file beside the interpreter, or beside the one that it leads to; "" where there is none."""
    for interpreter in {sys.executable: 0, real: 0}:
        if interpreter and access(interpreter + "._pth", R_OK):
            return f"{interpreter}._pth"
    return ""


def state_arguments(line: CommandLine) -> None:
    """Set sys.argv."""
    sys.argv = line.argv


def state_flags(line: CommandLine, inspect: int, state: Callable[[int, int], None]) -> None:
    """Correct the fields of sys.flags that the host was not told about.

    In: the command line; how often inspection is asked for, PYTHONINSPECT included; the function that writes a field.
    """
    fields = list(type(sys.flags).__match_args__)
    state(fields.index("inspect"), inspect)
    state(fields.index("interactive"), line.inspect)
    state(fields.index("quiet"), line.quiet)
    state(fields.index("no_site"), line.no_site)


def state_implementation(engine: str) -> None:
    """Say in `sys.implementation._cutaway` who runs the guest: `name`, `version` and `engine`.

    In: the name of the engine that runs.  `name` and `cache_tag` of `sys.implementation` itself stay the host's: they
    choose wheels and `.pyc` files, and those are the host's (docs/decisions/0007-who-we-say-we-are.md).  Rule: PEP 421,
    which gives additional attributes a leading underscore.
    """
    namespace: Any = type(sys.implementation)
    ours = namespace(name="cutaway", version=__version__, engine=engine)
    sys.implementation._cutaway = ours  # type: ignore[attr-defined]


def restore_inspect(value: str) -> None:
    """Put PYTHONINSPECT, which was kept from the host, back into the guest's environment."""
    raw = value.encode(sys.getfilesystemencoding(), "surrogateescape")
    environ[INSPECT] = raw
    putenv(INSPECT, raw)


def forget_variable(name: str) -> None:
    """Take a variable of ours out of the guest's environment."""
    environ.pop(name.encode(), None)
    unsetenv(name)


def first_path_entry(line: CommandLine) -> str | None:
    """Answer what CPython puts first on sys.path, or None.

    Rule: `_PyPathConfig_ComputeSysPath0` (Python/pathconfig.c).  In: the command line.
    The folder of a script is that of the file its link leads to.
    """
    first = line.argv[0]
    if first == "-m":
        try:
            return getcwd()
        except OSError:
            return None
    if first == "-c":
        return ""
    path = first
    try:
        target = readlink(path)
    except (OSError, ValueError):
        target = ""
    if target:
        if target.startswith("/"):
            path = target
        elif "/" in target:
            path = path.rpartition("/")[0] + "/" + target if "/" in path else target
    if path:
        path = _resolved(path)
    head, slash, _ = path.rpartition("/")
    return head or slash


def _resolved(path: str) -> str:
    """Answer realpath(3) of a path: as it is where it cannot be resolved."""
    try:
        whole = path if path.startswith("/") else f"{getcwd()}/{path}"
        if _is_normal(whole):
            stat(whole)
            return _real_path(whole)
        real: str = _module_of_paths().realpath(path, strict=True)
        return real
    except (OSError, ValueError):
        return path
