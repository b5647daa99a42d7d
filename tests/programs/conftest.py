"""Every test of a real program runs under each engine of ORACLE_ENGINES: native and plain, where it is not set."""

from __future__ import annotations

import os

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that names `engine` one case per engine."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", os.environ.get("ORACLE_ENGINES", "native,plain").split(","))
