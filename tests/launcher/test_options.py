"""What the launcher keeps for the host, what it reads itself, and what it lets the host complain about."""

from __future__ import annotations

import pytest

from cutaway.launcher.options import COMMAND, FILE, MODULE, STDIN, parse


def test_file_with_arguments() -> None:
    line = parse(["-O", "-Xdev", "-W", "ignore", "app.py", "-O", "x"])
    assert (line.kind, line.target, line.argv) == (FILE, "app.py", ["app.py", "-O", "x"])
    assert line.host_options == ["-O", "-X", "dev", "-W", "ignore"]
    assert not line.refused


def test_cluster() -> None:
    line = parse(["-OOiqcprint(1)", "a"])
    assert (line.kind, line.target, line.argv) == (COMMAND, "print(1)\n", ["-c", "a"])
    assert line.host_options == ["-O", "-O"]
    assert (line.inspect, line.quiet) == (1, 1)


def test_module() -> None:
    line = parse(["-Sm", "json.tool", "--x"])
    assert (line.kind, line.target, line.argv, line.no_site) == (MODULE, "json.tool", ["-m", "--x"], 1)
    assert line.host_options == []


@pytest.mark.parametrize(("arguments", "argv"), [([], [""]), (["-"], ["-"]), (["-", "a"], ["-", "a"]), (["--"], [""])])
def test_standard_input(arguments: list[str], argv: list[str]) -> None:
    line = parse(arguments)
    assert (line.kind, line.argv) == (STDIN, argv)


def test_two_dashes_end_the_options() -> None:
    assert parse(["--", "-x.py"]).target == "-x.py"


@pytest.mark.parametrize(
    "arguments",
    [["-Z"], ["-c"], ["--foo"], ["-h"], ["-V"], ["--help-all"], ["--check-hash-based-pycs", "x"], ["-OJ"], ["-i?"]],
    ids=" ".join,
)
def test_refused(arguments: list[str]) -> None:
    assert parse(arguments).refused
