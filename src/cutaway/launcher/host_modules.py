"""Modules of the host's as ours get them: copies of what the guest may change, and what is written in C.

copy_of(builtins)                               the names as they are now
OriginalSys()                                   `sys`, whose functions stay as they were
run_in_sys_modules(module, run, ours, None)     runs a module in C, whose imports go to sys.modules
"""

from __future__ import annotations

import builtins
import sys
from _frozen_importlib import ModuleSpec

from cutaway.launcher.names import STAND_INS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any
else:
    ModuleType = type(sys)

globals()["__builtins__"] = dict(builtins.__dict__)  # private_imports.py says why

_ASKED_FOR = ("collections", "collections.abc")
"""What modules in C import that ours load in the middle of a guest's run (`array`)."""


def copy_of(module: ModuleType) -> ModuleType:
    """Copy a module of the host's: the guest may set its names to anything."""
    copy = ModuleType(module.__name__)
    copy.__dict__.update(module.__dict__)
    return copy


def run_in_sys_modules(
    module: ModuleType,
    run: Callable[[ModuleType], int],
    ours: Callable[[str], ModuleType],
    noted: ModuleType | None,
) -> None:
    """Run a module written in C; the host notes some of them in sys.modules, where they are not to stay.

    In: the module, what runs it, what answers a module of ours, and what sys.modules had under its name.
    """
    name = module.__name__
    with_us = CFinder(ours)
    finders = getattr(sys, "meta_path", None)  # the guest's by now, perhaps
    at_the_end: dict[str, Any] = {}
    if type(finders) is list:
        finders.insert(0, with_us)
    else:  # the host is ending the process, or the guest has done as much
        at_the_end = {each: sys.modules.get(each, with_us) for each in _ASKED_FOR}
        sys.modules.update({each: with_us.create_module(ModuleSpec(each, None)) for each in _ASKED_FOR})
    try:
        run(module)
    finally:
        if type(finders) is list:
            finders.remove(with_us)
        for imported, before in at_the_end.items():
            if before is with_us:
                del sys.modules[imported]
            else:
                sys.modules[imported] = before
        for imported in with_us.given:
            sys.modules.pop(imported, None)
    if noted is None:
        sys.modules.pop(name, None)
    else:
        sys.modules[name] = noted


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


class CFinder:
    """Gives our modules to compiled modules of ours, whose import statements go to sys.modules whatever we do."""

    __slots__ = ("_ours", "given")

    def __init__(self, ours: Callable[[str], ModuleType]) -> None:
        """In: what answers a module of ours, by its name."""
        self._ours = ours
        self.given: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Answer for every module that the guest has not imported yet: what we give it does not keep."""
        self.given.append(name)
        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Give the module; of `collections`, nothing but its `abc` is asked for (by `array`)."""
        if spec.name == "collections":
            return ModuleType(spec.name)
        return self._ours(STAND_INS.get(spec.name, spec.name))

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: it has run."""
