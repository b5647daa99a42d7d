"""A `._pth` file beside a link to the interpreter is not read.

`python._pth` beside `python` replaces `sys.path` and isolates the interpreter; on Linux it works for a link to the
binary. Beside a link to `cutaway-python` it is ignored.

**Why:** the host reads such a file at its own start, by the name that it is started under, and would then find nothing
of ours. Known from embedded Python on Windows; hardly used elsewhere.

**Instead:** `-I` with a `.pth` file, or a virtual environment made by `cutaway-python -m venv`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.oracle.harness import HOST, interpreter

AREA = "The process"
KIND = "not done yet"
ENGINES = "all"


def test_the_file_is_ignored(tmp_path: Path) -> None:
    isolated = []
    for engine in ("native", HOST):
        link = tmp_path / f"{engine}-python"
        link.symlink_to(os.path.realpath(interpreter(engine)[0]))
        Path(f"{link}._pth").write_text("\n".join(entry for entry in sys.path if entry) + "\n")
        told = subprocess.run(
            [link, "-c", "import sys; print(sys.flags.isolated)"], capture_output=True, text=True, check=True
        )
        isolated.append(told.stdout)
    assert isolated == ["0\n", "1\n"]
