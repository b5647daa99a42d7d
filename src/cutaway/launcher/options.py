"""Read python's own command line, as CPython 3.11 does.

    parse(["-O", "-X", "dev", "app.py", "--fast"])
    -> CommandLine(kind=FILE, target="app.py", argv=["app.py", "--fast"], host_options=["-O", "-X", "dev"], ...)

Options that the host reads at its own start are kept as they were written and handed to it; only those that we act on
ourselves are understood.  Where CPython would print something and stop (help, version, a mistake), the answer is
`refused`: the launcher lets the host itself print it.  Rules: `config_parse_cmdline` (Python/initconfig.c) and
Python/getopt.c.  This file is read before anything else of ours: it imports nothing.
"""

from __future__ import annotations

COMMAND, MODULE, FILE, STDIN = "command", "module", "file", "stdin"

_WITH_ARGUMENT = "cmWX"
_WITHOUT_ARGUMENT = "bBdEhiIOPqRsStuvVx?"
_OURS = "iqSx"
"""Options that change what we do after the host's start; `state_flags` in universe/sys_state.py makes them visible."""
_HASH_CHECKS = ("always", "never", "default")


class CommandLine:
    """What the command line asks for."""

    __slots__ = (
        "kind",
        "target",
        "argv",
        "host_options",
        "refused",
        "inspect",
        "quiet",
        "skip_first_line",
        "no_site",
    )

    def __init__(self) -> None:
        """Start as an empty command line is read: a program from standard input."""
        self.kind = STDIN
        self.target = ""
        """The command, the module's name or the file, as written."""
        self.argv: list[str] = []
        """What `sys.argv` starts as."""
        self.host_options: list[str] = []
        """Options to give to the host, in order."""
        self.refused = False
        """The host is to print a help text, a version or a complaint."""
        self.inspect = 0
        self.quiet = 0
        self.skip_first_line = False
        self.no_site = 0


def parse(arguments: list[str]) -> CommandLine:
    """Read the arguments after the program's name.  Out: what they ask for; never raises."""
    line = CommandLine()
    index = 0
    while index < len(arguments):
        argument = arguments[index]
        if len(argument) < 2 or argument[0] != "-":
            break
        index += 1
        if argument == "--":
            break
        if argument.startswith("--"):
            index = _long_option(line, argument, arguments, index)
        else:
            index = _short_options(line, argument, arguments, index)
        if line.refused:
            return line
        if line.kind != STDIN:
            line.argv = ["-c" if line.kind == COMMAND else "-m", *arguments[index:]]
            return line
    rest = arguments[index:]
    if rest and rest[0] != "-":
        line.kind = FILE
        line.target = rest[0]
    line.argv = rest or [""]
    return line


def _long_option(line: CommandLine, argument: str, arguments: list[str], index: int) -> int:
    """Take one `--option`.  Out: the index of the next argument."""
    if argument == "--check-hash-based-pycs" and index < len(arguments) and arguments[index] in _HASH_CHECKS:
        line.host_options += [argument, arguments[index]]
        return index + 1
    line.refused = True
    return index


def _short_options(line: CommandLine, argument: str, arguments: list[str], index: int) -> int:
    """Take one cluster such as `-OOu` or `-Wignore`.  Out: the index of the next argument."""
    position = 1
    while position < len(argument):
        letter = argument[position]
        position += 1
        if letter in _WITH_ARGUMENT:
            if position < len(argument):
                value = argument[position:]
            elif index < len(arguments):
                value = arguments[index]
                index += 1
            else:
                line.refused = True
                return index
            _option_with_argument(line, letter, value)
            return index
        if letter not in _WITHOUT_ARGUMENT or letter in "hV?":
            line.refused = True
            return index
        _option(line, letter)
    return index


def _option_with_argument(line: CommandLine, letter: str, value: str) -> None:
    if letter == "c":
        line.kind, line.target = COMMAND, value + "\n"
    elif letter == "m":
        line.kind, line.target = MODULE, value
    else:
        line.host_options += ["-" + letter, value]


def _option(line: CommandLine, letter: str) -> None:
    if letter == "i":
        line.inspect += 1
    elif letter == "q":
        line.quiet += 1
    elif letter == "S":
        line.no_site = 1
    elif letter == "x":
        line.skip_first_line = True
    else:
        line.host_options.append("-" + letter)
