"""Private names: inside `class Word`, the name `__x` means `_Word__x`.

    mangle("_Word", "__x")    ->  "_Word__x"
    mangle("Word", "__x__")   ->  "__x__"
    mangle(None, "__x")       ->  "__x"          outside every class

Source of the rule: language reference, "Identifiers (Names)"; `_Py_Mangle` in Python/compile.c.
"""

from __future__ import annotations


def mangle(class_name: str | None, name: str) -> str:
    """Give the name that the guest's namespace really holds.

    In: the innermost class's name (None outside classes) and the name as written.  Raises nothing.
    """
    if class_name is None or not name.startswith("__"):
        return name
    # Names with a dot are module paths in import statements; they are never private.
    if name.endswith("__") or "." in name:
        return name
    stripped = class_name.lstrip("_")
    if not stripped:
        return name
    return f"_{stripped}{name}"
