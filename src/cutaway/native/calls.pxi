# Calls: a guest function gets a frame in the same loop, anything else is called as C calls it.

cdef extern from *:
    """
    /* Of each thread: the function whose frame bind_as_host waits for, and that frame (binding may run other threads). */
    static __thread PyObject *cutaway_awaited = NULL;
    static __thread struct _PyInterpreterFrame *cutaway_caught = NULL;
    """
    PyObject *awaited_function "cutaway_awaited"
    Frame *caught_frame "cutaway_caught"
    void PyObject_GC_UnTrack(PyObject *) noexcept


cdef inline GuestCode *guest_code "cutaway_guest_code"(PyFunctionObject *function) except? NULL:
    """A function's decoded code; NULL when the host is to run it."""
    cdef uintptr_t extra = <uintptr_t>extra_of(<PyCodeObject *>function.func_code)
    if likely(extra >= DECODED):
        return <GuestCode *>extra
    return first_code(function)


cdef GuestCode *first_code(PyFunctionObject *function) except? NULL:
    """As guest_code, of code that was not run yet; verifying it may run anybody's code, which may give it another one."""
    cdef GuestCode *code
    held = <object>function
    while True:
        code_object = <object>(<PyFunctionObject *>held).func_code
        code = decided_code(<PyCodeObject *>code_object, function.func_globals)
        if function.func_code is <PyObject *>code_object:
            return code


cdef Frame *bind "cutaway_bind"(PyFunctionObject *function, GuestCode *code, slots_t arguments, Py_ssize_t count,
                 PyObject *keywords) except NULL:
    """A frame with the arguments (borrowed; the last ones bear the names in `keywords`) in place; TypeError as CPython's.

    Calls that fit are bound here; for all others CPython binds, or says what is wrong.
    """
    cdef Frame *frame
    if code.own_variables:
        frame = bind_here(function, code, arguments, count, keywords)
        if frame is not NULL:
            return frame
        if PyErr_Occurred() is not NULL:
            failed()
    return bind_as_host(function, arguments, count, keywords)


cdef Frame *bind_here(PyFunctionObject *function, GuestCode *code, slots_t arguments, Py_ssize_t count,
                      PyObject *keywords) noexcept:
    """Bind a call that fits its function; NULL without an exception for one that may not fit.

    The rules and the order of the slots are those of initialize_locals in Python/ceval.c: parameters, keyword-only ones,
    the tuple behind `*`, the dict behind `**`.
    """
    cdef PyCodeObject *host = <PyCodeObject *>function.func_code
    cdef Py_ssize_t named = tuple_size(keywords) if keywords is not NULL else 0
    cdef Py_ssize_t given = count - named, wanted = host.co_argcount, k, number
    cdef Py_ssize_t all_named = wanted + host.co_kwonlyargcount, placed = min(given, wanted)
    cdef PyObject *others = NULL
    cdef Frame *frame
    cdef PyObject **variables
    if given > wanted and not host.co_flags & CO_VARARGS:
        return NULL
    frame = new_frame(function, code, NULL)
    if frame is NULL:
        return NULL
    variables = frame.localsplus
    for k in range(placed):
        variables[k] = newref(arguments[k])
    if host.co_flags & CO_VARARGS:
        variables[all_named] = tuple_of(arguments + placed, given - placed)
        if variables[all_named] is NULL:
            discard_frame(frame)
            return NULL
    if host.co_flags & CO_VARKEYWORDS:
        others = PyDict_New()
        variables[all_named + (host.co_flags & CO_VARARGS != 0)] = others
        if others is NULL:
            discard_frame(frame)
            return NULL
    for k in range(named):
        number = parameter_named(host, tuple_item(keywords, k), all_named)
        if number >= 0 and variables[number] is NULL:
            variables[number] = newref(arguments[given + k])
        elif (number >= 0 or others is NULL or not is_interned(tuple_item(keywords, k))
              or PyDict_SetItem(others, tuple_item(keywords, k), arguments[given + k]) < 0):
            discard_frame(frame)
            return NULL
    if not (fill_from_defaults(function, variables, placed, wanted)
            and (all_named == wanted or fill_keyword_only(function, host, variables))):
        discard_frame(frame)
        return NULL
    return frame


cdef inline bint fill_from_defaults(PyFunctionObject *function, PyObject **variables, Py_ssize_t start,
                                    Py_ssize_t end) noexcept:
    """Parameters without a value get their default; False where one has none."""
    cdef Py_ssize_t k, optional
    if start >= end:
        return True
    optional = tuple_size(function.func_defaults) if function.func_defaults is not NULL else 0
    for k in range(start, end):
        if variables[k] is NULL:
            if k < end - optional:
                return False
            variables[k] = newref(tuple_item(function.func_defaults, k - (end - optional)))
    return True


cdef bint fill_keyword_only(PyFunctionObject *function, PyCodeObject *host, PyObject **variables) noexcept:
    """The same for keyword-only parameters, whose defaults are in a dict; False also with an exception."""
    cdef PyObject *value
    cdef Py_ssize_t k
    for k in range(host.co_argcount, host.co_argcount + host.co_kwonlyargcount):
        if variables[k] is NULL:
            if function.func_kwdefaults is NULL:
                return False
            value = PyDict_GetItemWithError(function.func_kwdefaults, tuple_item(host.co_localsplusnames, k))
            if value is NULL:
                return False
            variables[k] = newref(value)
    return True


cdef inline Py_ssize_t parameter_named(PyCodeObject *code, PyObject *name, Py_ssize_t end) noexcept:
    """The number of a parameter that may be named, -1 if the very same str is not among them."""
    cdef PyObject **names = tuple_items(code.co_localsplusnames)
    cdef Py_ssize_t k
    for k in range(code.co_posonlyargcount, end):
        if names[k] is name:
            return k
    return -1


cdef void discard_frame(Frame *frame) noexcept:
    """A frame that was never linked."""
    cdef PyObject *kept
    take_follow_up(block_of(frame), &kept)
    Py_XDECREF(kept)
    clear_frame(frame)
    keep_block(block_of(frame))


cdef Frame *bind_as_host(PyFunctionObject *function, slots_t arguments, Py_ssize_t count, PyObject *keywords) except NULL:
    """Let CPython bind; the frame that it makes comes to our eval function, which keeps the contents (catch_frame)."""
    global awaited_function, caught_frame
    cdef PyObject *result
    cdef Frame *frame
    cdef Py_ssize_t named = tuple_size(keywords) if keywords is not NULL else 0
    cdef PyObject *outer = awaited_function
    awaited_function = <PyObject *>function
    result = _PyFunction_Vectorcall(<PyObject *>function, arguments, <size_t>(count - named), keywords)
    awaited_function = outer
    if result is NULL:
        failed()
    Py_DECREF(result)
    frame = caught_frame
    caught_frame = NULL
    return frame


cdef PyObject *catch_frame(Frame *frame) noexcept:
    """The eval function's part of bind_as_host: move a bound frame's contents into one of our blocks."""
    global caught_frame
    cdef GuestCode *code = <GuestCode *>extra_of(frame.f_code)
    cdef Block *block = new_block(code.size)
    cdef Frame *ours
    if block is NULL:
        return NULL
    ours = frame_in(block)
    memcpy(ours, frame, sizeof(Frame) + (code.first_slot - 1) * sizeof(PyObject *))
    ours.is_entry = False
    ours.previous = NULL
    # CPython will clear its frame: leave it nothing but a function and a code object of its own.
    frame.stacktop = 0
    frame.f_locals = NULL
    Py_INCREF(<PyObject *>frame.f_func)
    Py_INCREF(<PyObject *>frame.f_code)
    caught_frame = ours
    return newref(Py_None)


cdef inline Frame *enter_call(PyThreadState *tstate, Frame *caller, Frame *frame) noexcept:
    """Go on with a bound frame; NULL with RecursionError, the frame gone.

    The caller's place is the last code unit of its instruction, or that itself where CPython makes the call from C.
    """
    if unlikely(enter_recursion(tstate) < 0):
        give_back_calls(tstate, frame)
        discard_frame(frame)
        return NULL
    if block_of(frame).then.then == THEN_GIVE:
        step_over(caller)
    link_frame(tstate, caller, frame)
    return frame


cdef inline PyObject *guest_init(PyObject *callee) noexcept:
    """The guest's __init__ of an ordinary class that object.__new__ makes instances of: a new reference.

    NULL (no exception) for any other callee.
    """
    cdef HostType *kind = <HostType *>callee
    if Py_TYPE(callee).tp_call is not PyType_Type.tp_call or kind.tp_new is not PyBaseObject_Type.tp_new:
        return NULL
    return guest_method(kind, <PyObject *>NAME_INIT)


cdef inline bint is_called_in_loop(PyObject *callee) noexcept:
    """Is it a function or a method, or does calling it end in one of the guest's functions?"""
    cdef PyObject *function
    if Py_TYPE(callee) is &PyMethod_Type:
        return Py_TYPE(method_function(callee)) is &PyFunction_Type
    if Py_TYPE(callee) is &PyFunction_Type:
        return True
    function = guest_init(callee)
    if function is NULL:
        function = guest_call(callee)
    Py_XDECREF(function)
    return function is not NULL


cdef inline GuestCode *code_now "cutaway_code_now"(PyFunctionObject *function) except NULL:
    """Decoded code of a guest's function that was looked up in a class: anybody's code may have run since then."""
    cdef GuestCode *code = guest_code(function)
    if unlikely(code is NULL):
        raise SystemError("a function's code was left to the host while it was called")
    return code


cdef Frame *bind_special "cutaway_bind_special"(PyObject *function, list arguments, PyObject *keywords) except NULL:
    cdef GuestCode *code = code_now(<PyFunctionObject *>function)
    return bind(<PyFunctionObject *>function, code, list_items(<PyObject *>arguments), len(arguments), keywords)


cdef Frame *call_init(PyThreadState *tstate, Frame *frame, PyObject *callee, function, list arguments,
                      PyObject *keywords) except NULL:
    """Make an instance and call its __init__ in this loop; what type.__call__ does, without the nesting."""
    cdef PyObject *made
    cdef Frame *inside
    if count_call(tstate, " while calling a Python object") < 0:
        failed()
    made = (<HostType *>callee).tp_new(<HostType *>callee, <PyObject *>NO_ARGUMENTS, NULL)
    if made is NULL:
        tstate.recursion_remaining += 1
        failed()
    instance = stolen(made)
    arguments = [instance] + arguments
    inside = raw_bind_special(<PyObject *>function, <PyObject *>arguments, keywords)
    if inside is NULL:
        tstate.recursion_remaining += 1
        failed()
    block_of(inside).kept = newref(made)
    block_of(inside).then = follow_up(THEN_GIVE_MADE, 0, 0, 1)
    inside = enter_call(tstate, frame, inside)
    if inside is NULL:
        failed()
    return inside


cdef Frame *call_callable(PyThreadState *tstate, Frame *frame, function, list arguments,
                          PyObject *keywords) except NULL:
    """Call an object's __call__ in this loop; the object is the first of the arguments."""
    cdef Frame *inside
    if count_call(tstate, " while calling a Python object") < 0:
        failed()
    inside = raw_bind_special(<PyObject *>function, <PyObject *>arguments, keywords)
    if inside is NULL:
        tstate.recursion_remaining += 1
        failed()
    block_of(inside).then = follow_up(THEN_CALLED, 0, 0, 1)
    inside = enter_call(tstate, frame, inside)
    if inside is NULL:
        failed()
    return inside


cdef Frame *machine_call "verb_call"(Frame *frame, callee, list arguments, keywords) except NULL:
    return call_from(frame, callee, arguments, keywords, True)


cdef Frame *machine_call_special "verb_call_special"(Frame *frame, callee, list arguments) except NULL:
    return call_from(frame, callee, arguments, None, False)


cdef Frame *call_from(Frame *frame, callee, list arguments, keywords, bint is_heard) except NULL:
    """Call; profilers hear of a function of C where `is_heard`."""
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *names = NULL if keywords is None else <PyObject *>keywords
    cdef PyObject *target = <PyObject *>callee
    cdef PyObject *result
    cdef PyObject *function
    cdef GuestCode *code
    cdef Frame *inside
    cdef bint in_method_slot = False
    PyObject_GC_UnTrack(<PyObject *>arguments)      # a list of ours: gc.get_referrers is not to show it
    if Py_TYPE(target) is &PyMethod_Type and Py_TYPE(method_function(target)) is &PyFunction_Type:
        in_method_slot = len(arguments) > word_at(frame).oparg      # as __exit__ lies: CPython calls that from C
        arguments = [<object>method_self(target)] + arguments
        PyObject_GC_UnTrack(<PyObject *>arguments)
        target = method_function(target)
    if Py_TYPE(target) is &PyFunction_Type:
        code = guest_code(<PyFunctionObject *>target)
        if code is not NULL:
            inside = bind(<PyFunctionObject *>target, code, list_items(<PyObject *>arguments), len(arguments), names)
            if in_method_slot:
                block_of(inside).then = follow_up(THEN_CALLED, 0, 0, 0)
            inside = enter_call(tstate, frame, inside)
            if inside is NULL:
                failed()
            return inside
    function = guest_init(target)
    if function is not NULL:
        return call_init(tstate, frame, target, stolen(function), arguments, names)
    function = guest_call(target)
    if function is not NULL:
        return call_callable(tstate, frame, stolen(function), [<object>target] + arguments, names)
    result = call_outside(tstate, target, list_items(<PyObject *>arguments), len(arguments), names, is_heard)
    if result is NULL:
        failed()
    push_new(frame, result)
    return frame


cdef inline PyObject *call_outside(PyThreadState *tstate, PyObject *callee, slots_t arguments, Py_ssize_t count,
                                   PyObject *keywords, bint is_heard) noexcept:
    """Call what is not the guest's to run; a new reference or NULL.  `count` includes the named ones."""
    if keywords is not NULL:
        count -= tuple_size(keywords)
    if unlikely(tstate.cframe.use_tracing) and is_heard:
        return traced_call(tstate, callee, arguments, count, keywords)
    keep_within(tstate)
    return PyObject_Vectorcall(callee, arguments, <size_t>count, keywords)


cdef Frame *machine_call_ex "verb_call_ex"(Frame *frame, callee, tuple arguments, keywords) except NULL:
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *target = <PyObject *>callee
    cdef PyObject *result
    if is_called_in_loop(target) or (tstate.cframe.use_tracing and is_profiled(target)):
        if not keywords:
            return machine_call(frame, callee, list(arguments), None)
        for name in keywords:
            if not isinstance(name, str):
                raise TypeError("keywords must be strings")
        return machine_call(frame, callee, list(arguments) + list((<dict>keywords).values()), tuple(keywords))
    result = PyObject_Call(target, <PyObject *>arguments, NULL if keywords is None else <PyObject *>keywords)
    if result is NULL:
        failed()
    push_new(frame, result)
    return frame


cdef extern from *:
    Frame *raw_bind_special "cutaway_bind_special"(PyObject *, PyObject *, PyObject *) noexcept
