# A tuple that C code is still filling (`tuple(iterator)`) is known to the collector from its first moment, and a guest that
# finds it with `gc` meets empty places, of which any instruction crashes.  So `gc` does not show a tuple before it is whole.

cdef extern from *:
    ctypedef PyObject *(*KeywordFunction "_PyCFunctionFastWithKeywords")(
        PyObject *, PyObject **, Py_ssize_t, PyObject *) noexcept
    int PyList_SetSlice(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *) noexcept

import gc as _gc

cdef KeywordFunction host_get_objects = NULL
cdef OneArgument host_get_referrers = NULL, host_get_referents = NULL


cdef bint is_unfinished(PyObject *value) noexcept:
    cdef Py_ssize_t k
    if not PyTuple_CheckExact(value):
        return False
    for k in range(tuple_size(value)):
        if tuple_item(value, k) is NULL:
            return True
    return False


cdef PyObject *without_unfinished(PyObject *found) noexcept:
    """A list of the collector's, or NULL with an exception; the same."""
    cdef Py_ssize_t k = 0
    while found is not NULL and k < list_size(found):
        if not is_unfinished(list_items(found)[k]):
            k += 1
        elif PyList_SetSlice(found, k, k + 1, NULL) < 0:
            Py_DECREF(found)
            return NULL
    return found


cdef PyObject *get_objects(PyObject *module, PyObject **arguments, Py_ssize_t count, PyObject *names) noexcept:
    return without_unfinished(host_get_objects(module, arguments, count, names))


cdef PyObject *get_referrers(PyObject *module, PyObject *arguments) noexcept:
    return without_unfinished(host_get_referrers(module, arguments))


cdef PyObject *get_referents(PyObject *module, PyObject *arguments) noexcept:
    return without_unfinished(host_get_referents(module, arguments))


cdef watch_collector():
    """From now on the host's functions that show objects come by here."""
    global host_get_objects, host_get_referrers, host_get_referents
    cdef MethodDef *definition = (<CFunctionObject *><PyObject *>_gc.get_objects).m_ml
    if host_get_objects is not NULL:
        return
    host_get_objects = <KeywordFunction>definition.ml_meth
    definition.ml_meth = <OneArgument>get_objects
    definition = (<CFunctionObject *><PyObject *>_gc.get_referrers).m_ml
    host_get_referrers = definition.ml_meth
    definition.ml_meth = get_referrers
    definition = (<CFunctionObject *><PyObject *>_gc.get_referents).m_ml
    host_get_referents = definition.ml_meth
    definition.ml_meth = get_referents
