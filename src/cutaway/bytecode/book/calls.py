"""Calling and returning.  Keyword arguments lie last; KW_NAMES says how they are called."""

from cutaway.bytecode.define import NULL, control, instruction


def callee_name(callee):
    """How error messages call a callee: "module.qualname()", "qualname()" for builtins, else its str."""
    qualname = getattr(callee, "__qualname__", NULL)
    if qualname is NULL:
        return str(callee)
    module = getattr(callee, "__module__", None)
    if module is not None and module != "builtins":
        return f"{module}.{qualname}()"
    return f"{qualname}()"


def merge_keywords(machine, frame, callee, target, update):
    """target.update(update) for keyword arguments: a name given twice, or no mapping, is a TypeError about callee."""
    duplicate = NULL
    mapping = True
    if isinstance(update, dict) and type(update).__iter__ is dict.__iter__:
        for key in update:
            if key in target:
                duplicate = key
                break
            target[key] = dict.__getitem__(update, key)
    else:
        try:
            for key in list(update.keys()):
                if key in target:
                    duplicate = key
                    break
                target[key] = update[key]
        except AttributeError:
            mapping = False
    if not mapping:
        kind = machine.type_name(type(update))
        raise TypeError(f"{callee_name(callee)} argument after ** must be a mapping, not {kind}")
    if duplicate is not NULL:
        # While an exception is being handled CPython's KeyError is an object already, and it leaves it as it is
        # (format_kwargs_error in Python/ceval.c).
        if machine.handled(frame) is not None:
            raise KeyError(duplicate)
        raise TypeError(f"{callee_name(callee)} got multiple values for keyword argument '{duplicate}'")


@instruction("--")
def PRECALL():
    """Make ready for a call; the machine has nothing to do here."""


@instruction("--")
def KW_NAMES():
    """Name the keyword arguments of the call that follows; the decoder has told it."""


@control("method_or_null, receiver, arguments[oparg] -- result", polls=True)
def CALL(machine, frame, method_or_null, receiver, arguments):
    """Call `receiver`, or where LOAD_METHOD found a method, that method on `receiver`."""
    if method_or_null is NULL:
        return machine.call(frame, receiver, arguments, None)
    return machine.call(frame, method_or_null, [receiver] + arguments, None)  # noqa: RUF005


@control("method_or_null, receiver, arguments[oparg] -- result", stands_for=("CALL", "keywords"), polls=True)
def CALL_KEYWORDS(machine, frame, keywords, method_or_null, receiver, arguments):
    """Call where the last arguments bear names."""
    if method_or_null is NULL:
        return machine.call(frame, receiver, arguments, keywords)
    return machine.call(frame, method_or_null, [receiver] + arguments, keywords)  # noqa: RUF005


@control("ignored_null, callee, arguments, mapping[oparg & 1] -- result", polls=True)
def CALL_FUNCTION_EX(machine, frame, callee, arguments, mapping):
    """callee(*arguments, **mapping)"""
    named = None
    if mapping:
        named = mapping[0]
        if type(named) is not dict:
            named = {}
            merge_keywords(machine, frame, callee, named, mapping[0])
    if type(arguments) is not tuple:
        if not machine.is_iterable(arguments):
            kind = machine.type_name(type(arguments))
            raise TypeError(f"{callee_name(callee)} argument after * must be an iterable, not {kind}")
        arguments = tuple(arguments)
    return machine.call_ex(frame, callee, arguments, named)


@instruction("callee, below, target, between[oparg - 1], update -- callee, below, target, between")
def DICT_MERGE(machine, frame, callee, target, update):
    """Add `**update` to the keyword arguments being gathered for callee."""
    merge_keywords(machine, frame, callee, target, update)


@control("value --")
def RETURN_VALUE(machine, frame, value):
    """Leave this frame with a value."""
    return machine.leave(frame, value)


@instruction("--", polls=True)
def RESUME(machine, frame, oparg):
    """The body begins here (oparg 0), or goes on after a yield (1), a `yield from` (2) or an await (3)."""
    machine.resume(frame, oparg)
