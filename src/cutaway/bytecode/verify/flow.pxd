# C types for flow.py.
cimport cython
from cutaway.bytecode.verify.layout cimport (
    CACHES, CLOSED, JUMP, KNOWN, OPERAND, OPERAND_SHIFT, START, TARGET, WAITING,
    Bytes, CodeType, Ints, Layout, free_count,
)

# The numbers that flow.py has where it is not compiled; a test holds both to be the same.
cdef enum:
    PREFIX = 1 << 5
    SIMPLE = 1 << 6
    COUNTED = 1 << 7
    UNSEEN = 1 << 8
    ENDS = 1 << 9
    SAFE = 1 << 10
    INPUTS_SHIFT = 15
    INPUTS = 15
    PUSHES_SHIFT = 19
    PUSHES = 3
    SPECIAL_SHIFT = 21
    GIVES_SHIFT = 13
    KIND_NULL = 1
    KIND_OBJECT = 2
    KIND_NONE = 4
    KIND_EXCEPTION = 8
    KIND_POSITION = 16
    KIND_CELL = 32
    KIND_TUPLE = 512
    KIND_CONSTANT = 4096
    KIND_CLOSURE = 1024
    KIND_CODE = 2048
    KIND_BITS = 8191
    KIND_ANY_OBJECT = 8190
    DETAIL_SHIFT = 13
    LARGEST_DETAIL = (1 << 17) - 1
    LOAD_CONST = 1
    RETURN_VALUE = 2
    BUILD_TUPLE = 3
    COPY = 4
    SWAP = 5
    MAKE_FUNCTION = 6
    RESUME = 7
    LOAD_GLOBAL = 8
    IF_NOT_NONE = 9
    IF_NOT_NONE_BACK = 10
    MARGIN = 1 << 16
    EFFORT = 1 << 20
    EFFORT_PER_UNIT = 256

cdef int size_of(int form, int oparg) noexcept
cdef int join(int one, int other) noexcept

@cython.final
cdef class Flow(Layout):
    cdef int[256] picture, jumped, gives
    cdef Ints pictures, saved, depths, current, arena
    cdef Py_ssize_t place_room, items, arena_room, used
    cdef int highest, lowest, base, copied_at
    cdef long long effort

    cpdef Py_ssize_t check(self, CodeType code) except -1
    @cython.locals(size=cython.Py_ssize_t)
    cpdef Py_ssize_t check_alone(self, CodeType code) except -1
    @cython.locals(waiting=list, met=set, size=cython.Py_ssize_t, each=CodeType)
    cpdef Py_ssize_t check_all(self, CodeType code) except -1
    cdef int forget(self) except -1
    @cython.locals(text=Bytes, marks=Bytes, current_stack=Ints, at=cython.int, count=cython.int, depth=cython.int,
                   guard=cython.int, guarded_from=cython.int, boundary=cython.int, told=cython.bint,
                   reachable=cython.bint, start=cython.int, opcode=cython.int, oparg=cython.int, fact=cython.int,
                   inputs=cython.int, base=cython.int, each=cython.int, special=cython.int, given=cython.int,
                   pushes=cython.int, operand=cython.int)
    cdef int follow(self) except -1
    @cython.locals(fact=cython.int, special=cython.int, picture=cython.int, total=cython.int, k=cython.int,
                   base=cython.int, place=cython.int, size=cython.int, wanted=cython.int, each=cython.int,
                   lowest=cython.int, result=cython.int, first=cython.int, second=cython.int, deep=cython.int,
                   top=cython.int)
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
    @cython.locals(k=cython.Py_ssize_t, kept=object, larger=Ints)
    cdef int enlarge_arena(self, int depth) except -1
    cdef int spend(self, int items) except -1
    cdef int too_few(self, int wanted, int depth) except -1
    cdef int too_many(self, int depth) except -1
    cdef int too_few_guarded(self, int wanted, int left) except -1
    cdef int wrong_kind(self, int depth, int place, int wanted) except -1
