# The types with which marshal_scan.py is compiled; without a C compiler the same text runs as it stands.

cimport cython

cdef int _MAX_DEPTH, _FREE
cdef int _REF, _INT, _LONG, _FLOAT, _COMPLEX, _BYTES, _STRING, _INTERNED, _ASCII, _ASCII_INTERNED, _SHORT
cdef int _SHORT_INTERNED, _SMALL_TUPLE, _TUPLE, _FROZENSET, _CODE, _NONE, _TRUE, _FALSE, _DOTS, _PLACE

cdef class Stream:
    cdef public bytes owner
    cdef const unsigned char *data
    cdef public Py_ssize_t size
    cdef Py_ssize_t pos
    cdef int depth
    cdef public int count, objects
    cdef int numbered, room
    cdef public list codes, sets, qualified
    cdef public bint wide_names, wide_words
    cdef public int[::1] at, object, after, stop, first
    cdef int[::1] numbers
    cdef public unsigned char[::1] role

    cdef int widen(self, int room) except -1
    @cython.locals(start=Py_ssize_t)
    cdef Py_ssize_t take(self, Py_ssize_t count) except -1
    @cython.locals(start=Py_ssize_t, value=cython.longlong, data="const unsigned char *")
    cdef long long number(self) except? -1
    @cython.locals(start=Py_ssize_t, letter=cython.int, meeting=cython.int, found=cython.int)
    cdef int value(self, int role) except -2
    @cython.locals(number=cython.longlong, found=cython.int, letter=cython.int)
    cdef int refer(self, int meeting, int role) except -1
    @cython.locals(size=cython.longlong, start=Py_ssize_t)
    cdef int contents(self, int meeting, int letter) except -1
    cdef int items(self, long long count) except -1
    @cython.locals(place=Py_ssize_t, constants=cython.int, free=cython.int, name=cython.int, line_at=Py_ssize_t,
                   first_line=cython.longlong, locations=cython.int)
    cdef int code(self, int meeting) except -1
    @cython.locals(first=cython.int, start=Py_ssize_t, stop=Py_ssize_t, count=cython.int)
    cdef int free_variables(self, int meeting) except -1
    cpdef int letter(self, int meeting)
    @cython.locals(start=Py_ssize_t, stop=Py_ssize_t, letter=cython.int)
    cpdef str text(self, int found)
