"""Why the compiled engine is not there: never built, or built for another Python.

why_not_found()  ->  "the compiled engine was built for cpython-310-x86_64-linux-gnu, and this is cpython-311-..."
"""

from __future__ import annotations

from _imp import extension_suffixes
from posix import listdir

from cutaway.base.shared_objects import FOLDER


def why_not_found(folder: str = FOLDER + "/native") -> str:
    """Say it in one sentence.  In: the folder where the engine would be.  The name of a file tells who can load it."""
    others = sorted(name for name in listdir(folder) if name.startswith("substrate.") and name.endswith(".so"))
    if not others:
        return "the compiled engine was not built"
    ours = extension_suffixes()[0].split(".")[1]
    return f"the compiled engine was built for {others[0].split('.')[1]}, and this is {ours}"
