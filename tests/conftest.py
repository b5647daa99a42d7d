"""What every room's tests share: the option `--update` that rewrites golden files, and a cache folder of their own."""

from __future__ import annotations

import os
import tempfile

import pytest

# Records of .pyc files are kept below it: neither may the person's own be changed, nor may they change what is tested.
_CACHE_HOME = tempfile.TemporaryDirectory(prefix="cutaway-tests-")
os.environ["XDG_CACHE_HOME"] = _CACHE_HOME.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options to pytest's."""
    parser.addoption("--update", action="store_true", help="rewrite the golden files with what is printed now")
