# Fast forms of calls whose arguments do not lie ready on the stack: bound methods, `f(*a, **k)`, with blocks.

cdef extern from *:
    int PyDict_Next(PyObject *, Py_ssize_t *, PyObject **, PyObject **) noexcept

cdef enum:
    SPREAD_ROOM = 24        # arguments of one `f(*a, **k)` that are laid out on the C stack


cdef Frame *enter_method(PyThreadState *tstate, Frame *frame, slots_t base, slots_t at, slots_t sp, CodeUnit *last,
                         PyObject *keywords) noexcept:
    """A bound method at `at`: its self takes its place, and its function is called.  Answers as enter_from_stack."""
    cdef PyObject *method = at[0]
    cdef PyFunctionObject *function = <PyFunctionObject *>method_function(method)
    cdef GuestCode *code
    cdef Frame *inside
    if Py_TYPE(<PyObject *>function) is not &PyFunction_Type:
        return frame
    code = raw_guest_code(function)
    if code is NULL:
        return NULL if PyErr_Occurred() is not NULL else frame
    at[0] = newref(method_self(method))
    inside = bind_moving(function, code, at, sp - at, keywords)
    if inside is not NULL:
        Py_INCREF(<PyObject *>function)
    elif PyErr_Occurred() is NULL:
        inside = raw_bind(function, code, at, sp - at, keywords)
        if inside is not NULL:
            drop_range(at, sp)
    if inside is NULL:
        Py_DECREF(at[0])
        at[0] = method
        return NULL
    Py_DECREF(method)
    frame.stacktop = <int>(base - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, last)


cdef Frame *bind_spread(PyFunctionObject *function, PyObject *first, PyObject *arguments, PyObject *named) noexcept:
    """Bind `first` (or NULL), the items of a tuple and of a dict (or NULL); NULL without an exception: ask the book."""
    cdef PyObject *values[SPREAD_ROOM]
    cdef PyObject *names = NULL
    cdef PyObject *key
    cdef Py_ssize_t count = first is not NULL, given = tuple_size(arguments), place = 0, k = 0
    cdef Py_ssize_t keywords = dict_size(named) if named is not NULL else 0
    cdef GuestCode *code
    cdef Frame *inside = NULL
    if count + given + keywords > SPREAD_ROOM:
        return NULL
    values[0] = first
    memcpy(&values[count], tuple_items(arguments), given * sizeof(PyObject *))
    count += given
    if keywords:
        names = PyTuple_New(keywords)
        if names is NULL:
            return NULL
        while PyDict_Next(named, &place, &key, &values[count]):
            if not PyUnicode_CheckExact(key):
                Py_DECREF(names)
                return NULL
            tuple_items(names)[k] = newref(key)
            k += 1
            count += 1
    code = raw_guest_code(function)
    if code is not NULL:
        inside = raw_bind(function, code, values, count, names)
    Py_XDECREF(names)
    return inside


cdef Frame *enter_spread(PyThreadState *tstate, Frame *frame, slots_t base, slots_t sp, CodeUnit *last) noexcept:
    """CALL_FUNCTION_EX of a guest's function with an exact tuple and dict: NULL, callee, tuple, dict lie from `base`.

    Answers with the new frame; NULL with an exception, or without one where nothing was done.
    """
    cdef PyObject *callee = base[1]
    cdef PyObject *arguments = base[2]
    cdef PyObject *named = base[3] if sp - base > 3 else NULL
    cdef PyObject *first = NULL
    cdef Frame *inside
    if Py_TYPE(callee) is &PyMethod_Type:
        first = method_self(callee)
        callee = method_function(callee)
    if (Py_TYPE(callee) is not &PyFunction_Type or not PyTuple_CheckExact(arguments)
            or named is not NULL and not PyDict_CheckExact(named)):
        return NULL
    inside = bind_spread(<PyFunctionObject *>callee, first, arguments, named)
    if inside is NULL:
        return NULL
    drop_range(base, sp)
    frame.stacktop = <int>(base - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, last)


cdef inline PyObject *bound_to(PyObject *method, PyObject *owner) noexcept:
    if Py_TYPE(method) is &PyFunction_Type:
        return PyMethod_New(method, owner)
    return Py_TYPE(method).tp_descr_get(method, owner, <PyObject *>Py_TYPE(owner))


cdef Frame *enter_with(PyThreadState *tstate, Frame *frame, slots_t sp, CodeUnit *last) noexcept:
    """BEFORE_WITH where both methods are plain ones of the manager's type: the bound __exit__ takes its place.

    Answers with __enter__'s frame; `frame` itself when C has answered already, at sp[0]; NULL with an exception, or
    without one where nothing was done.
    """
    cdef PyObject *manager = sp[-1]
    cdef PyObject *enter = special_of(Py_TYPE(manager), <PyObject *>NAME_ENTER)
    cdef PyObject *leave = special_of(Py_TYPE(manager), <PyObject *>NAME_EXIT)
    cdef PyObject *bound
    cdef GuestCode *code = NULL
    cdef Frame *inside = NULL
    if (enter is NULL or leave is NULL or tstate.cframe.use_tracing
            or not Py_TYPE(enter).tp_flags & Py_TYPE(leave).tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR):
        Py_XDECREF(enter)
        Py_XDECREF(leave)
        return NULL
    bound = bound_to(leave, manager)
    Py_DECREF(leave)
    if bound is NULL:
        Py_DECREF(enter)
        return NULL
    sp[-1] = bound                          # from now on `manager` and `enter` are ours
    if Py_TYPE(enter) is &PyFunction_Type:
        code = raw_guest_code(<PyFunctionObject *>enter)
    if code is not NULL:
        inside = raw_bind(<PyFunctionObject *>enter, code, &manager, 1, NULL)
    elif PyErr_Occurred() is NULL:
        sp[0] = PyObject_Vectorcall(enter, &manager, 1, NULL)
        inside = frame if sp[0] is not NULL else NULL
    Py_DECREF(manager)
    Py_DECREF(enter)
    if inside is NULL or inside is frame:
        return inside
    frame.stacktop = <int>(sp - frame.localsplus)
    return go_inside(tstate, tstate.cframe, frame, inside, last)
