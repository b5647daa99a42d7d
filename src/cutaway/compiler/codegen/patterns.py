"""Code generation for `match`: cases, and the patterns that stand alone (values, captures, alternatives).

Every pattern consumes its subject from the top of the stack and jumps away if it does not match.  Captured values
stay on the stack, under everything in work, until the whole pattern has matched; so nothing is bound too early.
Sequences, mappings and classes are in structured_patterns.py.

Source of the rules: the language reference, "The match statement"; `compiler_match` and the `compiler_pattern_*`
functions of Python/compile.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cutaway.bytecode.opcodes import COPY, JUMP, NOP, POP_JUMP_IF_FALSE, POP_TOP, SWAP
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.conditions import emit_comparison, jump_if
from cutaway.compiler.codegen.dispatch import move_to, statement, visit_expression, visit_statements
from cutaway.compiler.codegen.names import check_assignable, store_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block


@dataclass(slots=True)
class PatternContext:
    """What a pattern under way must know.

    `stores` are the names captured so far, their values deep on the stack in this order; `on_top` counts the items
    above them that a failure must pop; `fail_pop[n]` is the block that pops n items and goes on to the next case.
    """

    allow_irrefutable: bool = False
    on_top: int = 0
    stores: list[str] = field(default_factory=list)
    fail_pop: list[Block] = field(default_factory=list)


PATTERNS: dict[type[ast.AST], Callable[[UnitBuilder, Any, PatternContext], None]] = {}


def is_wildcard(pattern: ast.pattern) -> bool:
    """Whether the pattern is a bare `_`."""
    return type(pattern) is ast.MatchAs and not pattern.name


@statement(ast.Match)
def visit_match(unit: UnitBuilder, node: ast.Match) -> None:
    """`match subject: case ...`."""
    visit_expression(unit, node.subject)
    end = unit.new_block()
    cases = node.cases
    has_default = is_wildcard(cases[-1].pattern) and len(cases) > 1
    tried = cases[:-1] if has_default else cases
    for case in tried:
        _emit_case(unit, case, end, is_last=case is cases[-1], keep_subject=case is not tried[-1])
    if has_default:
        default = cases[-1]
        move_to(unit, default.pattern)
        unit.emit(NOP)  # so that line coverage shows the case
        if default.guard is not None:
            jump_if(unit, default.guard, end, False)
        visit_statements(unit, default.body)
        unit.location = NO_LOCATION
    unit.use_block(end)


def _emit_case(unit: UnitBuilder, case: ast.match_case, end: Block, *, is_last: bool, keep_subject: bool) -> None:
    move_to(unit, case.pattern)
    if keep_subject:
        unit.emit(COPY, 1)
    context = PatternContext(allow_irrefutable=case.guard is not None or is_last)
    visit_pattern(unit, case.pattern, context)
    for name in context.stores:
        store_name(unit, name)
    if case.guard is not None:
        _ensure_fail_pop(unit, context, 0)
        jump_if(unit, case.guard, context.fail_pop[0], False)
    if keep_subject:
        unit.emit(POP_TOP)
    visit_statements(unit, case.body)
    unit.jump_without_line(end)
    # A failed match belongs to the pattern's line, not to the last line of the body.
    move_to(unit, case.pattern)
    emit_fail_pop(unit, context)


def visit_pattern(unit: UnitBuilder, pattern: ast.pattern, context: PatternContext) -> None:
    """Emit the match of one pattern; unlike for expressions the place is not restored."""
    move_to(unit, pattern)
    PATTERNS[type(pattern)](unit, pattern, context)


def visit_subpattern(unit: UnitBuilder, pattern: ast.pattern, context: PatternContext) -> None:
    """Emit the match of a pattern inside another, where one that always matches does no harm."""
    allowed = context.allow_irrefutable
    context.allow_irrefutable = True
    visit_pattern(unit, pattern, context)
    context.allow_irrefutable = allowed


def _ensure_fail_pop(unit: UnitBuilder, context: PatternContext, count: int) -> None:
    while len(context.fail_pop) <= count:
        context.fail_pop.append(unit.new_block())


def jump_to_fail_pop(unit: UnitBuilder, context: PatternContext, opcode: int) -> None:
    """Emit a jump to the block that pops what the pattern has on the stack now."""
    count = context.on_top + len(context.stores)
    _ensure_fail_pop(unit, context, count)
    unit.jump(opcode, context.fail_pop[count])


def emit_fail_pop(unit: UnitBuilder, context: PatternContext) -> None:
    """Emit the chain of failure blocks, the one that pops most first, each falling into the next."""
    if not context.fail_pop:
        return
    for block in context.fail_pop[:0:-1]:
        unit.use_block(block)
        unit.emit(POP_TOP)
    unit.use_block(context.fail_pop[0])
    context.fail_pop.clear()


def rotate(unit: UnitBuilder, count: int) -> None:
    """Emit the move of the top item under the `count - 1` items below it."""
    for depth in range(count, 1, -1):
        unit.emit(SWAP, depth)


def capture(unit: UnitBuilder, name: str | None, context: PatternContext) -> None:
    """Keep the top of the stack for a name, below everything in work; None drops it."""
    if name is None:
        unit.emit(POP_TOP)
        return
    check_assignable(unit, name)
    if name in context.stores:
        raise _captured_twice(unit, name)
    rotate(unit, context.on_top + len(context.stores) + 1)
    context.stores.append(name)


def _captured_twice(unit: UnitBuilder, name: str) -> SyntaxError:
    return unit.error(f"multiple assignments to name {name!r} in pattern")


def _visit_as(unit: UnitBuilder, node: ast.MatchAs, context: PatternContext) -> None:
    if node.pattern is None:
        if not context.allow_irrefutable:
            what = f"name capture {node.name!r}" if node.name else "wildcard"
            raise unit.error(f"{what} makes remaining patterns unreachable")
        capture(unit, node.name, context)
        return
    context.on_top += 1
    unit.emit(COPY, 1)
    visit_pattern(unit, node.pattern, context)
    context.on_top -= 1
    capture(unit, node.name, context)


def _visit_star(unit: UnitBuilder, node: ast.MatchStar, context: PatternContext) -> None:
    capture(unit, node.name, context)


def _visit_value(unit: UnitBuilder, node: ast.MatchValue, context: PatternContext) -> None:
    if type(node.value) not in (ast.Constant, ast.Attribute):
        raise unit.error("patterns may only match literals and attribute lookups")
    visit_expression(unit, node.value)
    emit_comparison(unit, ast.Eq)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)


def _visit_singleton(unit: UnitBuilder, node: ast.MatchSingleton, context: PatternContext) -> None:
    unit.load_const(node.value)
    emit_comparison(unit, ast.Is)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)


def _visit_or(unit: UnitBuilder, node: ast.MatchOr, context: PatternContext) -> None:
    """Alternatives: each matches a copy of the subject, and all must capture the same names."""
    end = unit.new_block()
    first_stores: list[str] | None = None
    for alternative in node.patterns:
        move_to(unit, alternative)
        is_last = alternative is node.patterns[-1]
        inner = PatternContext(allow_irrefutable=is_last and context.allow_irrefutable)
        unit.emit(COPY, 1)
        visit_pattern(unit, alternative, inner)
        if first_stores is None:
            first_stores = inner.stores
        else:
            _reorder_captures(unit, first_stores, inner.stores)
        unit.jump(JUMP, end)
        emit_fail_pop(unit, inner)
    assert first_stores is not None
    # No alternative matched: the copy of the subject goes, then this pattern has failed.
    unit.emit(POP_TOP)
    jump_to_fail_pop(unit, context, JUMP)
    unit.use_block(end)
    # The new captures lie above: a copy of the subject, what is in work, and the captures made before.
    depth = len(first_stores) + 1 + context.on_top + len(context.stores)
    for name in first_stores:
        rotate(unit, depth)
        if name in context.stores:
            raise _captured_twice(unit, name)
        context.stores.append(name)
    unit.emit(POP_TOP)


def _reorder_captures(unit: UnitBuilder, wanted: list[str], stores: list[str]) -> None:
    """Emit the moves that bring an alternative's captures into the order of the first alternative's."""
    if len(stores) != len(wanted):
        raise unit.error("alternative patterns bind different names")
    for position in range(len(wanted) - 1, -1, -1):
        name = wanted[position]
        if name not in stores:
            raise unit.error("alternative patterns bind different names")
        found = stores.index(name)
        if found == position:
            continue
        # Everything up to and including the name is turned round the part above it.
        moved = stores[: found + 1]
        del stores[: found + 1]
        stores[position - found : position - found] = moved
        for _ in range(found + 1):
            rotate(unit, position + 1)


PATTERNS.update(
    {
        ast.MatchAs: _visit_as,
        ast.MatchStar: _visit_star,
        ast.MatchValue: _visit_value,
        ast.MatchSingleton: _visit_singleton,
        ast.MatchOr: _visit_or,
    }
)
