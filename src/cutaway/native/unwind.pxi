# Exceptions on their way: traceback entries, the search for a handler, frames that are left.

cdef struct MeterState              # meter.pxi

cdef struct Run:
    # One entry from C: the frames from an entry frame upwards.
    CFrame cframe           # must come first: tstate.cframe is how verbs find their run
    Frame *switched         # plain engine: what the last control verb answered
    PyGenObject *suspended  # plain engine: the generator that is suspended as soon as its handler has returned, or NULL
    PyObject *result        # what the entry frame returned; NULL with an exception
    bint reraised           # the exception is raised again: no traceback entry, no event
    int traced_from         # the instruction before, for a trace function, where prev_instr does not say it; else -1
    int guard_at            # where the handler is searched for instead of at prev_instr; -1: there
    MeterState *meter       # who counts; NULL: nobody, and then the rest has no meaning
    Frame *counted          # the frame whose `after` is part of what is left; NULL, or not the current one, between two frames
    bint bounds_depth       # has the meter a bound for the depth?
    int64_t left            # instructions until something is due, were the frame's code carried out to its end
    int64_t reach           # what was left when its meter was last told
    Run *below              # the run that goes on after this one, on the same meter; NULL: none
    Feedback *branch        # whose way shows at the next instruction; NULL: none (feedback.pxi)
    Word *branch_next
    Word *branch_target
    int after_below         # the `after` that is part of what is left to that
    uintptr_t cookie        # tells a run from other C frames
    Allowance allowed       # how many calls, on this C stack
    int hushed              # what a frame of ours below added to `tracing`

cdef enum:
    RUN_COOKIE = 0x63757461
    HUSHED = 1 << 20        # in `tracing`: a frame of ours runs, of which no trace function hears

cdef Frame *HALT = <Frame *>1       # what a control verb answers with when the run is over


cdef inline Run *run_of(PyThreadState *tstate) noexcept:
    return <Run *>tstate.cframe


cdef inline Run *innermost_run(CFrame *cframe) noexcept:
    """The innermost run among the C frames from here down; NULL if there is none.

    The last C frame is a part of the thread's state, with nothing of ours behind it.
    """
    while cframe.previous is not NULL:
        if (<Run *>cframe).cookie == RUN_COOKIE ^ <uintptr_t>cframe:
            return <Run *>cframe
        cframe = cframe.previous
    return NULL


cdef inline bint is_listened_to(PyThreadState *tstate) noexcept:
    return (tstate.c_tracefunc is not NULL or tstate.c_profilefunc is not NULL) and not tstate.tracing & ~HUSHED


cdef int begin_run(Run *run, PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    """Link the entry frame; -1 when there is no room for it, or the trace function of a throw() raised."""
    cdef CFrame *outer = tstate.cframe
    run.cframe.use_tracing = outer.use_tracing
    run.hushed = tstate.tracing & HUSHED
    tstate.tracing -= run.hushed
    if outer.current_frame is not NULL and is_hidden(outer.current_frame):
        run.cframe.use_tracing = 255 if is_listened_to(tstate) else 0
    run.cframe.previous = outer
    run.cframe.current_frame = frame
    run.result = NULL
    run.suspended = NULL
    run.branch = NULL
    run.reraised = False
    run.guard_at = -1
    run.traced_from = -1
    frame.is_entry = True
    frame.previous = outer.current_frame
    run.cookie = RUN_COOKIE ^ <uintptr_t>run
    tstate.cframe = &run.cframe
    set_counting(&run.cframe, False)
    begin_allowance(tstate, &run.allowed, outer)
    run.meter = <MeterState *>active_meter
    if unlikely(process_state is not NULL) and run.meter is NULL:
        run.meter = adopt_thread()
    if unlikely(run.meter is not NULL):
        begin_metered(run)
        if run.meter.ended:
            return refuse_to_go_on()
    if unlikely(stack_exhausted(STACK_RESERVE)):
        PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded")
        return -1
    if unlikely(enter_recursion(tstate) < 0):
        return -1
    if throwing and run.cframe.use_tracing and trace_entry(tstate, frame) < 0:
        tstate.recursion_remaining += 1
        return -1
    return 0


cdef inline PyObject *end_run(Run *run, PyThreadState *tstate) noexcept:
    """Unlink the run; its result, or NULL with an exception."""
    cdef CFrame *outer = run.cframe.previous
    if unlikely(run.meter is not NULL):
        end_metered(run)
    run.cookie = 0
    tstate.cframe = outer
    tstate.tracing += run.hushed
    end_allowance(tstate, &run.allowed)
    if outer.current_frame is NULL or not is_hidden(outer.current_frame):
        outer.use_tracing = run.cframe.use_tracing
    return run.result


cdef inline bint is_hidden(Frame *frame) noexcept:
    """Is the frame one of ours, run by the host's loop, which the host shows to nobody?"""
    return frame.f_code._co_firsttraceable > Py_SIZE(<PyObject *>frame.f_code)


cdef Frame *unwind(PyThreadState *tstate, Frame *frame) noexcept:
    """An exception is set in the run's current frame: find who handles it.  HALT: nobody in this run.

    Frames without a handler are left on the way.  A frame's stacktop says what is on its stack.
    """
    cdef Run *run = run_of(tstate)
    cdef Frame *caller
    cdef Guard *guard
    cdef int at
    cdef bint ended
    run.branch = NULL
    frame = run.cframe.current_frame
    while True:
        if PyErr_Occurred() is NULL:
            PyErr_SetString(PyExc_SystemError, "error return without exception set")
        ended = unlikely(run.meter is not NULL) and meter_ends(tstate, run)
        if run.reraised or ended:
            run.reraised = False
        else:
            add_traceback(tstate, frame)
            if tstate.c_tracefunc is not NULL:
                trace_exception(tstate, frame)
        at = run.guard_at if run.guard_at >= 0 else <int>(frame.prev_instr - first_unit(frame.f_code))
        run.guard_at = -1
        guard = NULL if ended else find_guard(frame, at)
        if guard is not NULL:
            if run.cframe.use_tracing:
                run.traced_from = <int>(frame.prev_instr - first_unit(frame.f_code))
            enter_handler(frame, guard)
            return frame
        drop_range(frame.localsplus + frame.f_code.co_nlocalsplus, frame.localsplus + frame.stacktop)
        frame.stacktop = frame.f_code.co_nlocalsplus
        if run.cframe.use_tracing and not ended:
            trace_exit(tstate, frame, NULL)
        caller = leave_raising(tstate, frame)
        if caller is HALT or PyErr_Occurred() is NULL:
            return caller
        frame = caller


cdef bint meter_ends(PyThreadState *tstate, Run *run) noexcept:
    """Is the guest to end here?  A budget that C code exceeded is found on the way of the exception that told of it."""
    if run.meter.pending != WITHIN:
        meter_pending(tstate, run)
    if run.meter.ended:
        refuse_to_go_on()
    return run.meter.ended


cdef Frame *leave_raising(PyThreadState *tstate, Frame *frame) noexcept:
    """Leave the current frame with an exception; answers with its caller, or HALT for the run's entry frame.

    Where the instruction of the caller takes the exception for an answer, none is set any more, and the answer is the
    frame to go on with.
    """
    cdef Frame *caller
    cdef FollowUp then
    cdef PyObject *kept
    leave_recursion(tstate)
    if frame.is_entry:
        run_of(tstate).result = NULL
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    if frame.owner == FRAME_OWNED_BY_GENERATOR:
        generator_raised(tstate, frame)
        return caller
    then = take_follow_up(block_of(frame), &kept)
    empty_frame(tstate, frame)
    if unlikely(then.then != THEN_GIVE):
        caller = excused(tstate, caller, then, kept)
        Py_XDECREF(kept)
    keep_block(block_of(frame))             # not before: a frame that was pushed meanwhile is to be another one
    return caller


cdef void add_traceback(PyThreadState *tstate, Frame *frame) noexcept:
    cdef HostFrameObject *shown
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    if frame_is_incomplete(frame):
        return
    # The host clears the exception when it cannot make a frame object; the one on its way must not go with it.
    PyErr_Fetch(&kind, &value, &trace)
    shown = frame_object(tstate, frame)
    PyErr_Restore(kind, value, trace)
    if shown is not NULL:
        PyTraceBack_Here(shown)


cdef Guard *find_guard(Frame *frame, int at) noexcept:
    cdef GuestCode *code = <GuestCode *>extra_of(frame.f_code)
    if code.guard_count < 0 and read_guards(frame.f_code, code) < 0:
        return NULL
    return guard_of(frame.f_code, code, at)


cdef void enter_handler(Frame *frame, Guard *guard) noexcept:
    """Cut the stack, push what the handler expects, go to it."""
    cdef slots_t base = frame.localsplus + frame.f_code.co_nlocalsplus
    cdef CodeUnit *first = first_unit(frame.f_code)
    cdef PyObject *place
    cdef PyObject *kind
    cdef PyObject *exc
    cdef PyObject *trace
    if frame.localsplus + frame.stacktop > base + guard.depth:
        drop_range(base + guard.depth, frame.localsplus + frame.stacktop)
    frame.stacktop = frame.f_code.co_nlocalsplus + guard.depth
    if guard.lasti:
        place = PyLong_FromLong(<long>(frame.prev_instr - first))
        if place is NULL:                   # no memory: then that is the exception, and its place the first
            place = PyLong_FromLong(0)
        push_new(frame, place)
    PyErr_Fetch(&kind, &exc, &trace)
    PyErr_NormalizeException(&kind, &exc, &trace)
    PyException_SetTraceback(exc, trace if trace is not NULL else Py_None)
    Py_XDECREF(trace)
    Py_XDECREF(kind)
    push_new(frame, exc)
    frame.prev_instr = first + guard.target - 1


# The same C functions, for callers that look at the answer themselves.
cdef extern from *:
    int *raw_lines_of "cutaway_lines_of"(PyCodeObject *, GuestCode *) noexcept
