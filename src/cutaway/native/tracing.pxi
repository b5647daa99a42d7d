# Trace and profile functions: the events, in the order and by the rules of CPython's own loop (Python/ceval.c).
#
# `use_tracing` of the C frame says whether anybody listens; trace functions themselves run untraced.

cdef int call_listener(TraceFunction function, PyObject *argument, PyThreadState *tstate, Frame *frame, int what,
                       PyObject *value) noexcept:
    """Tell one listener of one event; -1 when it raised."""
    cdef HostFrameObject *shown
    cdef int result, before = tstate.tracing_what
    cdef GuestCode *code
    if tstate.tracing:
        return 0
    shown = frame_object(tstate, frame)
    if shown is NULL:
        return -1 if PyErr_Occurred() is not NULL else 0
    tstate.tracing_what = what
    PyThreadState_EnterTracing(tstate)
    shown.f_lineno = line_at(frame, <int>(frame.prev_instr - first_unit(frame.f_code)))
    result = function(argument, shown, what, value)
    shown.f_lineno = 0
    PyThreadState_LeaveTracing(tstate)
    tstate.tracing_what = before
    return result


cdef int line_at(Frame *frame, int at) noexcept:
    """The line of a code unit, -1 for none; a frame that the host ran is asked the host's way."""
    cdef uintptr_t extra = <uintptr_t>extra_of(frame.f_code)
    cdef GuestCode *code
    if extra < DECODED:
        return PyCode_Addr2Line(frame.f_code, at * <int>sizeof(CodeUnit))
    code = <GuestCode *>extra
    if code.lines is NULL and quietly_read_lines(frame.f_code, code) < 0:
        return -1
    return code.lines[at] if 0 <= at < code.count else frame.f_code.co_firstlineno


cdef int quietly_read_lines(PyCodeObject *host, GuestCode *code) noexcept:
    """Read the lines while an exception may be set."""
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    cdef int result = 0
    PyErr_Fetch(&kind, &value, &trace)
    if raw_lines_of(host, code) is NULL:
        PyErr_Clear()
        result = -1
    PyErr_Restore(kind, value, trace)
    return result


cdef int call_protected(TraceFunction function, PyObject *argument, PyThreadState *tstate, Frame *frame, int what,
                        PyObject *value) noexcept:
    """As call_listener; an exception that is set stays set, unless the listener raises another."""
    cdef PyObject *kind
    cdef PyObject *exc
    cdef PyObject *trace
    cdef int result
    PyErr_Fetch(&kind, &exc, &trace)
    result = call_listener(function, argument, tstate, frame, what, value)
    if result == 0:
        PyErr_Restore(kind, exc, trace)
        return 0
    Py_XDECREF(kind)
    Py_XDECREF(exc)
    Py_XDECREF(trace)
    return -1


cdef int trace_entry(PyThreadState *tstate, Frame *frame) noexcept:
    """The "call" event."""
    if tstate.c_tracefunc is not NULL:
        if call_protected(tstate.c_tracefunc, tstate.c_traceobj, tstate, frame, PyTrace_CALL, Py_None) < 0:
            return -1
    if tstate.c_profilefunc is not NULL:
        return call_protected(tstate.c_profilefunc, tstate.c_profileobj, tstate, frame, PyTrace_CALL, Py_None)
    return 0


cdef int trace_exit(PyThreadState *tstate, Frame *frame, PyObject *value) noexcept:
    """The "return" event, of a yield too; NULL is a frame left by an exception."""
    if tstate.c_tracefunc is not NULL:
        if call_protected(tstate.c_tracefunc, tstate.c_traceobj, tstate, frame, PyTrace_RETURN, value) < 0:
            return -1
    if tstate.c_profilefunc is not NULL:
        return call_protected(tstate.c_profilefunc, tstate.c_profileobj, tstate, frame, PyTrace_RETURN, value)
    return 0


cdef void trace_exception(PyThreadState *tstate, Frame *frame) noexcept:
    """The "exception" event; the exception that is set stays set unless the trace function raises."""
    cdef PyObject *kind
    cdef PyObject *exc
    cdef PyObject *trace
    cdef PyObject *told
    PyErr_Fetch(&kind, &exc, &trace)
    PyErr_NormalizeException(&kind, &exc, &trace)
    told = PyTuple_New(3)
    if told is NULL:
        PyErr_Restore(kind, exc, trace)
        return
    tuple_items(told)[0] = newref(kind)
    tuple_items(told)[1] = newref(exc if exc is not NULL else Py_None)
    tuple_items(told)[2] = newref(trace if trace is not NULL else Py_None)
    if call_listener(tstate.c_tracefunc, tstate.c_traceobj, tstate, frame, PyTrace_EXCEPTION, told) == 0:
        PyErr_Restore(kind, exc, trace)
    else:
        Py_XDECREF(kind)
        Py_XDECREF(exc)
        Py_XDECREF(trace)
    Py_DECREF(told)


cdef int trace_point(PyThreadState *tstate, Frame *frame, GuestCode *code, int pc) noexcept:
    """Before the instruction at pc: "call", "line" and "opcode" events.  Answers with the place to go on at, or -1.

    A trace function may move the frame by setting f_lineno; the stack then has changed with it.
    """
    cdef CodeUnit *first = first_unit(frame.f_code)
    cdef Run *run = run_of(tstate)
    cdef int previous = run.traced_from if run.traced_from >= 0 else <int>(frame.prev_instr - first)
    run.traced_from = -1
    if pc < frame.f_code._co_firsttraceable:
        return pc
    frame.prev_instr = first + pc
    if code.words[pc].op == RESUME:
        if code.words[pc].oparg < 2 and load_int(tstate.interp.ceval.eval_breaker) and poll(tstate) < 0:
            return -1
        return -1 if trace_entry(tstate, frame) < 0 else pc
    if tstate.c_tracefunc is NULL or tstate.tracing:
        return pc
    # CPython tells of an instruction where its EXTENDED_ARG prefixes begin.
    while pc > 0 and code.words[pc - 1].op == facts[opcode_extended_arg].entry:
        pc -= 1
    frame.prev_instr = first + pc
    if trace_line(tstate, frame, code, previous, pc) < 0:
        return -1
    pc = <int>(frame.prev_instr - first)
    while code.words[pc].op == facts[opcode_extended_arg].entry:
        pc += 1
    return pc


cdef int trace_line(PyThreadState *tstate, Frame *frame, GuestCode *code, int previous, int pc) noexcept:
    """A "line" event where another line begins or a loop turns back, an "opcode" event where they are asked for."""
    cdef int line = line_at(frame, pc), last = -1, result = 0
    cdef HostFrameObject *shown = frame_object(tstate, frame)
    cdef bint turned_back
    if shown is NULL:
        return -1
    if previous > frame.f_code._co_firsttraceable:
        last = line_at(frame, previous)
    if line != -1 and shown.f_trace_lines:
        turned_back = pc < previous and not is_send(&code.words[pc])
        if line != last or turned_back:
            result = call_listener(tstate.c_tracefunc, tstate.c_traceobj, tstate, frame, PyTrace_LINE, Py_None)
    if shown.f_trace_opcodes and result == 0:
        result = call_listener(tstate.c_tracefunc, tstate.c_traceobj, tstate, frame, PyTrace_OPCODE, Py_None)
    return result


cdef PyObject *traced_call(PyThreadState *tstate, PyObject *callee, slots_t arguments, Py_ssize_t count,
                           PyObject *keywords) noexcept:
    """Call something that is no guest function, with the events that a profiler hears of calls into C."""
    cdef PyObject *told = callee
    cdef PyObject *result
    cdef Frame *frame = tstate.cframe.current_frame
    cdef bint bound = False
    if tstate.c_profilefunc is NULL or not is_profiled(callee):
        return PyObject_Vectorcall(callee, arguments, <size_t>count, keywords)
    if Py_TYPE(callee) is &PyMethodDescr_Type:
        if count == 0:
            return PyObject_Vectorcall(callee, arguments, <size_t>count, keywords)
        # The profiler is told of the bound method, as CPython does.
        told = Py_TYPE(callee).tp_descr_get(callee, arguments[0], <PyObject *>Py_TYPE(arguments[0]))
        if told is NULL:
            return NULL
        bound = True
    result = profiled_call(tstate, frame, told, callee, arguments, count, keywords)
    if bound:
        Py_DECREF(told)
    return result


cdef inline bint is_profiled(PyObject *callee) noexcept:
    return (Py_TYPE(callee) is &PyCFunction_Type or Py_TYPE(callee) is &PyCMethod_Type
            or Py_TYPE(callee) is &PyMethodDescr_Type)


cdef PyObject *profiled_call(PyThreadState *tstate, Frame *frame, PyObject *told, PyObject *callee, slots_t arguments,
                             Py_ssize_t count, PyObject *keywords) noexcept:
    cdef PyObject *result
    if call_listener(tstate.c_profilefunc, tstate.c_profileobj, tstate, frame, PyTrace_C_CALL, told) != 0:
        return NULL
    result = PyObject_Vectorcall(callee, arguments, <size_t>count, keywords)
    if tstate.c_profilefunc is NULL:
        return result
    if result is NULL:
        call_protected(tstate.c_profilefunc, tstate.c_profileobj, tstate, frame, PyTrace_C_EXCEPTION, told)
    elif call_listener(tstate.c_profilefunc, tstate.c_profileobj, tstate, frame, PyTrace_C_RETURN, told) != 0:
        Py_DECREF(result)
        return NULL
    return result
