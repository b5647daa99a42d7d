# The entry of a code object: what a frame that begins is given to.  NULL is the interpreter, which is the loop itself.
#
# An entry gets a frame that was linked and bound, nothing of it carried out yet.  It answers as a control verb does: the
# same frame (the loop goes on where the frame says: instruction, stack), another one of the run (the frame is left), HALT
# (and with it the run) or NULL with an exception, the current frame then saying where.  On a meter it counts what it
# carries out.  It is looked at where a frame begins and nowhere else, so it may be changed while frames run.

cdef int64_t entered = 0


cdef Frame *count_entry(PyThreadState *tstate, Frame *frame) noexcept:
    """An entry that counts, and goes on in the interpreter."""
    global entered
    entered += 1
    return frame


cdef Frame *leave_with_none(PyThreadState *tstate, Frame *frame) noexcept:
    """An entry that stands for the whole function: it returns None.  Of a frame that a guest's plain call made."""
    cdef Frame *caller
    if not is_left_fast(tstate.cframe, frame) or block_of(frame).then.then != THEN_GIVE:
        return frame
    caller = leave_fast(tstate, tstate.cframe, frame)
    keep_block(block_of(frame))
    push_new(caller, newref(Py_None))
    return caller


cdef inline bint has_entry(GuestCode *code, Frame *frame) noexcept:
    """Is the frame about to begin, and not for the interpreter?"""
    return code.entry is not NULL and frame.prev_instr is first_unit(frame.f_code) - 1


def set_entry(code, str name):
    """Give what begins of a code object to the entry of that name: "interpreter", "counting" or "none".

    Raises KeyError for another name, and TypeError for what is no guest's code.
    """
    cdef GuestCode *guest = decoded_guest(code)
    if name not in ("interpreter", "counting", "none"):
        raise KeyError(name)
    guest.entry = NULL
    if name == "counting":
        guest.entry = count_entry
    elif name == "none":
        guest.entry = leave_with_none


def entries_counted():
    """How many frames the counting entry was given yet."""
    return entered


cdef GuestCode *decoded_guest(code) except NULL:
    """The decoded form of the guest's code object.  Raises TypeError for anything else."""
    if type(code) is not CodeType or who_runs(code) != "guest":
        raise TypeError("the guest's code is wanted")
    if <uintptr_t>extra_of(<PyCodeObject *>code) < DECODED:
        decode_code(<PyCodeObject *>code)
    return <GuestCode *>extra_of(<PyCodeObject *>code)
