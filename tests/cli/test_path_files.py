"""A `._pth` file beside the interpreter, or a link to it: sys.path, prefixes, flags and modules are CPython's."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import cutaway
from tests.cli.runners import HOST, LIMIT, OURS, environment

LIBRARY = sysconfig.get_path("stdlib")
WHOLE = f"{LIBRARY}\n{LIBRARY}/lib-dynload\n"
PROGRAM = """
import sys
for name in ("path", "prefix", "exec_prefix", "base_prefix", "base_exec_prefix", "executable", "_base_executable",
             "_stdlib_dir", "platlibdir", "flags", "orig_argv", "argv"):
    print(name, getattr(sys, name))
import os, importlib.util
for name, module in sorted(sys.modules.items()):
    spec = module.__spec__
    print(name, getattr(module, "__file__", None), getattr(module, "__path__", None),
          spec and (spec.origin, vars(spec.loader_state) if spec.origin == "frozen" else None))
print(sys.stdout.encoding, sys.stdout.errors)
"""
FILES = {
    "whole": WHOLE,
    "with_site": f"# our path\r\n{WHOLE}.  # here\n..\n\nfake//a/../b\nimport site\n",
    "other_imports": f"import os\n{WHOLE}import site, sys",
    "no_library": "fake\n",
    "library_in_a_comment": f"# {LIBRARY}\n",
    "empty": "",
    "too_long": (LIBRARY + "\n") * 1000,
    "not_text": WHOLE + "caf\udce9\n",
}
"""What the file says, by the name of the case."""


def outcomes(folder: Path, arguments: list[str], text: str, **variables: str) -> list[tuple[int, str, str]]:
    """Run CPython and Cutaway by links of one name that have a path file beside them."""
    found = []
    for interpreter in (HOST, OURS):
        link = folder / "python"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.realpath(interpreter))
        Path(f"{link}._pth").write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        done = subprocess.run(
            ["./python", *arguments],
            capture_output=True,
            text=True,
            errors="surrogateescape",
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env=environment(**variables),
            timeout=LIMIT,
        )
        # The fatal error names a thread by its address.
        shown = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("Current thread 0x"))
        found.append((done.returncode, done.stdout, shown))
    return found


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("options", [[], ["-I"], ["-S", "-X", "utf8"]], ids=" ".join)
def test_what_the_file_says(name: str, options: list[str], tmp_path: Path) -> None:
    theirs, ours = outcomes(tmp_path, [*options, "-c", PROGRAM, "a"], FILES[name])
    assert ours == theirs


VARIABLES = {
    "PYTHONPATH": "/nowhere",
    "PYTHONINSPECT": "1",
    "PYTHONOPTIMIZE": "2",
    "PYTHONIOENCODING": "latin-1:replace",
    "PYTHONSAFEPATH": "1",
    "PYTHONNOUSERSITE": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@pytest.mark.parametrize("name", VARIABLES)
def test_what_it_leaves_of_the_environment(name: str, tmp_path: Path) -> None:
    program = f"{PROGRAM}print(sorted(name for name in os.environ if name.startswith('PYTHON')))"
    theirs, ours = outcomes(tmp_path, ["-c", program], WHOLE, **{name: VARIABLES[name]})
    assert ours == theirs


def test_a_script_and_a_module(tmp_path: Path) -> None:
    """The folder of the script is not on sys.path."""
    (tmp_path / "neighbour.py").write_text("print('neighbour')")
    (tmp_path / "script.py").write_text("print('script', __file__)\nimport neighbour")
    for arguments in (["script.py"], ["-m", "neighbour"], ["-m", "this"]):
        theirs, ours = outcomes(tmp_path, arguments, WHOLE)
        assert ours == theirs, arguments


def test_beside_what_the_link_leads_to(tmp_path: Path) -> None:
    """Looked for beside the link first, and then beside the interpreter itself."""
    there = tmp_path / "bin"
    there.mkdir()
    launcher = there / "cutaway-python"
    launcher.write_bytes(Path(os.path.realpath(OURS)).read_bytes())
    launcher.chmod(0o755)
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "__editable__.cutaway-0.pth").write_text(str(Path(cutaway.__file__).parents[1]))
    Path(f"{launcher}._pth").write_text(f"{WHOLE}fake\n")
    link = tmp_path / "python"
    link.symlink_to(launcher)
    show = "import sys; print(sys.path[-1], sys.prefix, sys.flags.isolated)"
    variables = environment(CUTAWAY_HOST=sys.executable)
    told = subprocess.run([link, "-c", show], capture_output=True, text=True, env=variables, timeout=LIMIT)
    assert (told.stdout, told.stderr) == (f"{there}/fake {there} 1\n", "")


def test_base_interpreter_of_a_link(tmp_path: Path) -> None:
    """A link outside of a virtual environment is its own base interpreter; one in it has what it leads to."""
    show = "import sys; print(sys._base_executable)"
    found = []
    for interpreter in (HOST, OURS):
        link = tmp_path / "python"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.realpath(interpreter))
        shown = subprocess.run([link, "-c", show], capture_output=True, text=True, env=environment(), timeout=LIMIT)
        found.append(shown.stdout)
    assert found == [f"{tmp_path}/python\n"] * 2
