# Verbs that look into objects deeper than a Python expression can.

cdef inline get_attribute(owner, name):
    cdef PyObject *value = PyObject_GetAttr(<PyObject *>owner, <PyObject *>name)
    if value is NULL:
        failed()
    return stolen(value)


cdef machine_find_method(owner, name):
    """See machine/engine.py; the rule is _PyObject_GetMethod's (Objects/object.c), without the call of a getter."""
    cdef HostType *kind = Py_TYPE(<PyObject *>owner)
    cdef PyObject *found
    cdef PyObject **space
    if kind.tp_getattro is not PyObject_GenericGetAttr:
        return NULL_IN_BOOK
    found = _PyType_Lookup(kind, <PyObject *>name)
    if found is NULL or not Py_TYPE(found).tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR:
        return NULL_IN_BOOK
    method = <object>found
    space = _PyObject_GetDictPtr(<PyObject *>owner)
    if space is not NULL and space[0] is not NULL:
        if PyDict_GetItemWithError(space[0], <PyObject *>name) is not NULL:
            return NULL_IN_BOOK
        if PyErr_Occurred() is not NULL:
            failed()
    return method


cdef machine_lookup_special(owner, name):
    """The type's method, bound: what `with` looks up, past the instance's own attributes."""
    cdef HostType *kind = Py_TYPE(<PyObject *>owner)
    cdef PyObject *found = _PyType_Lookup(kind, <PyObject *>name)
    cdef PyObject *bound
    if found is NULL:
        return NULL_IN_BOOK
    method = <object>found
    if Py_TYPE(found).tp_descr_get is NULL:
        return method
    bound = Py_TYPE(found).tp_descr_get(found, <PyObject *>owner, <PyObject *>kind)
    if bound is NULL:
        failed()
    return stolen(bound)


cdef machine_type_name(kind):
    return (<HostType *>kind).tp_name.decode()


cdef bint machine_is_iterable(value) noexcept:
    return Py_TYPE(<PyObject *>value).tp_iter is not NULL or PySequence_Check(<PyObject *>value)


cdef bint machine_exception_matches(exc, kind) except *:
    cdef int result = PyErr_GivenExceptionMatches(<PyObject *>exc, <PyObject *>kind)
    if PyErr_Occurred() is not NULL:
        failed()
    return result


cdef machine_make_function(Frame *frame, code, defaults, kwdefaults, annotations, closure):
    cdef PyFunctionObject *function = <PyFunctionObject *>PyFunction_New(<PyObject *>code, frame.f_globals)
    if function is NULL:
        failed()
    made = stolen(<PyObject *>function)
    if closure is not None:
        function.func_closure = newref(<PyObject *>closure)
    if annotations is not None:
        function.func_annotations = newref(<PyObject *>annotations)
    if kwdefaults is not None:
        function.func_kwdefaults = newref(<PyObject *>kwdefaults)
    if defaults is not None:
        function.func_defaults = newref(<PyObject *>defaults)
    return made


cdef machine_print_expression(Frame *frame, value):
    cdef PyObject *hook = PySys_GetObject("displayhook")
    if hook is NULL:
        raise RuntimeError("lost sys.displayhook")
    (<object>hook)(value)


cdef bint is_coroutine(PyObject *value) noexcept:
    """A coroutine, or a generator that types.coroutine() made one."""
    if Py_TYPE(value) is &PyCoro_Type:
        return True
    return (Py_TYPE(value) is &PyGen_Type
            and (<PyCodeObject *>(<PyGenObject *>value).gi_code).co_flags & CO_ITERABLE_COROUTINE)


cdef object awaitable_iterator "cutaway_awaitable_iterator"(value):
    """What `await value` drives (_PyCoro_GetAwaitableIter in Objects/genobject.c)."""
    cdef HostType *kind = Py_TYPE(<PyObject *>value)
    cdef PyObject *result
    if is_coroutine(<PyObject *>value):
        return value
    if kind.tp_as_async is NULL or kind.tp_as_async.am_await is NULL:
        raise TypeError("object %s can't be used in 'await' expression" % kind.tp_name.decode()[:100])
    result = kind.tp_as_async.am_await(<PyObject *>value)
    if result is NULL:
        failed()
    iterator = stolen(result)
    if is_coroutine(result):
        raise TypeError("__await__() returned a coroutine")
    if not PyIter_Check(result):
        raise TypeError("__await__() returned non-iterator of type '%s'" % Py_TYPE(result).tp_name.decode()[:100])
    return iterator


cdef machine_get_awaitable(Frame *frame, value, int where):
    cdef HostType *kind = Py_TYPE(<PyObject *>value)
    if where and not is_coroutine(<PyObject *>value) and (kind.tp_as_async is NULL or kind.tp_as_async.am_await is NULL):
        method = "__aenter__" if where == 1 else "__aexit__"
        raise TypeError("'async with' received an object from %s that does not implement __await__: %s"
                        % (method, kind.tp_name.decode()[:100]))
    iterator = awaitable_iterator(value)
    if Py_TYPE(<PyObject *>iterator) is &PyCoro_Type and iterator.cr_await is not None:
        raise RuntimeError("coroutine is being awaited already")
    return iterator


cdef machine_get_aiter(Frame *frame, value):
    cdef HostType *kind = Py_TYPE(<PyObject *>value)
    cdef PyObject *result
    if kind.tp_as_async is NULL or kind.tp_as_async.am_aiter is NULL:
        raise TypeError("'async for' requires an object with __aiter__ method, got %s" % kind.tp_name.decode()[:100])
    result = kind.tp_as_async.am_aiter(<PyObject *>value)
    if result is NULL:
        failed()
    iterator = stolen(result)
    kind = Py_TYPE(result)
    if kind.tp_as_async is NULL or kind.tp_as_async.am_anext is NULL:
        raise TypeError("'async for' received an object from __aiter__ that does not implement __anext__: %s"
                        % kind.tp_name.decode()[:100])
    return iterator


cdef machine_get_anext(Frame *frame, iterator):
    cdef HostType *kind = Py_TYPE(<PyObject *>iterator)
    cdef PyObject *result
    if kind.tp_as_async is NULL or kind.tp_as_async.am_anext is NULL:
        raise TypeError("'async for' requires an iterator with __anext__ method, got %s" % kind.tp_name.decode()[:100])
    result = kind.tp_as_async.am_anext(<PyObject *>iterator)
    if result is NULL:
        failed()
    following = stolen(result)
    if kind is &PyAsyncGen_Type:
        return following
    result = raw_awaitable_iterator(<PyObject *>following)
    if result is NULL:
        _PyErr_FormatFromCause(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s",
                               Py_TYPE(<PyObject *>following).tp_name)
        failed()
    return stolen(result)


cdef machine_get_yield_from_iter(Frame *frame, iterable):
    cdef PyObject *value = <PyObject *>iterable
    if Py_TYPE(value) is &PyCoro_Type:
        if not frame.f_code.co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE):
            raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
        return iterable
    if Py_TYPE(value) is &PyGen_Type:
        return iterable
    return iter(iterable)


cdef machine_wrap_async(value):
    cdef WrappedValue *wrapped = <WrappedValue *>PyGC_New(&_PyAsyncGenWrappedValue_Type)
    if wrapped is NULL:
        raise MemoryError
    wrapped.agw_val = newref(<PyObject *>value)
    PyObject_GC_Track(<void *>wrapped)
    return stolen(<PyObject *>wrapped)


cdef extern from *:
    PyObject *raw_awaitable_iterator "cutaway_awaitable_iterator"(PyObject *) noexcept
