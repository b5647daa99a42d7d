"""The guest's `__main__`: made fresh, with the very attributes, in the very order, that CPython gives it."""

from __future__ import annotations

import builtins
import sys
from _frozen_importlib import BuiltinImporter
from types import ModuleType
from typing import Any


def make_main_module() -> dict[str, Any]:
    """Put a new `__main__` into sys.modules.  Out: its namespace.  Rule: `add_main_module` (Python/pylifecycle.c)."""
    module = ModuleType("__main__")
    namespace = module.__dict__
    namespace["__annotations__"] = {}
    namespace["__builtins__"] = builtins
    namespace["__loader__"] = BuiltinImporter
    sys.modules["__main__"] = module
    return namespace


def main_namespace() -> dict[str, Any]:
    """Answer the namespace of what is `__main__` now; made anew where the guest removed it (`PyImport_AddModule`)."""
    module = sys.modules.get("__main__")
    if not isinstance(module, ModuleType):
        module = sys.modules["__main__"] = ModuleType("__main__")
    return module.__dict__
