"""`cutaway.Machine`: our machine inside somebody's application, sharing its modules.

    machine = cutaway.Machine()
    machine.run_code("x = 6 * 7", {})["x"]                      ->  42
    machine.run_path("app.py", argv=["app.py", "--fast"])       ->  the globals of app.py, as runpy.run_path
    machine.call(function, 1, 2)                                ->  its result, run by our loop

Only code given to the machine, and modules that such code imports anew, run on it; the application goes on in the
host's own loop.  A machine with budgets bounds what its guests use:

    machine = cutaway.Machine(max_instructions=1_000_000, max_memory=64 << 20, timeout=2.5, max_depth=500)
    try:
        machine.run("while True: pass")
    except cutaway.BudgetExceeded as over:
        print(over.budget, over.instructions, over.position)
        machine.resume(more=1_000_000)                          # goes on with the very next instruction
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from os import fspath
from os.path import abspath
from pkgutil import get_importer
from threading import Lock, local
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from cutaway import native
from cutaway.base.budgets import checked
from cutaway.base.errors import CutawayError
from cutaway.base.settings import ENGINES, Settings
from cutaway.pipeline import Services, make_services
from cutaway.universe.engines import Engine, install_beside_host
from cutaway.universe.source_file import text_to_compile

if TYPE_CHECKING:
    from cutaway.universe.budgeted_run import BudgetedRun

P = ParamSpec("P")
R = TypeVar("R")


class Machine:
    """A machine for some code of an application.  Machines of one process share one engine."""

    def __init__(
        self,
        engine: str = "native",
        *,
        max_instructions: int | None = None,
        max_memory: int | None = None,
        timeout: float | None = None,
        max_depth: int | None = None,
        isolate: bool = False,
    ) -> None:
        """In: the engine, one of those of `cutaway.base.settings.ENGINES`; what one run may use (None: no bound).

        `isolate` runs each guest in a process of its own, which is ended where even C code does not look up.
        Raises CutawayError for an engine that does not exist, or cannot run beside the host or on a budget, and in a
        program that runs on Cutaway itself; ValueError for a budget that makes no sense.
        """
        if hasattr(sys.implementation, "_cutaway"):
            raise CutawayError(
                "this program runs on Cutaway already, and a Machine would take over the engine that it runs on; "
                "start the application with python"
            )
        self._budgets = checked(max_instructions, max_memory, timeout, max_depth)
        self._isolates = isolate
        self._run: BudgetedRun | None = None
        self._instructions: int | None = None
        if engine not in ENGINES:
            raise CutawayError(f"there is no engine {engine!r}; choose one of {', '.join(ENGINES)}")
        if engine == "host" and (self._budgets or isolate):
            raise CutawayError("the host's own loop knows no budgets; choose another engine")
        self._services: Services = make_services(Settings(engine))
        self._engine: Engine = install_beside_host(self._services)
        GUEST_IMPORTS.serve(self._engine)
        if self._budgets:
            native.leave_importing_to_host()
            _leave_to_host()

    @property
    def engine(self) -> str:
        """The name of the engine that runs."""
        return self._engine.name

    @property
    def instructions(self) -> int | None:
        """The instructions that the last run on a budget has carried out; None where nothing was counted."""
        return self._instructions if self._run is None else self._run.meter.instructions

    def run(self, code: CodeType | str | bytes, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run a module's code: run_code, by a shorter name."""
        return self.run_code(code, namespace)

    def resume(self, more: int = 0, *, more_memory: int = 0, more_time: float = 0, more_depth: int = 0) -> Any:
        """Let the run that a budget stopped go on from where it is.

        In: what it may use beyond its budgets: instructions, bytes, seconds, calls.
        Out: what the run gives.  Raises what it raises, BudgetExceeded again where that is not enough, and ValueError
        where nothing is parked or an amount is below zero.
        """
        if min(more, more_memory, more_time, more_depth) < 0:
            raise ValueError("a run can be given more, not less")
        if self._run is None:
            raise ValueError("there is no run to resume: none was stopped by a budget, or it could not be parked")
        self._run.give(more, memory=more_memory, seconds=more_time, depth=more_depth)
        return self._go_on(self._run)

    def drop(self) -> None:
        """Unwind a run that a budget stopped; none of its handlers and `finally` blocks runs."""
        if self._run is not None:
            self._instructions = self._run.meter.instructions
            self._run.drop()
            self._run = None

    def _bounded(self, action: Callable[[], Any]) -> Any:
        """Do something of the guest's within the budgets."""
        if not self._budgets:
            with GUEST_IMPORTS.active():
                return action()
        if self._run is not None:
            raise CutawayError("a run of this machine is parked: resume() it or drop() it first")
        from cutaway.universe.budgeted_run import BudgetedRun

        return self._go_on(BudgetedRun(self._budgets, action))

    def _go_on(self, run: BudgetedRun) -> Any:
        self._run = run
        try:
            with GUEST_IMPORTS.active():  # out here, where it is no part of what is counted
                return run.go_on()
        finally:
            if run.is_over:
                self._instructions = run.meter.instructions
                self._run = None

    def run_code(self, code: CodeType | str | bytes, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run a module's code, or its text.

        In: the code; the namespace to run it in (a new one named `__main__` without it).
        Out: the namespace.  Raises what the code raises.
        """
        if self._isolates:
            there: dict[str, Any] = self._isolated("run_code", code, namespace)
            return there
        space = {"__name__": "__main__"} if namespace is None else namespace
        if not isinstance(code, CodeType):
            code = self._services.compile(code, "<string>", "exec")
        self._engine.mark_guest(code)
        result: dict[str, Any] = self._bounded(partial(_run_in, code, space))
        return result

    def run_path(self, path: str, argv: Sequence[str] | None = None, run_name: str = "__main__") -> dict[str, Any]:
        """Run a file, a .pyc, a folder or a zip file, as `runpy.run_path` does.

        In: where it is; what its sys.argv is to be; what its `__name__` is to be.
        Out: its globals.  Raises what it raises, and OSError or SyntaxError where it cannot be read.
        """
        if self._isolates:
            there: dict[str, Any] = self._isolated("run_path", fspath(path), argv, run_name)
            return there
        name = fspath(path)
        finder = get_importer(name)
        if finder is not None and type(finder).__name__ != "NoneType" and (spec := _spec_of_main(finder)) is not None:
            with _first_in_path(name), _arguments(argv or [name]):
                return self._run_spec(spec, run_name)
        with open(name, "rb") as stream:
            data = stream.read()
        if name.endswith(".pyc") or self._services.is_pyc(data):
            code = self._services.read_pyc(data, name)
        else:
            code = self._services.compile(text_to_compile(data, abspath(name)), name, "exec")
        space: dict[str, Any] = dict.fromkeys(("__cached__", "__doc__", "__loader__", "__package__", "__spec__"))
        space |= {"__name__": run_name, "__file__": name, "__package__": ""}
        with _arguments(argv or [name]), _module(run_name, space) as real:
            return dict(self.run_code(code, real))

    def run_module(self, name: str, argv: Sequence[str] | None = None, run_name: str = "__main__") -> dict[str, Any]:
        """Run a module as `python -m` does.

        In: its name; the arguments after the name; what its `__name__` is to be.  Out: its globals.
        Raises ImportError where it cannot be found, and what it raises.
        """
        if self._isolates:
            there: dict[str, Any] = self._isolated("run_module", name, argv, run_name)
            return there
        spec = find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = find_spec(f"{name}.__main__")
        if spec is None:
            raise ImportError(f"No module named {name}", name=name)
        with _arguments([spec.origin or name, *(argv or [])]):
            return self._run_spec(spec, run_name)

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a function of the application on the machine.  Out and raises: what the call gives."""
        if self._isolates:
            there: R = self._isolated("call", function, *args, **kwargs)
            return there
        inner: Any = function.__func__ if isinstance(function, MethodType) else function
        if isinstance(inner, FunctionType):
            self._engine.mark_guest(inner.__code__)
        result: R = self._bounded(partial(function, *args, **kwargs))
        return result

    def _isolated(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        from cutaway.universe.isolated import Order, outcome_of

        return outcome_of(Order(self.engine, self._budgets, method, arguments, keywords))

    def _run_spec(self, spec: ModuleSpec, run_name: str) -> dict[str, Any]:
        loader: Any = spec.loader
        source = loader.get_source(spec.name) if hasattr(loader, "get_source") else None
        origin = spec.origin or spec.name
        code = loader.get_code(spec.name) if source is None else self._services.compile(source, origin, "exec")
        if code is None:
            raise ImportError(f"No code object available for {spec.name}", name=spec.name)
        space = {
            "__name__": run_name,
            "__file__": spec.origin,
            "__cached__": spec.cached,
            "__doc__": None,
            "__loader__": loader,
            "__package__": spec.parent,
            "__spec__": spec,
        }
        with _module(run_name, space) as real:
            return dict(self.run_code(code, real))


class GuestImports:
    """A finder that marks what guest code imports anew; first on sys.meta_path, silent while no guest code runs."""

    def __init__(self) -> None:
        """Start with no engine."""
        self._running = local()
        self._lock = Lock()
        self._engine: Engine | None = None

    def serve(self, engine: Engine) -> None:
        """Take the engine whose guest code is to be followed."""
        with self._lock:
            self._engine = engine
            if self not in sys.meta_path:
                sys.meta_path.insert(0, self)

    @contextmanager
    def active(self) -> Iterator[None]:
        """Follow the imports of this thread meanwhile."""
        depth = getattr(self._running, "depth", 0)
        self._running.depth = depth + 1
        try:
            yield
        finally:
            self._running.depth = depth

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Ask the other finders; let the loader that answers give its code to the machine."""
        if not getattr(self._running, "depth", 0) or self._engine is None:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec: ModuleSpec | None = find(name, path, target)
            if spec is not None:
                self._follow(spec)
                return spec
        return None

    def _follow(self, spec: ModuleSpec) -> None:
        loader: Any = spec.loader
        engine = self._engine
        if engine is None or not hasattr(loader, "get_code") or not hasattr(loader, "exec_module"):
            return
        original = loader.get_code

        def get_code(fullname: str) -> CodeType | None:
            code: CodeType | None = original(fullname)
            if code is not None:
                engine.mark_guest(code)
            return code

        try:
            loader.get_code = get_code
        except AttributeError:  # a loader class, or one with slots: its module stays with the host
            return


GUEST_IMPORTS = GuestImports()


def _run_in(code: CodeType, space: dict[str, Any]) -> dict[str, Any]:
    exec(code, space)
    return space


def _leave_to_host() -> None:
    """Let the host's own loop run what of ours a guest runs through: on a meter all else counts."""
    for function in (_run_in, GuestImports.find_spec, GuestImports._follow):
        native.mark_host(function.__code__)


def _spec_of_main(finder: Any) -> ModuleSpec | None:
    spec: ModuleSpec | None = finder.find_spec("__main__")
    return spec


@contextmanager
def _arguments(argv: Sequence[str]) -> Iterator[None]:
    """Let sys.argv be `argv` meanwhile."""
    kept = sys.argv
    sys.argv = list(argv)
    try:
        yield
    finally:
        sys.argv = kept


@contextmanager
def _first_in_path(entry: str) -> Iterator[None]:
    """Let sys.path start with `entry` meanwhile."""
    sys.path.insert(0, entry)
    try:
        yield
    finally:
        if entry in sys.path:
            sys.path.remove(entry)


@contextmanager
def _module(name: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Let sys.modules hold a module of this name meanwhile, as runpy does.  Gives its namespace."""
    module = ModuleType(name)
    module.__dict__.update(values)
    missing = object()
    kept: Any = sys.modules.get(name, missing)
    sys.modules[name] = module
    try:
        yield module.__dict__
    finally:
        if kept is missing:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = kept
