"""The compiled half of the machine: the host-compatible substrate and the loop generated from the instruction book.

    from cutaway import native
    native.install(engine="native", universe=True)      # every Python frame from now on is run by our loop

Where the extension was not built (no C compiler, no headers) the functions are missing and WHY_NOT_AVAILABLE says why;
`cutaway.machine.pure` runs everything then.  What makes the extension: build.py and generate.py, with the C-level
substrate in the `.pxi` files, each about one subject.
"""

from __future__ import annotations

try:
    from cutaway.native.installing import (
        ENGINES,
        Meter,
        counts,
        current_meter,
        end_audit,
        eval_function_is_taken,
        hide,
        hide_globals,
        install,
        leave_importing_to_host,
        mark_guest,
        mark_host,
        new_code,
        prepare,
        replace_builtins,
        run_metered,
        set_compiler,
        set_universe,
        stack_of,
        start_audit,
        uninstall,
        verified_count,
        vouch,
        who_runs,
    )
except ModuleNotFoundError:
    WHY_NOT_AVAILABLE = "the compiled engine was not built"
except ImportError as refusal:
    WHY_NOT_AVAILABLE = f"the compiled engine cannot be loaded: {refusal}"
else:
    WHY_NOT_AVAILABLE = ""

__all__ = [
    "ENGINES",
    "Meter",
    "WHY_NOT_AVAILABLE",
    "counts",
    "current_meter",
    "end_audit",
    "eval_function_is_taken",
    "hide",
    "hide_globals",
    "install",
    "leave_importing_to_host",
    "mark_guest",
    "mark_host",
    "new_code",
    "prepare",
    "replace_builtins",
    "set_compiler",
    "run_metered",
    "set_universe",
    "stack_of",
    "start_audit",
    "uninstall",
    "verified_count",
    "vouch",
    "who_runs",
]
