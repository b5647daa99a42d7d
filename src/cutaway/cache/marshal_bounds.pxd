# The types with which marshal_bounds.py is compiled; without a C compiler the same text runs as it stands.

cimport cython

cdef int _OTHER, _TEXT, _BYTES, _TUPLE, _NAMES, _WITH_CODE, _CODE, _UNFINISHED
cdef int _REFUSE, _EMPTY, _FIXED_4, _FIXED_8, _FIXED_16, _SHORT_TEXT, _LONG_TEXT, _LONG_BYTES, _DIGITS
cdef int _SHORT_TUPLE, _LONG_TUPLE, _FROZEN, _CODE_OBJECT, _REFERENCE
cdef int _MAX_DEPTH
cdef long long _LIGHT, _WEIGHT_FOR_BYTE, _WEIGHT_FREE
cdef bytes _ACTION_TABLE

cdef class Walk:
    cdef bytes owner
    cdef const unsigned char *data
    cdef const unsigned char *actions
    cdef Py_ssize_t size
    cdef public Py_ssize_t at
    cdef bytearray numbered
    cdef Py_ssize_t count
    cdef dict weights
    cdef long long weight
    cdef long long limit

    cdef int fail(self, str reason, Py_ssize_t offset) except -1
    @cython.locals(start=Py_ssize_t)
    cdef Py_ssize_t take(self, Py_ssize_t count) except -1
    @cython.locals(start=Py_ssize_t, value=cython.longlong)
    cdef long long number(self) except? -1
    @cython.locals(start=Py_ssize_t, count=cython.longlong)
    cdef Py_ssize_t sized(self) except -1
    @cython.locals(offset=Py_ssize_t, letter=cython.int, action=cython.int, place=Py_ssize_t, found=cython.int)
    cpdef int read(self, int depth) except -1
    cdef int walk(self, int action, int letter, Py_ssize_t offset, int depth) except -1
    @cython.locals(found=cython.int, weight=cython.longlong, start=Py_ssize_t, item=cython.int, index=Py_ssize_t)
    cdef int items(self, Py_ssize_t count, int depth) except -1
    @cython.locals(number=cython.longlong, found=cython.int)
    cdef int referred(self, Py_ssize_t offset) except -1
    @cython.locals(start=Py_ssize_t, count=cython.longlong)
    cdef int digits(self) except -1
    cdef int code(self, int depth) except -1
    @cython.locals(start=Py_ssize_t, found=cython.int)
    cdef int part(self, str name, int wanted, int depth) except -1
