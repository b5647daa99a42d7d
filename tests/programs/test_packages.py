"""Packages from the index, unmodified, on our machine: `make programs` installs them; absent ones are skipped."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.oracle.harness import Invocation
from tests.programs.compare import GUESTS, same

pytestmark = pytest.mark.slow

# black without its compiled modules: pip install --target build/programs/pure --platform any --only-binary :all: black
PURE = Path(__file__).parents[2] / "build" / "programs" / "pure"

GUEST_OF = {
    "sympy": "integrate.py",
    "flask": "web_application.py",
    "jinja2": "render_template.py",
    "click": "click_command.py",
    "rich": "rich_table.py",
    "sqlalchemy": "orm.py",
    "numpy": "arrays.py",
}


def needs(package: str) -> None:
    """Skip the test where a package is not installed."""
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed; `make programs` installs it")


@pytest.mark.parametrize("package", GUEST_OF)
def test_package(package: str, engine: str) -> None:
    """A small program that uses the package."""
    needs(package)
    same(engine, Invocation((GUEST_OF[package],), folder=GUESTS, timeout=240))


@pytest.mark.parametrize("arguments", [("hello", "--count", "2", "Ann"), ("--help",), ("hello",), ("sum", "1", "x")])
def test_click_command_lines(arguments: tuple[str, ...], engine: str) -> None:
    """click's own messages and exit statuses."""
    needs("click")
    same(engine, Invocation(("click_command.py", *arguments), folder=GUESTS))


@pytest.mark.parametrize("options", [(), ("--diff", "-l", "60"), ("--check",)], ids=["format", "diff", "check"])
def test_black(options: tuple[str, ...], engine: str) -> None:
    """black, interpreted, formats a file."""
    if not (PURE / "black").is_dir():
        pytest.skip("pure black is not installed; `make programs` installs it")
    source = (GUESTS / "untidy.txt").read_text(encoding="utf-8")
    environment = (("PYTHONPATH", str(PURE)), ("BLACK_CACHE_DIR", "/dev/null/none"))
    same(engine, Invocation(("-m", "black", "-q", *options, "-"), stdin=source, environment=environment, timeout=240))


def test_pytest_runs_a_suite(engine: str, tmp_path: Path) -> None:
    """pytest with fixtures, parametrisation, a failing assertion that it explains, and a skip."""
    (tmp_path / "test_small.py").write_text((GUESTS / "small_suite.txt").read_text(encoding="utf-8"), encoding="utf-8")
    options = (
        f"--basetemp={tmp_path / 'base'}",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:hypothesispytest",
        "-v",
        "--tb=short",
    )
    found = same(engine, Invocation(("-m", "pytest", *options, "test_small.py"), folder=tmp_path, timeout=240))
    assert found.status == 1


def test_pip_lists_packages(engine: str) -> None:
    """pip itself runs as a guest."""
    needs("pip")
    same(engine, Invocation(("-m", "pip", "--version")))
    same(engine, Invocation(("-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"), timeout=240))
