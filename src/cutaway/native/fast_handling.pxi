# Fast forms of raising, of except clauses, and of waiting for a generator or coroutine.

cdef inline int matches_plainly(PyObject *exc, PyObject *kind) noexcept:
    """Does an except clause for `kind` catch exc?  -1, without an exception: the book must look."""
    cdef Py_ssize_t k
    if PyTuple_CheckExact(kind):
        for k in range(tuple_size(kind)):
            if not PyExceptionClass_Check(tuple_item(kind, k)):
                return -1
    elif not PyExceptionClass_Check(kind):
        return -1
    return PyErr_GivenExceptionMatches(exc, kind)


cdef inline bint may_be_sent(PyObject *receiver, PyObject *value) noexcept:
    """Is it a waiting generator or coroutine of the guest's, which can take the value in this loop?"""
    return ((Py_TYPE(receiver) is &PyGen_Type or Py_TYPE(receiver) is &PyCoro_Type) and may_be_resumed(receiver)
            and (value is Py_None or (<PyGenObject *>receiver).gi_frame_state != FRAME_CREATED))
