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

from cutaway.launcher.boot import private_imports  # noqa: E402

IMPORTS = private_imports()
native = IMPORTS.module("cutaway.native")
process = IMPORTS.module("cutaway.universe.process")
takeover = IMPORTS.module("cutaway.universe.takeover")
parse = IMPORTS.module("cutaway.launcher.options").parse
FunctionType = type(lambda: None)

run_program = takeover.run_program


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
        and not process.is_hidden(value.__code__)
        and native.who_runs(value.__code__) == "host"
    ]
    guests = sum(who == "guest" for who, _ in noted)
    print(repr({"guests": guests, "by_host": sorted(by_host), "left": left}))
    return code


takeover.run_program = audited
takeover.take_over(takeover.Request(parse(ARGUMENTS), PROGRAM, ARGUMENTS, MODULES, GUEST_PATH, ""), IMPORTS)
