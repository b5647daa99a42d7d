# The types with which line_shift.py is compiled; without a C compiler the same text runs as it stands.

cimport cython

cdef int _ONE_LINE, _NO_COLUMNS, _LONG, _NONE

@cython.locals(out=bytearray, pos=Py_ssize_t, size=Py_ssize_t, line=cython.int, previous=cython.int,
               lowest=cython.int, highest=cython.int, written=cython.int, count=cython.int, segment=cython.int,
               begin=Py_ssize_t, first=cython.int, form=cython.int, end_line=cython.int, end_column=cython.int,
               column=cython.int, value=cython.uint, new_line=cython.int, new_end=cython.int)
cpdef bytes shifted(bytes table, int old_first, int new_first, list starts, list shifts, dict ends)
@cython.locals(found=list, pos=Py_ssize_t, size=Py_ssize_t, unit=cython.int, line=cython.int, count=cython.int,
               segment=cython.int, here=cython.int, last_pos=Py_ssize_t, last_unit=cython.int, before_pos=Py_ssize_t,
               before_unit=cython.int, last_line=cython.int, before_line=cython.int, begin=Py_ssize_t,
               previous=cython.int, first=cython.int, form=cython.int, value=cython.uint)
cpdef list stretches(bytes table, int first_line, list starts)
@cython.locals(value=cython.uint, bits=cython.int)
cdef unsigned int _number(bytes table, Py_ssize_t pos) except? 0xFFFFFFFF
cdef Py_ssize_t _behind_number(bytes table, Py_ssize_t pos) except -1
@cython.locals(low=cython.int, high=cython.int, middle=cython.int)
cpdef int last_up_to(list lines, int line)
