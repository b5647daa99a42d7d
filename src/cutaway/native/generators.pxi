# Generators, coroutines and asynchronous generators are the host's own objects; the frame lies inside them.
#
# C code resumes them through the eval hook.  A `for` or `await` of the guest resumes them here, in the same loop: the
# generator's frame is linked above the frame that waits, whose instruction (FOR_ITER or SEND) says where a value goes.

cdef inline PyGenObject *generator_of(Frame *frame) noexcept:
    return <PyGenObject *>(<char *>frame - (<char *>&(<PyGenObject *>NULL).gi_iframe - <char *>NULL))


cdef PyObject *make_generator(PyFunctionObject *function) except NULL:
    """The object that a generator function returns, its frame still empty (make_gen in Objects/genobject.c)."""
    cdef PyCodeObject *code = <PyCodeObject *>function.func_code
    cdef int kind = code.co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)
    cdef HostType *made_of = &PyGen_Type
    cdef PyGenObject *made
    if kind == CO_COROUTINE:
        made_of = &PyCoro_Type
    elif kind == CO_ASYNC_GENERATOR:
        made_of = &PyAsyncGen_Type
    made = <PyGenObject *>PyGC_NewVar(made_of, code.co_nlocalsplus + code.co_stacksize)
    if made is NULL:
        failed()
    made.gi_frame_state = FRAME_CLEARED
    made.gi_code = newref(<PyObject *>code)
    made.gi_weakreflist = NULL
    made.gi_exc_state.exc_value = NULL
    made.gi_exc_state.previous_item = NULL
    made.gi_name = newref(function.func_name)
    made.gi_qualname = newref(function.func_qualname)
    made.gi_origin_or_finalizer = NULL
    made.gi_hooks_inited = 0
    made.gi_closed = 0
    made.gi_running_async = 0
    PyObject_GC_Track(<void *>made)
    return <PyObject *>made


cdef coroutine_origin(PyThreadState *tstate, Frame *frame):
    """Who made the coroutine, as sys.set_coroutine_origin_tracking_depth asks: (file, line, function) per caller."""
    cdef Frame *caller = frame.previous
    cdef list origin = []
    while caller is not NULL and len(origin) < tstate.coroutine_origin_tracking_depth:
        if not is_hidden(caller):
            at = <int>(caller.prev_instr - first_unit(caller.f_code))
            origin.append((<object>caller.f_code.co_filename, line_at(caller, at), <object>caller.f_code.co_name))
        caller = caller.previous
    return tuple(origin)


cdef Frame *machine_return_generator "verb_return_generator"(Frame *frame) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef PyGenObject *made
    cdef Frame *inside
    cdef Frame *caller
    cdef FollowUp then
    cdef PyObject *kept
    if unlikely(frame.owner == FRAME_OWNED_BY_GENERATOR):
        # A debugger has moved the frame of a running generator to its beginning, where CPython makes a generator of it again
        # and crashes: it is one, and begins anew.  What lay on its stack passes for what is sent to it.
        if frame.stacktop == frame.f_code.co_nlocalsplus:
            push_value(frame, None)
        return frame
    made = <PyGenObject *>make_generator(frame.f_func)
    inside = <Frame *>made.gi_iframe
    value = stolen(<PyObject *>made)
    if tstate.coroutine_origin_tracking_depth and Py_TYPE(<PyObject *>made) is &PyCoro_Type:
        origin = coroutine_origin(tstate, frame)
        made.gi_origin_or_finalizer = newref(<PyObject *>origin)
    memcpy(inside, frame, sizeof(Frame) + (frame.stacktop - 1) * sizeof(PyObject *))
    inside.previous = NULL
    inside.owner = FRAME_OWNED_BY_GENERATOR
    made.gi_frame_state = FRAME_CREATED
    leave_recursion(tstate)
    if frame.is_entry:
        # CPython will clear its frame: leave it nothing but a function and a code object of its own.
        frame.stacktop = 0
        frame.f_locals = NULL
        Py_INCREF(<PyObject *>frame.f_func)
        Py_INCREF(<PyObject *>frame.f_code)
        run_of(tstate).result = newref(<PyObject *>value)
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    then = take_follow_up(block_of(frame), &kept)
    caller = carry_on(tstate, caller, then, kept, newref(<PyObject *>value))
    keep_block(block_of(frame))             # not before: a frame that was pushed meanwhile is to be another one
    if caller is NULL:
        failed()
    return caller


cdef inline bint may_be_resumed(PyObject *generator) noexcept:
    """Is it waiting, and the guest's?  Then its frame can be linked in this very loop."""
    cdef PyGenObject *made = <PyGenObject *>generator
    return (made.gi_frame_state < FRAME_EXECUTING
            and <uintptr_t>extra_of((<Frame *>made.gi_iframe).f_code) >= DECODED)


cdef inline Frame *resume_generator(PyThreadState *tstate, Frame *frame, PyObject *generator, PyObject *sent) noexcept:
    """Link a waiting generator's frame above `frame`; NULL with RecursionError."""
    cdef PyGenObject *made = <PyGenObject *>generator
    cdef Frame *inside = <Frame *>made.gi_iframe
    if enter_recursion(tstate) < 0:
        return NULL
    push_new(inside, newref(sent))
    made.gi_exc_state.previous_item = tstate.exc_info
    tstate.exc_info = &made.gi_exc_state
    made.gi_frame_state = FRAME_EXECUTING
    inside.is_entry = False
    link_frame(tstate, frame, inside)
    return inside


cdef inline void unlink_generator(PyThreadState *tstate, PyGenObject *made, Frame *inside) noexcept:
    tstate.exc_info = made.gi_exc_state.previous_item
    made.gi_exc_state.previous_item = NULL
    inside.previous = NULL


cdef void finish_generator(PyGenObject *made, Frame *inside) noexcept:
    """It is over: nothing resumes it again."""
    if made.gi_exc_state.exc_value is not NULL:
        drop(&made.gi_exc_state.exc_value)
    made.gi_frame_state = FRAME_CLEARED
    clear_frame(inside)


cdef Frame *generator_returned(PyThreadState *tstate, Frame *frame, Frame *inside, PyObject *value) noexcept:
    """The generator that `frame` waits for has returned: a loop ends, an await has its result."""
    cdef PyGenObject *made = generator_of(inside)
    cdef Word *word = word_at(frame)
    unlink_generator(tstate, made, inside)
    finish_generator(made, inside)
    drop_top(frame)
    if is_send(word):
        push_new(frame, newref(value))
    go_to(tstate, frame, word.oparg)
    return frame


cdef void generator_raised(PyThreadState *tstate, Frame *inside) noexcept:
    """A generator is left with an exception; StopIteration must not look like its end (PEP 479)."""
    cdef PyGenObject *made = generator_of(inside)
    cdef HostType *kind = Py_TYPE(<PyObject *>made)
    cdef const char *what = "generator"
    unlink_generator(tstate, made, inside)
    if kind is &PyCoro_Type:
        what = "coroutine"
    elif kind is &PyAsyncGen_Type:
        what = "async generator"
    if PyErr_ExceptionMatches(PyExc_StopIteration):
        _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised StopIteration", what)
    elif kind is &PyAsyncGen_Type and PyErr_ExceptionMatches(PyExc_StopAsyncIteration):
        _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised StopAsyncIteration", what)
    finish_generator(made, inside)


cdef inline Word *word_at(Frame *frame) noexcept:
    """The instruction that a frame of the loop is at."""
    return word_of(frame.prev_instr, decoded(frame.f_code).skew)


cdef inline void step_over(Frame *frame) noexcept:
    """A waiting frame will go on after its instruction; until then its place is the last code unit of that."""
    frame.prev_instr += word_at(frame).last


cdef Frame *machine_suspend "verb_suspend"(Frame *frame, value) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef PyGenObject *made = generator_of(frame)
    cdef Frame *caller
    made.gi_frame_state = FRAME_SUSPENDED
    if tstate.cframe.use_tracing and trace_exit(tstate, frame, <PyObject *>value) < 0:
        return left_raising(tstate, frame)
    leave_recursion(tstate)
    if frame.is_entry:
        run_of(tstate).result = newref(<PyObject *>value)
        if plain_engine:
            # Threads may switch until the handler has returned, and C is to unlink the generator before another resumes it.
            made.gi_frame_state = FRAME_EXECUTING
            run_of(tstate).suspended = made
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    unlink_generator(tstate, made, frame)
    push_value(caller, value)
    step_over(caller)
    return caller


cdef void set_no_iterator(PyObject *value) noexcept:
    """A generator expression's function can be called with anything, though no generator expression does."""
    PyErr_Format(PyExc_TypeError, "'%.200s' object is not an iterator", Py_TYPE(value).tp_name)


cdef Frame *machine_next_item "verb_next_item"(Frame *frame, iterator, int target) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *source = <PyObject *>iterator
    cdef PyObject *item
    cdef Frame *inside
    if Py_TYPE(source) is &PyGen_Type and not tstate.cframe.use_tracing and may_be_resumed(source):
        inside = resume_generator(tstate, frame, source, Py_None)
        if inside is NULL:
            failed()
        return inside
    if Py_TYPE(source).tp_iternext is NULL:
        set_no_iterator(source)
        failed()
    item = Py_TYPE(source).tp_iternext(source)
    if item is not NULL:
        push_new(frame, item)
        return frame
    if PyErr_Occurred() is not NULL:
        if not PyErr_ExceptionMatches(PyExc_StopIteration):
            failed()
        if tstate.c_tracefunc is not NULL:
            trace_exception(tstate, frame)
        PyErr_Clear()
    drop_top(frame)
    go_to(tstate, frame, target)
    return frame


cdef inline void go_to(PyThreadState *tstate, Frame *frame, int target) noexcept:
    """The frame goes on at `target` and not after its instruction."""
    if tstate.cframe.use_tracing:
        run_of(tstate).traced_from = <int>(frame.prev_instr - first_unit(frame.f_code))
    frame.prev_instr = first_unit(frame.f_code) + target - 1


cdef Frame *machine_send "verb_send"(Frame *frame, receiver, value, int target) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *source = <PyObject *>receiver
    cdef PyObject *result = NULL
    cdef Frame *inside
    cdef int status
    if ((Py_TYPE(source) is &PyGen_Type or Py_TYPE(source) is &PyCoro_Type) and not tstate.cframe.use_tracing
            and may_be_resumed(source)
            and (value is None or (<PyGenObject *>source).gi_frame_state != FRAME_CREATED)):
        inside = resume_generator(tstate, frame, source, <PyObject *>value)
        if inside is NULL:
            failed()
        return inside
    if tstate.c_tracefunc is NULL:
        status = PyIter_Send(source, <PyObject *>value, &result)
    else:
        status = traced_send(tstate, frame, source, <PyObject *>value, &result)
    if status == PyGen_ERROR:
        failed()
    if status == PyGen_NEXT:
        push_new(frame, result)
        return frame
    drop_top(frame)
    push_new(frame, result)
    go_to(tstate, frame, target)
    return frame


cdef int traced_send(PyThreadState *tstate, Frame *frame, PyObject *source, PyObject *value, PyObject **result) noexcept:
    """As PyIter_Send, by way of methods, so that a trace function hears of StopIteration."""
    if value is Py_None and PyIter_Check(source):
        result[0] = Py_TYPE(source).tp_iternext(source)
    else:
        result[0] = PyObject_CallMethodOneArg(source, <PyObject *>NAME_SEND, value)
    if result[0] is not NULL:
        return PyGen_NEXT
    if tstate.c_tracefunc is not NULL and PyErr_ExceptionMatches(PyExc_StopIteration):
        trace_exception(tstate, frame)
    return PyGen_RETURN if _PyGen_FetchStopIterationValue(result) == 0 else PyGen_ERROR
