"""Mutations that once ended the process, each as a program of its own."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "a loop over what is no iterator": """
import types
types.FunctionType((lambda: [x for x in y]).__code__.co_consts[1], {})(7)
""",
}
