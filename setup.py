"""Build script: everything but the compiled engine is said in pyproject.toml.

The compiled engine is optional.  Where no C compiler or no CPython header is at hand the install still succeeds, and the
plain engine runs instead (`cutaway doctor` says which one and why).
"""

from __future__ import annotations

from setuptools import Extension, setup

# ---------------------------------------------------------------------------------------------------------------------
# The compiled engine (owner: the native room).  `extension_modules` answers the list of optional extensions.
# ---------------------------------------------------------------------------------------------------------------------


def extension_modules() -> list[Extension]:
    """Answer the extensions to build; each is `optional`, so that a failing build is a warning."""
    return [
        Extension("cutaway.universe.process", ["src/cutaway/universe/process.c"], optional=True),
    ]


# ---------------------------------------------------------------------------------------------------------------------

setup(ext_modules=extension_modules())
