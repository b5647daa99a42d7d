# What a class says about items, membership, iteration, truth and calling, pushed as frames (see follow_ups.pxi).

cdef Frame *enter_item(PyThreadState *tstate, Frame *frame) noexcept:
    """BINARY_SUBSCR: the container lies beneath the key."""
    cdef slots_t top = frame.localsplus + frame.stacktop
    cdef HostType *kind = Py_TYPE(top[-2])
    cdef PyObject *function
    if kind.tp_as_mapping is NULL or <void *>kind.tp_as_mapping.mp_subscript is not python_slots.item:
        return NOT_ENTERED
    function = guest_method(kind, <PyObject *>NAME_GETITEM)
    if function is NULL:
        return NOT_ENTERED
    return enter_special(tstate, frame, function, top - 2, 2, follow_up(THEN_SETTLE, 2, 0, 0))


cdef Frame *enter_set_item(PyThreadState *tstate, Frame *frame, bint deleting) noexcept:
    """STORE_SUBSCR (value, container, key) or DELETE_SUBSCR (container, key)."""
    cdef slots_t top = frame.localsplus + frame.stacktop
    cdef HostType *kind = Py_TYPE(top[-2])
    cdef PyObject *arguments[3]
    cdef PyObject *function
    if kind.tp_as_mapping is NULL or <void *>kind.tp_as_mapping.mp_ass_subscript is not python_slots.set_item:
        return NOT_ENTERED
    function = guest_method(kind, <PyObject *>(NAME_DELITEM if deleting else NAME_SETITEM))
    if function is NULL:
        return NOT_ENTERED
    arguments[0], arguments[1] = top[-2], top[-1]
    if not deleting:
        arguments[2] = top[-3]
    return enter_special(tstate, frame, function, arguments, 2 if deleting else 3,
                         follow_up(THEN_DISCARD, 2 if deleting else 3, 0, 0))


cdef Frame *enter_contains(PyThreadState *tstate, Frame *frame) noexcept:
    """CONTAINS_OP: the item lies beneath the container."""
    cdef slots_t top = frame.localsplus + frame.stacktop
    cdef HostType *kind = Py_TYPE(top[-1])
    cdef PyObject *arguments[2]
    cdef PyObject *function
    if kind.tp_as_sequence is NULL or <void *>kind.tp_as_sequence.sq_contains is not python_slots.contains:
        return NOT_ENTERED
    function = guest_method(kind, <PyObject *>NAME_CONTAINS)
    if function is NULL:
        return NOT_ENTERED
    arguments[0], arguments[1] = top[-1], top[-2]
    return enter_special(tstate, frame, function, arguments, 2, follow_up(THEN_CONTAINED, 0, 0, 0))


# -- iteration

cdef Frame *enter_iter(PyThreadState *tstate, Frame *frame) noexcept:
    """GET_ITER of the value on top."""
    cdef PyObject *iterable = frame.localsplus[frame.stacktop - 1]
    cdef PyObject *function
    if <void *>Py_TYPE(iterable).tp_iter is not python_slots.iterate:
        return NOT_ENTERED
    function = guest_method(Py_TYPE(iterable), <PyObject *>NAME_ITER)
    if function is NULL:
        return NOT_ENTERED
    return enter_special(tstate, frame, function, &iterable, 1, follow_up(THEN_ITERATOR, 0, 0, 0))


cdef Frame *put_iterator(Frame *frame, PyObject *value) noexcept:
    if PyIter_Check(value):
        return put_result(frame, 1, value)
    PyErr_Format(PyExc_TypeError, "iter() returned non-iterator of type '%.100s'", Py_TYPE(value).tp_name)
    Py_DECREF(value)
    return NULL


cdef Frame *enter_next(PyThreadState *tstate, Frame *frame) noexcept:
    """FOR_ITER: the iterator is on top, and stays."""
    cdef PyObject *iterator = frame.localsplus[frame.stacktop - 1]
    cdef PyObject *function
    if <void *>Py_TYPE(iterator).tp_iternext is not python_slots.following:
        return NOT_ENTERED
    function = guest_method(Py_TYPE(iterator), <PyObject *>NAME_NEXT)
    if function is NULL:
        return NOT_ENTERED
    return enter_special(tstate, frame, function, &iterator, 1, follow_up(THEN_NEXT, 0, 0, 0))


# -- truth

cdef Frame *enter_truth(PyThreadState *tstate, Frame *frame) noexcept:
    """A jump, or `not`, that asks the value on top."""
    cdef PyObject *value = frame.localsplus[frame.stacktop - 1]
    cdef HostType *kind = Py_TYPE(value)
    cdef PyObject *function = NULL
    cdef int then = THEN_TRUTH
    if kind.tp_as_number is not NULL and kind.tp_as_number.nb_bool is not NULL:
        if <void *>kind.tp_as_number.nb_bool is python_slots.truth:
            function = guest_method(kind, <PyObject *>NAME_BOOL)
    elif kind.tp_as_mapping is not NULL and <void *>kind.tp_as_mapping.mp_length is python_slots.length:
        then = THEN_LENGTH
        function = guest_method(kind, <PyObject *>NAME_LEN)
    if function is NULL:
        return NOT_ENTERED
    return enter_special(tstate, frame, function, &value, 1, follow_up(then, 0, 0, 0))


cdef int truth_told(int then, PyObject *value) noexcept:
    """What a method's answer comes to: 1, 0, or -1 with an exception."""
    if then == THEN_LENGTH:
        return length_told(value)
    if then == THEN_TRUTH and Py_TYPE(value) is not &PyBool_Type:
        PyErr_Format(PyExc_TypeError, "__bool__ should return bool, returned %s", Py_TYPE(value).tp_name)
        return -1
    return truth(value)


cdef int length_told(PyObject *value) noexcept:
    """As slot_sq_length in Objects/typeobject.c."""
    cdef PyObject *number = _PyNumber_Index(value)
    cdef Py_ssize_t length
    if number is NULL:
        return -1
    if Py_SIZE(number) < 0:
        PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0")
        length = -1
    else:
        length = PyNumber_AsSsize_t(number, PyExc_OverflowError)
    Py_DECREF(number)
    return length > 0 if length >= 0 else -1


cdef Frame *go_by_truth(PyThreadState *tstate, Frame *frame, int answer) noexcept:
    """The truth that the instruction of `frame` asked for is told; NULL with an exception."""
    cdef Word *word = word_at(frame)
    cdef int entry = entry_behind[part_of(decoded(frame.f_code), word)]
    if answer < 0:
        return NULL
    if entry == CONTAINS_OP:
        return put_result(frame, 2, newref(Py_True if (answer != 0) != (word.oparg != 0) else Py_False))
    if entry == UNARY_NOT:
        return put_result(frame, 1, newref(Py_False if answer else Py_True))
    if (entry == POP_JUMP_FORWARD_IF_TRUE or entry == POP_JUMP_BACKWARD_IF_TRUE
            or entry == JUMP_IF_TRUE_OR_POP) == (answer != 0):
        if entry != JUMP_IF_TRUE_OR_POP and entry != JUMP_IF_FALSE_OR_POP:
            drop_top(frame)
        go_to(tstate, frame, word.oparg)
    else:
        drop_top(frame)
        step_over(frame)
    return frame


# -- calls

cdef inline PyObject *guest_call(PyObject *callee) noexcept:
    """The guest's __call__ of an object that is called, a new reference; NULL for any other callee."""
    if <void *>Py_TYPE(callee).tp_call is not python_slots.call:
        return NULL
    return guest_method(Py_TYPE(callee), <PyObject *>NAME_CALL)


cdef extern from *:
    PyObject *_PyNumber_Index(PyObject *) noexcept
