"""The command line, but for `cutaway run` and `cutaway-python`, which never come here (see cutaway/__main__.py)."""

from __future__ import annotations

from cutaway.show.cli.command_line import main

__all__ = ["main"]
