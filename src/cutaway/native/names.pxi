# Names, variables and cells.

cdef object NULL_IN_BOOK            # cutaway.bytecode.define.NULL: an empty slot, as the book says it


cdef raise_named(kind, const char *text, PyObject *name):
    """Raise kind(text % name); a NameError bears the name, for suggestions."""
    cdef const char *utf8 = PyUnicode_AsUTF8(name)
    if utf8 is NULL:
        failed()
    error = kind(text.decode() % utf8.decode()[:200]) if kind is NameError else kind(text.decode() % utf8.decode())
    error.name = <object>name
    raise error


cdef int raise_unbound_local(PyCodeObject *code, int number) except -1:
    raise UnboundLocalError("cannot access local variable '%s' where it is not associated with a value"
                            % <object>tuple_item(code.co_localsplusnames, number))


cdef int raise_unbound_cell(PyCodeObject *code, int number) except -1:
    name = <object>tuple_item(code.co_localsplusnames, number)
    if number < code.co_nplaincellvars + code.co_nlocals:
        raise_unbound_local(code, number)
    error = NameError("cannot access free variable '%s' where it is not associated with a value in enclosing scope"
                      % name)
    error.name = name
    raise error


cdef inline PyObject *find_in(PyObject *names, PyObject *name) noexcept:
    """A new reference, or NULL: not there, or with an exception.  A dict subclass decides for itself."""
    cdef PyObject *value
    if likely(PyDict_CheckExact(names)):
        value = PyDict_GetItemWithError(names, name)
        if value is not NULL:
            Py_INCREF(value)
        return value
    value = PyObject_GetItem(names, name)
    if value is NULL and PyErr_ExceptionMatches(PyExc_KeyError):
        PyErr_Clear()
    return value


cdef PyObject *find_global "cutaway_find_global"(Frame *frame, PyObject *name) except NULL:
    """A global, or failing that a builtin; a new reference."""
    cdef PyObject *value
    # CPython reads exact dicts directly where both are; a globals dict is always a dict, builtins may be anything.
    if PyDict_CheckExact(frame.f_globals) and PyDict_CheckExact(frame.f_builtins):
        value = PyDict_GetItemWithError(frame.f_globals, name)
        if value is NULL and PyErr_Occurred() is NULL:
            value = PyDict_GetItemWithError(frame.f_builtins, name)
        if value is not NULL:
            Py_INCREF(value)
    else:
        value = find_in(frame.f_globals, name)
        if value is NULL and PyErr_Occurred() is NULL:
            value = find_in(frame.f_builtins, name)
    if value is NULL:
        if PyErr_Occurred() is NULL:
            raise_named(NameError, "name '%s' is not defined", name)
        failed()
    return value


cdef inline object machine_load_global(Frame *frame, name):
    return stolen(find_global(frame, <PyObject *>name))


cdef machine_store_global(Frame *frame, name, value):
    if PyDict_SetItem(frame.f_globals, <PyObject *>name, <PyObject *>value) < 0:
        failed()


cdef machine_delete_global(Frame *frame, name):
    if PyDict_DelItem(frame.f_globals, <PyObject *>name) < 0:
        if PyErr_ExceptionMatches(PyExc_KeyError):
            PyErr_Clear()
            raise_named(NameError, "name '%s' is not defined", <PyObject *>name)
        failed()


cdef machine_load_name(Frame *frame, name):
    cdef PyObject *value
    if frame.f_locals is NULL:
        raise SystemError("no locals when loading %r" % name)
    value = find_in(frame.f_locals, <PyObject *>name)
    if value is NULL:
        if PyErr_Occurred() is not NULL:
            failed()
        value = PyDict_GetItemWithError(frame.f_globals, <PyObject *>name)
        if value is not NULL:
            Py_INCREF(value)
        elif PyErr_Occurred() is not NULL:
            failed()
        else:
            value = find_in(frame.f_builtins, <PyObject *>name)
            if value is NULL:
                if PyErr_Occurred() is NULL:
                    raise_named(NameError, "name '%s' is not defined", <PyObject *>name)
                failed()
    return stolen(value)


cdef machine_store_name(Frame *frame, name, value):
    cdef int result
    if frame.f_locals is NULL:
        raise SystemError("no locals found when storing %r" % name)
    if PyDict_CheckExact(frame.f_locals):
        result = PyDict_SetItem(frame.f_locals, <PyObject *>name, <PyObject *>value)
    else:
        result = PyObject_SetItem(frame.f_locals, <PyObject *>name, <PyObject *>value)
    if result < 0:
        failed()


cdef machine_delete_name(Frame *frame, name):
    if frame.f_locals is NULL:
        raise SystemError("no locals when deleting %r" % name)
    if PyObject_DelItem(frame.f_locals, <PyObject *>name) < 0:
        # As CPython: whatever the namespace raised, the name is not defined.
        PyErr_Clear()
        raise_named(NameError, "name '%s' is not defined", <PyObject *>name)


cdef machine_load_build_class(Frame *frame):
    cdef PyObject *value = find_in(frame.f_builtins, <PyObject *>NAME_BUILD_CLASS)
    if value is NULL:
        if PyErr_Occurred() is NULL:
            raise NameError("__build_class__ not found")
        failed()
    return stolen(value)


cdef machine_setup_annotations(Frame *frame):
    cdef PyObject *value
    if frame.f_locals is NULL:
        raise SystemError("no locals found when setting up annotations")
    value = find_in(frame.f_locals, <PyObject *>NAME_ANNOTATIONS)
    if value is not NULL:
        Py_DECREF(value)
        return
    if PyErr_Occurred() is not NULL:
        failed()
    machine_store_name(frame, NAME_ANNOTATIONS, {})


cdef machine_make_cell(Frame *frame, int number):
    cdef PyObject *value = frame.localsplus[number]
    cdef PyObject *cell = PyCell_New(value)
    if cell is NULL:
        failed()
    frame.localsplus[number] = cell
    Py_XDECREF(value)


cdef machine_copy_free_vars(Frame *frame, int count):
    copy_closure(frame, count)


cdef inline void copy_closure(Frame *frame, int count) noexcept:
    cdef PyObject *closure = frame.f_func.func_closure
    cdef int k, start = frame.f_code.co_nlocals + frame.f_code.co_nplaincellvars
    for k in range(count):
        frame.localsplus[start + k] = newref(tuple_item(closure, k))


cdef inline machine_load_deref(Frame *frame, int number):
    cdef PyObject *value = cell_value(frame.localsplus[number])
    if value is NULL:
        raise_unbound_cell(frame.f_code, number)
    return <object>value


cdef machine_load_classderef(Frame *frame, int number):
    cdef PyObject *value = find_in(frame.f_locals, tuple_item(frame.f_code.co_localsplusnames, number))
    if value is not NULL:
        return stolen(value)
    if PyErr_Occurred() is not NULL:
        failed()
    return machine_load_deref(frame, number)


cdef inline machine_store_deref(Frame *frame, int number, value):
    PyCell_Set(frame.localsplus[number], <PyObject *>value)


cdef machine_delete_deref(Frame *frame, int number):
    cdef PyObject *cell = frame.localsplus[number]
    if cell_value(cell) is NULL:
        raise_unbound_cell(frame.f_code, number)
    PyCell_Set(cell, NULL)
