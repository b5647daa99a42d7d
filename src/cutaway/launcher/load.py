"""One round of imports of ours, and what our modules have for their builtins.

    load = Load(imports)
    load.module("cutaway.pipeline")      the module, and in load.modules all that was made for it
    load.publish()                       from here on everybody has them

In: what is loaded already, and where code comes from (private_imports.py, which says why loads are kept apart).
"""

from __future__ import annotations

import builtins
import sys
from _frozen_importlib import ModuleSpec
from _imp import create_builtin, create_dynamic, exec_builtin, exec_dynamic

from cutaway.launcher.host_modules import copy_of, run_in_sys_modules
from cutaway.launcher.names import ENGINES_IN_PYTHON, LOOKED_UP_BY, OTHER_NAMES, PACKAGE, STAND_INS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from cutaway.launcher.bundle import Found
    from cutaway.launcher.private_imports import PrivateImports

    Create = Callable[[ModuleSpec], ModuleType]
    Run = Callable[[ModuleType], int]
else:
    ModuleType = type(sys)

PRIVATE_BUILTINS: dict[str, Any] = dict(builtins.__dict__)
"""What our modules see as their builtins, as the host has them at its start, whatever the guest does later.

This module and the bundle's are loaded by the host, and so have to see to it themselves.
"""
globals()["__builtins__"] = PRIVATE_BUILTINS

_WRITER = STAND_INS["dataclasses"]
_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
_host_import = builtins.__import__


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
        self.builtins[LOOKED_UP_BY] = self._of

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
        elif name in STAND_INS and takes_stand_ins(names.get("__name__", "")):
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

    def _of(self, module: str, name: str) -> Any:
        """Answer a name of a module that is loaded now if need be (errors_at_need.py).  Raises ImportError."""
        return getattr(self.import_for(module, None, None, (name,)), name)

    def _sys(self) -> ModuleType:
        """Answer `sys` for modules of the standard library, which look themselves up in `sys.modules`."""
        if self._own_sys is None:
            self._own_sys = copy_of(sys)
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
        found = self._imports.bundle.grouped(name)
        module = self._find_and_make(name, parent, package) if found is None else self._make(name, parent, found)
        if package is not None:
            setattr(package, child, module)
        return module

    def _find_and_make(self, name: str, parent: str, package: ModuleType | None) -> ModuleType:
        if name in sys.builtin_module_names:
            return self._extension(ModuleSpec(name, None, origin="built-in"), create_builtin, exec_builtin)
        found = self._imports.find(name, self._imports.folders_of(package))
        if found is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        if isinstance(found, str):
            return self._extension(ModuleSpec(name, None, origin=found), create_dynamic, exec_dynamic)
        return self._make(name, parent, found)

    def _make(self, name: str, parent: str, found: Found) -> ModuleType:
        module = self.modules[name] = ModuleType(name)
        space = module.__dict__
        space["__builtins__"] = self.builtins
        space["__file__"] = found.path
        space["__package__"] = parent
        if found.is_package:
            space["__package__"] = name
            space["__path__"] = [found.path.rpartition("/")[0]]
        absent = self._not_in_nodes() if name == "ast" else []
        try:
            for source, names in found.imports:
                self._give(space, source, names)
            self._imports.run(found.code, space, name)
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

    def _give(self, space: dict[str, Any], name: str, names: tuple[tuple[str | None, str], ...]) -> None:
        """Do what an import statement does that the bundle keeps as a row (shortening.py)."""
        module = self.modules.get(name) or self._imports.complete.get(name) or self.module(name)
        there = module.__dict__
        for name_there, name_here in names:
            if name_there in there:
                space[name_here] = there[name_there]
            elif name_there is None:
                space[name_here] = module
            else:
                imported = self.import_for(name, space, None, (name_there,))
                try:
                    space[name_here] = getattr(imported, name_there)
                except AttributeError:
                    message = f"cannot import name {name_there!r} from {name!r} ({space['__file__']})"
                    raise ImportError(message, name=name) from None

    def _extension(self, spec: ModuleSpec, create: Create, run: Run) -> ModuleType:
        """Load a module written in C."""
        noted = sys.modules.get(spec.name)
        module = create(spec)
        if spec.origin != "built-in":
            module.__file__ = spec.origin
        self.modules[spec.name] = module
        leads = self._imports.leads
        if leads is not None and spec.name.startswith(PACKAGE):
            of_cython = self._imports.of_cython
            of_cython["builtins"] = ModuleType("builtins")
            vars(of_cython["builtins"]).update(self.builtins)
            before = leads(self.import_for, of_cython)
            try:
                run(module)
            finally:
                leads(*before)
        else:
            run_in_sys_modules(module, run, self.module, noted)
        return module


def takes_stand_ins(importer: str) -> bool:
    """Answer whether a module gets stand-ins: ours do, but for the engines in Python, which ask for more."""
    return importer.startswith(PACKAGE) and not importer.startswith(ENGINES_IN_PYTHON)
