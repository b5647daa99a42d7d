# Special methods without recursion.  An instruction that ends in a method which a class defines in Python (an operator,
# a property, __getattr__, ...) pushes that method's frame in this very loop.  Its inputs stay on the stack, and the
# frame's block says what is to become of the result: its *follow-up*.
#
#     left + right        push left.__add__(right)      THEN_BINARY: NotImplemented?  then the next attempt is pushed
#     if value:           push value.__bool__()         THEN_TRUTH: jump, or do not
#     for ... in items:   push items.__next__()         THEN_NEXT: StopIteration ends the loop (an exception's follow-up)
#
# The instruction's own place (f_lasti) stays while the method runs, as it does where CPython calls it from C.

cdef enum:
    THEN_GIVE = 0               # nothing special: push it
    THEN_CALLED                 # as before; __call__ is counted twice, as C does
    THEN_GIVE_MADE              # __init__: None is expected, the instance is the result
    THEN_SETTLE                 # it replaces `detail` inputs
    THEN_DISCARD                # `detail` inputs are dropped, and it with them
    THEN_ATTRIBUTE              # it replaces the owner; `detail`: for a call
    THEN_ATTRIBUTE_OR_ASK       # as before; after an AttributeError __getattr__ is asked
    THEN_BINARY                 # an attempt, `step`, at binary operator `detail`
    THEN_COMPARE                # an attempt, `step`, at comparison `detail`
    THEN_TRUTH                  # what __bool__ said
    THEN_LENGTH                 # what __len__ said, for its truth
    THEN_CONTAINED              # what __contains__ said
    THEN_ITERATOR               # what __iter__ said
    THEN_NEXT                   # what __next__ said

cdef Frame *NOT_ENTERED = <Frame *>2        # the instruction is to be carried out in the usual way; nothing has changed

cdef object NOT_IMPLEMENTED = NotImplemented


cdef inline FollowUp follow_up(int then, int detail, int step, int counted) noexcept:
    cdef FollowUp made
    made.then, made.detail, made.step, made.counted = then, detail, step, counted
    return made


cdef inline void give_back_calls(PyThreadState *tstate, Frame *frame) noexcept:
    """The frame will not run: what was counted with it is counted no more."""
    tstate.recursion_remaining += block_of(frame).then.counted


cdef Frame *enter_special(PyThreadState *tstate, Frame *caller, PyObject *function, slots_t arguments, Py_ssize_t count,
                          FollowUp then) noexcept:
    """Push the frame of a special method; NULL with an exception.

    `function` is taken: a guest's, as guest_method gives it, nobody's code having run since.  Arguments are borrowed.
    Calls that `then` counts are counted already; they stay so where this fails.
    """
    cdef GuestCode *code = <GuestCode *>extra_of(<PyCodeObject *>(<PyFunctionObject *>function).func_code)
    cdef Frame *inside = raw_bind(<PyFunctionObject *>function, code, arguments, count, NULL)
    Py_DECREF(function)                     # the frame holds it
    if unlikely(inside is NULL):
        return NULL
    if unlikely(enter_recursion(tstate) < 0):
        discard_frame(inside)
        return NULL
    block_of(inside).then = then
    link_frame(tstate, caller, inside)
    return inside


cdef PyObject *call_special(PyObject *function, slots_t arguments, Py_ssize_t count) noexcept:
    """Call a special method that is no guest function, as C does (vectorcall_unbound in Objects/typeobject.c)."""
    cdef PyObject *bound
    cdef PyObject *result
    if Py_TYPE(function).tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR:
        return PyObject_Vectorcall(function, arguments, <size_t>count, NULL)
    if Py_TYPE(function).tp_descr_get is NULL:
        return PyObject_Vectorcall(function, arguments + 1, <size_t>(count - 1), NULL)
    bound = Py_TYPE(function).tp_descr_get(function, arguments[0], <PyObject *>Py_TYPE(arguments[0]))
    if bound is NULL:
        return NULL
    result = PyObject_Vectorcall(bound, arguments + 1, <size_t>(count - 1), NULL)
    Py_DECREF(bound)
    return result


# -- results

cdef inline FollowUp take_follow_up(Block *block, PyObject **kept) noexcept:
    """What a frame that ends has to be followed by; its block is like new."""
    cdef FollowUp then = block.then
    kept[0] = block.kept
    block.kept = NULL
    block.then = follow_up(THEN_GIVE, 0, 0, 0)
    return then


cdef Frame *carry_on(PyThreadState *tstate, Frame *frame, FollowUp then, PyObject *kept, PyObject *value) noexcept:
    """`value` (taken) is what the pushed frame gave; go on with the instruction of `frame`.

    `kept` (taken) is what the frame's block kept for this.  NULL with an exception.
    """
    cdef Frame *to
    tstate.recursion_remaining += then.counted
    if then.then == THEN_GIVE or then.then == THEN_CALLED:
        push_new(frame, value)
        return frame
    if then.then == THEN_GIVE_MADE:
        return give_made(frame, kept, value)
    Py_XDECREF(kept)
    if then.then == THEN_SETTLE:
        return put_result(frame, then.detail, value)
    if then.then == THEN_ATTRIBUTE or then.then == THEN_ATTRIBUTE_OR_ASK:
        return put_attribute(frame, value, then.detail)
    if then.then == THEN_DISCARD:
        Py_DECREF(value)
        return drop_inputs(frame, then.detail)
    if then.then == THEN_BINARY and value is not <PyObject *>NOT_IMPLEMENTED:
        return put_result(frame, 2, value)
    if then.then == THEN_NEXT:
        push_new(frame, value)
        step_over(frame)
        return frame
    if then.then == THEN_BINARY:
        to = try_binary(tstate, frame, then.detail, then.step)
    elif then.then == THEN_COMPARE:
        return compared(tstate, frame, then, value)
    elif then.then == THEN_ITERATOR:
        return put_iterator(frame, value)
    else:
        to = go_by_truth(tstate, frame, truth_told(then.then, value))
    Py_DECREF(value)
    return to


cdef Frame *give_made(Frame *frame, PyObject *made, PyObject *value) noexcept:
    if value is Py_None:
        push_new(frame, made)
        Py_DECREF(value)
        return frame
    Py_DECREF(made)
    PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(value).tp_name)
    Py_DECREF(value)
    return NULL


cdef inline Frame *put_result(Frame *frame, int inputs, PyObject *value) noexcept:
    """The instruction is done: value (taken) replaces its inputs."""
    cdef slots_t top = frame.localsplus + frame.stacktop
    cdef slots_t base = top - inputs
    cdef PyObject *first = base[0]
    drop_range(base + 1, top)
    base[0] = value
    frame.stacktop -= inputs - 1
    step_over(frame)
    Py_DECREF(first)
    return frame


cdef inline Frame *drop_inputs(Frame *frame, int inputs) noexcept:
    """The instruction is done: it has no result."""
    cdef slots_t top = frame.localsplus + frame.stacktop
    drop_range(top - inputs, top)
    frame.stacktop -= inputs
    step_over(frame)
    return frame


# -- exceptions

cdef Frame *excused(PyThreadState *tstate, Frame *frame, FollowUp then, PyObject *kept) noexcept:
    """The pushed frame raised.  Some instructions take that for an answer: then no exception is set any more, and the
    frame to go on with is the result.  Else it is `frame`, with an exception.  `kept` is as in carry_on, and borrowed.
    """
    cdef Frame *to = frame
    tstate.recursion_remaining += then.counted
    if then.then == THEN_NEXT:
        if PyErr_ExceptionMatches(PyExc_StopIteration):
            if tstate.c_tracefunc is not NULL:
                trace_exception(tstate, frame)
            PyErr_Clear()
            drop_top(frame)
            go_to(tstate, frame, word_at(frame).oparg)
    elif then.then == THEN_ATTRIBUTE_OR_ASK and PyErr_ExceptionMatches(PyExc_AttributeError):
        PyErr_Clear()
        to = ask_getattr(tstate, frame, kept, then.detail)
        return frame if to is NULL else to
    elif then.then == THEN_ATTRIBUTE and then.step:
        name_what_was_sought(frame)
    return to


cdef void name_what_was_sought(Frame *frame) noexcept:
    """An AttributeError that does not say so yet learns whose attribute was sought, for suggestions.

    As set_attribute_error_context in Objects/object.c.
    """
    cdef PyObject *kind
    cdef PyObject *exc
    cdef PyObject *trace
    cdef PyObject *sought
    cdef AttributeErrorObject *error
    if not PyErr_ExceptionMatches(PyExc_AttributeError):
        return
    PyErr_Fetch(&kind, &exc, &trace)
    PyErr_NormalizeException(&kind, &exc, &trace)
    if PyErr_GivenExceptionMatches(exc, PyExc_AttributeError):
        error = <AttributeErrorObject *>exc
        if error.name is NULL and error.obj is NULL:
            sought = tuple_item(frame.f_code.co_names, word_at(frame).oparg)
            if (PyObject_SetAttr(exc, <PyObject *>NAME_NAME_OF, sought) < 0
                    or PyObject_SetAttr(exc, <PyObject *>NAME_OBJ, frame.localsplus[frame.stacktop - 1]) < 0):
                Py_XDECREF(kind)
                Py_XDECREF(exc)
                Py_XDECREF(trace)
                return
    PyErr_Restore(kind, exc, trace)


cdef extern from *:
    ctypedef struct AttributeErrorObject "PyAttributeErrorObject":
        PyObject *obj
        PyObject *name
