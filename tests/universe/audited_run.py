"""Start a guest as start.py does and report who ran its code.  Run by test_who_ran_it.py with `python -S`.

In: the folder of our sources, the guest's interpreter name, and python's command line.
Out: after the program's own output, one line of JSON: the guest's frames counted, and whatever the host's loop ran or
would run that is neither hidden nor ours.
"""

import sys

MODULES = dict(sys.modules)
GUEST_PATH = sys.path[1:]
ROOT, PROGRAM, *ARGUMENTS = sys.argv[1:]
sys.path = [ROOT, *(entry for entry in GUEST_PATH if entry.startswith(sys._stdlib_dir))]

from cutaway.launcher.options import parse  # noqa: E402
from cutaway.launcher.private_imports import take_private_imports  # noqa: E402

HOST = take_private_imports(MODULES)

import json  # noqa: E402
from types import FunctionType  # noqa: E402

from cutaway import native  # noqa: E402
from cutaway.universe import process, takeover  # noqa: E402

run_program = takeover.run_program
from cutaway.launcher.private_imports import PRIVATE_BUILTINS  # noqa: E402


def audited(session):
    native.start_audit()
    code = run_program(session)
    noted = native.end_audit()
    by_host = {
        f"{frame_code.co_filename}:{frame_code.co_firstlineno} {frame_code.co_qualname}"
        for who, frame_code in noted
        if who == "host" and not process.is_hidden(frame_code)
    }
    left = [
        f"{name}.{value.__qualname__}"
        for name, module in list(sys.modules.items())
        for value in list(vars(module).values())
        if isinstance(value, FunctionType)
        and value.__builtins__ is not PRIVATE_BUILTINS
        and native.who_runs(value.__code__) == "host"
    ]
    guests = sum(who == "guest" for who, _ in noted)
    print(json.dumps({"guests": guests, "by_host": sorted(by_host), "left": left}))
    return code


takeover.run_program = audited
takeover.take_over(takeover.Request(parse(ARGUMENTS), PROGRAM, ARGUMENTS, GUEST_PATH, ""), HOST)
