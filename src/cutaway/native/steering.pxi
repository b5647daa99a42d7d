# The rest of what steers: entering and leaving frames.

cdef inline machine_resume(Frame *frame, int oparg):
    """Trace functions hear of RESUME before it is carried out (trace_point); there is nothing left to do."""


cdef inline machine_push(Frame *frame, value):
    push_value(frame, value)


cdef Frame *left_raising(PyThreadState *tstate, Frame *frame) except NULL:
    """A trace function raised while a frame was left: the exception is the caller's."""
    cdef Frame *caller = leave_raising(tstate, frame)
    if caller is not HALT and PyErr_Occurred() is not NULL:
        failed()
    return caller


cdef Frame *machine_leave "verb_leave"(Frame *frame, value) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef Frame *caller
    cdef FollowUp then
    cdef PyObject *kept
    if tstate.cframe.use_tracing and trace_exit(tstate, frame, <PyObject *>value) < 0:
        return left_raising(tstate, frame)
    leave_recursion(tstate)
    if frame.is_entry:
        run_of(tstate).result = newref(<PyObject *>value)
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    if frame.owner == FRAME_OWNED_BY_GENERATOR:
        return generator_returned(tstate, caller, frame, <PyObject *>value)
    then = take_follow_up(block_of(frame), &kept)
    empty_frame(tstate, frame)
    caller = carry_on(tstate, caller, then, kept, newref(<PyObject *>value))
    keep_block(block_of(frame))             # not before: a frame that was pushed meanwhile is to be another one
    if caller is NULL:
        failed()
    return caller
