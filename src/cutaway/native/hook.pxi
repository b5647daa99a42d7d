# The eval function (PEP 523): every Python frame of the process comes by here, and is ours or the host's to run.

cdef bint everything_is_guest = False       # universe mode: all code is the guest's but what is marked
cdef object kept_globals = {}               # id -> globals of modules that are ours; keeps them alive
cdef bint installed = False
cdef EvalFunction outer_eval = NULL
cdef list audited = None                    # [(who, code)] while an audit is on
cdef int64_t nesting = 0, deepest_nesting = 0, entries = 0


cdef PyObject *eval_frame(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    global awaited_function
    cdef uintptr_t extra = <uintptr_t>extra_of(frame.f_code)
    cdef PyObject *outer = awaited_function
    cdef PyObject *result
    if unlikely(outer is not NULL):
        if outer is <PyObject *>frame.f_func and not throwing:
            return catch_frame(frame)
        # Binding ran code of its own (an __eq__ of a keyword): that is no part of the call.
        awaited_function = NULL
        result = eval_frame(tstate, frame, throwing)
        awaited_function = outer
        return result
    if unlikely(extra < DECODED):
        if not extra & HOST_RUNS:
            if decide(frame, throwing, &extra) < 0:
                return NULL
        if extra < DECODED:
            return run_by_host(tstate, frame, throwing)
    return run_by_guest(tstate, frame, throwing)


cdef int decide(Frame *frame, int throwing, uintptr_t *extra) noexcept:
    """Who is to run a frame whose code was not run yet; -1 where it cannot be run.  What was thrown into it stays set."""
    cdef PyObject *kind = NULL
    cdef PyObject *value = NULL
    cdef PyObject *trace = NULL
    if throwing:
        PyErr_Fetch(&kind, &value, &trace)
    extra[0] = <uintptr_t>raw_decided_code(frame.f_code, frame.f_globals)
    if extra[0] == 0 and PyErr_Occurred() is not NULL:
        Py_XDECREF(kind)
        Py_XDECREF(value)
        Py_XDECREF(trace)
        return -1
    if throwing:
        PyErr_Restore(kind, value, trace)
    return 0


cdef inline PyObject *run_by_guest(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    global nesting, deepest_nesting, entries
    cdef PyObject *result
    if unlikely(audited is not None):
        note_run("guest", frame)
    nesting += 1
    entries += 1
    if nesting > deepest_nesting:
        deepest_nesting = nesting
    if unlikely(plain_engine):
        result = run_plainly(tstate, frame, throwing)
    else:
        result = run_frames(tstate, frame, throwing)
    nesting -= 1
    return result


cdef inline bint is_called_by_ours(PyThreadState *tstate) noexcept:
    """Is it code of ours that calls?"""
    return tstate.cframe.current_frame is not NULL and is_hidden(tstate.cframe.current_frame)


cdef PyObject *run_by_host(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    """The host's own loop; code of ours is hidden from trace functions too, what it calls that is not ours is heard.

    Where an exception passes, the host tells a trace function whatever `use_tracing` says, and turns that on again: so
    it must also find that somebody is being told already.
    """
    cdef CFrame cframe
    cdef PyObject *result
    cdef bint is_ours = is_hidden(frame)
    cdef int hushed = tstate.tracing & HUSHED
    if unlikely(audited is not None):
        note_run("host", frame)
    if not is_ours and (tstate.cframe.use_tracing or not is_listened_to(tstate) or not is_called_by_ours(tstate)):
        return _PyEval_EvalFrameDefault(tstate, frame, throwing)
    cframe.use_tracing = 0 if is_ours else 255
    cframe.previous = tstate.cframe
    cframe.current_frame = tstate.cframe.current_frame
    tstate.cframe = &cframe
    tstate.tracing -= hushed
    if is_ours and tstate.c_tracefunc is not NULL:
        tstate.tracing += HUSHED
        result = _PyEval_EvalFrameDefault(tstate, frame, throwing)
        tstate.tracing -= HUSHED
    else:
        result = _PyEval_EvalFrameDefault(tstate, frame, throwing)
    tstate.tracing += hushed
    tstate.cframe = cframe.previous
    if not is_ours:
        return result
    # Not `cframe.current_frame`: the frame below a handler of the plain engine may be gone by now.
    if tstate.cframe.current_frame is NULL or not is_hidden(tstate.cframe.current_frame):
        tstate.cframe.use_tracing = 255 if is_listened_to(tstate) else 0
    return result


cdef void note_run(str who, Frame *frame) noexcept:
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    PyErr_Fetch(&kind, &value, &trace)
    audited.append((who, <object>frame.f_code))
    PyErr_Restore(kind, value, trace)


cdef GuestCode *decided_code "cutaway_decided_code"(PyCodeObject *code, PyObject *globals_) except? NULL:
    """Decoded code for the guest's, NULL for the host's.  What is undecided follows the mode."""
    cdef uintptr_t extra = <uintptr_t>extra_of(code)
    if extra >= DECODED:
        return <GuestCode *>extra
    if extra & HOST_RUNS or not installed:
        return NULL
    if not extra & GUEST_RUNS:
        if not everything_is_guest and active_meter is NULL:     # on a meter all that was not left to the host counts
            return NULL
        if code._co_firsttraceable > Py_SIZE(<PyObject *>code) or <size_t>globals_ in kept_globals:
            hide_code(<object>code)
            return NULL
    return decode_code(code)


cdef extern from *:
    GuestCode *raw_decided_code "cutaway_decided_code"(PyCodeObject *, PyObject *) noexcept


cdef hide_code(code):
    """The host runs it, and shows its frames to nobody; with all code among its constants."""
    mark(code, HOST_RUNS)
    hide_frames(code)


cdef hide_frames(code):
    (<PyCodeObject *>code)._co_firsttraceable = 0x7fffffff
    for constant in <tuple>(<PyCodeObject *>code).co_consts:
        if type(constant) is CodeType:
            hide_frames(constant)


cdef mark(code, uintptr_t who):
    """Say who runs a code object and all code among its constants."""
    cdef uintptr_t extra
    if type(code) is not CodeType:
        raise TypeError("a code object is wanted, not %s" % type(code).__name__)
    extra = <uintptr_t>extra_of(<PyCodeObject *>code)
    if extra >= DECODED and who != GUEST_RUNS:
        raise ValueError("the guest runs %r already" % code)
    if extra < DECODED:
        if set_extra(<PyCodeObject *>code, <void *>(who | extra & TRUSTED)) < 0:
            raise MemoryError
    for constant in <tuple>(<PyCodeObject *>code).co_consts:
        if type(constant) is CodeType:
            mark(constant, who)
