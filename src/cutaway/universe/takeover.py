"""The order of events in which a host process becomes the guest's.

1. what every start needs is imported (this module's imports), as private copies  launcher/private_imports.py
2. sys.modules and sys.path are as the host made them at its start
3. sys says what the guest's command line implies                                sys_state.py
4. the engine and our importer are put in place                                  engines.py
5. our functions and the frames below the guest go out of sight                  hidden.py
6. the guest starts as CPython starts: `__main__`, site, then its program        program.py
7. its exit code, or its KeyboardInterrupt, leaves through the host, which does the shutdown itself
"""

from __future__ import annotations

import gc
import sys
from builtins import __import__ as import_module
from collections.abc import Callable
from posix import environ, unsetenv
from sys import __excepthook__ as display

from cutaway import native
from cutaway.base.errors import CutawayError
from cutaway.base.settings import EXPLAIN, PROFILE, TRACE, Settings, read_settings
from cutaway.base.shared_objects import PROCESS, refuse_damaged
from cutaway.launcher.options import CommandLine
from cutaway.pipeline import load_all, make_services
from cutaway.universe.engines import Engine, hide_function, install_engine, load_engine
from cutaway.universe.hidden import hide_frames_below, hide_what_was_put_in
from cutaway.universe.main_module import make_main_module
from cutaway.universe.program import run_program
from cutaway.universe.session import HostProcess, Leaving, Session, caught
from cutaway.universe.sys_state import (
    INSPECT,
    forget_variable,
    path_file,
    restore_inspect,
    state_arguments,
    state_flags,
    state_implementation,
    state_interpreter,
)
from cutaway.universe.uncaught import write_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from cutaway.launcher.private_imports import PrivateImports

process: HostProcess
try:
    refuse_damaged(PROCESS)
    from cutaway.universe import process
except ImportError:  # built without a C compiler, or damaged
    from cutaway.universe import process_pure as process


class Request:
    """What the launcher read: the command line, the process's own name and arguments, and what the host had made."""

    __slots__ = ("line", "program", "arguments", "modules", "guest_path", "inspect")

    def __init__(
        self,
        line: CommandLine,
        program: str,
        arguments: list[str],
        modules: dict[str, ModuleType],
        guest_path: list[str],
        inspect: str,
    ) -> None:
        """In: see above; `inspect` is the value of PYTHONINSPECT that was kept from the host."""
        self.line = line
        self.program = program
        self.arguments = arguments
        self.modules = modules
        self.guest_path = guest_path
        self.inspect = inspect


def take_over(request: Request, imports: PrivateImports) -> None:
    """Run the guest in this process.

    In: what was asked for, and how our modules are loaded.
    Raises SystemExit with the guest's exit code, or its KeyboardInterrupt, for the host to end the process with;
    CutawayError where the environment asks for what does not exist.
    """
    settings = read_settings(environ)
    services = make_services(settings, may_load_late=True)
    load_engine(settings.engine)
    begin = _load_meters(settings)
    inspect = request.line.inspect
    if request.inspect and not sys.flags.ignore_environment:
        inspect = max(inspect, 1)
    sys.modules.clear()
    sys.modules.update(request.modules)
    sys.path_importer_cache.clear()
    hide = hide_function(process.hide, shows_ourselves=settings.shows_ourselves)
    leave_to_host = hide_function(process.hide, shows_ourselves=True)
    imports.hand_over(hide, process.call_apart, leave_to_host, getattr(process, "lead_imports", None))
    hide_what_was_put_in(imports.first.modules, hide)
    # Our objects: out of the guest's gc.get_objects() and its collections.  Nothing of the guest's exists yet.
    process.set_apart()
    gc.enable()
    sys.path = request.guest_path
    host = sys.executable
    path = path_file(state_interpreter(request.program, request.arguments))
    if path:
        from cutaway.universe.path_file import obey

        obey(path, host, request.line, process.state_flag)
    state_arguments(request.line)
    state_flags(request.line, inspect, process.state_flag)
    if request.inspect:
        restore_inspect(request.inspect)
    make_main_module()
    hide_frames_below(hide)
    forget_variable(TRACE)
    forget_variable(PROFILE)
    forget_variable(EXPLAIN)
    engine = process.call_apart(lambda: install_engine(services, hide))
    state_implementation(engine.name)
    if engine.reason:
        from cutaway.universe.notice import say_once

        say_once(engine.reason)
    outermost = engine.run_outermost
    session = process.call_apart(lambda: Session(request.line, request.program, services, process, inspect, outermost))
    _leave(session, _start_guest(session, engine, begin))


def _load_meters(settings: Settings) -> Callable[[], Callable[[], None]]:
    """Import what bounds or profiles the process, before the hand-over, and only where it is wanted.

    Out: what is to be done before the guest's program; it answers what is to be done after it.
    """
    begin: Callable[[], Callable[[], None]] = _nothing_to_begin
    if settings.budgets:
        if native.WHY_NOT_AVAILABLE:
            raise CutawayError(f"budgets need the compiled engine: {native.WHY_NOT_AVAILABLE}")
        from functools import partial

        from cutaway.universe.bounding import bound_process

        begin = partial(bound_process, settings.budgets)
    elif settings.profile:
        from cutaway.universe.profiling import Profile

        profile = Profile(settings.profile)
        begin = profile.start
    if begin is not _nothing_to_begin:
        load_all()  # which must be no part of what is counted, nor what the verifier's tables are made of
    if begin is not _nothing_to_begin and not native.WHY_NOT_AVAILABLE:
        native.leave_importing_to_host()
    return begin


def _nothing_to_begin() -> Callable[[], None]:
    """Stand in where nobody counts."""
    return _nothing


def _nothing() -> None:
    """Stand in where nobody counted."""


def _start_guest(session: Session, engine: Engine, begin: Callable[[], Callable[[], None]]) -> int:
    """Let the guest's site module run, then its program.  Out: the exit code."""
    if not session.line.no_site:
        error = caught(lambda: session.process.call_outermost(import_module, ("site",)))
        if error is not None:
            write_error("Fatal Python error: init_import_site: Failed to import the site module\n")
            write_error("Python runtime state: initialized\n")
            display(type(error), error, error.__traceback__)
            return 1
    if session.services.settings.trace:
        from cutaway.universe.watching import watch

        watch(session.services.settings.trace, engine.stack_of)
    finish = begin()
    try:
        return run_program(session)
    except Leaving as leaving:
        return leaving.code
    finally:
        finish()


def _leave(session: Session, code: int) -> None:
    """End as the guest ended: nothing of ours is printed, and the host's own shutdown does the rest."""
    unsetenv(INSPECT)  # the host would open its own prompt
    if session.interrupted is not None:
        sys.excepthook = _say_nothing  # it was shown already; the host now ends the process by SIGINT
        raise session.interrupted
    if code:
        raise SystemExit(code)


def _say_nothing(*_: object) -> None:
    """Stand in for sys.excepthook while the host is told about the interrupt."""
