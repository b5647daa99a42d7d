"""The assembler stage: a CodeUnit in, the host's code object out.

    unit ──passes──▶ FlowGraph ──layout──▶ Layout (bytes and offsets) ──▶ types.CodeType

Source: assemble() and makecode() in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Callable
from posix import environ
from types import CodeType

from cutaway.bytecode import exception_table, line_table
from cutaway.bytecode.targets import Target, current
from cutaway.compiler.assembler.exception_ranges import exception_ranges
from cutaway.compiler.assembler.layout import lay_out
from cutaway.compiler.constants import own_sets
from cutaway.compiler.flowgraph import passes
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.unit import CodeUnit

__all__ = ["CHECKS_PASSES", "assemble", "assemble_graph", "make_code_with"]

CHECKS_PASSES = bool(environ.get(b"CUTAWAY_CHECK_PASSES"))
"""Whether each pass's work is checked: slow, for tests and for hunting a mistake of ours."""

_new_code: Callable[..., CodeType] = CodeType


def make_code_with(constructor: Callable[..., CodeType]) -> None:
    """Name what makes code objects: called with the arguments of `types.CodeType`.

    A guest's audit hooks hear `code.__new__` for each call of the type, but nothing when CPython's compiler makes one.
    """
    global _new_code
    _new_code = constructor


def assemble(unit: CodeUnit, target: Target | None = None, watch: passes.Watch | None = None) -> CodeType:
    """Turn a unit into a code object.

    In: a unit from code generation; its blocks are used up.  The target is the host's unless given.  `watch` sees the
    graph before the first pass and after each (`flowgraph.passes.run`).
    Raises MachineBug only for graphs that code generation must not make.
    """
    graph = FlowGraph.of(unit)
    if CHECKS_PASSES and watch is None:
        from cutaway.compiler.flowgraph.check import check as watch  # for those who work on the passes
    passes.run(graph, watch)
    code = assemble_graph(graph, target or current())
    graph.release()
    return code


def assemble_graph(graph: FlowGraph, target: Target) -> CodeType:
    """Turn a graph that has been through the passes into a code object."""
    unit, merge = graph.unit, graph.unit.pool.merge_flat
    layout = lay_out(graph, target)
    lines = line_table.encode(unit.first_line, layout.sizes, layout.locations)
    handlers = exception_table.encode(exception_ranges(graph, layout.sizes)) if graph.has_handlers else b""
    # Equal tables and tuples of one compilation are one object in CPython, and `.pyc` files show that.
    return _new_code(
        unit.argcount,
        unit.posonlyargcount,
        unit.kwonlyargcount,
        len(unit.varnames),
        graph.stack_size,
        unit.flags,
        layout.code,
        merge(own_sets(tuple(graph.constants))),
        merge(tuple(unit.names)),
        tuple(unit.varnames),
        unit.filename,
        unit.name,
        unit.qualname,
        unit.first_line,
        merge(lines),
        merge(handlers),
        tuple(unit.freevars),
        tuple(unit.cellvars),
    )
