# The rest of what steers: entering and leaving frames.

cdef inline machine_resume(Frame *frame, int oparg):
    """Trace functions hear of RESUME before it is carried out (trace_point); there is nothing left to do."""


cdef inline machine_push(Frame *frame, value):
    push_value(frame, value)


cdef Frame *left_raising(PyThreadState *tstate, Frame *frame) except NULL:
    """A trace function raised while a frame was left: the exception is the caller's."""
    if leave_raising(tstate, frame) is HALT:
        return HALT
    failed()


cdef Frame *machine_leave "verb_leave"(Frame *frame, value) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef Frame *caller
    cdef PyObject *made
    if tstate.cframe.use_tracing and trace_exit(tstate, frame, <PyObject *>value) < 0:
        return left_raising(tstate, frame)
    tstate.recursion_remaining += 1
    if frame.is_entry:
        run_of(tstate).result = newref(<PyObject *>value)
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    if frame.owner == FRAME_OWNED_BY_GENERATOR:
        return generator_returned(tstate, caller, frame, <PyObject *>value)
    made = block_of(frame).made
    block_of(frame).made = NULL
    release_frame(tstate, frame)
    if made is NULL:
        push_value(caller, value)
    elif value is None:
        push_new(caller, made)
    else:
        Py_DECREF(made)
        raise_init_returned(value)
    return caller
