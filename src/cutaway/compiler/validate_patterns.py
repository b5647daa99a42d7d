"""Trees that a guest hands to compile(): the checks of patterns.

Source of the rules: `validate_pattern` and `validate_pattern_match_value` in Python/ast.c.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from cutaway.compiler.validate_expressions import check_name, check_place, validate_expression


def validate_pattern(node: ast.pattern, *, star_allowed: bool) -> None:
    """Check one pattern; `star_allowed` says whether it stands in a sequence, where `*name` may."""
    check_place(node)
    match node:
        case ast.MatchValue(value):
            _validate_value(value)
        case ast.MatchSingleton(value):
            if value is not None and type(value) is not bool:
                raise ValueError("MatchSingleton can only contain True, False and None")
        case ast.MatchSequence(patterns):
            _validate_patterns(patterns, star_allowed=True)
        case ast.MatchMapping():
            _validate_mapping(node)
        case ast.MatchClass():
            _validate_class(node)
        case ast.MatchStar(name):
            if not star_allowed:
                raise ValueError("can't use MatchStar here")
            _check_capture(name)
        case ast.MatchAs(pattern, name):
            _check_capture(name)
            if pattern is not None:
                if name is None:
                    raise ValueError("MatchAs must specify a target name if a pattern is given")
                validate_pattern(pattern, star_allowed=False)
        case ast.MatchOr(patterns):
            if len(patterns) < 2:
                raise ValueError("MatchOr requires at least 2 patterns")
            _validate_patterns(patterns)


def _validate_patterns(patterns: Sequence[ast.pattern], *, star_allowed: bool = False) -> None:
    for pattern in patterns:
        validate_pattern(pattern, star_allowed=star_allowed)


def _check_capture(name: str | None) -> None:
    if name is None:
        return
    if name == "_":
        raise ValueError("can't capture name '_' in patterns")
    check_name(name)


def _validate_mapping(node: ast.MatchMapping) -> None:
    if len(node.keys) != len(node.patterns):
        raise ValueError("MatchMapping doesn't have the same number of keys as patterns")
    _check_capture(node.rest)
    for key in node.keys:
        if type(key) is ast.Constant and (key.value is None or type(key.value) is bool):
            continue
        _validate_value(key)
    _validate_patterns(node.patterns)


def _validate_class(node: ast.MatchClass) -> None:
    if len(node.kwd_attrs) != len(node.kwd_patterns):
        raise ValueError("MatchClass doesn't have the same number of keyword attributes as patterns")
    validate_expression(node.cls, "Load")
    part = node.cls
    while type(part) is ast.Attribute:
        part = part.value
    if type(part) is not ast.Name:
        raise ValueError("MatchClass cls field can only contain Name or Attribute nodes.")
    for name in node.kwd_attrs:
        check_name(name)
    _validate_patterns(node.patterns)
    _validate_patterns(node.kwd_patterns)


def _validate_value(node: ast.expr) -> None:
    """Check a value in a pattern: a literal, a signed or complex number, or a dotted name."""
    validate_expression(node, "Load")
    match node:
        case ast.Constant(value):
            if type(value) not in (int, float, bytes, complex, str):
                raise ValueError("unexpected constant inside of a literal pattern")
            return
        case ast.Attribute() | ast.JoinedStr():
            # An f-string is refused by code generation, with its place.
            return
        case ast.UnaryOp() if _is_negative(node, (int, float, complex)):
            return
        case ast.BinOp(left, ast.Add() | ast.Sub(), right):
            real = (int, float)
            if (_is_number(left, real) or _is_negative(left, real)) and _is_number(right, (complex,)):
                return
    raise ValueError("patterns may only match literals and attribute lookups")


def _is_number(node: ast.expr, types: tuple[type, ...]) -> bool:
    return type(node) is ast.Constant and type(node.value) in types


def _is_negative(node: ast.expr, types: tuple[type, ...]) -> bool:
    return type(node) is ast.UnaryOp and type(node.op) is ast.USub and _is_number(node.operand, types)
