"""Build script: everything but the compiled engine is said in pyproject.toml.

The compiled engine is optional.  Where no C compiler or no CPython header is at hand the install still succeeds, and the
plain engine runs instead (`cutaway doctor` says which one and why).
"""

from __future__ import annotations

from setuptools import setup

# ---------------------------------------------------------------------------------------------------------------------
# The compiled engine (owner: the native room).  `extension_modules` answers the list of optional extensions.
# ---------------------------------------------------------------------------------------------------------------------


def extension_modules() -> list[object]:
    """Answer the extensions to build; each is `optional`, so that a failing build is a warning."""
    return []


# ---------------------------------------------------------------------------------------------------------------------

setup(ext_modules=extension_modules())
