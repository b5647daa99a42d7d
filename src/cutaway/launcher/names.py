"""Names that lead our modules elsewhere than they lead everybody else: our own package, and the stand-ins."""

from __future__ import annotations

PACKAGE = "cutaway"
STAND_INS = {
    "ast": "cutaway.launcher.stand_ins.ast",
    "collections.abc": "cutaway.launcher.stand_ins.collections_abc",
    "dataclasses": "cutaway.launcher.stand_ins.dataclasses",
    "enum": "cutaway.launcher.stand_ins.enum",
    "functools": "cutaway.launcher.stand_ins.functools",
    "os": "cutaway.launcher.stand_ins.os",
    "types": "cutaway.launcher.stand_ins.types",
    "typing": "cutaway.launcher.stand_ins.typing",
}
"""Modules that ours get in a small form: launcher/stand_ins/__init__.py says why."""
LOOKED_UP_BY = "_of_"
"""The builtin of ours that looks up a class of errors when it is needed: errors_at_need.py."""
ENGINES_IN_PYTHON = "cutaway.machine."
OTHER_NAMES = {"os.path": "posixpath"}
"""Modules that the standard library names otherwise than their files are named."""
