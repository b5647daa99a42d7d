"""The command `cutaway`: sends `run` straight to the launcher, everything else to the command line in show/cli.

cutaway run [python's options] FILE ARGUMENTS...        becomes the guest's process; nothing else is imported
cutaway show bytecode FILE                              click and rich, as any command-line tool
"""

from __future__ import annotations

import sys

from cutaway.launcher import guest_executable, launch

PROMPT_OPTIONS = ["-i"]


def main() -> None:
    """Do what the arguments of the process ask for; leaves by SystemExit or by becoming the guest."""
    command, *arguments = sys.argv[1:] or [""]
    if command == "run" and arguments[:1] not in ([], ["--help"]):
        launch(guest_executable(), arguments)
    from cutaway.show.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
