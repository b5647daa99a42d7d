# The types with which matching.py is compiled; without a C compiler the same text runs as it stands.

cimport cython

cdef int _NEWLINE, _SPACE, _TAB, _FORM_FEED, _HASH, _E, _F

cdef class _Body:
    cdef bytes text, indent
    cdef const unsigned char *data
    cdef list statements, pieces
    cdef set used
    cdef Py_ssize_t expected
    cdef dict _anchors

    @cython.locals(text=bytes, indent=bytes, size=Py_ssize_t, depth=Py_ssize_t, statements=list, used=set, pieces=list,
                   count=Py_ssize_t, first=cython.int, expected=Py_ssize_t, length=Py_ssize_t)
    cpdef tuple match(self, Py_ssize_t pos, Py_ssize_t line)
