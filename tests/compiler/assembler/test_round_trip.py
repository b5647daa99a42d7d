"""Real code objects taken apart into blocks and assembled again are the same."""

from __future__ import annotations

import argparse
import asyncio.streams
import contextlib
import dataclasses
import inspect
import types
from collections.abc import Iterator

import pytest

from cutaway.bytecode.targets import current
from cutaway.compiler.assembler import assemble_graph
from cutaway.compiler.flowgraph.passes.direct_jumps import direct_jumps
from tests.compiler.graph_of_code import graph_of_code

FIELDS = [name for name in dir(types.CodeType) if name.startswith("co_") and name not in ("co_lines", "co_positions")]


def codes_of(code: types.CodeType) -> Iterator[types.CodeType]:
    """A code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_of(constant)


@pytest.mark.parametrize(
    "module", [argparse, asyncio.streams, contextlib, dataclasses, inspect], ids=lambda m: m.__name__
)
def test_round_trip(module: types.ModuleType) -> None:
    code = compile(inspect.getsource(module), module.__file__ or "", "exec", dont_inherit=True)
    for wanted in codes_of(code):
        graph = graph_of_code(wanted)
        direct_jumps(graph)
        made = assemble_graph(graph, current())
        assert {name: getattr(made, name) for name in FIELDS} == {name: getattr(wanted, name) for name in FIELDS}
