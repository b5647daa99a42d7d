"""A module's body of which some statements are as they were -> which code is taken over; the rest is compiled.

    plan = Gaps(ModuleCode(stream, lines), statements, items)      raises Unspliced
    plan.readings[3]                                               what is taken over for a new statement, or None
    for gap, module in plan.modules(tree.body): ...                the rest, in stretches of neighbouring statements

Taken over is the straight code of statements that stay, definitions first of all.  Everything else, and what cannot be
told apart from its neighbours (a test, a loop, the few statements that a jump may lead to), is compiled as a module of
its own, up to the final numbers of constants and names (`splice`).
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator
from types import CodeType
from typing import Any

from cutaway.base.errors import CutawayError
from cutaway.bytecode.opcodes import NOP, SETUP_ANNOTATIONS
from cutaway.compiler.constants import constant_key
from cutaway.compiler.flowgraph import passes
from cutaway.compiler.flowgraph.blocks import Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.unit import CodeUnit
from cutaway.incremental.bodies import outer_names
from cutaway.incremental.module_code import ModuleCode, Reading
from cutaway.incremental.outline import Statement
from cutaway.incremental.skeleton import Item

_APART = 5
"""Instructions between two gaps, or behind the last one: fewer, if they end with a return, are copied to jumps."""

_MOST = 60
"""Gaps: with more of them, generating the whole body is faster."""

_NEXT = "<next>"
"""The name of what stands for the statements behind a gap: no program can have it."""

EMPTY = compile("", "", "exec", dont_inherit=True)


class Unspliced(CutawayError):
    """Why the body is to be generated as a whole.  Never an error."""


class Gap:
    """Neighbouring statements that are compiled: what code generation entered into the tables, and the graph."""

    def __init__(self, first: int, stop: int) -> None:
        """In: positions of the first, and behind the last."""
        self.first = first
        self.stop = stop
        self.registered: list[Any] = []
        self.folded: list[Any] = []
        """Tuples that the passes made of constants."""
        self.names: list[str] = []
        self.graph: FlowGraph

    @property
    def annotated(self) -> bool:
        """Whether it stores annotations."""
        first = self.graph.entry.instructions
        return len(first) > 1 and first[1].opcode == SETUP_ANNOTATIONS

    def instructions(self) -> list[Instruction]:
        """Give all instructions, in order."""
        return [instruction for block in self.graph.blocks() for instruction in block.instructions]

    def size_before(self, line: int) -> int:
        """Count the instructions before those of a line."""
        for count, instruction in enumerate(self.instructions()):
            if instruction.location[0] >= line:
                return count
        raise Unspliced("what is behind new statements is never reached")


class Gaps:
    """What is taken over, and what is not."""

    def __init__(self, old: ModuleCode, statements: list[Statement], items: list[Item]) -> None:
        """In: the code of the old body, its statements; the new ones."""
        self.old = old
        self.items = items
        self.outer = frozenset().union(*[outer_names(item) for item in items if item.statement.outer or item.opened])
        if self.outer != frozenset().union(*[statement.outer for statement in statements if statement.outer]):
            raise Unspliced("other names are declared global")
        self.readings = [self._reading(position, item) for position, item in enumerate(items)]
        self._widen()
        self.copied = frozenset([items[at].old for at, reading in enumerate(self.readings) if reading is not None])
        self.gaps = list(self._gaps())
        resume = old.stretch(-1)
        if resume is None or resume.start != 0:
            raise Unspliced("the old body does not begin as it should")
        if len(self.gaps) > _MOST or not self.copied:
            raise Unspliced("too little of the body stays")

    def _reading(self, position: int, item: Item) -> Reading | None:
        # What stands first may be the docstring, which is none anywhere else.
        if item.old < 0 or not item.statement.plain or (item.old == 0) != (position == 0):
            return None
        reading = self.old.reading(item.old)
        if reading is None or not reading.instructions:
            return None  # `pass` at the end of the file: the return has its place
        at_the_end = position + 1 == len(self.items)
        return None if at_the_end and reading.instructions[-1][0] == NOP else reading

    def _widen(self) -> None:
        """Let statements between two gaps belong to them, where they are few."""
        run: list[int] = []
        count = 0
        for position in range(len(self.readings) - 1, -1, -1):
            reading = self.readings[position]
            if reading is not None:
                run.append(position)
                count += len(reading.instructions)
                continue
            if count < _APART:
                for one in run:
                    self.readings[one] = None
            run, count = [], 0

    def _gaps(self) -> Iterator[Gap]:
        first = -1
        for position, reading in enumerate(self.readings):
            if reading is None and first < 0:
                first = position
            elif reading is not None and first >= 0:
                yield Gap(first, position)
                first = -1
        if first >= 0:
            yield Gap(first, len(self.readings))

    def modules(self, body: list[ast.stmt]) -> Iterator[tuple[Gap | None, ast.Module]]:
        """Split the tree of a skeleton: a module for each gap, and one of classes that were only looked into."""
        lines = [item.line for item in self.items]
        gaps = {position: gap for gap in self.gaps for position in range(gap.first, gap.stop)}
        parts: dict[Gap | None, list[ast.stmt]] = {None: []}
        for node in body:
            line = min([one.lineno for one in getattr(node, "decorator_list", ())], default=node.lineno)
            gap = gaps.get(bisect_right(lines, line) - 1)
            if gap is not None or not isinstance(node, ast.Pass):
                parts.setdefault(gap, []).append(node)
        for gap, nodes in parts.items():
            names = sorted(self.outer)
            if gap is not None and gap.first:
                names.append(_NEXT)  # so that no string is taken for the docstring
            elif names and nodes and isinstance(nodes[0], ast.Expr) and isinstance(nodes[0].value, ast.Constant):
                raise Unspliced("the docstring would not come first")
            if gap is not None and gap.stop < len(self.items):
                nodes.append(_next(self.items[gap.stop].line))
            if names and nodes:
                nodes.insert(0, ast.Global(names=names, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0))
            yield gap, ast.Module(body=nodes, type_ignores=[])

    def back_end(self, gap: Gap, unit: CodeUnit) -> CodeType:
        """Take what code generation made of a gap through the passes, and no further."""
        registered = [value for _, value in unit.constants.values()]
        gap.names = list(unit.names)
        graph = gap.graph = FlowGraph.of(unit)
        folded: list[Any] = []

        def watch(step: str, graph: FlowGraph) -> None:
            if step == "simplify":  # later passes drop what nothing names any more
                folded.extend(graph.constants[len(registered) :])

        passes.run(graph, watch)
        gap.folded = [value for value in folded if value is not None]
        if gap.stop < len(self.items):
            ends = [getattr(value, "co_name", "") == _NEXT for value in registered]
            del registered[ends.index(True) :]
            gap.names.remove(_NEXT)
            gap.size_before(self.items[gap.stop].line)
        gap.registered = registered
        return EMPTY

    def carrier(self, others: CodeType) -> CodeType:
        """Make one code object that holds all that is new.  In: that of the classes that were only looked into."""
        # What makes room for annotations stands once, before the first statement.
        made = self.gaps[0].annotated if self.gaps and not self.gaps[0].first else self.old.annotated
        if any(gap.annotated for gap in self.gaps) != made:
            raise Unspliced("the module begins or ceases to have annotations")
        constants: dict[Any, Any] = {id(value): value for value in others.co_consts if type(value) is CodeType}
        names: dict[str, None] = {}
        for gap in self.gaps:
            for value in (*gap.registered, *gap.folded):
                constants.setdefault(constant_key(value), value)
            names.update(dict.fromkeys(gap.names))
        return EMPTY.replace(co_consts=tuple(constants.values()), co_names=tuple(names))


def _next(line: int) -> ast.stmt:
    """Make the definition that stands for the statements behind a gap."""
    place = {"lineno": line, "col_offset": 0, "end_lineno": line, "end_col_offset": 0}
    arguments = ast.arguments(
        posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]
    )
    return ast.FunctionDef(
        name=_NEXT,
        args=arguments,
        body=[ast.Pass(**place)],
        decorator_list=[],
        returns=None,
        type_comment=None,
        **place,
    )
