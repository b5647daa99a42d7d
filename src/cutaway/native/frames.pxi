# Frames: the host's own frame structs, in blocks that we allocate, so that sys._getframe, tracebacks and C code see them
# as any other frame.  Three owners:
#
#   a frame that CPython pushed for a call from C    it clears it (is_entry)
#   a frame inside a generator object                the generator's life (owner)
#   a frame of a guest-to-guest call                 ours: made by new_frame, ended by release_frame

cdef struct FollowUp:       # what becomes of a frame's result; see follow_ups.pxi
    uint8_t then
    uint8_t detail
    uint8_t step
    uint8_t counted         # calls that are counted beside the frame's own

cdef struct Block:
    PyObject *kept          # for the follow-up: the instance that __init__ is called for, the __getattr__ that is asked
                            # after an AttributeError; else NULL.  Of a spare block: the next one
    int slots
    FollowUp then

cdef enum:
    KEPT_SIZES = 128        # frames up to this many slots are kept for the next call

cdef Block *spare_blocks[KEPT_SIZES]

cdef inline Block *block_of(Frame *frame) noexcept:
    return <Block *>(<char *>frame - sizeof(Block))

cdef inline Frame *frame_in(Block *block) noexcept:
    return <Frame *>(<char *>block + sizeof(Block))

cdef inline bint is_ours(Frame *frame) noexcept:
    return not frame.is_entry and frame.owner == FRAME_OWNED_BY_THREAD


cdef inline Block *new_block(int slots) noexcept:
    """Room for a frame with that many slots; NULL with MemoryError."""
    cdef Block *block
    if likely(slots < KEPT_SIZES):
        block = spare_blocks[slots]
        if likely(block is not NULL):
            spare_blocks[slots] = <Block *>block.kept
            block.kept = NULL
            return block
    return allocate_block(slots)


cdef Block *allocate_block(int slots) noexcept:
    cdef Block *block = <Block *>malloc(sizeof(Block) + sizeof(Frame) + (slots - 1) * sizeof(PyObject *))
    if block is NULL:
        set_memory_error()
        return NULL
    block.slots = slots
    block.kept = NULL
    block.then = follow_up(THEN_GIVE, 0, 0, 0)
    return block


cdef inline void keep_block(Block *block) noexcept:
    if likely(block.slots < KEPT_SIZES):
        block.kept = <PyObject *>spare_blocks[block.slots]
        spare_blocks[block.slots] = block
    else:
        free(block)


cdef inline Frame *new_frame(PyFunctionObject *function, GuestCode *code, PyObject *names) noexcept:
    """A frame for a call of function: all variables empty, not linked yet.  `names`: a class body's, else NULL."""
    cdef Block *block = new_block(code.size)
    cdef Frame *frame
    cdef int k
    if unlikely(block is NULL):
        return NULL
    frame = frame_in(block)
    Py_INCREF(<PyObject *>function)
    frame.f_func = function
    frame.f_code = <PyCodeObject *>newref(function.func_code)
    frame.f_builtins = function.func_builtins
    frame.f_globals = function.func_globals
    if names is not NULL:
        Py_INCREF(names)
    frame.f_locals = names
    frame.frame_obj = NULL
    frame.prev_instr = first_unit(frame.f_code) - 1
    frame.stacktop = code.first_slot
    frame.is_entry = False
    frame.owner = FRAME_OWNED_BY_THREAD
    for k in range(code.first_slot):
        frame.localsplus[k] = NULL
    return frame


cdef HostFrameObject *frame_object(PyThreadState *tstate, Frame *frame) noexcept:
    """The host's frame object for a frame of the chain, a borrowed reference; NULL with an exception.

    The host makes them on demand for its current frame, so for a moment `frame` is that.  A frame that has not got to
    its RESUME yet is invisible to the host: then the answer is NULL without an exception.
    """
    cdef Frame *current = tstate.cframe.current_frame
    cdef HostFrameObject *made = frame.frame_obj
    if made is not NULL:
        return made
    if frame_is_incomplete(frame):
        return NULL
    tstate.cframe.current_frame = frame
    made = PyThreadState_GetFrame(tstate)
    tstate.cframe.current_frame = current
    if made is not NULL:
        Py_DECREF(<PyObject *>made)         # the frame keeps it
    return made


cdef inline bint frame_is_incomplete(Frame *frame) noexcept:
    """Is the host not to see the frame (yet)?  As _PyFrame_IsIncomplete in pycore_frame.h."""
    return (frame.owner != FRAME_OWNED_BY_GENERATOR
            and frame.prev_instr < first_unit(frame.f_code) + frame.f_code._co_firsttraceable)


cdef void clear_frame(Frame *frame) noexcept:
    """Let go of all that an unlinked frame holds; a frame object that somebody keeps takes it over."""
    cdef HostFrameObject *shown = frame.frame_obj
    cdef int k
    if unlikely(shown is not NULL):
        frame.frame_obj = NULL
        if Py_REFCNT(<PyObject *>shown) > 1:
            hand_over(shown, frame)
            Py_DECREF(<PyObject *>shown)
            return
        Py_DECREF(<PyObject *>shown)
    for k in range(frame.stacktop):
        Py_XDECREF(frame.localsplus[k])
    Py_XDECREF(frame.f_locals)
    Py_DECREF(<PyObject *>frame.f_func)
    Py_DECREF(<PyObject *>frame.f_code)


cdef void hand_over(HostFrameObject *shown, Frame *frame) noexcept:
    """The frame object outlives its frame: it gets the contents, and the link to the caller's frame object.

    What is expected of such a frame object is in Objects/frameobject.c (frame_dealloc) and Python/frame.c.
    """
    cdef size_t size = sizeof(Frame) + (frame.stacktop - 1) * sizeof(PyObject *)
    cdef HostFrameObject *back
    cdef Frame *own = <Frame *>shown._f_frame_data
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    PyErr_Fetch(&kind, &value, &trace)
    back = PyFrame_GetBack(shown)
    if back is NULL:
        PyErr_Clear()
    PyErr_Restore(kind, value, trace)
    memcpy(own, frame, size)
    own.owner = FRAME_OWNED_BY_FRAME_OBJECT
    own.previous = NULL
    own.frame_obj = NULL
    if frame_is_incomplete(own):
        # A generator that died before it began: take its RESUME for done, so that the frame can be looked at.
        own.prev_instr = first_unit(own.f_code) + own.f_code._co_firsttraceable
    shown.f_frame = own
    if shown.f_back is NULL:
        shown.f_back = back
    elif back is not NULL:
        Py_DECREF(<PyObject *>back)
    if not PyObject_GC_IsTracked(<PyObject *>shown):
        PyObject_GC_Track(<void *>shown)


cdef inline void empty_frame(PyThreadState *tstate, Frame *frame) noexcept:
    """The end of one of our frames but for its block; it is unlinked already, because what it held may run code when
    it dies.
    """
    tstate.recursion_remaining -= 1
    clear_frame(frame)
    tstate.recursion_remaining += 1


cdef inline void link_frame(PyThreadState *tstate, Frame *caller, Frame *frame) noexcept:
    frame.previous = caller
    tstate.cframe.current_frame = frame


cdef void set_memory_error() noexcept:
    PyErr_SetNone(<PyObject *>MemoryError)
