"""Load our own modules, and the standard modules that we use, as copies that the guest never sees.

    imports = PrivateImports(roots)        our modules see its `__import__`; sys.modules is never touched
    takeover = imports.module("cutaway.universe.takeover")
    imports.hand_over(hide, apart)         from here on, what is loaded is hidden at once

A private copy comes from our bundle, from source or .pyc, never from the host's frozen modules, because the guest will
run those very code objects; and it has a `__builtins__` of its own, so that a guest that edits `builtins` changes only
itself.

Our modules may import at any time, also while the guest runs.  Each time is a *load*: what it makes becomes everybody's
only when all of it is there.  So a signal handler or another thread that asks for the same module in the middle of a
load never meets half of one: it makes its own, and the first to be ready is kept.  No lock is held while modules run.
"""

from __future__ import annotations

import builtins
import sys
from _frozen_importlib import ModuleSpec
from _imp import create_builtin, create_dynamic, exec_builtin, exec_dynamic, extension_suffixes
from posix import stat

from cutaway.launcher import sources
from cutaway.launcher.bundle import Bundle, Found, read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType, FunctionType, ModuleType
    from typing import Any
else:
    ModuleType = type(sys)
    FunctionType = type(lambda: None)

PRIVATE_BUILTINS: dict[str, Any] = dict(builtins.__dict__)
"""What our modules see as their builtins, as the host has them at its start, whatever the guest does later.

This module and the bundle's are loaded by the host, and so have to see to it themselves.
"""
globals()["__builtins__"] = PRIVATE_BUILTINS

PACKAGE = "cutaway"
STAND_INS = {
    "ast": "cutaway.launcher.stand_ins.ast",
    "collections.abc": "cutaway.launcher.stand_ins.collections_abc",
    "dataclasses": "cutaway.launcher.stand_ins.dataclasses",
    "enum": "cutaway.launcher.stand_ins.enum",
    "functools": "cutaway.launcher.stand_ins.functools",
    "os": "cutaway.launcher.stand_ins.os",
    "typing": "cutaway.launcher.stand_ins.typing",
}
"""Modules that ours get in a small form: launcher/stand_ins/__init__.py says why."""
ENGINES_IN_PYTHON = "cutaway.machine."
VERIFYING = ("cutaway.bytecode", "cutaway.launcher.stand_ins")  # what checks a guest's code before it runs
OTHER_NAMES = {"os.path": "posixpath"}
"""Modules that the standard library names otherwise than their files are named."""
SHARED = frozenset(("sys", "builtins", "_frozen_importlib", "_frozen_importlib_external"))
"""Modules that we work *on* until the hand-over; of all others we keep a copy as they were at the host's start."""
_WRITER = STAND_INS["dataclasses"]
_SUFFIX = extension_suffixes()[0]
_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
_host_import = builtins.__import__


class PrivateImports:
    """Our modules, and how more of them are loaded."""

    __slots__ = ("bundle", "codes", "complete", "first", "_apart", "_hide", "_originals", "_roots")

    def __init__(self, roots: list[str], bundle: Bundle) -> None:
        """In: the folders that hold packages, ours first; the bundle."""
        self._roots = roots
        self.bundle = bundle
        self._hide: Callable[[CodeType], None] | None = None
        self._apart: Callable[[Callable[[], object]], object]
        self.codes: list[CodeType] = []
        """What ran before the hand-over and is to be hidden with it."""
        self.complete: dict[str, ModuleType] = {}
        for name in SHARED:
            self.complete[name] = sys.modules[name]
        for name in sys.builtin_module_names:
            module = sys.modules.get(name)
            if module is not None and name not in SHARED:
                self.complete[name] = _copy(module)
        self.first = Load(self)
        """The load that ends with the hand-over."""
        self._originals = {"builtins": _copy(builtins), "sys": OriginalSys()}

    def module(self, name: str) -> ModuleType:
        """In: the full name of a module.  Out: it.  Raises ImportError."""
        return self.first.module(name)

    def hand_over(self, hide: Callable[[CodeType], None], apart: Callable[[Callable[[], object]], object]) -> None:
        """End the first load.

        In: what hides one code object and all among its constants; what calls a function out of the garbage collector's
        sight.
        """
        self._apart = apart
        for code in self.codes:
            hide(code)
        self.codes.clear()
        for kind in (PrivateImports, Load, CFinder, OriginalSys, Bundle, Found):
            for method in vars(kind).values():
                if isinstance(method, FunctionType):
                    hide(method.__code__)
        for function in (
            sources.compiled,
            sources._four,
            sources._from_cache,
            _copy,
            _takes_stand_ins,
            _is_there,
            read_file,
        ):
            hide(function.__code__)
        self._hide_what_was_put_in(hide)
        self._hide = hide
        self.complete.update(self._originals)
        self.first.publish()

    def _hide_what_was_put_in(self, hide: Callable[[CodeType], None]) -> None:
        """Take functions that somebody put around ours before the hand-over for ours: the verifier uses them."""
        for name, module in self.first.modules.items():
            for value in vars(module).values() if name.startswith(VERIFYING) else ():
                if isinstance(value, FunctionType):
                    hide(value.__code__)

    def has(self, name: str, wanted: Sequence[str] | None) -> bool:
        """Answer whether nothing needs to be loaded for an import."""
        module = self.complete.get(name)
        return module is not None and all(child == "*" or hasattr(module, child) for child in wanted or ())

    def load_late(self, name: str, wanted: Sequence[str] | None) -> None:
        """Load what an import statement asks for after the hand-over.  Raises ImportError."""

        def load_and_publish() -> None:
            load = Load(self)
            load.import_for(name, None, None, tuple(wanted or ()) or ("*",))
            load.publish()

        self._apart(load_and_publish)

    def apart(self, work: Callable[[], None]) -> None:
        """Call a function of ours, out of the guest's sight."""
        if self._hide is None:
            work()
        else:
            self._apart(work)

    def run(self, code: CodeType, namespace: dict[str, Any]) -> None:
        """Run code of ours, out of sight."""
        if self._hide is None:
            self.codes.append(code)
        else:
            self._hide(code)
        exec(code, namespace)

    def evaluate(self, text: str, namespace: dict[str, Any]) -> Any:
        """Be `eval` for our modules: `collections` makes functions of text, which are to be out of sight as well."""
        code = compile(text, "<written by cutaway>", "eval")
        if self._hide is None:
            self.codes.append(code)
        else:
            self._hide(code)
        return eval(code, namespace)

    def find(self, name: str, folders: list[str]) -> Found | str | None:
        """Look for a module.

        In: its name; where to look.  Out: its code, or the path of its extension file, or None.  Raises CutawayError
        for an extension file that is damaged.
        """
        child = name.rpartition(".")[2]
        # A module of ours may be compiled and plain.  Once the guest runs the plain one is taken: import statements of
        # the compiled one would lead to the guest's modules, be they half made.
        if self._hide is None and name.startswith(PACKAGE):
            for folder in folders:
                path = f"{folder}/{child}{_SUFFIX}"
                if _is_there(path):
                    self.module("cutaway.base.shared_objects").insist_on(path)
                    return path
        found = self.bundle.find(name)
        if found is not None:
            return found
        for folder in folders:
            stem = f"{folder}/{child}"
            for path, is_package in ((f"{stem}/__init__.py", True), (f"{stem}.py", False)):
                if _is_there(path):
                    self.bundle.is_stale = True
                    return sources.compiled(name, path, is_package)
            if _is_there(stem + _SUFFIX):
                return stem + _SUFFIX
        return None

    def folders_of(self, package: ModuleType | None) -> list[str]:
        """Answer where to look for a package's modules; None for those without a package."""
        return self._roots if package is None else package.__path__  # type: ignore[return-value]


class OriginalSys(ModuleType):
    """`sys` for what is loaded after the hand-over: functions as they were, whatever the guest has made of them."""

    def __init__(self) -> None:
        """Keep the functions."""
        super().__init__("sys")
        self.__dict__.update({name: value for name, value in sys.__dict__.items() if type(value) is type(len)})

    def __getattr__(self, name: str) -> Any:
        """Answer anything else as it is now."""
        return getattr(sys, name)

    def __setattr__(self, name: str, value: object) -> None:
        """Set what is everybody's."""
        setattr(sys, name, value)


class Load:
    """One round of imports."""

    __slots__ = ("_imports", "_open", "_own_sys", "builtins", "modules")

    def __init__(self, imports: PrivateImports) -> None:
        """In: what is loaded already."""
        self._imports = imports
        self.modules: dict[str, ModuleType] = {}
        """What it has made."""
        self._open = True
        self._own_sys: ModuleType | None = None
        self.builtins: dict[str, Any] = dict(PRIVATE_BUILTINS)
        self.builtins["__import__"] = self.import_for
        self.builtins["eval"] = imports.evaluate

    def publish(self) -> None:
        """Let everybody have what was made; what somebody else made meanwhile stays as it is."""
        self._open = False
        for name, module in self.modules.items():
            self._imports.complete.setdefault(name, module)

    def import_for(
        self,
        name: str,
        names: dict[str, Any] | None = None,
        local_names: object = None,
        wanted: tuple[str, ...] | list[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """Be `__import__` for our modules.  In and out: as that takes and gives.  Raises ImportError."""
        names = names or {}
        if isinstance(wanted, list):  # `PyImport_Import`: C code that we called wants the guest's module
            module: ModuleType = _host_import(name, names, local_names, wanted, level)  # type: ignore[arg-type]
            return module
        wants_top = not wanted and "." in name
        if level:
            package = names.get("__package__") or names["__name__"]
            base = package.rsplit(".", level - 1)[0] if level > 1 else package
            name = f"{base}.{name}" if name else base
        elif name in STAND_INS and _takes_stand_ins(names.get("__name__", "")):
            name = STAND_INS[name]
        elif name in OTHER_NAMES:
            name = OTHER_NAMES[name]
        if not self._open and not self._imports.has(name, wanted):
            self._imports.load_late(name, wanted)
        if name == "sys" and not names.get("__name__", PACKAGE).startswith(PACKAGE):
            return self._sys()
        module = self.module(name)
        if wants_top:
            return self.module(name.partition(".")[0])
        if not wanted:
            return module
        if hasattr(module, "__path__"):
            for child in wanted:
                if child != "*" and not hasattr(module, child):
                    self._child(module, f"{name}.{child}")
        return module

    def _sys(self) -> ModuleType:
        """Answer `sys` for modules of the standard library, which look themselves up in `sys.modules`."""
        if self._own_sys is None:
            self._own_sys = _copy(sys)
            for name in _STREAMS:  # which are closed at the end only if nobody holds them
                vars(self._own_sys).pop(name, None)
            vars(self._own_sys)["modules"] = self.modules
        return self._own_sys

    def _child(self, package: ModuleType, name: str) -> None:
        try:
            self.module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise

    def module(self, name: str) -> ModuleType:
        """Answer a module, made now if need be.  Raises ImportError."""
        module = self.modules.get(name) or self._imports.complete.get(name)
        if module is not None:
            return module
        parent, _, child = name.rpartition(".")
        package = self.module(parent) if parent else None
        if name in self.modules:
            return self.modules[name]
        module = self._make(name, package)
        if package is not None:
            setattr(package, child, module)
        return module

    def _make(self, name: str, package: ModuleType | None) -> ModuleType:
        if name in sys.builtin_module_names:
            return self._extension(ModuleSpec(name, None, origin="built-in"), create_builtin, exec_builtin)
        found = self._imports.find(name, self._imports.folders_of(package))
        if found is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if isinstance(found, str):
            return self._extension(ModuleSpec(name, None, origin=found), create_dynamic, exec_dynamic)
        module = self.modules[name] = ModuleType(name)
        space = module.__dict__
        space["__builtins__"] = self.builtins
        space["__file__"] = found.path
        space["__package__"] = name if found.is_package else name.rpartition(".")[0]
        if found.is_package:
            space["__path__"] = [found.path.rpartition("/")[0]]
        absent = self._not_in_nodes() if name == "ast" else []
        try:
            self._imports.run(found.code, space)
            for kind, attribute in absent:
                delattr(kind, attribute)
            if name == _WRITER:
                space["run"] = self._imports.run
                space["apart"] = self._imports.apart
        except BaseException:
            del self.modules[name]
            raise
        return module

    def _not_in_nodes(self) -> list[tuple[type, str]]:
        """Answer what the host's `ast` will add to node classes, as the guest's will: the process has them once."""
        nodes = self.module("_ast")
        added = (nodes.Constant, "n"), (nodes.Constant, "s"), (nodes.Tuple, "dims")
        return [(kind, attribute) for kind, attribute in added if not hasattr(kind, attribute)]

    def _extension(
        self, spec: ModuleSpec, create: Callable[[ModuleSpec], ModuleType], run: Callable[[ModuleType], int]
    ) -> ModuleType:
        """Load a module written in C; the host notes some of them in sys.modules, where they are not to stay."""
        name = spec.name
        before = sys.modules.get(name)
        module = create(spec)
        if spec.origin != "built-in":
            module.__file__ = spec.origin
        self.modules[name] = module
        with_us = CFinder(self)
        sys.meta_path.insert(0, with_us)
        try:
            run(module)
        finally:
            sys.meta_path.remove(with_us)
            for imported in with_us.given:
                sys.modules.pop(imported, None)
        if before is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = before
        return module


class CFinder:
    """Gives our modules to compiled modules of ours, whose import statements go to sys.modules whatever we do."""

    __slots__ = ("_load", "given")

    def __init__(self, load: Load) -> None:
        """In: the load that the compiled module belongs to."""
        self._load = load
        self.given: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Answer for every module that the guest has not imported yet: what we give it does not keep."""
        self.given.append(name)
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Give the module; of `collections`, nothing but its `abc` is asked for (by `array`)."""
        if spec.name == "collections":
            return ModuleType(spec.name)
        return self._load.module(STAND_INS.get(spec.name, spec.name))

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: it has run."""


def _takes_stand_ins(importer: str) -> bool:
    """Answer whether a module gets stand-ins: ours do, but for the engines in Python, which ask for more."""
    return importer.startswith(PACKAGE) and not importer.startswith(ENGINES_IN_PYTHON)


def _copy(module: ModuleType) -> ModuleType:
    """Copy a module of the host's: the guest may set its names to anything."""
    copy = ModuleType(module.__name__)
    copy.__dict__.update(module.__dict__)
    return copy


def _is_there(path: str) -> bool:
    try:
        stat(path)
    except OSError:
        return False
    return True
