# The exception that is being handled: the topmost item of the thread's chain, where sys.exception() looks.

cdef machine_handled(Frame *frame):
    cdef PyObject *exc = _PyErr_GetTopmostException(thread_state()).exc_value
    return None if exc is NULL else <object>exc


cdef machine_push_handled(Frame *frame, exc):
    cdef HandledItem *item = thread_state().exc_info
    cdef PyObject *before = item.exc_value
    item.exc_value = newref(<PyObject *>exc)
    return None if before is NULL else stolen(before)


cdef machine_set_handled(Frame *frame, exc):
    cdef HandledItem *item = thread_state().exc_info
    cdef PyObject *before = item.exc_value
    item.exc_value = newref(<PyObject *>exc)
    Py_XDECREF(before)



cdef instance_to_raise(exc):
    """The exception that `raise exc` means."""
    if PyExceptionInstance_Check(<PyObject *>exc):
        return exc
    if not PyExceptionClass_Check(<PyObject *>exc):
        raise TypeError("exceptions must derive from BaseException")
    made = exc()
    if not PyExceptionInstance_Check(<PyObject *>made):
        raise TypeError("calling %r should have returned an instance of BaseException, not %r" % (exc, type(made)))
    return made


cdef Frame *machine_raise_exception "verb_raise_exception"(Frame *frame, exc) except NULL:
    made = instance_to_raise(exc)
    kind = exc if isinstance(exc, type) else type(made)
    PyErr_SetObject(<PyObject *>kind, <PyObject *>made)
    failed()


cdef Frame *machine_raise_from "verb_raise_from"(Frame *frame, exc, cause) except NULL:
    made = instance_to_raise(exc)
    if PyExceptionClass_Check(<PyObject *>cause):
        cause = cause()
    elif cause is not None and not PyExceptionInstance_Check(<PyObject *>cause):
        raise TypeError("exception causes must derive from BaseException")
    PyException_SetCause(<PyObject *>made, NULL if cause is None else newref(<PyObject *>cause))
    kind = exc if isinstance(exc, type) else type(made)
    PyErr_SetObject(<PyObject *>kind, <PyObject *>made)
    failed()


cdef Frame *machine_reraise_handled "verb_reraise_handled"(Frame *frame) except NULL:
    exc = machine_handled(frame)
    if exc is None:
        raise RuntimeError("No active exception to reraise")
    return machine_reraise(frame, exc, None)


cdef Frame *machine_reraise "verb_reraise"(Frame *frame, exc, lasti) except NULL:
    cdef Run *run = run_of(thread_state())
    cdef CodeUnit *first = first_unit(frame.f_code)
    # The handler is searched for from here, while the frame says what the first raise said.
    run.guard_at = <int>(frame.prev_instr - first)
    if lasti is not None:
        frame.prev_instr = first + <int>lasti
    run.reraised = True
    PyErr_Restore(newref(<PyObject *>Py_TYPE(<PyObject *>exc)), newref(<PyObject *>exc), PyException_GetTraceback(<PyObject *>exc))
    failed()
