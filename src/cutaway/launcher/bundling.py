"""What a bundle holds, and when it is written.

write_bundle("build/lib/cutaway")      at install: setup.py
keep_up_to_date(imports)               at a start that found a source changed, before the hand-over
"""

from __future__ import annotations

import sys
from _stat import S_ISDIR
from posix import listdir, stat

from cutaway.base.shared_objects import TYPED
from cutaway.launcher.bundle import BUNDLE, Found, read_file, roots_of
from cutaway.launcher.names import ENGINES_IN_PYTHON, OTHER_NAMES, PACKAGE, STAND_INS
from cutaway.launcher.private_imports import PrivateImports
from cutaway.launcher.shortening import shortened
from cutaway.launcher.sources import compiled
from cutaway.launcher.writing import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = (
    "__future__",
    "_collections_abc",
    "_weakrefset",
    "ast",
    "codecs",
    "collections",
    "contextlib",
    "copyreg",
    "enum",
    "functools",
    "keyword",
    "operator",
    "re",
    "re._casefix",
    "re._compiler",
    "re._constants",
    "re._parser",
    "reprlib",
    "stat",
    "struct",
    "types",
    "weakref",
    "abc",
    "posixpath",
    "genericpath",
)
"""Modules of the standard library that ours import while a guest runs; others come from their own files."""
PACKAGES = frozenset(("collections", "re"))
NEVER_IN_A_GUEST = frozenset(("show", "__main__.py"))


FIRST = (
    "cutaway",
    "cutaway.launcher",
    "cutaway.launcher.first",
    "cutaway.launcher.bundle",
    "cutaway.launcher.sources",
    "cutaway.launcher.names",
    "cutaway.launcher.host_modules",
    "cutaway.launcher.load",
    "cutaway.launcher.options",
    "cutaway.launcher.private_imports",
    "cutaway.launcher.boot",
)
"""What start.py runs, in this order."""
_FAMILIES = "calls conditions exceptions imports names operators statements"
GROUPS = (
    ("cutaway.base.shared_objects", "cutaway.base.errors", "cutaway.universe"),
    ("cutaway.universe.takeover", "cutaway.native", "cutaway.native.installing"),
    ("cutaway.compiler", *[f"cutaway.compiler.codegen.{family}" for family in _FAMILIES.split()]),
)
"""What is read together: these modules, with all that their first import statements lead to.

The first group is what is needed before C can help with the others (boot.py).  Of code generation, those families that
the lines of .pth files and most programs need.
"""
WHOLE = (ENGINES_IN_PYTHON, "cutaway.bytecode.book", "cutaway.bytecode.define")
"""Modules that are kept as they are: some of them are read by others of them, annotations and all."""

_COMPILED = {f"cutaway.{name.replace('/', '.')}" for name in TYPED}
"""Modules whose compiled form is loaded, where there is one."""


def write_bundle(package: str) -> None:
    """Write the bundle of an installation.  In: the folder of our package.  Raises OSError or SyntaxError."""
    roots = roots_of(package)
    write(package + "/launcher" + BUNDLE, roots, _everything(roots), FIRST, _groups)


def keep_up_to_date(imports: PrivateImports) -> None:
    """Write the bundle anew, where .pyc files are written at all.  What cannot be written is no error."""
    if not sys.dont_write_bytecode and not sys.flags.optimize and sys.pycache_prefix is None:
        roots = imports.folders_of(None)
        write(imports.bundle.path, roots, _everything(roots), FIRST, _groups)


def _everything(roots: list[str]) -> Iterator[Found]:
    root, library, _ = roots
    folders = [f"{root}/{PACKAGE}"]
    while folders:
        folder = folders.pop()
        entries = set(listdir(folder))
        for entry in sorted(entries):
            path = f"{folder}/{entry}"
            if entry in NEVER_IN_A_GUEST:
                continue
            if S_ISDIR(stat(path).st_mode) and entry != "__pycache__":
                folders.append(path)
            elif entry.endswith(".py"):
                name = path[len(root) + 1 : -3].replace("/", ".")
                yield _ours(name.removesuffix(".__init__"), path, entry == "__init__.py")
    for name in STANDARD:
        path = f"{library}/{name.replace('.', '/')}"
        is_package = name in PACKAGES
        yield compiled(name, path + ("/__init__.py" if is_package else ".py"), is_package)


def _ours(name: str, path: str, is_package: bool) -> Found:
    if name.startswith(WHOLE):
        return compiled(name, path, is_package)
    code, imports = shortened(name, read_file(path), path, is_package, _called)
    return Found(name, path, is_package, code, imports)


def _called(name: str) -> str:
    """Answer the full name of the module that a module of ours gets for a name."""
    return STAND_INS.get(name) or OTHER_NAMES.get(name) or name


def _groups(modules: dict[str, Found]) -> list[list[str]]:
    """Choose what is read together.  In: all modules.  Out: lists of names, no name in two of them."""
    taken = set(FIRST)
    groups = []
    for wanted in GROUPS:
        group: list[str] = []
        left = list(reversed(wanted))
        while left:
            name = left.pop()
            if name in taken or name not in modules or name in _COMPILED or not name.startswith(PACKAGE):
                continue
            taken.add(name)
            group.append(name)
            left.append(name.rpartition(".")[0])
            for source, names in modules[name].imports:
                left.append(source)
                left += [f"{source}.{there}" for there, _ in names]
        groups.append(group)
    return groups
