"""The same folder of programs as for the command line."""

from tests.cli.conftest import programs

__all__ = ["programs"]
