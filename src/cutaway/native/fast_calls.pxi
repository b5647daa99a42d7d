# Fast forms of calls, returns and loops: arguments move from one frame's stack into the next frame's variables.

cdef extern from *:
    ctypedef struct CFunctionObject "PyCFunctionObject":
        MethodDef *m_ml
        PyObject *m_self
    ctypedef PyObject *(*FastFunction "_PyCFunctionFast")(PyObject *, PyObject **, Py_ssize_t) noexcept
    int METH_FASTCALL
    HostType PyMemberDescr_Type
    PyObject *_Py_CheckFunctionResult(PyThreadState *, PyObject *, PyObject *, const char *) noexcept


cdef inline void unpack_method(slots_t base) noexcept:
    """NULL and a bound method become its function and its self."""
    cdef PyObject *method = base[1]
    base[0] = newref(method_function(method))
    base[1] = newref(method_self(method))
    Py_DECREF(method)


cdef inline Frame *bind_moving(PyFunctionObject *function, GuestCode *code, slots_t arguments, Py_ssize_t count,
                               PyObject *keywords) noexcept:
    """A frame that has taken its arguments, and a reference to `function`: plain parameters, given, named or defaults.

    `count` includes the named ones, which lie last.  NULL without an exception, and nothing taken, for any other shape.
    """
    cdef PyCodeObject *host = <PyCodeObject *>function.func_code
    cdef Py_ssize_t named = tuple_size(keywords) if keywords is not NULL else 0
    cdef Py_ssize_t given = count - named, wanted = host.co_argcount, optional = 0, k, number
    cdef Frame *frame
    cdef Block *block
    cdef PyObject **variables
    if not code.plain_call or count > wanted:
        return NULL
    if count < wanted:
        optional = tuple_size(function.func_defaults) if function.func_defaults is not NULL else 0
        if count + optional < wanted:
            return NULL
    block = new_block(code.size)
    if unlikely(block is NULL):
        return NULL
    frame = frame_in(block)
    variables = frame.localsplus
    for k in range(given):
        variables[k] = arguments[k]
    for k in range(given, code.first_slot):
        variables[k] = NULL
    if named:                               # nothing is owned yet, so a call that does not fit is simply given up
        for k in range(named):
            number = parameter_named(host, tuple_item(keywords, k), wanted)
            if number < 0 or variables[number] is not NULL:
                keep_block(block)
                return NULL
            variables[number] = arguments[given + k]
        for k in range(given, wanted - optional):
            if variables[k] is NULL:
                keep_block(block)
                return NULL
    if count < wanted:
        for k in range(given, wanted):
            if variables[k] is NULL:
                variables[k] = newref(tuple_item(function.func_defaults, k - (wanted - optional)))
    frame.f_func = function
    frame.f_code = <PyCodeObject *>newref(<PyObject *>host)
    frame.f_builtins = function.func_builtins
    frame.f_globals = function.func_globals
    frame.f_locals = NULL
    frame.frame_obj = NULL
    frame.prev_instr = first_unit(host) - 1
    frame.stacktop = code.first_slot
    frame.is_entry = False
    frame.owner = FRAME_OWNED_BY_THREAD
    return frame


cdef inline GuestCode *code_of_function(PyObject *callee) noexcept:
    """The decoded code of a guest's function; NULL for anything else, and for what was never run."""
    cdef GuestCode *code
    if unlikely(Py_TYPE(callee) is not &PyFunction_Type):
        return NULL
    code = <GuestCode *>extra_of(<PyCodeObject *>(<PyFunctionObject *>callee).func_code)
    return code if likely(<uintptr_t>code >= DECODED) else NULL


cdef Frame *bind_otherwise(GuestCode *code, slots_t at, slots_t sp, PyObject *keywords) noexcept:
    """bind_moving found that the call of the function at `at` is not for it: the other ways.  NULL with an exception."""
    cdef Frame *inside = NULL
    if PyErr_Occurred() is NULL:
        inside = raw_bind(<PyFunctionObject *>at[0], code, at + 1, sp - at - 1, keywords)
    if inside is not NULL:
        drop_range(at, sp)
    return inside


cdef Frame *enter_from_stack(PyThreadState *tstate, Frame *frame, slots_t base, slots_t at, slots_t sp,
                                    CodeUnit *last, PyObject *keywords) noexcept:
    """Call what lies at `at` with the arguments above it, in this loop; the stack is cut to `base`.

    Answers with the new frame; `frame` itself where the callee is none of the guest's (nothing is changed then); NULL
    with an exception.
    """
    cdef PyObject *callee = at[0]
    cdef Py_ssize_t count = sp - at - 1
    cdef PyFunctionObject *function
    cdef GuestCode *code
    cdef Frame *inside
    if Py_TYPE(callee) is not &PyFunction_Type:
        if Py_TYPE(callee).tp_call is PyType_Type.tp_call:
            return enter_init(tstate, frame, base, at, sp, keywords)
        if Py_TYPE(callee) is &PyMethod_Type:
            return enter_method(tstate, frame, base, at, sp, last, keywords)
        if unlikely(<void *>Py_TYPE(callee).tp_call is python_slots.call):
            return enter_callable(tstate, frame, base, at, sp, keywords)
        return frame
    function = <PyFunctionObject *>callee
    code = <GuestCode *>extra_of(<PyCodeObject *>function.func_code)
    if unlikely(<uintptr_t>code < DECODED):
        code = raw_guest_code(function)
        if code is NULL:
            return NULL if PyErr_Occurred() is not NULL else frame
    inside = bind_moving(function, code, at + 1, count, keywords)
    if inside is NULL:
        inside = bind_otherwise(code, at, sp, keywords)
        if inside is NULL:
            return NULL
    frame.stacktop = <int>(base - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, last)


cdef inline Frame *go_inside(PyThreadState *tstate, CFrame *cframe, Frame *frame, Frame *inside, CodeUnit *last) noexcept:
    """Link a bound frame above `frame`, which waits at `last`; NULL with RecursionError, the bound frame gone."""
    if unlikely(enter_recursion(tstate) < 0):
        give_back_calls(tstate, inside)
        discard_frame(inside)
        return NULL
    frame.prev_instr = last
    inside.previous = frame
    cframe.current_frame = inside
    return inside


cdef Frame *enter_callable(PyThreadState *tstate, Frame *frame, slots_t base, slots_t at, slots_t sp,
                           PyObject *keywords) noexcept:
    """An object is called: go into its class's __call__."""
    cdef PyFunctionObject *function = <PyFunctionObject *>guest_call(at[0])
    cdef GuestCode *code
    cdef Frame *inside
    if function is NULL:
        return frame
    if count_call(tstate, " while calling a Python object") < 0:
        Py_DECREF(<PyObject *>function)
        return NULL
    code = <GuestCode *>extra_of(<PyCodeObject *>function.func_code)
    inside = bind_moving(function, code, at, sp - at, keywords)
    if inside is NULL:                      # else the frame has taken the function too
        if PyErr_Occurred() is NULL:
            inside = raw_bind(function, code, at, sp - at, keywords)
        Py_DECREF(<PyObject *>function)
        if inside is NULL:
            tstate.recursion_remaining += 1
            return NULL
        drop_range(at, sp)
    block_of(inside).then = follow_up(THEN_CALLED, 0, 0, 1)
    frame.stacktop = <int>(base - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, frame.prev_instr)


cdef Frame *enter_init(PyThreadState *tstate, Frame *frame, slots_t base, slots_t at, slots_t sp,
                       PyObject *keywords) noexcept:
    """Class(...): make the instance and go into its __init__."""
    cdef PyFunctionObject *function = <PyFunctionObject *>guest_init(at[0])
    cdef GuestCode *code
    cdef PyObject *kind = at[0]
    cdef PyObject *made
    cdef Frame *inside = NULL
    if function is NULL:
        return frame
    if count_call(tstate, " while calling a Python object") < 0:
        Py_DECREF(<PyObject *>function)
        return NULL
    made = (<HostType *>kind).tp_new(<HostType *>kind, <PyObject *>NO_ARGUMENTS, NULL)
    if made is NULL:
        Py_DECREF(<PyObject *>function)
        tstate.recursion_remaining += 1
        return NULL
    at[0] = made                            # now __init__'s first argument lies before the others
    code = raw_code_now(function)
    if likely(code is not NULL):
        inside = bind_moving(function, code, at, sp - at, keywords)
    if likely(inside is not NULL):          # it has taken the function
        Py_INCREF(made)                     # one for the frame's variable, one for the result
    else:
        if PyErr_Occurred() is NULL:
            inside = raw_bind(function, code, at, sp - at, keywords)
        Py_DECREF(<PyObject *>function)
        if inside is NULL:
            at[0] = kind
            tstate.recursion_remaining += 1
            Py_DECREF(made)
            return NULL
        drop_range(at + 1, sp)
        at[0] = NULL
    block_of(inside).kept = made
    block_of(inside).then = follow_up(THEN_GIVE_MADE, 0, 0, 1)
    Py_DECREF(kind)
    frame.stacktop = <int>(base - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, frame.prev_instr)


cdef inline PyObject *call_from_stack(PyThreadState *tstate, slots_t at, Py_ssize_t count, PyObject *keywords) noexcept:
    """Call what lies at `at` as C calls it; a new reference or NULL, the stack as it was."""
    cdef PyObject *callee = at[0]
    cdef MethodDef *method
    cdef PyObject *result
    if keywords is not NULL:
        count -= tuple_size(keywords)
    if unlikely(tstate.cframe.use_tracing):
        return traced_call(tstate, callee, at + 1, count, keywords)
    if Py_TYPE(callee) is &PyCFunction_Type and keywords is NULL:
        method = (<CFunctionObject *>callee).m_ml
        if method.ml_flags == METH_FASTCALL:
            # As CPython's own form for these, straight; but counted, as every way to call one counts.
            if unlikely(count_call(tstate, " while calling a Python object") < 0):
                return NULL
            result = (<FastFunction>method.ml_meth)((<CFunctionObject *>callee).m_self, at + 1, count)
            tstate.recursion_remaining += 1
            return _Py_CheckFunctionResult(tstate, callee, result, NULL)
    keep_within(tstate)
    return PyObject_Vectorcall(callee, at + 1, <size_t>count | ARGUMENTS_OFFSET, keywords)


cdef inline bint is_left_fast(CFrame *cframe, Frame *frame) noexcept:
    """Is it one of our frames that nobody listens to and nobody keeps?"""
    return is_ours(frame) and frame.frame_obj is NULL and not cframe.use_tracing


cdef inline Frame *leave_fast(PyThreadState *tstate, CFrame *cframe, Frame *frame) noexcept:
    """Leave a frame that is_left_fast, but for its block; answers with its caller."""
    cdef Frame *caller = frame.previous
    cframe.current_frame = caller
    release_variables(frame)
    leave_recursion(tstate)
    return caller


cdef Frame *follow_up_fast(PyThreadState *tstate, Block *block, Frame *caller, PyObject *value) noexcept:
    """A frame with a follow-up was left: as carry_on."""
    cdef PyObject *kept
    cdef FollowUp then = take_follow_up(block, &kept)
    keep_block(block)
    return carry_on(tstate, caller, then, kept, value)


cdef inline Frame *suspend_fast(PyThreadState *tstate, Frame *frame, PyObject *value) noexcept:
    """Yield a value (taken) where nobody listens; NULL, and nothing changed, where somebody does."""
    cdef PyGenObject *made = generator_of(frame)
    cdef Frame *caller
    if tstate.cframe.use_tracing:
        return NULL
    made.gi_frame_state = FRAME_SUSPENDED
    leave_recursion(tstate)
    if frame.is_entry:
        run_of(tstate).result = value
        return HALT
    caller = frame.previous
    tstate.cframe.current_frame = caller
    unlink_generator(tstate, made, frame)
    push_new(caller, value)
    step_over(caller)
    return caller


cdef inline void release_variables(Frame *frame) noexcept:
    cdef PyObject **at = frame.localsplus
    cdef PyObject **end = at + frame.f_code.co_nlocalsplus
    while at < end:
        Py_XDECREF(at[0])
        at += 1
    Py_XDECREF(frame.f_locals)
    Py_DECREF(<PyObject *>frame.f_func)
    Py_DECREF(<PyObject *>frame.f_code)


# -- items of containers

cdef PyObject *missing_key(PyObject *key) noexcept:
    """KeyError(key), unless looking it up raised something else; asked once, as CPython asks."""
    cdef PyObject *arguments
    if PyErr_Occurred() is NULL:
        arguments = PyTuple_New(1)
        if arguments is not NULL:
            tuple_items(arguments)[0] = newref(key)
            PyErr_SetObject(PyExc_KeyError, arguments)
            Py_DECREF(arguments)
    return NULL


cdef inline PyObject *fast_item(PyObject *container, PyObject *key) noexcept:
    """container[key]; a new reference or NULL with an exception."""
    cdef PyObject *value
    cdef Py_ssize_t index
    if Py_TYPE(container) is &PyList_Type and is_small(key):
        index = small_value(key)
        if 0 <= index < list_size(container):
            return newref(list_items(container)[index])
    elif Py_TYPE(container) is &PyDict_Type:
        value = PyDict_GetItemWithError(container, key)
        return newref(value) if value is not NULL else missing_key(key)
    elif Py_TYPE(container) is &PyTuple_Type and is_small(key):
        index = small_value(key)
        if 0 <= index < tuple_size(container):
            return newref(tuple_item(container, index))
    return PyObject_GetItem(container, key)


cdef inline int fast_set_item(PyObject *container, PyObject *key, PyObject *value) noexcept:
    cdef Py_ssize_t index
    cdef PyObject *old
    if Py_TYPE(container) is &PyList_Type and is_small(key):
        index = small_value(key)
        if 0 <= index < list_size(container):
            old = list_items(container)[index]
            list_items(container)[index] = newref(value)
            Py_DECREF(old)
            return 0
    elif Py_TYPE(container) is &PyDict_Type:
        return PyDict_SetItem(container, key, value)
    return PyObject_SetItem(container, key, value)


cdef inline bint spread_exactly(slots_t at, int count) noexcept:
    """A tuple or list of just `count` items goes over the stack, its first item on top; False for anything else."""
    cdef PyObject *sequence = at[0]
    cdef PyObject **items
    cdef int k
    if Py_TYPE(sequence) is &PyTuple_Type and tuple_size(sequence) == count:
        items = tuple_items(sequence)
    elif Py_TYPE(sequence) is &PyList_Type and list_size(sequence) == count:
        items = list_items(sequence)
    else:
        return False
    for k in range(count):
        at[count - 1 - k] = newref(items[k])
    Py_DECREF(sequence)
    return True


cdef extern from *:
    GuestCode *raw_guest_code "cutaway_guest_code"(PyFunctionObject *) noexcept
    GuestCode *raw_code_now "cutaway_code_now"(PyFunctionObject *) noexcept
    Frame *raw_bind "cutaway_bind"(PyFunctionObject *, GuestCode *, slots_t, Py_ssize_t, PyObject *) noexcept
    size_t ARGUMENTS_OFFSET "PY_VECTORCALL_ARGUMENTS_OFFSET"
