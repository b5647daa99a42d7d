"""Verbs for names, variables, cells and imports."""

from __future__ import annotations

import sys
from types import CellType, ModuleType
from typing import TYPE_CHECKING, Any, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.frames import Frame, unbound_local

_MISSING: Final = object()


def undefined(name: str) -> NameError:
    """The exception for a name that is nowhere."""
    return NameError(f"name '{name}' is not defined", name=name)


def unbound_free(name: str) -> NameError:
    """The exception for an empty cell of an enclosing function."""
    return NameError(
        f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope", name=name
    )


def item_or_missing(names: Any, name: str) -> Any:
    """names[name] for any mapping; KeyError means that it is missing."""
    if type(names) is dict:
        return names.get(name, _MISSING)
    try:
        return names[name]
    except KeyError:
        return _MISSING


class NameVerbs:
    """See cutaway.machine.engine.Names."""

    import_function: Any = __import__
    """The __import__ that no one replaced, read when the machine is installed."""

    def load_global(self, frame: Frame, name: str) -> Any:
        value = item_or_missing(frame.globals, name)
        if value is _MISSING:
            value = item_or_missing(frame.builtins, name)
            if value is _MISSING:
                raise undefined(name)
        return value

    def store_global(self, frame: Frame, name: str, value: Any) -> None:
        dict.__setitem__(frame.globals, name, value)

    def delete_global(self, frame: Frame, name: str) -> None:
        if dict.pop(frame.globals, name, _MISSING) is _MISSING:
            raise undefined(name)

    def load_name(self, frame: Frame, name: str) -> Any:
        if frame.locals is None:
            raise SystemError(f"no locals when loading {name!r}")
        value = item_or_missing(frame.locals, name)
        if value is _MISSING:
            value = dict.get(frame.globals, name, _MISSING)
            if value is _MISSING:
                value = item_or_missing(frame.builtins, name)
                if value is _MISSING:
                    raise undefined(name)
        return value

    def store_name(self, frame: Frame, name: str, value: Any) -> None:
        if frame.locals is None:
            raise SystemError(f"no locals found when storing {name!r}")
        frame.locals[name] = value

    def delete_name(self, frame: Frame, name: str) -> None:
        if frame.locals is None:
            raise SystemError(f"no locals when deleting {name!r}")
        missing = False
        try:
            del frame.locals[name]
        except KeyError:
            missing = True
        if missing:
            raise undefined(name)

    def load_build_class(self, frame: Frame) -> Any:
        builder = item_or_missing(frame.builtins, "__build_class__")
        if builder is _MISSING:
            raise NameError("__build_class__ not found")
        return builder

    def setup_annotations(self, frame: Frame) -> None:
        if frame.locals is None:
            raise SystemError("no locals found when setting up annotations")
        if item_or_missing(frame.locals, "__annotations__") is _MISSING:
            frame.locals["__annotations__"] = {}

    # cells

    def make_cell(self, frame: Frame, number: int) -> None:
        variables = frame.variables
        variables[number] = CellType(variables[number]) if number in variables else CellType()

    def copy_free_vars(self, frame: Frame, count: int) -> None:
        closure = frame.closure or ()
        for i in range(count):
            frame.variables[frame.code.free_start + i] = closure[i]

    def load_deref(self, frame: Frame, number: int) -> Any:
        try:
            return frame.variables[number].cell_contents
        except ValueError:
            pass
        raise self.empty_cell(frame, number)

    def empty_cell(self, frame: Frame, number: int) -> NameError:
        """The exception for a cell without a value."""
        name = frame.code.local_names[number]
        return unbound_free(name) if number >= frame.code.free_start else unbound_local(name)

    def load_classderef(self, frame: Frame, number: int) -> Any:
        value = item_or_missing(frame.locals, frame.code.local_names[number])
        return self.load_deref(frame, number) if value is _MISSING else value

    def store_deref(self, frame: Frame, number: int, value: Any) -> None:
        frame.variables[number].cell_contents = value

    def delete_deref(self, frame: Frame, number: int) -> None:
        self.load_deref(frame, number)
        del frame.variables[number].cell_contents

    # imports

    def import_name(self, frame: Frame, name: str, fromlist: Any, level: Any) -> Any:
        function = item_or_missing(frame.builtins, "__import__")
        if function is _MISSING:
            raise ImportError("__import__ not found")
        arguments = (name, frame.globals, frame.locals, fromlist, level)
        return self.call_out(frame, function, arguments, None)

    if TYPE_CHECKING:

        def call_out(self, frame: Frame, callee: Any, arguments: Any, keywords: Any) -> Any: ...

    def import_from(self, frame: Frame, module: Any, name: str) -> Any:
        value = getattr(module, name, _MISSING)
        if value is not _MISSING:
            return value
        # A circular import may have put the submodule into sys.modules and not yet into its package.
        package = getattr(module, "__name__", None)
        if isinstance(package, str):
            value = sys.modules.get(f"{package}.{name}", _MISSING)
            if value is not _MISSING:
                return value
        raise self.cannot_import(module, name, package)

    def cannot_import(self, module: Any, name: str, package: Any) -> ImportError:
        """The exception for a name that a module does not have."""
        owner = package if isinstance(package, str) else "<unknown module name>"
        path = module.__dict__.get("__file__") if isinstance(module, ModuleType) else None
        reported = package if isinstance(package, str) else None
        if not isinstance(path, str):
            text = f"cannot import name {name!r} from {owner!r} (unknown location)"
            return ImportError(text, name=reported)
        initializing = getattr(getattr(module, "__spec__", None), "_initializing", False)
        what = "partially initialized module " if initializing else ""
        why = "most likely due to a circular import) (" if initializing else ""
        return ImportError(f"cannot import name {name!r} from {what}{owner!r} ({why}{path})", name=reported, path=path)

    def import_star(self, frame: Frame, module: Any) -> None:
        if frame.locals is None:
            raise SystemError("no locals found during 'import *'")
        names: Any = getattr(module, "__all__", NULL)
        listed = names is not NULL
        if not listed:
            namespace: Any = getattr(module, "__dict__", NULL)
            if namespace is NULL:
                raise ImportError("from-import-* object has no __dict__ and no __all__")
            names = list(namespace.keys())
        position = 0
        while True:
            try:
                name = names[position]
            except IndexError:
                return
            position += 1
            if not isinstance(name, str):
                raise self.name_of_wrong_type(module, name, listed)
            if listed or not name.startswith("_"):
                frame.locals[name] = getattr(module, name)

    def name_of_wrong_type(self, module: Any, name: Any, listed: bool) -> TypeError:
        """The exception for something in __all__ or __dict__ that is no string."""
        owner = module.__name__
        if not isinstance(owner, str):
            return TypeError(f"module __name__ must be a string, not {type(owner).__name__}")
        what, where = ("Item", "__all__") if listed else ("Key", "__dict__")
        return TypeError(f"{what} in {owner}.{where} must be str, not {type(name).__name__}")
