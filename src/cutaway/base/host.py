"""Facts about the host: the CPython that we live in.  The only module that asks for its version.

    host.VERSION  ->  (3, 11)

Room `bytecode/targets` turns the version into the sheet of its bytecode; nothing else may depend on it.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import MAGIC_NUMBER
from typing import Final

VERSION: Final[tuple[int, int]] = (sys.version_info.major, sys.version_info.minor)
"""Major and minor version; bytecode does not change below that."""

FULL_VERSION: Final = sys.version.split()[0]
"""The version in full, for reports: "3.11.7"."""

IMPLEMENTATION: Final = sys.implementation.name
"""Always "cpython" today; `cutaway doctor` says so where it is not."""

CACHE_TAG: Final[str] = sys.implementation.cache_tag
"""What names this Python in the names of its `.pyc` files."""

MAGIC: Final[bytes] = MAGIC_NUMBER
"""The first four bytes of a .pyc of this Python; the target's sheet says the same (tests/cache/test_magic.py)."""
