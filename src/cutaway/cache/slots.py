"""Slots: caches of their own for import hooks that change the tree between parser and compiler.

    from cutaway.cache.slots import transform_slot

    class Loader(importlib.machinery.SourceFileLoader):
        cache_slots = (transform_slot("typecheck", "1.2"),)

        def source_to_code(self, data, path, *, _optimize=-1): ...

Our importer looks at a loader's `cache_slots`, a tuple of such names in the order in which they change the tree.  A
hook that wraps another hook's loader gives that loader's slots and then its own: so two hooks at once share a cache
with each other and with nobody else, and in the other order they have another one, for the result may be another.

These caches are in the user's cache folder and not in `__pycache__`, where `pip uninstall` would leave them behind.
CPython's importer does not know them and takes `__pycache__` for every hook: there, a hook must bring its own names.
"""

from __future__ import annotations

from typing import Final

from cutaway.cache.digest import content_hash

ATTRIBUTE: Final = "cache_slots"
SLOTS: Final = "slots"
_LONGEST: Final = 100
"""Characters of a name of a folder, well below what file systems take."""


def transform_slot(name: str, version: str) -> str:
    """Name the slot of one hook.

    In: the hook's name, and whatever changes when its result may change: its version, its settings.
    Out: the slot.  Raises ValueError for an empty name.
    """
    if not name:
        raise ValueError("a slot needs the name of the hook")
    return f"{_plain(name)}@{_plain(version)}"


def folder_of(slots: tuple[str, ...], user_folder: str) -> str:
    """Answer the folder that holds the caches of some slots, in a tree like that of the sources."""
    label = "+".join(slots)
    if len(label) > _LONGEST or "/" in label:
        label = content_hash(label.encode("utf-8", "surrogateescape")).hex()
    return f"{user_folder}/{SLOTS}/{label}"


def _plain(text: str) -> str:
    """Keep what is safe in a file name and cannot be taken for our own marks; anything else by its hash."""
    if all(character.isalnum() or character in "._-" for character in text) and text not in (".", ".."):
        return text
    return content_hash(text.encode("utf-8", "surrogateescape")).hex()
