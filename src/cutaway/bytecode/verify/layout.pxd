# C types for layout.py, and the fields of a code object that the host shows to no Python program.
cimport cython

cdef extern from "Python.h":
    ctypedef class types.CodeType [object PyCodeObject, check_size ignore]:
        cdef tuple co_consts, co_names
        cdef bytes co_exceptiontable, co_linetable
        cdef int co_stacksize, co_flags, co_argcount, co_kwonlyargcount

ctypedef unsigned char *Bytes
ctypedef int *Ints

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
    /* Numbers live in bytearrays that never change their size. */
    static PyObject *cutaway_room_for(Py_ssize_t size) {
        PyObject *room = PyByteArray_FromStringAndSize(NULL, size * (Py_ssize_t)sizeof(int));
        if (room != NULL)
            memset(PyByteArray_AS_STRING(room), 0, size * sizeof(int));
        return room;
    }
    #define cutaway_ints_of(room) ((int *)PyByteArray_AS_STRING(room))
    /* As in fields.py, where that is explained. */
    static Py_ssize_t cutaway_past_numbers(const unsigned char *table, Py_ssize_t place, Py_ssize_t size, int numbers) {
    #if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (numbers == 4 && place + 8 <= size) {  /* Most: all four end in the next eight bytes, none of them too long. */
            unsigned long long bytes, ends;
            memcpy(&bytes, table + place, 8);
            ends = ~bytes & 0x4040404040404040;
            ends &= ends - 1;
            ends &= ends - 1;
            ends &= ends - 1;
            if (ends)
                return place + (__builtin_ctzll(ends) >> 3) + 1;
        }
    #endif
        for (; numbers > 0; numbers--, place++) {
            Py_ssize_t start = place;
            while (place < size && table[place] & 64)
                place++;
            if (place - start > 5)
                return -1;
        }
        return place;
    }
    static Py_ssize_t cutaway_high_bytes(const unsigned char *table, Py_ssize_t size) {
        const unsigned long long ones = 0x0101010101010101;
        Py_ssize_t found = 0, place = 0;
        for (; place + 8 <= size; place += 8) {
            unsigned long long bytes;
            memcpy(&bytes, table + place, 8);
            found += ((bytes >> 7 & ones) * ones) >> 56;
        }
        for (; place < size; place++)
            found += table[place] >> 7;
        return found;
    }
    #define cutaway_kinds_of(code) Py_NewRef(((PyCodeObject *)(code))->co_localspluskinds)
    #define cutaway_free_count(code) (((PyCodeObject *)(code))->co_nfreevars)
    #define cutaway_text_of(code) ((unsigned char *)((PyCodeObject *)(code))->co_code_adaptive)
    #define cutaway_unit_count(code) Py_SIZE(code)
    #define cutaway_plain_numbers() ((unsigned char *)_PyOpcode_Deopt)
    #endif
    """
    bint is_whole "cutaway_is_whole"(object code)
    bytes kinds_of "cutaway_kinds_of"(object code)
    int free_count "cutaway_free_count"(object code)
    Bytes text_of "cutaway_text_of"(object code)
    Py_ssize_t unit_count "cutaway_unit_count"(object code)
    Bytes plain_numbers "cutaway_plain_numbers"()
    Py_ssize_t past_numbers "cutaway_past_numbers"(
        const unsigned char *table, Py_ssize_t place, Py_ssize_t size, int numbers
    ) noexcept
    Py_ssize_t high_bytes "cutaway_high_bytes"(const unsigned char *table, Py_ssize_t size) noexcept
    bytearray room_for "cutaway_room_for"(Py_ssize_t size)
    Ints ints_of "cutaway_ints_of"(object room) noexcept

# The numbers that layout.py has where it is not compiled; a test holds both to be the same.
cdef enum:
    CACHES = 15
    UNUSUAL = 1 << 4
    OPERAND_SHIFT = 11
    OPERAND = 15
    NO_OPERAND = 0
    CONSTANT = 1
    NAME = 2
    GLOBAL = 3
    VARIABLE = 4
    CELL = 5
    ARGUMENTS = 6
    BEFORE_CALL = 7
    LIMITED = 8
    JUMP = 9
    CO_OPTIMIZED = 1
    SUSPENDABLE = 0x20 | 0x80 | 0x200
    START = 1
    TARGET = 2
    CLOSED = 4
    KNOWN = 8
    WAITING = 16
    ROOM = 1 << 24
    LARGEST_OPERAND = 1 << 30
    SLOT_LOCAL = 0x20
    SLOT_CELL = 0x40
    SLOT_FREE = 0x80

cdef bytes LINE_ENTRY_LENGTHS

cdef class Layout:
    cdef object target
    cdef dict rooms
    cdef CodeType code
    cdef int[256] facts, least, most
    cdef int[16] limits
    cdef Bytes text, plain, marks
    cdef Ints guards
    cdef int extended, resume, yield_value, precall, call, kw_names, make_cell, copy_free, return_generator
    cdef int pop_top, class_deref
    cdef bytearray marks_kept
    cdef Py_ssize_t guard_room, mark_room, next_byte
    cdef bytes kinds
    cdef tuple consts
    cdef int at, count, constant_count, name_count, variable_count, cell_count, stack_size, flags, free, guard_count
    cdef int opcode, keywords, yielded
    cdef long long oparg

    @cython.locals(room=bytearray)
    cdef Ints room(self, str name, Py_ssize_t size) except NULL
    cdef int read(self, CodeType code) except -1
    cdef int reject(self, str rule, str problem) except -1
    @cython.locals(marks=Bytes, k=cython.int)
    cdef int clear_marks(self) except -1
    @cython.locals(all_kinds=bytes, k=cython.int, kind=cython.int, rank=cython.int, place=cython.int)
    cdef int check_variables(self, int parameters) except -1
    @cython.locals(text=Bytes, start=cython.int, oparg=cython.longlong, opcode=cython.int, fact=cython.int)
    cdef int read_instruction(self, int at) except -1
    @cython.locals(text=Bytes, marks=Bytes, count=cython.int, raw=cython.int, oparg=cython.int, fact=cython.int,
                   what=cython.int, start=cython.int)
    cdef int read_instructions(self, int at) except -1
    @cython.locals(following=cython.int, opcode=cython.int, oparg=cython.int)
    cdef int read_unusual(self, int at) except -1
    cdef bint is_followed_by(self, int opcode, int at) noexcept
    @cython.locals(jump=cython.int, is_cell=cython.bint)
    cdef int check_operand(self, int what, int opcode, int oparg, int following) except -1
    @cython.locals(suspends=cython.int, at=cython.int, made=cython.int, following=cython.int, met=bytearray)
    cdef int read_opening(self) except -1
    @cython.locals(following=cython.int)
    cdef int close(self, int at) except -1
    cdef int keyword_count(self, int oparg) except -1
    @cython.locals(start=cython.int, length=cython.int, end=cython.int, jump=cython.int, depth=cython.int,
                   place=cython.int)
    cdef int read_guards(self, bytes table) except -1
    @cython.locals(number=cython.longlong, byte=cython.int)
    cdef int read_number(self, bytes table) except -1
    @cython.locals(place=cython.Py_ssize_t, units=cython.longlong, entries=cython.Py_ssize_t, size=cython.Py_ssize_t,
                   lengths=bytes, first=cython.int, form=cython.int)
    cdef int check_lines(self, bytes table) except -1
