"""Where the sources of the large comparisons come from: the host's library, and packages of the package index.

library()      every .py file of the host's Lib, Lib/test included
packages()     every .py file of the wheels named in PACKAGES, downloaded once into build/corpora
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

PACKAGES = (
    "django",
    "sympy",
    "sqlalchemy",
    "scipy",
    "numpy",
    "matplotlib",
    "scikit-learn",
    "ansible-core",
    "setuptools",
    "pip",
    "jax",
)
FOLDER = Path(__file__).resolve().parents[2] / "build" / "corpora"
LIBRARY = Path(sysconfig.get_path("stdlib"))


def library() -> list[Path]:
    """Give the files of the host's library, without what was installed beside it."""
    return [path for path in _sources(LIBRARY) if "site-packages" not in path.parts]


def packages() -> list[Path]:
    """Give the files of all packages, after downloading those that are not there."""
    wheels = FOLDER / "wheels"
    for name in PACKAGES:
        if not list(wheels.glob(f"{name.replace('-', '_')}-*.whl")):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            subprocess.run([*command, "--dest", str(wheels), name], check=True)
    for wheel in sorted(wheels.glob("*.whl")):
        _unpack(wheel, FOLDER / wheel.name.split("-")[0])
    return [path for path in _sources(FOLDER) if "wheels" not in path.parts]


def _unpack(wheel: Path, folder: Path) -> None:
    """Unpack the Python files of a wheel; a folder is complete once it has its final name."""
    if folder.exists():
        return
    unfinished = folder.with_suffix(".unfinished")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unfinished, [name for name in archive.namelist() if name.endswith(".py")])
    unfinished.rename(folder)


def versions() -> list[str]:
    """Name the packages that were unpacked, with their versions."""
    return ["-".join(wheel.name.split("-")[:2]) for wheel in sorted((FOLDER / "wheels").glob("*.whl"))]


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))
