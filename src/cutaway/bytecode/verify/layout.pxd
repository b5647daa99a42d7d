# C types for layout.py, and the fields of a code object that the host shows to no Python program.
cimport cython

cdef extern from "Python.h":
    ctypedef class types.CodeType [object PyCodeObject, check_size ignore]:
        cdef tuple co_consts, co_names
        cdef bytes co_exceptiontable, co_linetable
        cdef int co_stacksize, co_flags, co_argcount, co_kwonlyargcount

cdef extern from *:
    """
    #ifndef CUTAWAY_CODE_FIELDS
    #define CUTAWAY_CODE_FIELDS
    #define Py_BUILD_CORE 1
    #define NEED_OPCODE_TABLES 1
    #include "opcode.h"
    #include "internal/pycore_opcode.h"
    #undef Py_BUILD_CORE

    /* Would Python's own reader of co_code stay inside?  It steps over caches without a look at the size. */
    static int cutaway_is_whole(PyObject *object) {
        Py_ssize_t at = 0, count = Py_SIZE(object);
        _Py_CODEUNIT *units = (_Py_CODEUNIT *)((PyCodeObject *)object)->co_code_adaptive;
        while (at < count)
            at += 1 + _PyOpcode_Caches[_PyOpcode_Deopt[_Py_OPCODE(units[at])]];
        return at == count;
    }
    #define cutaway_kinds_of(code) Py_NewRef(((PyCodeObject *)(code))->co_localspluskinds)
    #define cutaway_free_count(code) (((PyCodeObject *)(code))->co_nfreevars)
    #endif
    """
    bint is_whole "cutaway_is_whole"(object code)
    bytes kinds_of "cutaway_kinds_of"(object code)
    int free_count "cutaway_free_count"(object code)

cdef int START, TARGET, CLOSED, KNOWN, WAITING
cdef int ROOM, LARGEST_OPERAND, SLOT_LOCAL, SLOT_CELL, SLOT_FREE, CACHES, UNUSUAL, OPERAND_SHIFT
cdef bytes LINE_ENTRY_LENGTHS
cdef int CONSTANT, NAME, GLOBAL, VARIABLE, CELL, JUMP, JUMP_BACK

cdef class Layout:
    cdef object target
    cdef CodeType code
    cdef int[::1] facts, least, most, guards
    cdef int extended, resume, yield_value, precall, call, kw_names, make_cell, copy_free, return_generator
    cdef int pop_top, class_deref
    cdef bytearray marks
    cdef Py_ssize_t guard_room, mark_room, next_byte
    cdef bytes text, kinds
    cdef tuple consts
    cdef int at, count, constant_count, name_count, variable_count, stack_size, flags, free, guard_count
    cdef int opcode, keywords, yielded
    cdef long long oparg

    cdef int read(self, CodeType code) except -1
    cdef int reject(self, str rule, str problem) except -1
    @cython.locals(marks=bytearray, k=cython.int)
    cdef int clear_marks(self) except -1
    @cython.locals(text=bytes, k=cython.int, kind=cython.int, rank=cython.int, place=cython.int)
    cdef int check_variables(self, int parameters) except -1
    @cython.locals(text=bytes, start=cython.int, oparg=cython.longlong, opcode=cython.int, fact=cython.int)
    cdef int read_instruction(self, int at) except -1
    @cython.locals(text=bytes, marks=bytearray, count=cython.int, opcode=cython.int, oparg=cython.int, fact=cython.int)
    cdef int read_instructions(self, int at) except -1
    @cython.locals(following=cython.int, opcode=cython.int, oparg=cython.int)
    cdef int read_unusual(self, int at) except -1
    cdef bint is_followed_by(self, int opcode, int at) noexcept
    @cython.locals(jump=cython.int, is_cell=cython.bint)
    cdef int check_operand(self, int what, int opcode, int oparg, int following) except -1
    @cython.locals(suspends=cython.int, at=cython.int, made=cython.int, following=cython.int, met=bytearray, k=cython.int)
    cdef int read_opening(self) except -1
    @cython.locals(following=cython.int)
    cdef int close(self, int at) except -1
    cdef int keyword_count(self, int oparg) except -1
    @cython.locals(start=cython.int, length=cython.int, end=cython.int, jump=cython.int, depth=cython.int,
                   place=cython.int)
    cdef int read_guards(self, bytes table) except -1
    @cython.locals(number=cython.longlong, byte=cython.int)
    cdef int read_number(self, bytes table) except -1
    @cython.locals(place=cython.Py_ssize_t, units=cython.longlong, entries=cython.longlong, k=cython.Py_ssize_t, size=cython.Py_ssize_t,
                   lengths=bytes, first=cython.int, form=cython.int)
    cdef int check_lines(self, bytes table) except -1
    @cython.locals(size=cython.Py_ssize_t, length=cython.int, _=cython.int)
    cdef Py_ssize_t past_numbers(self, bytes table, Py_ssize_t place, int numbers) except -1
