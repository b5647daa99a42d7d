"""Exceptions: raised, handled, chained, grouped, passed through finally and with."""

# What a guest may write, wise or not, is what is tried here.
# ruff: noqa: B012, B018, B904, C416, PLE0704

import sys
import traceback


class _Manager:
    def __init__(self, swallows):
        self.swallows = swallows

    def __enter__(self):
        return [self]

    def __exit__(self, kind, error, trail):
        return self.swallows


def raised_and_handled():
    try:
        raise ValueError([1], {2: 3})
    except (KeyError, ValueError) as error:
        return error.args


def chained():
    try:
        try:
            try:
                raise KeyError([1])
            except KeyError as error:
                raise ValueError([2]) from error
        except ValueError:
            raise TypeError([3])
    except TypeError as error:
        return error.__context__.__cause__.args


def kept_with_its_traceback():
    def deep(n):
        held = [n]
        if n:
            deep(n - 1)
        raise LookupError(held)

    kept = None
    try:
        deep(5)
    except LookupError as error:
        kept = error
    frame = kept.__traceback__.tb_next.tb_frame
    frame.clear()
    return traceback.format_exception(kept)


def frames_kept():
    frames = [sys._getframe()]
    frames += [frame for frame in (lambda: sys._getframe(0), lambda: sys._getframe(1)) for frame in [frame()]]
    names = [sorted(frame.f_locals) for frame in frames]
    frames.clear()
    return names


def finally_clauses():
    def leaves(n):
        for value in range(n):
            try:
                if value == 1:
                    continue
                if value == 3:
                    return [value]
            finally:
                if value == 2:
                    break
        try:
            1 // 0
        finally:
            return [n]

    return leaves(2), leaves(5), leaves(0)


def with_statements():
    with _Manager(False) as a, _Manager(True) as b:
        raise KeyError([a, b])


def with_statements_that_fail():
    try:
        with _Manager(True), 5:  # type: ignore
            pass
    except TypeError:
        pass
    try:
        with _Manager(False):
            raise KeyError([1])
    except KeyError:
        pass


def groups():
    try:
        raise ExceptionGroup("g", [ValueError([1]), KeyError([2]), ExceptionGroup("h", [TypeError([3])])])
    except* ValueError as error:
        kept = error.exceptions
    except* (KeyError, TypeError):
        kept = ()
    return kept


def groups_that_go_on():
    try:
        try:
            raise ExceptionGroup("g", [ValueError([1]), OSError([2])])
        except* ValueError:
            raise KeyError([3])
    except ExceptionGroup as error:
        return error.split(OSError)


def reraised():
    try:
        try:
            raise ValueError([1])
        except ValueError:
            raise
    except ValueError:
        pass
    try:
        raise
    except RuntimeError:
        pass


def assertions_and_wrong_raises():
    for text in ("assert 0, [1]", "raise 5", "raise ValueError from 5", "try: 1//0\nexcept 5: pass"):
        try:
            exec(text)
        except (AssertionError, TypeError):
            pass


def traced_and_profiled():
    seen = []

    def trace(frame, event, argument):
        frame.f_trace_opcodes = True
        seen.append((frame.f_lineno, event))
        return trace

    def work(n):
        try:
            return [1 // n]
        except ZeroDivisionError:
            return [value for value in (yield_ for yield_ in "ab")]

    before = sys.gettrace()
    sys.settrace(trace)
    work(0)
    sys.settrace(before)
    sys.setprofile(lambda *arguments: seen.append(arguments[1]))
    work(0)
    sys.setprofile(None)
    return len(seen)
