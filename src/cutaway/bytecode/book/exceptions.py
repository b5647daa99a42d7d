"""Raising and handling.  The machine keeps the exception now being handled; here it is pushed, changed and put back."""

from cutaway.bytecode.define import control, instruction


def is_exception_class(kind):
    """May an except clause name it?  Looks at the real type: isinstance would ask the object for its __class__."""
    return issubclass(type(kind), type) and issubclass(kind, BaseException)


def check_catchable(kind):
    """Raise TypeError unless an except clause may name `kind`."""
    catchable = True
    if issubclass(type(kind), tuple):
        for each in kind:
            if not is_exception_class(each):
                catchable = False
    else:
        catchable = is_exception_class(kind)
    if not catchable:
        raise TypeError("catching classes that do not inherit from BaseException is not allowed")


def check_group_catchable(kind):
    """Raise TypeError unless an except* clause may name `kind`."""
    check_catchable(kind)
    for each in kind if isinstance(kind, tuple) else (kind,):
        if issubclass(each, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")


def check_exception_or_none(value):
    """Raise TypeError unless the value is an exception, by its real type, or None."""
    if value is not None and not issubclass(type(value), BaseException):
        raise TypeError("exceptions must derive from BaseException")


def split_group(machine, exc, kind):
    """What of exc an except* clause for `kind` takes, and what it leaves: (match or None, rest or None)."""
    if machine.exception_matches(exc, kind):
        if isinstance(exc, BaseExceptionGroup):
            return exc, None
        return BaseExceptionGroup("", (exc,)), None
    if isinstance(exc, BaseExceptionGroup):
        parts = exc.split(kind)
        # What a group's own `split` gives is handled and raised again, so it had better be exceptions.
        if type(parts) is not tuple or len(parts) != 2:
            raise TypeError(f"{machine.type_name(type(exc))}.split must return a tuple of two")
        check_exception_or_none(parts[0])
        check_exception_or_none(parts[1])
        return parts
    return None, exc


def same_metadata(left, right):
    """Do two exceptions share notes, traceback, cause and context?  Then one was split off the other."""
    return (
        getattr(left, "__notes__", None) is getattr(right, "__notes__", None)
        and left.__traceback__ is right.__traceback__
        and left.__cause__ is right.__cause__
        and left.__context__ is right.__context__
    )


def collect_leaves(exc, leaves):
    """Note the ids of the exceptions in a group that are no groups themselves."""
    if isinstance(exc, BaseExceptionGroup):
        for each in exc.exceptions:
            collect_leaves(each, leaves)
    else:
        leaves.add(id(exc))


def project_group(exc, leaves):
    """The part of a group that holds just the given leaves, in the same nesting; None if there is none."""
    if not isinstance(exc, BaseExceptionGroup):
        return exc if id(exc) in leaves else None
    kept = []
    for each in exc.exceptions:
        part = project_group(each, leaves)
        if part is not None:
            kept.append(part)
    if not kept:
        return None
    group = exc.derive(kept)
    if not isinstance(group, BaseExceptionGroup):
        raise TypeError("derive must return an instance of BaseExceptionGroup")
    group.__traceback__ = exc.__traceback__
    group.__context__ = exc.__context__
    group.__cause__ = exc.__cause__
    notes = getattr(exc, "__notes__", None)
    if notes is not None:
        group.__notes__ = list(notes)
    return group


def exception_to_reraise(original, exceptions):
    """What a try statement with except* clauses raises in the end, None if all was handled.

    `exceptions` are those that the clauses raised, and what they left of the original.
    """
    if not exceptions:
        return None
    if not isinstance(original, BaseExceptionGroup):
        return exceptions[0]
    raised = []
    leaves = set()
    for each in exceptions:
        if each is not None:
            if same_metadata(each, original):
                collect_leaves(each, leaves)
            else:
                raised.append(each)
    unhandled = project_group(original, leaves)
    if not raised:
        return unhandled
    if unhandled is not None:
        raised.append(unhandled)
    return raised[0] if len(raised) == 1 else BaseExceptionGroup("", raised)


@instruction("exc -- previous, current")
def PUSH_EXC_INFO(machine, frame, exc):
    """Begin to handle: what was being handled before stays beneath."""
    return machine.push_handled(frame, exc), exc


@instruction("previous --")
def POP_EXCEPT(machine, frame, previous):
    """Handled: go back to what was being handled before."""
    machine.set_handled(frame, previous)


@instruction("exc, kind -- exc, matches")
def CHECK_EXC_MATCH(machine, exc, kind):
    """Is this the kind of exception that the clause is for?"""
    check_catchable(kind)
    return machine.exception_matches(exc, kind)


@instruction("exc, kind -- rest, match")
def CHECK_EG_MATCH(machine, frame, exc, kind):
    """Split off what an except* clause is for; with nothing to handle the group stays whole and match is None."""
    check_group_catchable(kind)
    if exc is None:
        return None, None
    parts = split_group(machine, exc, kind)
    if parts[0] is None:
        return exc, None
    machine.set_handled(frame, parts[0])
    return parts[1], parts[0]


@instruction("original, exceptions -- exc")
def PREP_RERAISE_STAR(original, exceptions):
    """Gather what except* clauses raised and left over into what is to be raised, None if nothing."""
    exc = exception_to_reraise(original, exceptions)
    check_exception_or_none(exc)
    return exc


@instruction("-- kind")
def LOAD_ASSERTION_ERROR():
    """Push AssertionError, whatever the name means here."""
    return AssertionError


@control("parts[oparg] --")
def RAISE_VARARGS(machine, frame, oparg, parts):
    """raise, raise exc, or raise exc from cause."""
    if oparg == 0:
        return machine.reraise_handled(frame)
    if oparg == 1:
        return machine.raise_exception(frame, parts[0])
    if oparg == 2:
        return machine.raise_from(frame, parts[0], parts[1])
    raise SystemError("bad RAISE_VARARGS oparg")


@control("lasti[oparg > 0], between[oparg - (oparg > 0)], exc -- lasti, between")
def RERAISE(machine, frame, lasti, exc):
    """Raise again, unchanged; where an instruction number lies beneath, as if from there."""
    if lasti:
        return machine.reraise(frame, exc, lasti[0])
    return machine.reraise(frame, exc, None)


@control("ignored_iterator, exc --")
def END_ASYNC_FOR(machine, frame, exc):
    """StopAsyncIteration ends the loop; any other exception goes on."""
    if not machine.exception_matches(exc, StopAsyncIteration):
        return machine.reraise(frame, exc, None)
    return None
