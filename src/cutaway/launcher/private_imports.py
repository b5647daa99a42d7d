"""Load our own modules, and the standard modules that we use, as copies that the guest never sees.

    imports = PrivateImports(roots)        our modules see its `__import__`; sys.modules is never touched
    takeover = imports.module("cutaway.universe.takeover")
    imports.hand_over(hide, apart, ...)    from here on, what is loaded is hidden at once

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
from _imp import extension_suffixes
from posix import stat

from cutaway.launcher import sources
from cutaway.launcher.bundle import Bundle, Found, is_unchanged, read_file
from cutaway.launcher.host_modules import CFinder, OriginalSys, copy_of, run_in_sys_modules
from cutaway.launcher.load import PRIVATE_BUILTINS, Load, takes_stand_ins
from cutaway.launcher.names import PACKAGE, STAND_INS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType, FunctionType, ModuleType
    from typing import Any

    Leads = Callable[[object, object], tuple[object, object]]
else:
    ModuleType = type(sys)
    FunctionType = type(lambda: None)

globals()["__builtins__"] = PRIVATE_BUILTINS

SHARED = frozenset(("sys", "builtins", "_frozen_importlib", "_frozen_importlib_external"))
"""Modules that we work *on* until the hand-over; of all others we keep a copy as they were at the host's start."""
_LOOK_AT_THEMSELVES = ("types", STAND_INS["types"])
"""Modules that take the types of frames and tracebacks from their own: hidden frames are in no traceback."""
_SUFFIX = extension_suffixes()[0]


class PrivateImports:
    """Our modules, and how more of them are loaded."""

    __slots__ = (
        "bundle",
        "codes",
        "complete",
        "first",
        "leads",
        "of_cython",
        "_apart",
        "_are_whole",
        "_hide",
        "_originals",
        "_roots",
        "_leave_to_host",
    )

    def __init__(self, roots: list[str], bundle: Bundle) -> None:
        """In: the folders that hold packages, ours first; the bundle."""
        self._roots = roots
        self.bundle = bundle
        self._hide: Callable[[CodeType], None] | None = None
        self._leave_to_host: Callable[[CodeType], None]
        self._are_whole: bool | None = None
        self._apart: Callable[[Callable[[], object]], object]
        self.leads: Leads | None = None
        """Leads the import statements of compiled modules of ours to us, once there are modules of the guest's."""
        self.of_cython: dict[str, ModuleType] = {}
        """What Cython would put into sys.modules."""
        self.codes: list[CodeType] = []
        """What ran before the hand-over and is to be hidden with it."""
        self.complete: dict[str, ModuleType] = {}
        for name in SHARED:
            self.complete[name] = sys.modules[name]
        for name in sys.builtin_module_names:
            module = sys.modules.get(name)
            if module is not None and name not in SHARED:
                self.complete[name] = copy_of(module)
        self.first = Load(self)
        """The load that ends with the hand-over."""
        self._originals = {"builtins": copy_of(builtins), "sys": OriginalSys()}

    def share(self, module: ModuleType) -> None:
        """Take a module that start.py has run, so that it is not run once more."""
        self.complete[module.__name__] = module
        self.codes += [each.__code__ for each in vars(module).values() if isinstance(each, FunctionType)]

    def module(self, name: str) -> ModuleType:
        """In: the full name of a module.  Out: it.  Raises ImportError."""
        return self.first.module(name)

    def hand_over(
        self,
        hide: Callable[[CodeType], None],
        apart: Callable[[Callable[[], object]], object],
        leave_to_host: Callable[[CodeType], None],
        leads: Leads | None = None,
    ) -> None:
        """End the first load.

        In: what hides one code object and all among its constants; what calls a function out of the garbage collector's
        sight; what leaves a code object to the host's own loop and hides it not; what leads the imports of compiled
        modules to ours.
        """
        self._apart, self._leave_to_host, self.leads = apart, leave_to_host, leads
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
            copy_of,
            run_in_sys_modules,
            takes_stand_ins,
            _is_there,
            is_unchanged,
            read_file,
        ):
            hide(function.__code__)
        self._hide = hide
        self.complete.update(self._originals)
        self.first.publish()

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

    def run(self, code: CodeType, namespace: dict[str, Any], name: str = "") -> None:
        """Run code of ours, out of sight.

        In: its module's name, where it is a module's: some look at their own frames, and are hidden when they have run.
        """
        if self._hide is None:
            self.codes.append(code)
            exec(code, namespace)
        elif name in _LOOK_AT_THEMSELVES:
            self._leave_to_host(code)
            try:
                exec(code, namespace)
            finally:
                self._hide(code)
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
        """Look for a module that is in no group.

        In: its name; where to look.  Out: its code, or the path of its extension file, or None.  Raises CutawayError
        for an extension file that is damaged.
        """
        child = name.rpartition(".")[2]
        # A module of ours may be compiled and plain.  Once the guest runs, the import statements of the compiled one
        # would lead to the guest's modules, be they half made, where nothing leads them here.
        if name.startswith(PACKAGE) and (self._hide is None or self.leads is not None):
            for folder in folders:
                path = f"{folder}/{child}{_SUFFIX}"
                if _is_there(path) and self._may_load(path):
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

    def _may_load(self, path: str) -> bool:
        """Answer whether a compiled file is whole.

        In the middle of a guest's run their plain halves serve where one is not: they rely on one another.
        """
        shared_objects = self.module("cutaway.base.shared_objects")
        if self._hide is None:
            shared_objects.insist_on(path)
        elif self._are_whole is None:
            self._are_whole = shared_objects.are_whole()
        return self._are_whole is not False

    def folders_of(self, package: ModuleType | None) -> list[str]:
        """Answer where to look for a package's modules; None for those without a package."""
        return self._roots if package is None else package.__path__  # type: ignore[return-value]


def _is_there(path: str) -> bool:
    try:
        stat(path)
    except OSError:
        return False
    return True
