"""Run what the command line names: a command, a module, a file, a folder, a zip file, a .pyc, or standard input.

In: a Session.  Out: an exit code; raises Leaving where the guest asked to end at once.
Rules: `pymain_run_python` and its neighbours (Modules/main.c), `_PyRun_SimpleFileObject` (Python/pythonrun.c).
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import SourceFileLoader, SourcelessFileLoader
from _stat import S_ISDIR
from builtins import __import__ as import_module
from posix import O_CLOEXEC, O_RDONLY, close, fstat, getcwd, isatty, read, strerror
from posix import open as open_descriptor
from sys import audit
from types import CodeType
from typing import Any

from cutaway.launcher.options import COMMAND, FILE, MODULE, STDIN
from cutaway.universe.main_module import main_namespace
from cutaway.universe.session import Session, caught
from cutaway.universe.source_file import place_as_in_file, text_to_compile
from cutaway.universe.sys_state import INSPECT, first_path_entry
from cutaway.universe.uncaught import flush_streams, write_error

_BLOCK = 1 << 20


def run_program(session: Session) -> int:
    """Run the guest, and the prompt after it where `-i` asks for one.  Out: the exit code."""
    line = session.line
    filename = _absolute(line.target) if line.kind == FILE else ""
    in_path = False
    if line.kind == FILE:
        error = caught(lambda: _importer_for(filename))
        if error is not None:
            write_error("Failed checking if argv[0] is an import path entry\n")
            return session.outcome(error)
        in_path = _importer_for(filename) is not None
    _import_readline(session)
    entry = filename if in_path else None if sys.flags.safe_path else first_path_entry(line)
    if entry is not None:
        sys.path.insert(0, entry)
    _show_header(session)
    if line.kind == COMMAND:
        code = _run_command(session, line.target)
    elif line.kind == MODULE:
        code = _run_module(session, line.target, set_argument=True)
    elif in_path:
        code = _run_module(session, "__main__", set_argument=False)
    elif line.kind == FILE:
        code = _run_file(session, filename)
    else:
        code = _run_standard_input(session)
    if not session.inspect and (sys.flags.ignore_environment or not session.process.variable(INSPECT)):
        return code
    from cutaway.universe.interactive import prompt_again

    return prompt_again(session, code)


def _absolute(path: str) -> str:
    """Answer the absolute path as CPython forms it: nothing is normalised."""
    if path.startswith("/"):
        return path
    try:
        return getcwd() if path in ("", ".") else getcwd() + "/" + path
    except OSError:
        return path


def _importer_for(path: str) -> object:
    """Answer the path entry finder for a path, or None (`PyImport_GetImporter`).  Raises what a hook raises."""
    if path in sys.path_importer_cache:
        return sys.path_importer_cache[path]
    sys.path_importer_cache[path] = None
    for hook in sys.path_hooks:
        try:
            finder = hook(path)
        except ImportError:
            continue
        sys.path_importer_cache[path] = finder
        return finder
    return None


def _import_readline(session: Session) -> None:
    """Import readline where a prompt is to come, before the program's folder is on sys.path."""
    if sys.flags.isolated or (not session.inspect and session.line.kind != STDIN) or not isatty(0):
        return
    for name in ("readline", "rlcompleter"):
        # CPython clears any error: a prompt without history is still a prompt.
        caught(lambda name=name: session.process.call_outermost(import_module, (name,)))  # type: ignore[misc]


def _show_header(session: Session) -> None:
    if session.line.quiet or (not sys.flags.verbose and (session.line.kind != STDIN or not _is_interactive(session))):
        return
    write_error(f"Python {sys.version} on {sys.platform}\n")
    if not session.line.no_site:
        write_error('Type "help", "copyright", "credits" or "license" for more information.\n')


def _is_interactive(session: Session) -> bool:
    return isatty(0) or session.line.inspect > 0


def run_code(session: Session, code: CodeType, namespace: dict[str, Any], *, audited: bool = True) -> None:
    """Run a module's code as the program.  Raises what it raises."""
    if audited:
        audit("exec", code)
    session.run_outermost(code, namespace)


def _run_command(session: Session, command: str) -> int:
    """Run `-c command`."""
    error = caught(lambda: audit("cpython.run_command", command)) or caught(command.encode)
    if error is not None:
        if isinstance(error, UnicodeEncodeError):
            write_error("Unable to decode the command from the command line:\n")
        return session.outcome(error)
    return session.attempt(
        lambda: run_code(session, session.services.compile(command, "<string>", "exec"), main_namespace())
    )


def _run_module(session: Session, name: str, *, set_argument: bool) -> int:
    """Run `-m name`, or the `__main__` of a folder or zip file, by the guest's own runpy."""
    error = caught(lambda: audit("cpython.run_module", name))
    if error is None:
        error = caught(lambda: session.process.call_outermost(import_module, ("runpy",)))
        if error is not None:
            write_error("Could not import runpy module\n")
    if error is not None:
        return session.outcome(error)
    run_as_main = sys.modules["runpy"]._run_module_as_main
    return session.attempt(lambda: session.process.call_outermost(run_as_main, (name, set_argument)))


def _run_file(session: Session, filename: str) -> int:
    """Run a source file or a .pyc."""
    error = caught(lambda: audit("cpython.run_file", filename))
    if error is not None:
        return session.outcome(error)
    try:
        descriptor = open_descriptor(filename, O_RDONLY | O_CLOEXEC)
    except (OSError, ValueError) as refusal:
        from errno import ENOENT

        number = getattr(refusal, "errno", None) or ENOENT
        write_error(f"{session.program}: can't open file {filename!r}: [Errno {number}] {strerror(number)}\n")
        return 2
    try:
        if S_ISDIR(fstat(descriptor).st_mode):
            write_error(f"{session.program}: {filename!r} is a directory, cannot continue\n")
            return 1
        if isatty(descriptor):
            return _run_prompt(session)
        data = _read_all(descriptor)
    finally:
        close(descriptor)
    return run_file_data(session, data, filename, skip_first_line=session.line.skip_first_line)


def run_file_data(session: Session, data: bytes, filename: str, *, skip_first_line: bool = False) -> int:
    """Run the bytes of a file as `__main__`.

    In: the bytes; the name that `__file__` shows; whether the first line is to be left out (`-x`).  Out: the exit code.
    """
    namespace = main_namespace()
    named = "__file__" not in namespace
    if named:
        namespace["__file__"] = filename
        namespace["__cached__"] = None
    # The handler is near the top of its function on purpose: where no memory is left, the host goes round for ever in a
    # handler beyond the first 256 units, for it fails to make the number that it keeps there.
    try:
        return _outcome_of(session, data, filename, namespace, skip_first_line)
    finally:
        if named:
            namespace.pop("__file__", None)
            namespace.pop("__cached__", None)


def _outcome_of(session: Session, data: bytes, filename: str, namespace: dict[str, Any], skip: bool) -> int:
    """Run the bytes of a file and report how it ended.  Out: the exit code."""
    error = caught(lambda: _run_as_main(session, data, filename, namespace, skip))
    flush_streams()
    if error is None:
        return 0
    code = session.outcome(error)
    if session.services.settings.explains and error.__traceback__ is None:
        write_error(session.services.explain_refusal(data, filename))
    return code


def _run_as_main(session: Session, data: bytes, filename: str, namespace: dict[str, Any], skip: bool) -> None:
    """Load and run the bytes of a file.  Raises what the guest raises, and the errors of loading."""
    is_pyc = filename.endswith(".pyc") or (not skip and session.services.is_pyc(data))
    if filename != "<stdin>":
        loader = SourcelessFileLoader if is_pyc else SourceFileLoader
        namespace["__loader__"] = loader("__main__", filename)
    if is_pyc:
        run_code(session, session.services.read_pyc(data, filename), namespace, audited=False)
        return
    if skip:
        data = b"\n" + data.partition(b"\n")[2]
    text = text_to_compile(data, filename)
    try:
        code = session.services.compile(text, filename, "exec")
    except SyntaxError as error:
        place_as_in_file(error, text)
        raise
    run_code(session, code, namespace)


def _read_all(descriptor: int) -> bytes:
    """Read a descriptor to its end.  Raises OSError."""
    blocks: list[bytes] = []
    while block := read(descriptor, _BLOCK):
        blocks.append(block)
    return b"".join(blocks)


def _run_standard_input(session: Session) -> int:
    """Run the program on standard input, or the prompt where a person sits there."""
    if _is_interactive(session):
        from cutaway.universe.interactive import run_startup_file

        session.inspect = 0
        run_startup_file(session, run_file_data)
    error = caught(lambda: audit("cpython.run_stdin"))
    if error is not None:
        return session.outcome(error)
    if _is_interactive(session):
        return _run_prompt(session)
    try:
        data = _read_all(0)
    except OSError:
        data = b""
    return run_file_data(session, data, "<stdin>")


def _run_prompt(session: Session) -> int:
    """Run the prompt, which is loaded only then."""
    from cutaway.universe.interactive import run_prompt

    return run_prompt(session)
