"""Run one program in embedded mode: `python guest_runner.py ENGINE PROGRAM`; "host" leaves it to the host's loop.

"native-noguesses" is the native engine as it is on a host whose dicts, instances and classes it does not know.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    engine, path = sys.argv[1:3]
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    if engine != "host":
        from cutaway import native
        from cutaway.native import installing

        if engine == "native-noguesses":
            installing.NO_GUESSES, engine = "a dict has 7 bytes here", "native"
        native.hide(sys._getframe().f_code)
        native.mark_guest(code)
        native.install(engine)
    exec(code, {"__name__": "__main__"})


if __name__ == "__main__":
    main()
