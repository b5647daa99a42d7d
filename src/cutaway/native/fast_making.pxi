# Fast forms of what makes new values: functions, containers, text; and of what fills them.  A helper borrows its inputs
# from the stack unless it says that it takes them, and gives a new reference, or NULL with an exception.

cdef extern from *:
    PyObject *PyObject_Format(PyObject *, PyObject *) noexcept
    PyObject *_PyUnicode_JoinArray(PyObject *, PyObject **, Py_ssize_t) noexcept
    PyObject *PyList_AsTuple(PyObject *) noexcept
    int PySet_Add(PyObject *, PyObject *) noexcept
    PyObject *_PyDict_NewPresized(Py_ssize_t) noexcept
    int _PyDict_MergeEx(PyObject *, PyObject *, int) noexcept
    int PyList_SetSlice(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *) noexcept
    Py_ssize_t dict_size "PyDict_GET_SIZE"(PyObject *) noexcept


cdef inline PyObject *function_from(Frame *frame, slots_t sp, int oparg) noexcept:
    """A function of the code on top; what oparg's bits say lies beneath is taken, highest bit first."""
    cdef PyFunctionObject *made = <PyFunctionObject *>PyFunction_New(sp[-1], frame.f_globals)
    if unlikely(made is NULL):
        return NULL
    sp -= 1
    if oparg & 8:
        sp -= 1
        made.func_closure = sp[0]
        sp[0] = NULL
    if oparg & 4:
        sp -= 1
        made.func_annotations = sp[0]
        sp[0] = NULL
    if oparg & 2:
        sp -= 1
        made.func_kwdefaults = sp[0]
        sp[0] = NULL
    if oparg & 1:
        sp -= 1
        made.func_defaults = sp[0]
        sp[0] = NULL
    return <PyObject *>made


cdef inline PyObject *map_from(slots_t at, Py_ssize_t count) noexcept:
    """A dict of `count` keys and values that take turns."""
    cdef PyObject *made = _PyDict_NewPresized(count)
    cdef Py_ssize_t k
    if made is NULL:
        return NULL
    for k in range(count):
        if unlikely(PyDict_SetItem(made, at[2 * k], at[2 * k + 1]) < 0):
            Py_DECREF(made)
            return NULL
    return made


cdef inline PyObject *map_with_keys(slots_t at, Py_ssize_t count, PyObject *keys) noexcept:
    """A dict of values under the keys of a tuple of that many."""
    cdef PyObject *made = _PyDict_NewPresized(count)
    cdef Py_ssize_t k
    if made is NULL:
        return NULL
    for k in range(count):
        if unlikely(PyDict_SetItem(made, tuple_item(keys, k), at[k]) < 0):
            Py_DECREF(made)
            return NULL
    return made


cdef inline PyObject *formatted(PyObject *value, PyObject *spec) noexcept:
    """format(value, spec); a str without a spec is its own text."""
    if spec is NULL and PyUnicode_CheckExact(value):
        return newref(value)
    return PyObject_Format(value, spec)


cdef inline int extend_list(PyObject *target, PyObject *items) noexcept:
    """target.extend(items) for an exact tuple or list: 0, or -1 with an exception; 1, and nothing done, for others."""
    cdef Py_ssize_t end = list_size(target)
    if Py_TYPE(items) is &PyTuple_Type or Py_TYPE(items) is &PyList_Type:
        return PyList_SetSlice(target, end, end, items)
    return 1


cdef inline int spread_starred(slots_t at, int before, int after) noexcept:
    """An exact tuple or list goes over the stack, first item on top, what the starred target gets as one list.

    0; -1 with an exception; 1, and nothing done, for anything else and where there are too few items.
    """
    cdef PyObject *sequence = at[0]
    cdef PyObject *middle
    cdef PyObject **items
    cdef Py_ssize_t count
    cdef int k
    if Py_TYPE(sequence) is &PyTuple_Type:
        items, count = tuple_items(sequence), tuple_size(sequence)
    elif Py_TYPE(sequence) is &PyList_Type:
        items, count = list_items(sequence), list_size(sequence)
    else:
        return 1
    if count < before + after:
        return 1
    middle = PyList_New(count - before - after)
    if middle is NULL:
        return -1
    copy_items(list_items(middle), items + before, count - before - after)
    for k in range(after):
        at[after - 1 - k] = newref(items[count - after + k])
    at[after] = middle
    for k in range(before):
        at[after + before - k] = newref(items[k])
    Py_DECREF(sequence)
    return 0


cdef inline int merge_first(PyObject *target, PyObject *update) noexcept:
    """target.update(update) for two exact dicts, the first still empty: no name can be given twice.  As extend_list."""
    if dict_size(target) == 0 and PyDict_CheckExact(update):
        return _PyDict_MergeEx(target, update, 2)
    return 1


cdef inline int made_of(int oparg) noexcept:
    """How many values MAKE_FUNCTION finds beneath the code: one for each bit of oparg."""
    return (oparg & 1) + (oparg >> 1 & 1) + (oparg >> 2 & 1) + (oparg >> 3 & 1)


cdef inline int finish_unless(slots_t at, Py_ssize_t n, int r) noexcept:
    """As `finish`, for an answer that may also be 1: nothing was done."""
    return r if r else finish(at, n, 0)
