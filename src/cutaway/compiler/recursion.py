"""Room for deep trees: what CPython compiles must not fail here because our visitors are Python functions.

    with_room(tree, attempt)     attempt() as it is; where the host's recursion limit cuts it short, again on a
                                 thread with a larger limit and a larger C stack

CPython counts nested statements, expressions and patterns and refuses a program at three times the recursion limit
(COMPILER_STACK_FRAME_SCALE in Python/symtable.c); the same trees are refused here.
"""

from __future__ import annotations

import ast
from _thread import RLock, allocate_lock, stack_size, start_new_thread
from collections.abc import Callable
from sys import _getframe, getrecursionlimit, setrecursionlimit  # bound here: the guest may change what sys has
from typing import TypeVar

Result = TypeVar("Result")

_SCALE = 3
_FRAMES_PER_LEVEL = 8
"""More host frames than any visitor uses for one level of the tree."""

_SPARE_FRAMES = 2000
_BYTES_PER_FRAME = 4096
"""More C stack than the host uses for one Python call, even when an eval hook keeps it from inlining the call."""

_MAX_FRAMES = 200_000
"""No stack is made larger than these need, whatever limit the guest has set."""

_OWN_FRAMES = 7
"""The levels between a guest's call of `compile` and the host's parser, or `frames_in_use`, that are ours."""

_COUNTED = (ast.stmt, ast.expr, ast.pattern)


def with_room(tree: ast.AST, attempt: Callable[[], Result]) -> Result:
    """Run something that walks a tree recursively.

    In: the tree, and a function that can be run twice.  Raises RecursionError, with CPython's message, for a tree
    that CPython would refuse, and whatever `attempt` raises.
    """
    try:
        return attempt()
    except RecursionError:
        # Raised again below, without this one as its context, if the tree is to blame.
        depth, visits = _depths(tree)
    limit = getrecursionlimit()
    if (frames_in_use() - _OWN_FRAMES) * _SCALE + depth > limit * _SCALE:
        raise RecursionError("maximum recursion depth exceeded during compilation")
    return run_on_large_stack(attempt, visits * _FRAMES_PER_LEVEL + _SPARE_FRAMES)


def tree_depth(tree: ast.AST) -> int:
    """Count the nested statements, expressions and patterns on the deepest way down; without recursion."""
    return _depths(tree)[0]


def _depths(tree: ast.AST) -> tuple[int, int]:
    """Out: the depth as CPython counts it, and how deep visitors go: also one level for each `for` of a comprehension,
    since the code of one is around that of the next."""
    deepest = deepest_visit = 0
    pending: list[tuple[ast.AST, int, int]] = [(tree, 0, 0)]
    while pending:
        node, depth, visits = pending.pop()
        if isinstance(node, _COUNTED):
            depth += 1
            visits += 1 + len(getattr(node, "generators", ()))
            deepest = max(deepest, depth)
            deepest_visit = max(deepest_visit, visits)
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                pending.append((value, depth, visits))
            elif isinstance(value, list):
                pending.extend([(item, depth, visits) for item in value if isinstance(item, ast.AST)])
    return deepest, deepest_visit


def frames_in_use() -> int:
    """Count the Python frames between here and the bottom of this thread's stack."""
    frame = _getframe()
    count = 1
    while frame.f_back is not None:
        frame = frame.f_back
        count += 1
    return count


_starting = allocate_lock()
"""Held while a thread with a stack of its own size is started: that size is a setting of the whole process."""

_limit_raised = RLock()
"""Held while the recursion limit, also the process's, is raised; by the thread that compiles, which may do so again
when a warning makes it run guest code."""


def with_own_frames_free(attempt: Callable[[], Result]) -> Result:
    """Run something of the host's as if our frames between it and the guest were not there."""
    with _limit_raised:
        limit = getrecursionlimit()
        setrecursionlimit(limit + _OWN_FRAMES)
        try:
            return attempt()
        finally:
            setrecursionlimit(limit)


def run_on_large_stack(attempt: Callable[[], Result], frames: int) -> Result:
    """Run a function on a thread of its own, with room for so many frames; give its result or raise its exception."""
    if frames > _MAX_FRAMES:
        raise RecursionError("maximum recursion depth exceeded during compilation")
    results: list[Result] = []
    errors: list[BaseException] = []
    done = allocate_lock()
    done.acquire()

    def run() -> None:
        try:
            with _limit_raised:
                limit = getrecursionlimit()
                setrecursionlimit(limit + frames)
                try:
                    results.append(attempt())
                finally:
                    setrecursionlimit(limit)
        except BaseException as error:
            # Not handled here: the waiting thread raises it.
            errors.append(error)
        finally:
            done.release()

    with _starting:
        size_before = stack_size(max(frames * _BYTES_PER_FRAME, 1 << 20))
        try:
            start_new_thread(run, ())
        finally:
            stack_size(size_before)
    done.acquire()
    if errors:
        raise errors[0]
    return results[0]
