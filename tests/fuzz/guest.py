"""Run a folder of fuzz programs, each in a fresh namespace: this file is the guest of every engine.

    python guest.py FOLDER     in: FOLDER/prelude.py, FOLDER/*.py; out: FOLDER/outcomes.json, {program: what it printed}

The text of a program's outcome is its output, then, if it ends with an exception, the traceback as CPython prints it.
"""

import gc
import io
import json
import sys
from importlib import import_module
from pathlib import Path

# What programs import is here already: a program that profiles an import would see that the machine's importer, unlike
# CPython's, is no Python code of the guest's.
LOADED = [import_module(name) for name in ("asyncio", "collections", "functools", "math", "os.path", "types")]


def run(path, prelude):
    """Run one program.  Out: all that it printed, and how it ended."""
    printed = io.StringIO()
    sys.stdout = sys.stderr = printed
    try:
        namespace = {"__name__": "program", "__file__": str(path)}
        exec(prelude, namespace)
        try:
            exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), namespace)
        except BaseException as error:
            error.__traceback__ = error.__traceback__.tb_next
            sys.__excepthook__(type(error), error, error.__traceback__)
        namespace.clear()
        gc.collect()
    finally:
        sys.settrace(None)
        sys.setprofile(None)
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return printed.getvalue()


def main(folder):
    """Run all programs of a folder; the outcomes are written after each, so that a crash loses none."""
    gc.disable()
    prelude = compile((folder / "prelude.py").read_text(encoding="utf-8"), str(folder / "prelude.py"), "exec")
    with Path(sys.argv[2]).open("w", encoding="utf-8") as outcomes:
        for path in sorted(folder.glob("program_*.py")):
            outcomes.write(json.dumps([path.stem, run(path, prelude)]) + "\n")
            outcomes.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
