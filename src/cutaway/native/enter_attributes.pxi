# Attributes that a class computes, pushed as frames (see follow_ups.pxi): properties, __get__, __set__, __getattribute__,
# __getattr__, __setattr__ and their like.  The rules are _PyObject_GenericGetAttrWithDict's (Objects/object.c) and
# slot_tp_getattr_hook's (Objects/typeobject.c).

cdef Frame *enter_attribute(PyThreadState *tstate, Frame *frame, PyObject *name, bint for_call) noexcept:
    """LOAD_ATTR, or LOAD_METHOD, of the value on top."""
    cdef PyObject *arguments[2]
    cdef HostType *kind
    cdef PyObject *found
    cdef PyObject *value
    cdef Frame *to
    cdef bint has_fallback
    arguments[0], arguments[1] = frame.localsplus[frame.stacktop - 1], name
    kind = Py_TYPE(arguments[0])
    if kind.tp_getattro is PyObject_GenericGetAttr:
        return enter_getter(tstate, frame, name, follow_up(THEN_ATTRIBUTE, for_call, not for_call, 0))
    if <void *>kind.tp_getattro is python_slots.getattr:
        has_fallback = _PyType_Lookup(kind, <PyObject *>NAME_GETATTR) is not NULL
        if not has_fallback:
            return NOT_ENTERED              # the type will get a simpler slot
    elif <void *>kind.tp_getattro is python_slots.getattribute:
        has_fallback = False
    else:
        return NOT_ENTERED
    found = _PyType_Lookup(kind, <PyObject *>NAME_GETATTRIBUTE)
    if found is not NULL and is_guest_function(found):
        return enter_special(tstate, frame, found, arguments, 2,
                             follow_up(THEN_ATTRIBUTE_OR_ASK if has_fallback else THEN_ATTRIBUTE, for_call, 1, 0))
    if found is not <PyObject *>OBJECT_GETATTRIBUTE or guest_method(kind, <PyObject *>NAME_GETATTR) is NULL:
        return NOT_ENTERED
    to = enter_getter(tstate, frame, name, follow_up(THEN_ATTRIBUTE_OR_ASK, for_call, 1, 0))
    if to is not NOT_ENTERED:
        return to
    value = _PyObject_GenericGetAttrWithDict(arguments[0], name, NULL, True)
    if value is not NULL:
        return put_attribute(frame, value, for_call)
    if PyErr_Occurred() is not NULL:
        return NULL
    return ask_getattr(tstate, frame, for_call)


cdef Frame *enter_getter(PyThreadState *tstate, Frame *frame, PyObject *name, FollowUp then) noexcept:
    """A property, or an object with __get__, found in the class of the value on top."""
    cdef PyObject *owner = frame.localsplus[frame.stacktop - 1]
    cdef HostType *kind = Py_TYPE(owner)
    cdef PyObject *found = _PyType_Lookup(kind, name)
    cdef PyObject *function
    cdef PyObject *arguments[3]
    cdef Frame *to
    if found is NULL:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_get is PyProperty_Type.tp_descr_get:
        function = part_of_property(found, property_getter)
        if function is NULL or not is_guest_function(function):
            return NOT_ENTERED
        return enter_special(tstate, frame, function, &owner, 1, then)
    if <void *>Py_TYPE(found).tp_descr_get is not python_slots.descriptor_get:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_set is NULL and holds_itself(owner, kind, name):
        return NOT_ENTERED
    function = guest_method(Py_TYPE(found), <PyObject *>NAME_GET)
    if function is NULL:
        return NOT_ENTERED
    arguments[0], arguments[1], arguments[2] = newref(found), owner, <PyObject *>kind
    to = enter_special(tstate, frame, function, arguments, 3, then)
    Py_DECREF(found)
    return to


cdef inline PyObject *part_of_property(PyObject *found, Py_ssize_t offset) noexcept:
    return (<PyObject **>(<char *>found + offset))[0]


cdef bint holds_itself(PyObject *owner, HostType *kind, PyObject *name) noexcept:
    """Has the instance a value of that name, which goes before its class's?"""
    cdef DictValues *values
    cdef PyObject **place
    cdef Py_ssize_t index
    cdef bint answer
    if kind.tp_flags & Py_TPFLAGS_MANAGED_DICT and values_pointer(owner)[0] is not NULL:
        values = values_pointer(owner)[0]
        index = entry_of((<HeapType *>kind).ht_cached_keys, name)
        return index >= 0 and values.values[index] is not NULL
    place = _PyObject_GetDictPtr(owner)
    if place is NULL or place[0] is NULL:
        return False
    answer = PyDict_GetItemWithError(place[0], name) is not NULL or PyErr_Occurred() is not NULL
    PyErr_Clear()                           # a failing look-up is repeated in the usual way
    return answer


cdef Frame *ask_getattr(PyThreadState *tstate, Frame *frame, bint for_call) noexcept:
    """The attribute is not there: ask __getattr__; NULL with an exception."""
    cdef PyObject *arguments[2]
    cdef PyObject *found
    cdef PyObject *value
    arguments[0] = frame.localsplus[frame.stacktop - 1]
    arguments[1] = tuple_item(frame.f_code.co_names, word_at(frame).oparg)
    found = _PyType_Lookup(Py_TYPE(arguments[0]), <PyObject *>NAME_GETATTR)
    if found is NULL:
        PyErr_SetObject(PyExc_AttributeError, arguments[1])
        return NULL
    if is_guest_function(found):
        return enter_special(tstate, frame, found, arguments, 2, follow_up(THEN_ATTRIBUTE, for_call, 1, 0))
    value = call_special(found, arguments, 2)
    if value is NULL:
        name_what_was_sought(frame)
        return NULL
    return put_attribute(frame, value, for_call)


cdef Frame *put_attribute(Frame *frame, PyObject *value, bint for_call) noexcept:
    """The instruction is done: value (taken) replaces the owner; for a call, NULL lies beneath it."""
    cdef PyObject *owner
    if not for_call:
        return put_result(frame, 1, value)
    owner = frame.localsplus[frame.stacktop - 1]
    frame.localsplus[frame.stacktop - 1] = NULL
    push_new(frame, value)
    step_over(frame)
    Py_DECREF(owner)
    return frame


cdef Frame *enter_set_attribute(PyThreadState *tstate, Frame *frame, PyObject *name, bint deleting) noexcept:
    """STORE_ATTR (the owner on top of the value) or DELETE_ATTR."""
    cdef PyObject *owner = frame.localsplus[frame.stacktop - 1]
    cdef HostType *kind = Py_TYPE(owner)
    cdef FollowUp then = follow_up(THEN_DISCARD, 1 if deleting else 2, 0, 0)
    cdef PyObject *arguments[3]
    cdef PyObject *function
    cdef PyObject *found
    cdef Frame *to
    arguments[0], arguments[1] = owner, name
    if not deleting:
        arguments[2] = frame.localsplus[frame.stacktop - 2]
    if <void *>kind.tp_setattro is python_slots.setattr:
        function = guest_method(kind, <PyObject *>(NAME_DELATTR if deleting else NAME_SETATTR))
        if function is NULL:
            return NOT_ENTERED
        return enter_special(tstate, frame, function, arguments, 2 if deleting else 3, then)
    if kind.tp_setattro is not PyObject_GenericSetAttr:
        return NOT_ENTERED
    found = _PyType_Lookup(kind, name)
    if found is NULL:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_set is PyProperty_Type.tp_descr_set:
        function = part_of_property(found, property_deleter if deleting else property_setter)
        if function is NULL or not is_guest_function(function):
            return NOT_ENTERED
        arguments[1] = arguments[2]
        return enter_special(tstate, frame, function, arguments, 1 if deleting else 2, then)
    if <void *>Py_TYPE(found).tp_descr_set is not python_slots.descriptor_set:
        return NOT_ENTERED
    function = guest_method(Py_TYPE(found), <PyObject *>(NAME_DELETE if deleting else NAME_SET))
    if function is NULL:
        return NOT_ENTERED
    arguments[0], arguments[1] = newref(found), owner
    to = enter_special(tstate, frame, function, arguments, 2 if deleting else 3, then)
    Py_DECREF(found)
    return to
