"""Build script: everything but the compiled engine is said in pyproject.toml.

The compiled engine is optional.  Where no C compiler or no CPython header is at hand the install still succeeds, and
the pure engine runs instead (`cutaway doctor` says which one and why).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

from distutils.ccompiler import new_compiler  # isort: skip
from distutils.command.build_scripts import build_scripts  # isort: skip
from distutils.errors import CCompilerError  # isort: skip
from distutils.sysconfig import customize_compiler  # isort: skip

# ---------------------------------------------------------------------------------------------------------------------
# The compiled engine (owner: the native room).  `extension_modules` answers the list of optional extensions.
# ---------------------------------------------------------------------------------------------------------------------


def extension_modules() -> list[Extension]:
    """Answer the extensions to build; each is `optional`, so that a failing build is a warning."""
    process = Extension("cutaway.universe.process", ["src/cutaway/universe/process.c"], optional=True)
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 11) or sys.platform != "linux":
        return [process]  # the substrate is made for CPython 3.11's own frames
    sources = Path(__file__).parent / "src"
    remove_outdated(sources)
    sys.path.insert(0, str(sources))
    try:
        from cutaway.native.build import extensions, typed_modules
    except ImportError as missing:
        print(f"cutaway: the compiled engine is left out: {missing}", file=sys.stderr)
        return [process]
    output = Path("build") / "native"
    return [process, *extensions(output), *typed_modules(output)]


def remove_outdated(folder: Path) -> None:
    """Remove the compiled twins of Python modules where one is out of date: they rely on one another."""
    twins = [path for path in folder.rglob("*.so") if _source(path).exists()]
    if any(source.stat().st_mtime > path.stat().st_mtime for path in twins for source in _sources(path)):
        for path in twins:
            path.unlink()


def _source(compiled: Path) -> Path:
    return compiled.with_name(compiled.name.partition(".")[0] + ".py")


def _sources(compiled: Path) -> list[Path]:
    source = _source(compiled)
    return [path for path in (source, source.with_suffix(".pxd")) if path.exists()]


class BuildAndRecord(build_ext):
    """Build the extensions, and write down beside them what was built: `cutaway doctor` compares."""

    def run(self) -> None:
        """Build, then record; nothing is recorded where nothing could be built."""
        super().run()
        built = [Path(path) for path in self.get_outputs() if Path(path).exists()]
        if self.inplace:
            built = [Path(self.get_ext_fullpath(extension.name)) for extension in self.extensions]
        record_build([path for path in built if path.exists()])


def record_build(built: list[Path]) -> None:
    """Write native/built.json: size and digest of each file, and what it was built with."""
    folder = next((path.parent for path in built if path.stem.startswith("substrate.")), None)
    if folder is None:
        return
    record = {
        "python": sys.version,
        "files": {
            os.path.relpath(path, folder.parent): {
                "size": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in sorted(built)
        },
    }
    (folder / "built.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------------
# The bundle of our modules' code, with which every guest starts (src/cutaway/launcher/bundle.py).
# ---------------------------------------------------------------------------------------------------------------------


class BuildAndBundle(BuildAndRecord):
    """Builds the extensions, then writes the bundle beside the modules that it holds."""

    def run(self) -> None:
        """Do both.  Without a bundle a start is slower and nothing else, so its failure is a warning too."""
        super().run()
        package = Path(__file__).parent / "src" / "cutaway" if self.inplace else Path(self.build_lib) / "cutaway"
        if sys.implementation.name != "cpython" or not package.is_dir():
            return
        sys.path.insert(0, str(Path(__file__).parent / "src"))
        try:
            from cutaway.launcher.bundling import write_bundle

            write_bundle(str(package.resolve()))
        except (ImportError, OSError, SyntaxError) as failure:
            print(f"cutaway: starting without a bundle: {failure}", file=sys.stderr)


# ---------------------------------------------------------------------------------------------------------------------
# `cutaway-python` and `cutaway`: shell scripts, and one compiled program in the place of both where a C compiler is.
# ---------------------------------------------------------------------------------------------------------------------


LAUNCHER = "src/cutaway/launcher/cutaway_python.c"
WITHOUT_LIBC = "-DLAUNCHER_WITHOUT_LIBC -ffreestanding -fno-stack-protector -fno-pie -fno-tree-loop-distribute-patterns"
WAYS = (
    (WITHOUT_LIBC, "-nostdlib -static -no-pie -s"),  # libc's own beginning is three quarters of what a start takes
    ("", "-static -s"),  # nothing to be found and bound at its start
    ("", ""),
)
"""How the launcher is built: options for the compiler, options for the linker; the first that works."""


class BuildScripts(build_scripts):
    """Build the scripts, and the launcher's C over them."""

    def run(self) -> None:
        """Leave the shell scripts where the compiler is missing or fails."""
        super().run()
        for options, link_options in WAYS:
            try:
                program = self.build_launcher(options.split(), link_options.split())
            except CCompilerError as failure:
                problem = str(failure)
                continue
            for name in ("cutaway-python", "cutaway"):
                shutil.copy(program, Path(self.build_dir) / name)
            return
        print(f"cutaway: the launchers stay shell scripts: {problem}", file=sys.stderr)

    def build_launcher(self, options: list[str], link_options: list[str]) -> Path:
        """Compile and link it.  Out: the program.  Raises CCompilerError, also where what was built does not run."""
        compiler = new_compiler()
        customize_compiler(compiler)
        known = [
            ("CUTAWAY_PYTHON", f'"python{sys.version_info[0]}.{sys.version_info[1]}"'),
            ("CUTAWAY_VERSION", f'"{self.distribution.get_version()}"'),
        ]
        folder = "build/launcher"
        objects = compiler.compile([LAUNCHER], output_dir=folder, macros=known, extra_postargs=options)
        compiler.link_executable(objects, "launcher", output_dir=folder, extra_preargs=link_options)
        program = Path(folder, "launcher").resolve()
        try:  # where there is no host to be found it says so, and ends with 127
            tried = subprocess.run([program], env={"PATH": "/nowhere"}, capture_output=True, check=False).returncode
        except OSError as failure:
            raise CCompilerError(f"a launcher was built that does not start: {failure}") from None
        if tried != 127:
            raise CCompilerError(f"a launcher was built that ends with {tried}")
        return program


# ---------------------------------------------------------------------------------------------------------------------

setup(ext_modules=extension_modules(), cmdclass={"build_ext": BuildAndBundle, "build_scripts": BuildScripts})
