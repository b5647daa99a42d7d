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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

PRIVATE_BUILTINS: dict[str, Any] = dict(builtins.__dict__)
"""What our modules see as their builtins: as the host has them at its start, whatever the guest does later."""


_RENAMED = ("__name__", "__package__", "__file__")


class PrivateSourceLoader(SourceFileLoader):
    """Loads one of our modules from source, with builtins of its own."""

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

    __slots__ = ("frozen_names", "meta_path", "modules", "path_hooks", "warning_filters")

    def __init__(self, modules: dict[str, ModuleType]) -> None:
        """Record the state.  In: sys.modules as it was before the first import of ours."""
        self.modules = modules
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
    sys.meta_path[:] = [BuiltinImporter, PathFinder]
    sys.path_hooks[:] = [
        FileFinder.path_hook(
            (ExtensionFileLoader, extension_suffixes()),
            (PrivateSourceLoader, SOURCE_SUFFIXES),
            (PrivateSourcelessLoader, BYTECODE_SUFFIXES),
        )
    ]
    sys.path_importer_cache.clear()
    return host


def give_back(host: HostImports) -> None:
    """Put the host's import state back; from here on nothing of ours is in sys.modules."""
    from _warnings import _filters_mutated, filters  # type: ignore[attr-defined]

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
