"""What every room's tests share: the `--update` option that rewrites golden files."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options to pytest's."""
    parser.addoption("--update", action="store_true", help="rewrite the golden files with what is printed now")
