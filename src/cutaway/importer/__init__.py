"""Our import machinery, in the place of the host's: asks the cache first and the compiler second.

    install(services)      from here on, imports compile with services.compile and use our cache
    uninstall()            the host's own methods again

The classes stay the host's (`SourceFileLoader`, `FileFinder`, `zipimporter`, ...): guests compare, subclass, pickle and
instantiate them, and `spec_from_file_location` makes them.  What these classes *do* is ours: their working methods are
replaced, so that every loader is ours, whoever made it.

finding     a folder's modules: FileFinder                 zip_files   modules in zip archives
loading     source and .pyc -> code object, cache kept     grafting    how methods are replaced
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType

from cutaway.cache import late
from cutaway.importer import finding, loading, zip_files
from cutaway.importer.grafting import Graft
from cutaway.importer.services import Assignment, Services

__all__ = ["Services", "install", "uninstall"]

_graft = Graft()


def install(services: Services, leave_to_host: Callable[[CodeType], None] | None = None) -> None:
    """Put our importer in place; a second call replaces the services.

    In: what compiles source, with the settings of the run; and how a code object is marked for the host's own loop, as
    those of the packages in `settings.left_to_host` are.
    """
    uninstall()
    if not getattr(services, "may_load_late", False):
        late.load_all()  # by the host's importer: ours would be asked for what it works with
    assignment = Assignment(services.settings.left_to_host, leave_to_host)
    loading.graft(_graft, services, assignment)
    finding.graft(_graft)
    zip_module = sys.modules.get("zipimport")
    if zip_module is not None:
        zip_files.graft(_graft, zip_module, services, assignment)


def uninstall() -> None:
    """Give the host's classes their own methods again."""
    _graft.undo()
