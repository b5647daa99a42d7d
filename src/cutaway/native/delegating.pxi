# Generators and coroutines that wait in each other (yield from, await), a chain of any length: closed, thrown into and
# finalized one after the other.
#
# CPython's own functions (gen_close, _gen_throw in Objects/genobject.c) go down such a chain by calling themselves, so that a
# long one ends the process.  They stay in charge of short chains and of the innermost generator of a long one; what they
# do for the others on the way back is done here, with the same order, states and links.

cdef extern from *:
    """
    static inline int cutaway_waits_in_another(_Py_CODEUNIT following) {
        return (_Py_OPCODE(following) == RESUME || _Py_OPCODE(following) == RESUME_QUICK) && _Py_OPARG(following) >= 2;
    }
    #define cutaway_oparg_of(unit) _Py_OPARG(unit)
    """
    bint waits_in_another "cutaway_waits_in_another"(CodeUnit) noexcept
    int oparg_of "cutaway_oparg_of"(CodeUnit) noexcept
    PyObject *PyExc_GeneratorExit
    void _PyErr_ChainStackItem(HandledItem *) noexcept
    int _PyGen_SetStopIterationValue(PyObject *) noexcept
    void PyErr_WriteUnraisable(PyObject *) noexcept
    void _PyGen_Finalize(PyObject *) noexcept

cdef enum:
    SHORT_CHAIN = 32        # generators that CPython's own functions go down

cdef struct Chain:
    PyGenObject **links     # outermost first, each waiting in the next; references
    Py_ssize_t length

cdef OneArgument host_close = NULL, host_clear = NULL
cdef FastFunction host_throw = NULL, host_asend_throw = NULL, host_athrow_throw = NULL


cdef inline PyObject *delegate_of(PyObject *generator) noexcept:
    """The generator or coroutine that a suspended one waits in, borrowed; NULL: none, or something else."""
    cdef PyGenObject *made = <PyGenObject *>generator
    cdef Frame *inside = <Frame *>made.gi_iframe
    cdef PyObject *awaited
    if made.gi_frame_state != FRAME_SUSPENDED or not waits_in_another(inside.prev_instr[1]):
        return NULL
    if inside.stacktop <= inside.f_code.co_nlocalsplus:
        return NULL
    awaited = inside.localsplus[inside.stacktop - 1]
    if awaited is NULL or (Py_TYPE(awaited) is not &PyGen_Type and Py_TYPE(awaited) is not &PyCoro_Type):
        return NULL
    return awaited


cdef bint is_short_chain(PyObject *generator) noexcept:
    cdef int k
    for k in range(SHORT_CHAIN):
        generator = delegate_of(generator)
        if generator is NULL:
            return True
    return False


cdef int refuse_reentry(PyObject *generator) noexcept:
    """-1 with ValueError where something is being thrown into a chain, and code at its end comes to `generator` again.

    CPython goes down the chain once more, and takes what each waits in off its stack twice.
    """
    cdef PyGenObject *made = <PyGenObject *>generator
    cdef const char *what = "generator already executing"
    if likely(made.gi_frame_state != FRAME_EXECUTING or not waits_in_another((<Frame *>made.gi_iframe).prev_instr[1])):
        return 0
    if Py_TYPE(generator) is &PyCoro_Type:
        what = "coroutine already executing"
    elif Py_TYPE(generator) is &PyAsyncGen_Type:
        what = "async generator already executing"
    PyErr_SetString(PyExc_ValueError, what)
    return -1


cdef int gather(Chain *chain, PyObject *generator) noexcept:
    """The chain that begins with `generator`, all but its last link in the state of one that is running; -1: no memory."""
    cdef Py_ssize_t room = 4 * SHORT_CHAIN
    cdef PyGenObject **more
    cdef PyObject *following
    chain.length = 0
    chain.links = <PyGenObject **>malloc(room * sizeof(PyGenObject *))
    while chain.links is not NULL:
        chain.links[chain.length] = <PyGenObject *>newref(generator)
        chain.length += 1
        following = delegate_of(generator)
        if following is NULL or (<PyGenObject *>following).gi_frame_state != FRAME_SUSPENDED:
            return 0
        (<PyGenObject *>generator).gi_frame_state = FRAME_EXECUTING
        generator = following
        if chain.length == room:
            room *= 2
            more = <PyGenObject **>realloc(chain.links, room * sizeof(PyGenObject *))
            if more is NULL:
                break
            chain.links = more
    while chain.length:
        chain.length -= 1
        chain.links[chain.length].gi_frame_state = FRAME_SUSPENDED
        Py_DECREF(<PyObject *>chain.links[chain.length])
    free(chain.links)
    set_memory_error()
    return -1


cdef PyObject *raise_inside(PyThreadState *tstate, PyGenObject *made) noexcept:
    """Go on in a suspended generator with the exception that is set, as gen_send_ex does: what it yields, or NULL with an
    exception, StopIteration where it returned.
    """
    cdef Frame *inside = <Frame *>made.gi_iframe
    cdef PyObject *result
    push_new(inside, newref(Py_None))
    inside.previous = tstate.cframe.current_frame
    made.gi_exc_state.previous_item = tstate.exc_info
    tstate.exc_info = &made.gi_exc_state
    _PyErr_ChainStackItem(NULL)
    made.gi_frame_state = FRAME_EXECUTING
    result = _PyInterpreterState_GetEvalFrameFunc(tstate.interp)(tstate, inside, True)
    if result is NULL:
        generator_raised(tstate, inside)
        return NULL
    unlink_generator(tstate, made, inside)
    if made.gi_frame_state == FRAME_SUSPENDED:
        return result
    finish_generator(made, inside)
    if Py_TYPE(<PyObject *>made) is &PyAsyncGen_Type:
        PyErr_SetNone(PyExc_StopAsyncIteration)
    else:
        set_returned(result)
    Py_DECREF(result)
    return NULL


cdef void set_returned(PyObject *result) noexcept:
    if result is Py_None:
        PyErr_SetNone(PyExc_StopIteration)
    else:
        _PyGen_SetStopIterationValue(result)


# -- close()

cdef PyObject *close_generator(PyObject *generator, PyObject *nothing) noexcept:
    cdef PyThreadState *tstate
    cdef PyObject *result
    cdef Chain chain
    if unlikely(refuse_reentry(generator) < 0):
        return NULL
    if likely(is_short_chain(generator)):
        return host_close(generator, NULL)
    if gather(&chain, generator) < 0:
        return NULL
    tstate = thread_state()
    result = host_close(<PyObject *>chain.links[chain.length - 1], NULL)
    while chain.length > 1:
        chain.length -= 1
        chain.links[chain.length - 1].gi_frame_state = FRAME_SUSPENDED
        Py_DECREF(<PyObject *>chain.links[chain.length])
        if result is not NULL:
            Py_DECREF(result)
            PyErr_SetNone(PyExc_GeneratorExit)
        result = end_of_close(chain.links[chain.length - 1], raise_inside(tstate, chain.links[chain.length - 1]))
    Py_DECREF(<PyObject *>chain.links[0])
    free(chain.links)
    return result


cdef PyObject *end_of_close(PyGenObject *made, PyObject *yielded) noexcept:
    """What close() answers, after what the generator did when it was told to end."""
    cdef const char *what = "generator ignored GeneratorExit"
    if yielded is not NULL:
        Py_DECREF(yielded)
        if Py_TYPE(<PyObject *>made) is &PyCoro_Type:
            what = "coroutine ignored GeneratorExit"
        elif Py_TYPE(<PyObject *>made) is &PyAsyncGen_Type:
            what = "async generator ignored GeneratorExit"
        PyErr_SetString(PyExc_RuntimeError, what)
        return NULL
    if PyErr_ExceptionMatches(PyExc_StopIteration) or PyErr_ExceptionMatches(PyExc_GeneratorExit):
        PyErr_Clear()
        return newref(Py_None)
    return NULL


cdef void finalize_generator(PyObject *generator) noexcept:
    """The end of one that nobody refers to, or whose frame is cleared."""
    cdef PyGenObject *made = <PyGenObject *>generator
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    cdef PyObject *result
    if likely(is_short_chain(generator)) or (
            Py_TYPE(generator) is &PyAsyncGen_Type and made.gi_origin_or_finalizer is not NULL and not made.gi_closed):
        _PyGen_Finalize(generator)
        return
    PyErr_Fetch(&kind, &value, &trace)
    result = close_generator(generator, NULL)
    if result is not NULL:
        Py_DECREF(result)
    elif PyErr_Occurred() is not NULL:
        PyErr_WriteUnraisable(generator)
    PyErr_Restore(kind, value, trace)


cdef PyObject *clear_frame_object(PyObject *shown, PyObject *nothing) noexcept:
    """frame.clear(): a suspended generator's frame is cleared by closing it."""
    cdef Frame *inside = (<HostFrameObject *>shown).f_frame
    cdef PyGenObject *made
    if inside.owner == FRAME_OWNED_BY_GENERATOR:
        made = generator_of(inside)
        if made.gi_frame_state == FRAME_SUSPENDED and not is_short_chain(<PyObject *>made):
            finalize_generator(<PyObject *>made)
            return newref(Py_None)
    return host_clear(shown, NULL)


# -- throw()

cdef PyObject *throw_into(PyObject *generator, PyObject **arguments, Py_ssize_t count) noexcept:
    if 1 <= count <= 3 and unlikely(refuse_reentry(generator) < 0):
        return NULL
    if likely(is_short_chain(generator)) or not 1 <= count <= 3:
        return host_throw(generator, arguments, count)
    if PyErr_GivenExceptionMatches(arguments[0], PyExc_GeneratorExit):
        return throw_exit(<PyGenObject *>generator, arguments, count)
    return throw_down(generator, arguments, count)


cdef PyObject *throw_exit(PyGenObject *made, PyObject **arguments, Py_ssize_t count) noexcept:
    """GeneratorExit does not go down the chain: what is below is closed first."""
    cdef PyObject *below = newref(delegate_of(<PyObject *>made))
    cdef PyObject *closed
    made.gi_frame_state = FRAME_EXECUTING
    closed = close_generator(below, NULL)
    made.gi_frame_state = FRAME_SUSPENDED
    Py_DECREF(below)
    if closed is NULL:
        return raise_inside(thread_state(), made)
    Py_DECREF(closed)
    return host_throw(<PyObject *>made, arguments, count)


cdef PyObject *throw_down(PyObject *generator, PyObject **arguments, Py_ssize_t count) noexcept:
    """The innermost hears of it first, below the frames of all the others; what it does not catch comes up one by one."""
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *result
    cdef Frame *inside
    cdef Chain chain
    cdef Py_ssize_t k
    if gather(&chain, generator) < 0:
        return NULL
    for k in range(chain.length - 1):
        link_frame(tstate, tstate.cframe.current_frame, <Frame *>chain.links[k].gi_iframe)
    result = host_throw(<PyObject *>chain.links[chain.length - 1], arguments, count)
    while chain.length > 1:
        chain.length -= 1
        inside = <Frame *>chain.links[chain.length - 1].gi_iframe
        chain.links[chain.length - 1].gi_frame_state = FRAME_SUSPENDED
        tstate.cframe.current_frame = inside.previous
        inside.previous = NULL
        Py_DECREF(<PyObject *>chain.links[chain.length])
        if result is NULL:
            result = after_delegate(tstate, chain.links[chain.length - 1], inside)
    Py_DECREF(<PyObject *>chain.links[0])
    free(chain.links)
    return result


cdef PyObject *after_delegate(PyThreadState *tstate, PyGenObject *made, Frame *inside) noexcept:
    """What `made` waited in is left with the exception that is set: StopIteration ends the waiting, any other is raised."""
    cdef PyObject *value
    cdef PyObject *result
    cdef int status
    drop_top(inside)
    inside.prev_instr += oparg_of(inside.prev_instr[-1]) - 1        # behind the SEND, whose jump is taken for it
    if _PyGen_FetchStopIterationValue(&value) < 0:
        return raise_inside(tstate, made)
    status = PyIter_Send(<PyObject *>made, value, &result)
    Py_DECREF(value)
    if status == PyGen_NEXT:
        return result
    if status == PyGen_RETURN:
        set_returned(result)
        Py_DECREF(result)
    return NULL


# -- by way of other objects

cdef PyObject *close_awaited(PyObject *wrapper, PyObject *nothing) noexcept:
    return close_generator(generator_behind(wrapper), NULL)


cdef PyObject *throw_awaited(PyObject *wrapper, PyObject **arguments, Py_ssize_t count) noexcept:
    return throw_into(generator_behind(wrapper), arguments, count)


cdef inline PyObject *generator_behind(PyObject *wrapper) noexcept:
    """Of a coroutine_wrapper, or what asend(), athrow() and aclose() give: it stands first in all of them."""
    return (<WrappedValue *>wrapper).agw_val


cdef int has_room_for_chain(PyObject *generator) noexcept:
    """May CPython's function throw into it?  Those behind asend() and athrow() cannot be replaced; -1 with RecursionError
    for a chain that is too long for them.
    """
    cdef Py_ssize_t links = 0, room
    if unlikely(refuse_reentry(generator) < 0):
        return -1
    if is_short_chain(generator):
        return 0
    room = levels_left(STACK_RESERVE)
    while generator is not NULL:
        generator = delegate_of(generator)
        links += 1
        if links >= room:
            PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded")
            return -1
    return 0


cdef PyObject *asend_throw(PyObject *waiting, PyObject **arguments, Py_ssize_t count) noexcept:
    if has_room_for_chain(generator_behind(waiting)) < 0:
        return NULL
    return host_asend_throw(waiting, arguments, count)


cdef PyObject *athrow_throw(PyObject *waiting, PyObject **arguments, Py_ssize_t count) noexcept:
    if has_room_for_chain(generator_behind(waiting)) < 0:
        return NULL
    return host_athrow_throw(waiting, arguments, count)


# -- put in place, in the host's own method tables, whose methods are what guests see

cdef OneArgument replace_method(HostType *kind, const char *name, OneArgument ours) noexcept:
    """The function that a method had; NULL where it has ours already."""
    cdef MethodDef *method = kind.tp_methods
    cdef OneArgument before
    while strcmp(method.ml_name, name) != 0:
        method += 1
    before = method.ml_meth
    method.ml_meth = ours
    return before


cdef watch_delegates():
    """From now on generators, coroutines and frames of the whole process are closed, thrown into and cleared here."""
    global host_close, host_throw, host_clear, host_asend_throw, host_athrow_throw
    if host_close is not NULL:
        return
    host_close = replace_method(&PyGen_Type, b"close", close_generator)
    host_throw = <FastFunction>replace_method(&PyGen_Type, b"throw", <OneArgument>throw_into)
    replace_method(&PyCoro_Type, b"close", close_generator)
    replace_method(&PyCoro_Type, b"throw", <OneArgument>throw_into)
    replace_method(&_PyCoroWrapper_Type, b"close", close_awaited)
    replace_method(&_PyCoroWrapper_Type, b"throw", <OneArgument>throw_awaited)
    host_clear = replace_method(&PyFrame_Type, b"clear", clear_frame_object)
    host_asend_throw = <FastFunction>replace_method(&_PyAsyncGenASend_Type, b"throw", <OneArgument>asend_throw)
    host_athrow_throw = <FastFunction>replace_method(&_PyAsyncGenAThrow_Type, b"throw", <OneArgument>athrow_throw)
    PyGen_Type.tp_finalize = finalize_generator
    PyCoro_Type.tp_finalize = finalize_generator
    PyAsyncGen_Type.tp_finalize = finalize_generator
