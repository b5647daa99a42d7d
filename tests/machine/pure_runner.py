"""Run one file on the pure substrate, beside the host's own modules: python pure_runner.py FILE

The child process of test_pure.py; whole processes (`cutaway-python` with CUTAWAY_ENGINE=pure) are tests/oracle's.
"""

from __future__ import annotations

import builtins
import sys
import types

from cutaway.machine import pure


def main(path: str) -> None:
    """Run the file as `__main__`."""
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=builtins)
    sys.modules["__main__"] = module
    pure.install()
    pure.run_code(code, module.__dict__)


main(sys.argv[1])
