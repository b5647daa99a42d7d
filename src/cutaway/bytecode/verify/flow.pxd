# C types for flow.py.
cimport cython
from cutaway.bytecode.verify.layout cimport (
    CACHES, JUMP, OPERAND_SHIFT, CodeType, Layout, free_count,
)

cdef int START, TARGET, CLOSED, KNOWN, WAITING
cdef int MARGIN, EFFORT, EFFORT_PER_UNIT
cdef int KIND_NULL, KIND_OBJECT, KIND_NONE, KIND_EXCEPTION, KIND_POSITION, KIND_CELL, KIND_TUPLE, KIND_CONSTANT
cdef int KIND_CLOSURE, KIND_CODE, KIND_BITS, KIND_ANY_OBJECT, DETAIL_SHIFT, LARGEST_DETAIL
cdef int SIMPLE, COUNTED, UNSEEN, ENDS, SAFE, INPUTS, PUSHES_SHIFT, GIVES_SHIFT
cdef int LOAD_CONST, RETURN_VALUE, BUILD_TUPLE, COPY, SWAP, MAKE_FUNCTION, RESUME, LOAD_GLOBAL
cdef int IF_NOT_NONE, IF_NOT_NONE_BACK

cdef int size_of(int form, int oparg) noexcept
cdef int join(int one, int other) noexcept

cdef class Flow(Layout):
    cdef int[::1] picture, pictures, jumped, special, simple, gives
    cdef int[::1] saved, depths, current, arena
    cdef Py_ssize_t rooms, items, arena_room, used
    cdef int highest, lowest, base, copied_at
    cdef long long effort

    cpdef Py_ssize_t check(self, CodeType code) except -1
    @cython.locals(size=cython.Py_ssize_t)
    cpdef Py_ssize_t check_alone(self, CodeType code) except -1
    @cython.locals(waiting=list, met=set, size=cython.Py_ssize_t, each=CodeType)
    cpdef Py_ssize_t check_all(self, CodeType code) except -1
    cdef int forget(self) except -1
    @cython.locals(text=bytes, marks=bytearray, at=cython.int, count=cython.int, depth=cython.int, guard=cython.int,
                   guarded_from=cython.int, told=cython.int, guard_end=cython.int, reachable=cython.bint,
                   start=cython.int, opcode=cython.int, oparg=cython.int, simple=cython.int, inputs=cython.int,
                   base=cython.int, each=cython.int, special=cython.int, given=cython.int, operand=cython.int)
    cdef int follow(self) except -1
    @cython.locals(special=cython.int, picture=cython.int, total=cython.int, k=cython.int, base=cython.int,
                   place=cython.int, size=cython.int, wanted=cython.int, each=cython.int, lowest=cython.int,
                   result=cython.int, first=cython.int, second=cython.int, deep=cython.int, top=cython.int)
    cdef int step(self, int opcode, int oparg, int depth, int following, int guarded_from) except -1
    @cython.locals(place=cython.int, start=cython.int, k=cython.int, size=cython.int, given=cython.int,
                   each=cython.int)
    cdef int put(self, int picture, int oparg, int base) except -1
    @cython.locals(start=cython.int, k=cython.int)
    cdef int taken(self, int picture, int oparg, int total) noexcept
    @cython.locals(each=cython.int)
    cdef int look_closer(self, int special, int oparg, int depth, int given) except -1
    cdef int known(self, int kind) except -1
    @cython.locals(size=cython.Py_ssize_t, free=cython.int)
    cdef int kind_of_constant(self, object constant) except -1
    @cython.locals(free=cython.int, given=cython.int, size=cython.int)
    cdef int check_function(self, int oparg, int depth) except -1
    @cython.locals(top=cython.int)
    cdef int jump_to(self, int target, int depth, int special, int start) except -1
    @cython.locals(place=cython.int, handler_depth=cython.int, lasti=cython.int, first=cython.int, second=cython.int)
    cdef int enter_handler(self, int guard, int depth) except -1
    @cython.locals(k=cython.int, new=cython.int)
    cdef int merge(self, int target, int depth) except -1
    @cython.locals(changed=cython.int, k=cython.int, known=cython.int, joined=cython.int)
    cdef int widen(self, Py_ssize_t place, int depth) except -1
    @cython.locals(place=cython.Py_ssize_t, k=cython.int)
    cdef int restore(self, int target, int depth) except -1
    @cython.locals(k=cython.Py_ssize_t, larger=cython.int[::1])
    cdef int enlarge_arena(self, int depth) except -1
    cdef int spend(self, int items) except -1
    cdef str described(self, int place)
    cdef int wrong_kind(self, int depth, int place, int wanted) except -1
