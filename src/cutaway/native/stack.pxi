# The value stack: raw slots that own their values; an empty slot is NULL.
#
# `sp` points just above the top.  A "new" value is a reference that the receiver owns.

ctypedef PyObject **slots_t

cdef inline PyObject *newref(PyObject *v) noexcept:
    Py_INCREF(v)
    return v

cdef inline void put(slots_t at, object v) noexcept:
    at[0] = newref(<PyObject *>v)

cdef inline void put_or_null(slots_t at, object v) noexcept:
    at[0] = NULL if v is NULL_IN_BOOK else newref(<PyObject *>v)

cdef inline void replace(slots_t at, object v) noexcept:
    cdef PyObject *old = at[0]
    at[0] = newref(<PyObject *>v)
    Py_XDECREF(old)

cdef inline void drop(slots_t at) noexcept:
    cdef PyObject *v = at[0]
    at[0] = NULL
    Py_XDECREF(v)

cdef inline void drop_range(slots_t start, slots_t end) noexcept:
    while end > start:
        end -= 1
        drop(end)

cdef inline object take(slots_t at):
    cdef PyObject *v = at[0]
    at[0] = NULL
    return stolen(v)

cdef inline object take_or_null(slots_t at):
    return NULL_IN_BOOK if at[0] is NULL else take(at)

cdef inline object read_or_null(slots_t at):
    return NULL_IN_BOOK if at[0] is NULL else <object>at[0]

cdef inline void move_items(slots_t to, slots_t source, Py_ssize_t n) noexcept:
    cdef Py_ssize_t i
    for i in range(n):
        to[i] = source[i]
        source[i] = NULL

cdef inline list copied_list(slots_t at, Py_ssize_t n):
    cdef PyObject *r = PyList_New(n)
    if r is NULL:
        raise MemoryError
    copy_items(list_items(r), at, n)
    return <list>stolen(r)

cdef inline void copy_items(slots_t to, slots_t source, Py_ssize_t n) noexcept:
    cdef Py_ssize_t i
    for i in range(n):
        to[i] = newref(source[i])

cdef inline list taken_list(slots_t at, Py_ssize_t n):
    """The n items, taken off the stack."""
    cdef PyObject *r = list_from(at, n)
    if r is NULL:
        raise MemoryError
    return <list>stolen(r)

cdef inline PyObject *list_from(slots_t at, Py_ssize_t n) noexcept:
    cdef PyObject *r = PyList_New(n)
    if r is not NULL:
        move_items(list_items(r), at, n)
    return r

cdef inline PyObject *tuple_from(slots_t at, Py_ssize_t n) noexcept:
    cdef PyObject *r = PyTuple_New(n)
    if r is not NULL:
        move_items(tuple_items(r), at, n)
    return r

cdef inline PyObject *tuple_of(slots_t at, Py_ssize_t n) noexcept:
    """A tuple of n items that stay where they are."""
    cdef PyObject *r = PyTuple_New(n)
    if r is not NULL:
        copy_items(tuple_items(r), at, n)
    return r

# How a helper ends: its n inputs lie from `at`; r is new, or NULL with an exception set.

cdef inline int settle(slots_t at, Py_ssize_t n, PyObject *r) noexcept:
    cdef PyObject *old
    if unlikely(r is NULL):
        return -1
    if n == 0:
        at[0] = r
        return 0
    if n == 2:
        Py_DECREF(at[1])                    # what lies above the top of the stack is nobody's
    elif n > 1:
        drop_range(at + 1, at + n)
    old = at[0]
    at[0] = r
    Py_XDECREF(old)
    return 0

cdef inline int finish(slots_t at, Py_ssize_t n, int r) noexcept:
    """Drop the inputs unless something was raised; then unwinding does."""
    if unlikely(r < 0):
        return -1
    drop_range(at, at + n)
    return 0

# Frames as stacks, for verbs: while a verb runs `stacktop` counts.

cdef inline void push_new(Frame *frame, PyObject *v) noexcept:
    frame.localsplus[frame.stacktop] = v
    frame.stacktop += 1

cdef inline void push_value(Frame *frame, object v) noexcept:
    push_new(frame, newref(<PyObject *>v))

cdef inline void drop_top(Frame *frame) noexcept:
    frame.stacktop -= 1
    drop(&frame.localsplus[frame.stacktop])

# Variables: the slots below the stack.

cdef inline int copy_variable(Frame *frame, slots_t sp, int number) except -1:
    cdef PyObject *v = frame.localsplus[number]
    if unlikely(v is NULL):
        raise_unbound_local(frame.f_code, number)
    sp[0] = newref(v)
    return 0

cdef inline int move_to_variable(Frame *frame, int number, slots_t at) noexcept:
    cdef PyObject *old = frame.localsplus[number]
    frame.localsplus[number] = at[0]        # what lies above the top of the stack is nobody's
    Py_XDECREF(old)
    return 0

cdef inline int forget_variable(Frame *frame, int number) except -1:
    if frame.localsplus[number] is NULL:
        raise_unbound_local(frame.f_code, number)
    drop(&frame.localsplus[number])
    return 0
