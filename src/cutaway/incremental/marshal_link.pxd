# The types with which marshal_link.py is compiled; without a C compiler the same text runs as it stands.

cimport cython
from cutaway.incremental.marshal_scan cimport Stream

cdef int _REF, _INT, _FLOAT, _COMPLEX, _LOCATIONS, _BYTES, _STRING, _INTERNED, _ASCII_INTERNED, _SHORT, _SHORT_INTERNED, _SMALL_TUPLE, _TUPLE
cdef int _FROZENSET, _CODE, _INSTRUCTIONS, _KINDS, _FILE_NAME, _NAME, _QUALIFIED, _PLACE, _FILTER

cdef class Linker:
    cdef public list streams, ids, orders, moves
    cdef public int total
    cdef int number, placed_count, reference_count
    cdef dict known, groups, current_orders, current_moves
    cdef int[::1] place, placed, reference_at, reference_to, current_ids
    cdef unsigned char[::1] marked
    cdef bytearray out
    cdef list line_patches
    cdef Stream current
    cdef Py_ssize_t start, shift

    @cython.locals(found=cython.int, meeting=cython.int, group=cython.int, start=Py_ssize_t, stop=Py_ssize_t,
                   marks=bytearray, other=cython.int, target=cython.int)
    cdef unify_leaves(self, Stream stream, int[::1] ids)
    @cython.locals(first="int[::1]", at="int[::1]", stops="int[::1]", data="const unsigned char *",
                   found=cython.int, meeting=cython.int, start=Py_ssize_t, stop=Py_ssize_t, group=cython.int)
    cdef look_up(self, dict wanted, unsigned char[::1] marks, int[::1] ids)
    @cython.locals(found=cython.int, meeting=cython.int, known=dict)
    cdef unify_groups(self, Stream stream, int[::1] ids)
    @cython.locals(ids="int[::1]", found=cython.int, meeting=cython.int, known=dict)
    cdef dict groups_of_base(self, unsigned char[::1] lengths)
    @cython.locals(pos=Py_ssize_t, letter=cython.int, child=cython.int, after=cython.int, stop=Py_ssize_t, found=list)
    cdef tuple items(self, Stream stream, int[::1] ids, int meeting)
    cdef int fresh(self)
    cdef Stream stream(self, int number)
    cdef int enter(self, int stream, Py_ssize_t start) except -1
    cdef int cut(self, Py_ssize_t stop) except -1
    @cython.locals(role=cython.int, at=Py_ssize_t, letter=cython.int, found=cython.int,
                   new_stream=cython.int, new_meeting=cython.int)
    cdef int emit(self, int meeting, int lines) except -1
    @cython.locals(number=cython.int)
    cdef int elsewhere(self, int meeting, int new_stream, int new_meeting, int found) except -1
    @cython.locals(at=Py_ssize_t, letter=cython.int, child=cython.int, after=cython.int)
    cdef int whole(self, int meeting, int found, int lines) except -1
    @cython.locals(result=bytearray, number=cython.int, index=cython.int, found=cython.int, at=Py_ssize_t)
    cdef bytes finished(self)

@cython.locals(middle=cython.int)
cdef int filter_of(const unsigned char *data, Py_ssize_t start, Py_ssize_t stop)
@cython.locals(at=Py_ssize_t)
cdef int length_of(Stream stream, int meeting)
@cython.locals(role=cython.int, letter=cython.int, at=Py_ssize_t)
cdef int sharing_group(Stream stream, int meeting)
cdef bint is_no_number(const unsigned char *data, Py_ssize_t at)
@cython.locals(at=Py_ssize_t, size=Py_ssize_t, role=cython.int)
cdef bint always_marked(Stream stream, int meeting, int letter)
