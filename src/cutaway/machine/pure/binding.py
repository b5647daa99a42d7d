"""Binding arguments to parameters, with CPython's words for what does not fit.

In: a guest function, positional arguments, keyword arguments.  Out: a Frame with its variables filled.
Source of the rules and messages: initialize_locals in Python/ceval.c.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import FunctionType
from typing import Any

from cutaway.bytecode.flags import CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS
from cutaway.machine.pure.code import Code
from cutaway.machine.pure.frames import Frame, Variables


def builtins_of(function: FunctionType) -> Any:
    """The builtins that a function sees."""
    names: Any = function
    return names.__builtins__


def bind(
    function: FunctionType, code: Code, code_object: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None
) -> Frame:
    """A frame for a call of function.  Raises TypeError where arguments and parameters do not agree."""
    global_names = function.__globals__
    local_names = None if code.flags & CO_OPTIMIZED else global_names  # _PyFunction_Vectorcall
    frame = Frame(code, code_object, global_names, builtins_of(function), local_names, function.__closure__, function)
    variables = frame.variables
    count = code.argument_count
    if code.is_simple and not keywords and len(arguments) == count:
        for i in range(count):
            variables[i] = arguments[i]
        return frame
    given = len(arguments)
    for i in range(min(given, count)):
        variables[i] = arguments[i]
    named = count + code.keyword_only_count
    if code.flags & CO_VARARGS:
        variables[named] = tuple(arguments[count:])
    extra: dict[str, Any] | None = None
    if code.flags & CO_VARKEYWORDS:
        extra = variables[named + bool(code.flags & CO_VARARGS)] = {}
    if keywords:
        bind_keywords(function, code, variables, keywords, extra)
    if given > count and not code.flags & CO_VARARGS:
        raise too_many_positional(function, code, variables, given)
    if given < count:
        fill_defaults(function, code, variables, given)
    if code.keyword_only_count:
        fill_keyword_defaults(function, code, variables)
    return frame


def bind_keywords(
    function: FunctionType,
    code: Code,
    variables: Variables,
    keywords: Mapping[str, Any],
    extra: dict[str, Any] | None,
) -> None:
    """Give keyword arguments to the parameters of their names, the rest to **extra."""
    names, qualname = code.local_names, function.__qualname__
    positional_only, named = code.positional_only_count, code.argument_count + code.keyword_only_count
    for name, value in keywords.items():
        if not isinstance(name, str):
            raise TypeError("keywords must be strings")
        for number in range(positional_only, named):
            if names[number] == name:
                break
        else:
            if extra is None:
                raise unexpected_keyword(function, code, keywords, name)
            extra[name] = value
            continue
        if number in variables:
            raise TypeError(f"{qualname}() got multiple values for argument '{name}'")
        variables[number] = value


def unexpected_keyword(function: FunctionType, code: Code, keywords: Mapping[str, Any], name: str) -> TypeError:
    """The error for a keyword that names no parameter, or a positional-only one."""
    misused = [each for each in code.local_names[: code.positional_only_count] if each in keywords]
    if misused:
        return TypeError(
            f"{function.__qualname__}() got some positional-only arguments passed as keyword arguments: "
            f"'{', '.join(misused)}'"
        )
    return TypeError(f"{function.__qualname__}() got an unexpected keyword argument '{name}'")


def too_many_positional(function: FunctionType, code: Code, variables: Variables, given: int) -> TypeError:
    """The error for more positional arguments than parameters."""
    count = code.argument_count
    keyword_only = sum([number in variables for number in range(count, count + code.keyword_only_count)])
    defaults = len(function.__defaults__ or ())
    takes = f"from {count - defaults} to {count}" if defaults else str(count)
    plural = "s" if defaults or count != 1 else ""
    also = ""
    if keyword_only:
        also = (
            f" positional argument{'s' if given != 1 else ''} (and {keyword_only} keyword-only "
            f"argument{'s' if keyword_only != 1 else ''})"
        )
    was = "was" if given == 1 and not keyword_only else "were"
    return TypeError(
        f"{function.__qualname__}() takes {takes} positional argument{plural} but {given}{also} {was} given"
    )


def fill_defaults(function: FunctionType, code: Code, variables: Variables, given: int) -> None:
    """Give positional parameters without an argument their defaults."""
    defaults = function.__defaults__ or ()
    first = code.argument_count - len(defaults)
    missing = [code.local_names[i] for i in range(given, first) if i not in variables]
    if missing:
        raise missing_arguments(function, missing, "positional")
    for i in range(max(given, first), code.argument_count):
        if i not in variables:
            variables[i] = defaults[i - first]


def fill_keyword_defaults(function: FunctionType, code: Code, variables: Variables) -> None:
    """Give keyword-only parameters without an argument their defaults."""
    defaults = function.__kwdefaults__ or {}
    missing = []
    for i in range(code.argument_count, code.argument_count + code.keyword_only_count):
        if i not in variables:
            name = code.local_names[i]
            if name in defaults:
                variables[i] = defaults[name]
            else:
                missing.append(name)
    if missing:
        raise missing_arguments(function, missing, "keyword-only")


def missing_arguments(function: FunctionType, names: list[str], kind: str) -> TypeError:
    """The error for parameters that got nothing."""
    quoted = [repr(name) for name in names]
    if len(quoted) <= 2:
        text = " and ".join(quoted)
    else:
        text = ", ".join(quoted[:-1]) + f", and {quoted[-1]}"
    plural = "" if len(names) == 1 else "s"
    return TypeError(f"{function.__qualname__}() missing {len(names)} required {kind} argument{plural}: {text}")
