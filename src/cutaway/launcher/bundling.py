"""What a bundle holds, and when it is written.

write_bundle("build/lib/cutaway")      at install: setup.py
keep_up_to_date(imports)               at a start that found a source changed, before the hand-over
"""

from __future__ import annotations

import sys
from _stat import S_ISDIR
from posix import listdir, stat

from cutaway.launcher.bundle import BUNDLE, Bundle, Found, roots_of
from cutaway.launcher.private_imports import PACKAGE, PrivateImports
from cutaway.launcher.sources import compiled

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


def write_bundle(package: str) -> None:
    """Write the bundle of an installation.  In: the folder of our package.  Raises OSError or SyntaxError."""
    roots = roots_of(package)
    Bundle(package + "/launcher" + BUNDLE, roots).keep(_everything(roots))


def keep_up_to_date(imports: PrivateImports) -> None:
    """Write the bundle anew, where .pyc files are written at all.  What cannot be written is no error."""
    if not sys.dont_write_bytecode and not sys.flags.optimize and sys.pycache_prefix is None:
        imports.bundle.keep(_everything(imports.folders_of(None)))


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
                yield compiled(name.removesuffix(".__init__"), path, entry == "__init__.py")
    for name in STANDARD:
        path = f"{library}/{name.replace('.', '/')}"
        is_package = name in PACKAGES
        yield compiled(name, path + ("/__init__.py" if is_package else ".py"), is_package)
