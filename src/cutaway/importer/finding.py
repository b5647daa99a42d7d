"""The modules of one folder: what `FileFinder` does.

In: a finder (its folder, its loaders, its listing of the folder) and a module's name.  Out: a spec, or None.

The listing is read again when the folder's time changes; a name that is not in it costs no look at the disk.
Rules: class FileFinder in Lib/importlib/_bootstrap_external.py.
"""

from __future__ import annotations

import sys
from _frozen_importlib import ModuleSpec, _verbose_message  # type: ignore[attr-defined]
from _frozen_importlib_external import FileFinder, _relax_case  # type: ignore[attr-defined]
from _stat import S_IFDIR, S_IFMT, S_IFREG
from posix import getcwd, listdir, stat
from types import FunctionType
from typing import Any

from cutaway.importer.grafting import Graft


def graft(onto: Graft) -> None:
    """Let every FileFinder look as this module does."""
    for name, function in (("find_spec", find_spec), ("_fill_cache", fill_cache)):
        assert isinstance(function, FunctionType)
        onto.replace(FileFinder, name, function)


def find_spec(self: Any, fullname: str, target: object = None) -> ModuleSpec | None:
    """Find a module in the finder's folder.

    Out: its spec; for a folder without `__init__` one without loader, a portion of a namespace package; else None.
    """
    name = fullname.rpartition(".")[2]
    _refresh(self)
    listing, listed_name = self._path_cache, name
    if _relax_case():
        listing, listed_name = self._relaxed_path_cache, name.lower()
    folder: str = self.path if self.path == "/" else self.path.rstrip("/")
    stem = f"/{name}" if folder == "/" else f"{folder}/{name}"
    in_folder = listed_name in listing
    if in_folder:
        for suffix, loader in self._loaders:
            path = f"{stem}/__init__{suffix}"
            if _kind(path) == S_IFREG:
                return self._get_spec(loader, fullname, path, [stem], target)  # type: ignore[no-any-return]
    verbose = sys.flags.verbose > 1
    for suffix, loader in self._loaders:
        if verbose:
            _verbose_message("trying {}", stem + suffix, verbosity=2)
        if listed_name + suffix in listing and _kind(stem + suffix) == S_IFREG:
            return self._get_spec(loader, fullname, stem + suffix, None, target)  # type: ignore[no-any-return]
    if in_folder and _kind(stem) == S_IFDIR:
        _verbose_message("possible namespace for {}", stem)
        spec = ModuleSpec(fullname, None)
        spec.submodule_search_locations = [stem]
        return spec
    return None


def _refresh(finder: Any) -> None:
    """Read the folder again if its time is not that of the listing."""
    try:
        mtime: float = stat(finder.path or getcwd()).st_mtime
    except OSError:
        mtime = -1
    if mtime != finder._path_mtime:
        finder._fill_cache()
        finder._path_mtime = mtime


def fill_cache(self: Any) -> None:
    """List the folder; one that is gone, is a file, or may not be read is empty."""
    try:
        names = listdir(self.path or getcwd())
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        names = []
    self._path_cache = set(names)
    # Where file names ignore case, PYTHONCASEOK may be set at any time: keep both listings.
    self._relaxed_path_cache = {name.lower() for name in names} if sys.platform == "darwin" else set()


def _kind(path: str) -> int:
    """Give a file's type bits; 0 where there is nothing.  Raises nothing for names that no file can have."""
    try:
        return S_IFMT(stat(path).st_mode)
    except (OSError, ValueError):
        return 0
