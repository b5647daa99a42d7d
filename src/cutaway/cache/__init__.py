"""The bytecode cache: code objects <-> `.pyc` files, in CPython's own format, and what we remember of each.

marshal_write  code object -> bytes          marshal_read    bytes -> code object, or where and why not
header         the first 16 bytes            paths           greet.py <-> __pycache__/greet.cpython-311.pyc
freshness      may this file be used?        magic           which Python wrote a file
record         what a header cannot tell     record_store    the records, in the user's cache folder (folders)
source_facts   a source as `stat` sees it    digest          the hash of content
reading        bytes of a fresh file -> code marshal_bounds  are bytes of anybody's safe to load?
store          written beside, then moved    keeping         record and .pyc put in place together
slots          caches of hooks that change the tree
examine        why is a cache used, or not?  survey          every file of a tree's caches
cleaning       what of it is ours            compare         where two code objects differ
explain        every byte range of a file

This room knows files and formats, and nothing of the compiler; the importer brings the two together.

    cutaway.cache.why("app.py")                      what an import would find, and the reason (examine.Report)
    cutaway.cache.transform_slot("name", "1.0")      a cache for an import hook that changes the tree (slots)
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cutaway.cache.examine import why
    from cutaway.cache.slots import transform_slot

__all__ = ["transform_slot", "why"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for: every start of a guest imports this package."""
    if name == "why":
        from cutaway.cache.examine import why

        return why
    if name == "transform_slot":
        from cutaway.cache.slots import transform_slot

        return transform_slot
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
