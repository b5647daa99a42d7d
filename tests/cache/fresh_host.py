"""What CPython writes: each file compiled in a process of its own, as `python3 -m py_compile` does.

In: paths on the command line, then "--", then a folder.  Out: N.pyc in the folder for the N-th path; none where
the host refuses the source.  A fresh process matters: the host's marshal looks at reference counts.
"""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
import warnings
from pathlib import Path


def compiled_by_host(sources: list[Path], folder: Path) -> dict[Path, bytes]:
    """Compile some sources with the host.  Out: the .pyc of each that it accepts."""
    command = [sys.executable, "-S", "-E", __file__, *map(str, sources), "--", str(folder)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    made = {source: folder / f"{number}.pyc" for number, source in enumerate(sources)}
    return {source: file.read_bytes() for source, file in made.items() if file.exists()}


def main(paths: list[str], folder: str) -> None:
    """Fork for each path, so that each starts from the same bare state."""
    warnings.simplefilter("ignore")
    for number, path in enumerate(paths):
        child = os.fork()
        if child == 0:
            try:
                py_compile.compile(path, cfile=f"{folder}/{number}.pyc", doraise=True)
            finally:
                os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:-2], sys.argv[-1])
