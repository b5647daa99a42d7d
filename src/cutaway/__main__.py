"""The command `cutaway`: sends `run` straight to the launcher, everything else to the command line in show/cli.

cutaway run [python's options] FILE ARGUMENTS...        becomes the guest's process; nothing else is imported
cutaway show bytecode FILE                              click and rich, as any command-line tool
"""

from __future__ import annotations

import posix
import sys

from cutaway.base.budgets import VARIABLES, Budgets, parsed
from cutaway.base.errors import CutawayError
from cutaway.base.shared_objects import refuse_damaged_parts
from cutaway.launcher import guest_executable, launch

OUR_OPTIONS = {"--engine": "CUTAWAY_ENGINE", "--native": "CUTAWAY_NATIVE", **VARIABLES}
"""Options of `cutaway run` before python's own: each sets the variable that the processes of the program inherit."""
EXPLAIN = "CUTAWAY_EXPLAIN"


def main() -> None:
    """Do what the arguments of the process ask for; leaves by SystemExit or by becoming the guest."""
    command, *arguments = sys.argv[1:] or [""]
    if command == "run":
        budgets = _take_our_options(arguments)
        if arguments and arguments[0] != "--help":
            posix.putenv(EXPLAIN, "1")
            if budgets.seconds is not None:
                from cutaway.launcher.supervise import launch_supervised

                launch_supervised(budgets.seconds, guest_executable(), arguments)
            launch(guest_executable(), arguments)
    try:
        refuse_damaged_parts()
    except CutawayError as error:
        sys.stderr.write(f"cutaway: {error}\n")
        sys.exit(2)
    from cutaway.show.cli import main as command_line

    command_line()


def _take_our_options(arguments: list[str]) -> Budgets:
    """Take our own options from the front.  Out: the budgets.  Leaves by SystemExit where a value lacks or is wrong."""
    bounds: dict[str, str] = {}
    while arguments:
        option, equals, value = arguments[0].partition("=")
        if option not in OUR_OPTIONS:
            break
        del arguments[0]
        if not equals:
            if not arguments:
                sys.exit(f"cutaway run: {option} needs a value, as in {option}=...")
            value = arguments.pop(0)
        variable = OUR_OPTIONS[option]
        before = posix.environ.get(variable.encode(), b"").decode() if option == "--native" else ""
        value = f"{before},{value}" if before else value
        posix.environ[variable.encode()] = value.encode()
        posix.putenv(variable, value)
        if option in VARIABLES:
            bounds[option] = value or "nothing"
    try:
        return parsed(bounds)
    except ValueError as problem:
        sys.stderr.write(f"cutaway run: {problem}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
