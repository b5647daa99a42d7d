"""Load our own modules, and the standard modules that we use, as copies that the guest never sees.

    host = take_private_imports(modules)  from here on `import` gives private copies
    import cutaway.universe.takeover
    give_back(host)                       sys.modules is what the host had at its start

A private copy comes from source or .pyc, never from the host's frozen modules, because the guest will run those very
code objects; and it has a `__builtins__` of its own, so that a guest that edits `builtins` changes only itself.
"""

from __future__ import annotations

import builtins
import sys
from _frozen_importlib import BuiltinImporter
from _frozen_importlib_external import (
    BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    PathFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)
from _imp import extension_suffixes
from posix import environ

from cutaway.launcher.bundle import Bundle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any
else:
    ModuleType = type(sys)

PRIVATE_BUILTINS: dict[str, Any] = dict(builtins.__dict__)
"""What our modules see as their builtins: as the host has them at its start, whatever the guest does later."""


_RENAMED = ("__name__", "__package__", "__file__")


class PrivateSourceLoader(SourceFileLoader):
    """Loads one of our modules from source, with builtins of its own."""

    bundle: Bundle
    """Is told of every module that did not come from it."""

    def get_code(self, fullname: str) -> CodeType | None:
        """In: the module's name.  Out: its code.  Raises what reading and compiling it raises."""
        code: CodeType | None = super().get_code(fullname)
        if code is not None:
            self.bundle.noticed(fullname, self.path, self.is_package(fullname), code)
        return code

    def exec_module(self, module: ModuleType) -> None:
        """In: the new module.  Out: its code has run.  Raises ImportError as the host's loader does."""
        module.__dict__["__builtins__"] = PRIVATE_BUILTINS
        super().exec_module(module)


class PrivateSourcelessLoader(SourcelessFileLoader):
    """The same for a module that is there as .pyc only."""

    def exec_module(self, module: ModuleType) -> None:
        """In: the new module.  Out: its code has run.  Raises ImportError as the host's loader does."""
        module.__dict__["__builtins__"] = PRIVATE_BUILTINS
        super().exec_module(module)


class HostImports:
    """The host's import state before ours: modules, finders and hooks."""

    __slots__ = ("bundle", "frozen_names", "meta_path", "modules", "path_hooks", "warning_filters")

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        """Record the state.  In: sys.modules as it was before the first import of ours."""
        self.modules = modules
        self.bundle = Bundle(_bundle_path(), PRIVATE_BUILTINS)
        self.meta_path = list(sys.meta_path)
        self.path_hooks = list(sys.path_hooks)
        from _warnings import filters

        # Our copy of `warnings` reads -W again; the guest's copy will do so itself.
        self.warning_filters = list(filters)
        # Our copy of `importlib` renames the two frozen modules; the guest's copy will do so itself.
        self.frozen_names = [
            (module.__dict__, {name: module.__dict__.get(name) for name in _RENAMED})
            for module in (sys.modules["_frozen_importlib"], sys.modules["_frozen_importlib_external"])
        ]


def _bundle_path() -> str:
    """Answer where the bundle is, beside the .pyc files of this folder: one for each optimisation level and engine."""
    folder = __file__.rpartition("/")[0]
    optimize = f".opt-{sys.flags.optimize}" if sys.flags.optimize else ""
    engine = environ.get(b"CUTAWAY_ENGINE", b"native").decode("ascii", "replace")
    if not engine.replace("-", "").isalnum():
        engine = "native"
    return f"{folder}/__pycache__/start-{engine}.{sys.implementation.cache_tag}{optimize}.bundle"


class Deferred(ModuleType):
    """A module that is seldom needed: imported when something of it is asked for, as long as imports are ours."""

    def __getattr__(self, name: str) -> Any:
        """In: a name of the module.  Out: its value.  Raises AttributeError, also after the hand-over."""
        if name.startswith("__") or sys.modules.get(self.__name__) is not self:
            raise AttributeError(f"{self.__name__} was not imported before the hand-over; {name} is not there")
        del sys.modules[self.__name__]
        self.__dict__.update(__import__(self.__name__).__dict__)
        return self.__dict__[name] if name in self.__dict__ else super().__getattribute__(name)


def take_private_imports(modules: dict[str, ModuleType]) -> HostImports:
    """Make `import` give private copies.

    In: sys.modules as the host made it.  Out: the host's state, for `give_back`.
    """
    host = HostImports(modules)
    this_module = sys.modules[__name__]
    for name, module in list(sys.modules.items()):
        loader = getattr(module, "__loader__", None)
        if loader is not BuiltinImporter and not name.startswith("_frozen_importlib"):
            del sys.modules[name]
    sys.modules[__name__] = this_module  # one copy of PRIVATE_BUILTINS
    PrivateSourceLoader.bundle = host.bundle
    sys.meta_path[:] = [BuiltinImporter, host.bundle, PathFinder]
    sys.path_hooks[:] = [
        FileFinder.path_hook(
            (ExtensionFileLoader, extension_suffixes()),
            (PrivateSourceLoader, SOURCE_SUFFIXES),
            (PrivateSourcelessLoader, BYTECODE_SUFFIXES),
        )
    ]
    sys.path_importer_cache.clear()
    # `dataclasses` asks it for the text of classes without one, and ours have one; it brings nine modules along.
    sys.modules["inspect"] = Deferred("inspect")
    return host


def give_back(host: HostImports) -> None:
    """Put the host's import state back; from here on nothing of ours is in sys.modules."""
    from _warnings import _filters_mutated, filters  # type: ignore[attr-defined]

    host.bundle.keep()
    sys.modules.clear()
    sys.modules.update(host.modules)
    sys.meta_path[:] = host.meta_path
    sys.path_hooks[:] = host.path_hooks
    sys.path_importer_cache.clear()
    for namespace, names in host.frozen_names:
        for name, value in names.items():
            if value is None:
                namespace.pop(name, None)
            else:
                namespace[name] = value
    filters[:] = host.warning_filters
    _filters_mutated()
