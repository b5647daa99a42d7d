# Attributes that a class computes, pushed as frames (see follow_ups.pxi): properties, __get__, __set__, __getattribute__,
# __getattr__, __setattr__ and their like.  The rules are _PyObject_GenericGetAttrWithDict's (Objects/object.c) and
# slot_tp_getattr_hook's (Objects/typeobject.c).

cdef Frame *enter_attribute(PyThreadState *tstate, Frame *frame, PyObject *name, bint for_call) noexcept:
    """LOAD_ATTR, or LOAD_METHOD, of the value on top."""
    cdef HostType *kind = Py_TYPE(frame.localsplus[frame.stacktop - 1])
    cdef PyObject *fallback
    cdef Frame *to
    if kind.tp_getattro is PyObject_GenericGetAttr:
        return enter_getter(tstate, frame, name, follow_up(THEN_ATTRIBUTE, for_call, not for_call, 0))
    if <void *>kind.tp_getattro is python_slots.getattribute:
        return enter_getattribute(tstate, frame, name, follow_up(THEN_ATTRIBUTE, for_call, 1, 0))
    if <void *>kind.tp_getattro is not python_slots.getattr:
        return NOT_ENTERED
    fallback = special_of(kind, <PyObject *>NAME_GETATTR)
    if fallback is NULL:
        return NOT_ENTERED                  # the type will get a simpler slot
    if _PyType_Lookup(kind, <PyObject *>NAME_GETATTRIBUTE) is <PyObject *>OBJECT_GETATTRIBUTE:
        to = find_or_ask(tstate, frame, name, fallback, for_call)
    else:
        to = enter_getattribute(tstate, frame, name, follow_up(THEN_ATTRIBUTE_OR_ASK, for_call, 1, 0))
        if to is not NOT_ENTERED and to is not NULL:
            block_of(to).kept = newref(fallback)
    Py_DECREF(fallback)
    return to


cdef Frame *enter_getattribute(PyThreadState *tstate, Frame *frame, PyObject *name, FollowUp then) noexcept:
    """A guest's __getattribute__ is asked for all attributes."""
    cdef PyObject *arguments[2]
    cdef PyObject *function
    arguments[0], arguments[1] = frame.localsplus[frame.stacktop - 1], name
    function = guest_method(Py_TYPE(arguments[0]), <PyObject *>NAME_GETATTRIBUTE)
    return NOT_ENTERED if function is NULL else enter_special(tstate, frame, function, arguments, 2, then)


cdef Frame *find_or_ask(PyThreadState *tstate, Frame *frame, PyObject *name, PyObject *fallback, bint for_call) noexcept:
    """An attribute is looked for as ever; where it is not there, `fallback`, a __getattr__, is asked."""
    cdef PyObject *value
    cdef Frame *to
    if not is_guest_function(fallback):
        return NOT_ENTERED
    to = enter_getter(tstate, frame, name, follow_up(THEN_ATTRIBUTE_OR_ASK, for_call, 1, 0))
    if to is NOT_ENTERED:
        value = _PyObject_GenericGetAttrWithDict(frame.localsplus[frame.stacktop - 1], name, NULL, True)
        if value is not NULL:
            return put_attribute(frame, value, for_call)
        return NULL if PyErr_Occurred() is not NULL else ask_getattr(tstate, frame, fallback, for_call)
    if to is not NULL:
        block_of(to).kept = newref(fallback)
    return to


cdef Frame *enter_getter(PyThreadState *tstate, Frame *frame, PyObject *name, FollowUp then) noexcept:
    """A property, or an object with __get__, found in the class of the value on top."""
    cdef PyObject *owner = frame.localsplus[frame.stacktop - 1]
    cdef PyObject *found = _PyType_Lookup(Py_TYPE(owner), name)
    cdef PyObject *function
    cdef PyObject *arguments[3]
    cdef Frame *to = NOT_ENTERED
    if found is NULL:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_get is PyProperty_Type.tp_descr_get:
        function = if_guest_function(part_of_property(found, property_getter))
        return NOT_ENTERED if function is NULL else enter_special(tstate, frame, function, &owner, 1, then)
    if <void *>Py_TYPE(found).tp_descr_get is not python_slots.descriptor_get:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_set is NULL and may_hold_itself(owner, name):
        return NOT_ENTERED
    Py_INCREF(found)                        # its __get__ may be verified now, and that may change the class
    function = guest_method(Py_TYPE(found), <PyObject *>NAME_GET)
    if function is not NULL:
        arguments[0], arguments[1], arguments[2] = found, owner, <PyObject *>Py_TYPE(owner)
        to = enter_special(tstate, frame, function, arguments, 3, then)
    Py_DECREF(found)
    return to


cdef inline PyObject *part_of_property(PyObject *found, Py_ssize_t offset) noexcept:
    return (<PyObject **>(<char *>found + offset))[0]


cdef bint may_hold_itself(PyObject *owner, PyObject *name) noexcept:
    """Has the instance a value of that name, which goes before its class's?  Or a dict that asks its keys' __eq__?"""
    cdef HostType *kind = Py_TYPE(owner)
    cdef DictValues *values
    cdef PyObject **place
    cdef Py_ssize_t index
    if kind.tp_flags & Py_TPFLAGS_MANAGED_DICT and values_pointer(owner)[0] is not NULL:
        values = values_pointer(owner)[0]
        index = entry_of((<HeapType *>kind).ht_cached_keys, name)
        return index >= 0 and values.values[index] is not NULL
    place = _PyObject_GetDictPtr(owner)
    if place is NULL or place[0] is NULL:
        return False
    return not asks_nobody(place[0]) or PyDict_GetItemWithError(place[0], name) is not NULL


cdef Frame *ask_getattr(PyThreadState *tstate, Frame *frame, PyObject *fallback, bint for_call) noexcept:
    """The attribute is not there: ask `fallback` (held by the caller), its __getattr__; NULL with an exception."""
    cdef PyObject *arguments[2]
    cdef PyObject *value
    arguments[0] = frame.localsplus[frame.stacktop - 1]
    arguments[1] = tuple_item(frame.f_code.co_names, word_at(frame).oparg)
    if is_guest_function(fallback):
        return enter_special(tstate, frame, newref(fallback), arguments, 2, follow_up(THEN_ATTRIBUTE, for_call, 1, 0))
    value = call_special(fallback, arguments, 2)
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
    cdef Frame *to = NOT_ENTERED
    arguments[0], arguments[1] = owner, name
    if not deleting:
        arguments[2] = frame.localsplus[frame.stacktop - 2]
    if <void *>kind.tp_setattro is python_slots.setattr:
        function = guest_method(kind, <PyObject *>(NAME_DELATTR if deleting else NAME_SETATTR))
        if function is not NULL:
            to = enter_special(tstate, frame, function, arguments, 2 if deleting else 3, then)
        return to
    if kind.tp_setattro is not PyObject_GenericSetAttr:
        return NOT_ENTERED
    found = _PyType_Lookup(kind, name)
    if found is NULL:
        return NOT_ENTERED
    if Py_TYPE(found).tp_descr_set is PyProperty_Type.tp_descr_set:
        function = if_guest_function(part_of_property(found, property_deleter if deleting else property_setter))
        if function is not NULL:
            arguments[1] = arguments[2]
            to = enter_special(tstate, frame, function, arguments, 1 if deleting else 2, then)
        return to
    if <void *>Py_TYPE(found).tp_descr_set is not python_slots.descriptor_set:
        return NOT_ENTERED
    Py_INCREF(found)                        # as in enter_getter
    function = guest_method(Py_TYPE(found), <PyObject *>(NAME_DELETE if deleting else NAME_SET))
    if function is not NULL:
        arguments[0], arguments[1] = found, owner
        to = enter_special(tstate, frame, function, arguments, 2 if deleting else 3, then)
    Py_DECREF(found)
    return to
