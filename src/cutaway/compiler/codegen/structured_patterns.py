"""Code generation for patterns with parts: sequences, mappings and classes.

    case [a, *_]:       ->  MATCH_SEQUENCE; GET_LEN >= 1; subject[0]
    case {"k": v}:      ->  MATCH_MAPPING; GET_LEN >= 1; MATCH_KEYS ("k",); UNPACK_SEQUENCE 1
    case C(a, b=c):     ->  C; LOAD_CONST ("b",); MATCH_CLASS 1; UNPACK_SEQUENCE 2

Source of the rules: `compiler_pattern_sequence`, `_mapping` and `_class` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BINARY_OP,
    BINARY_SUBSCR,
    BUILD_MAP,
    BUILD_TUPLE,
    COPY,
    DELETE_SUBSCR,
    DICT_UPDATE,
    GET_LEN,
    IS_OP,
    MATCH_CLASS,
    MATCH_KEYS,
    MATCH_MAPPING,
    MATCH_SEQUENCE,
    POP_JUMP_IF_FALSE,
    POP_TOP,
    SWAP,
    UNPACK_SEQUENCE,
)
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.conditions import emit_comparison
from cutaway.compiler.codegen.dispatch import move_to, visit_expression
from cutaway.compiler.codegen.displays import emit_unpack
from cutaway.compiler.codegen.names import check_assignable
from cutaway.compiler.codegen.operators import BINARY_OPERATORS
from cutaway.compiler.codegen.patterns import (
    PATTERNS,
    PatternContext,
    capture,
    is_wildcard,
    jump_to_fail_pop,
    visit_subpattern,
)


def _require_length(unit: UnitBuilder, context: PatternContext, operator: type[ast.cmpop], length: int) -> None:
    """Emit the test of the subject's length, which fails the pattern."""
    unit.emit(GET_LEN)
    unit.load_const(length)
    emit_comparison(unit, operator)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)


def _require_not_none(unit: UnitBuilder, context: PatternContext) -> None:
    """Emit the test of what MATCH_KEYS or MATCH_CLASS gave: None means no match."""
    unit.emit(COPY, 1)
    unit.load_const(None)
    unit.emit(IS_OP, 1)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)


def _visit_sequence(unit: UnitBuilder, node: ast.MatchSequence, context: PatternContext) -> None:
    patterns = node.patterns
    size = len(patterns)
    star: int | None = None
    for index, pattern in enumerate(patterns):
        if type(pattern) is ast.MatchStar:
            if star is not None:
                raise unit.error("multiple starred names in sequence pattern")
            star = index
    star_is_wildcard = star is not None and not patterns[star].name  # type: ignore[attr-defined]
    others = [pattern for index, pattern in enumerate(patterns) if index != star]
    context.on_top += 1
    unit.emit(MATCH_SEQUENCE)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)
    if star is None:
        _require_length(unit, context, ast.Eq, size)
    elif size > 1:
        _require_length(unit, context, ast.GtE, size - 1)
    context.on_top -= 1
    if (star is None or star_is_wildcard) and all(is_wildcard(pattern) for pattern in others):
        unit.emit(POP_TOP)
    elif star_is_wildcard:
        assert star is not None
        _match_by_subscript(unit, patterns, star, context)
    else:
        _match_by_unpacking(unit, patterns, context)


def _match_by_unpacking(unit: UnitBuilder, patterns: list[ast.pattern], context: PatternContext) -> None:
    starred = [type(pattern) is ast.MatchStar for pattern in patterns]
    emit_unpack(unit, starred, "star-unpacking sequence pattern", "sequence pattern")
    context.on_top += len(patterns)
    for pattern in patterns:
        context.on_top -= 1
        visit_subpattern(unit, pattern, context)


def _match_by_subscript(unit: UnitBuilder, patterns: list[ast.pattern], star: int, context: PatternContext) -> None:
    """Emit the match around a `*_`: only the items asked for are fetched, none are copied into a list."""
    context.on_top += 1
    size = len(patterns)
    for index, pattern in enumerate(patterns):
        if index == star or is_wildcard(pattern):
            continue
        unit.emit(COPY, 1)
        if index < star:
            unit.load_const(index)
        else:
            # The subject may not support negative indexes.
            unit.emit(GET_LEN)
            unit.load_const(size - index)
            unit.emit(BINARY_OP, BINARY_OPERATORS[ast.Sub])
        unit.emit(BINARY_SUBSCR)
        visit_subpattern(unit, pattern, context)
    context.on_top -= 1
    unit.emit(POP_TOP)


def _visit_mapping(unit: UnitBuilder, node: ast.MatchMapping, context: PatternContext) -> None:
    size = len(node.keys)
    if size != len(node.patterns):
        message = f"keys ({size}) / patterns ({len(node.patterns)}) length mismatch in mapping pattern"
        raise unit.error(message)
    context.on_top += 1
    unit.emit(MATCH_MAPPING)
    jump_to_fail_pop(unit, context, POP_JUMP_IF_FALSE)
    if not size and not node.rest:
        context.on_top -= 1
        unit.emit(POP_TOP)
        return
    if size:
        _require_length(unit, context, ast.GtE, size)
    _push_keys(unit, node)
    unit.emit(BUILD_TUPLE, size)
    unit.emit(MATCH_KEYS)
    # On top of the subject lie the tuple of keys and the tuple of values.
    context.on_top += 2
    _require_not_none(unit, context)
    unit.emit(UNPACK_SEQUENCE, size)
    context.on_top += size - 1
    for pattern in node.patterns:
        context.on_top -= 1
        visit_subpattern(unit, pattern, context)
    context.on_top -= 2
    if node.rest:
        _copy_without_keys(unit, size)
        capture(unit, node.rest, context)
    else:
        unit.emit(POP_TOP)  # the keys
        unit.emit(POP_TOP)  # the subject


def _push_keys(unit: UnitBuilder, node: ast.MatchMapping) -> None:
    seen: set[object] = set()
    for key, pattern in zip(node.keys, node.patterns, strict=True):
        if key is None:
            move_to(unit, pattern)
            raise unit.error("can't use NULL keys in MatchMapping (set 'rest' parameter instead)")
        if type(key) is ast.Constant:
            if key.value in seen:
                raise unit.error(f"mapping pattern checks duplicate key ({key.value!r})")
            seen.add(key.value)
        elif type(key) is not ast.Attribute:
            raise unit.error("mapping pattern keys may only match literals and attribute lookups")
        visit_expression(unit, key)


def _copy_without_keys(unit: UnitBuilder, size: int) -> None:
    """Emit what `**rest` is bound to: [subject, keys] becomes a dict of the subject's other items."""
    unit.emit(BUILD_MAP, 0)
    unit.emit(SWAP, 3)
    unit.emit(DICT_UPDATE, 2)
    unit.emit(UNPACK_SEQUENCE, size)
    for remaining in range(size, 0, -1):
        unit.emit(COPY, 1 + remaining)
        unit.emit(SWAP, 2)
        unit.emit(DELETE_SUBSCR)


def _visit_class(unit: UnitBuilder, node: ast.MatchClass, context: PatternContext) -> None:
    names = node.kwd_attrs
    if len(names) != len(node.kwd_patterns):
        counts = f"kwd_attrs ({len(names)}) / kwd_patterns ({len(node.kwd_patterns)})"
        raise unit.error(f"{counts} length mismatch in class pattern")
    if names:
        _check_attributes(unit, node)
        move_to(unit, node)
    visit_expression(unit, node.cls)
    unit.load_const(tuple(names))
    unit.emit(MATCH_CLASS, len(node.patterns))
    # The top is a tuple of attributes, or None.
    context.on_top += 1
    _require_not_none(unit, context)
    patterns = [*node.patterns, *node.kwd_patterns]
    unit.emit(UNPACK_SEQUENCE, len(patterns))
    context.on_top += len(patterns) - 1
    for pattern in patterns:
        context.on_top -= 1
        if is_wildcard(pattern):
            unit.emit(POP_TOP)
        else:
            visit_subpattern(unit, pattern, context)


def _check_attributes(unit: UnitBuilder, node: ast.MatchClass) -> None:
    """Raise SyntaxError, at the attribute's pattern, for one that cannot be or is given twice."""
    names = node.kwd_attrs
    for index, name in enumerate(names):
        move_to(unit, node.kwd_patterns[index])
        check_assignable(unit, name)
        for other in range(index + 1, len(names)):
            if names[other] == name:
                move_to(unit, node.kwd_patterns[other])
                raise unit.error(f"attribute name repeated in class pattern: {name}")


PATTERNS.update(
    {
        ast.MatchSequence: _visit_sequence,
        ast.MatchMapping: _visit_mapping,
        ast.MatchClass: _visit_class,
    }
)
