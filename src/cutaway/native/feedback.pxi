# Feedback: what an instruction met, for a compiler to come.  A slot for each instruction notes the types of its operands,
# whom it called, which way it branched, the first OBSERVED_TIMES times; then the slot is full and costs nothing more.
#
# While a slot fills, its word says OBSERVED and the slot keeps what the word said.  So code decoded without feedback pays
# nothing, and code decoded with it pays for its first rounds alone.  What is noted is held by weak references.

cdef enum:
    OBSERVED_TIMES = 100
    MEETINGS = 4

cdef struct Feedback:
    uint8_t op              # what the word says again when the slot is full; 0: nothing to note
    uint8_t times
    uint8_t taken           # a branch: how often it jumped, how often it did not; the rest is not known
    uint8_t passed
    uint8_t more            # met more than there is room for
    PyObject *first[MEETINGS]
    PyObject *second[MEETINGS]

cdef enum Noted:
    NOTES_NOTHING, NOTES_PAIR, NOTES_TOP, NOTES_CALLEE, NOTES_SPREAD_CALLEE, NOTES_FALSE, NOTES_TRUE, NOTES_NONE
    NOTES_NOT_NONE, NOTES_LOOP, NOTES_JUMP

cdef extern from *:
    PyObject *PyWeakref_NewRef(PyObject *, PyObject *) noexcept
    PyObject *PyWeakref_GetObject(PyObject *) noexcept
    bint PyType_Check(PyObject *) noexcept

cdef uint8_t noted[256]                     # by number of a part of the loop (noting.py)
cdef bint feedback_on = False


cdef inline int part_of(GuestCode *code, Word *word) noexcept:
    """The part of the loop that carries an instruction out, observed or not."""
    return word.op if likely(word.op != OBSERVED) else code.feedback[word - code.words].op


cdef inline void stop_observing(GuestCode *code, Word *word) noexcept:
    word.op = code.feedback[word - code.words].op


cdef void observe_code(GuestCode *code) noexcept:
    """Give each instruction of interest an empty slot; without memory there is no feedback."""
    cdef int at = 0
    if code.feedback is NULL:
        code.feedback = <Feedback *>calloc(code.count + 1, sizeof(Feedback))
        if code.feedback is NULL:
            return
    while at < code.count:
        if code.words[at].op == OBSERVED:
            stop_observing(code, &code.words[at])
        if noted[code.words[at].op] != NOTES_NOTHING:
            forget_meetings(&code.feedback[at])
            code.feedback[at].op = code.words[at].op
            code.words[at].op = OBSERVED
        at += 1 + code.words[at].last       # the words of an inline cache may hold anything


cdef void forget_meetings(Feedback *slot) noexcept:
    cdef int k
    for k in range(MEETINGS):
        drop(&slot.first[k])
        drop(&slot.second[k])
    memset(slot, 0, sizeof(Feedback))


cdef void free_feedback(GuestCode *code) noexcept:
    cdef int at
    if code.feedback is not NULL:
        for at in range(code.count):
            forget_meetings(&code.feedback[at])
        free(code.feedback)


cdef int observe(Run *run, GuestCode *code, Word *word, slots_t sp) noexcept:
    """Note what the instruction at `word` meets; answers with the part of the loop that carries it out."""
    cdef Feedback *slot = &code.feedback[word - code.words]
    cdef int kind = noted[slot.op]
    cdef slots_t at
    slot.times += 1
    if slot.times >= OBSERVED_TIMES or not feedback_on:
        word.op = slot.op
    if kind == NOTES_PAIR:
        note_meeting(slot, <PyObject *>Py_TYPE(sp[-2]), <PyObject *>Py_TYPE(sp[-1]))
    elif kind == NOTES_TOP:
        note_meeting(slot, <PyObject *>Py_TYPE(sp[-1]), NULL)
    elif kind == NOTES_CALLEE:
        at = sp - word.oparg - 2
        note_meeting(slot, target_of(at[0] if at[0] is not NULL else at[1]), NULL)
    elif kind == NOTES_SPREAD_CALLEE:
        note_meeting(slot, target_of(sp[-2 - (word.oparg & 1)]), NULL)
    elif kind == NOTES_JUMP:
        slot.taken += 1
    else:
        note_branch(run, slot, code, word, kind, sp[-1])
    return slot.op


cdef PyObject *target_of(PyObject *callee) noexcept:
    """Whom a call reaches: the code of a function or method, a class, a C function; of other things their type."""
    if Py_TYPE(callee) is &PyMethod_Type:
        callee = method_function(callee)
    if Py_TYPE(callee) is &PyFunction_Type:
        return (<PyFunctionObject *>callee).func_code
    if PyType_Check(callee) or Py_TYPE(callee) is &PyCFunction_Type:
        return callee
    return <PyObject *>Py_TYPE(callee)


cdef void note_meeting(Feedback *slot, PyObject *first, PyObject *second) noexcept:
    """One more combination, unless the slot has it; the references are shared ones, so they can be compared."""
    cdef PyObject *left = PyWeakref_NewRef(first, NULL)
    cdef PyObject *right = PyWeakref_NewRef(second, NULL) if left is not NULL and second is not NULL else NULL
    cdef int k
    if left is NULL or (right is NULL and second is not NULL):
        PyErr_Clear()
        Py_XDECREF(left)
        return
    for k in range(MEETINGS):
        if slot.first[k] is NULL:
            slot.first[k] = left
            slot.second[k] = right
            return
        if slot.first[k] is left and slot.second[k] is right:
            break
    else:
        slot.more = True
    Py_DECREF(left)
    Py_XDECREF(right)


cdef void note_branch(Run *run, Feedback *slot, GuestCode *code, Word *word, int kind, PyObject *value) noexcept:
    """Which way it goes is plain for True, False and None; else where the run is at the next instruction tells."""
    cdef bint taken
    if kind == NOTES_NONE:
        taken = value is Py_None
    elif kind == NOTES_NOT_NONE:
        taken = value is not Py_None
    elif kind != NOTES_LOOP and (value is Py_True or value is Py_False):
        taken = (value is Py_True) == (kind == NOTES_TRUE)
    else:
        if kind == NOTES_LOOP:
            note_meeting(slot, <PyObject *>Py_TYPE(value), NULL)
        run.branch = slot
        run.branch_next, run.branch_target = word + word.following, code.words + word.oparg
        set_counting(&run.cframe, True)
        return
    slot.taken += taken
    slot.passed += not taken


cdef void settle_branch(Run *run, Word *word) noexcept:
    """The instruction after a branch; one of another frame (a generator's, a handler's) does not tell."""
    if run.branch is NULL:                  # it raised
        pass
    elif word is run.branch_next:
        run.branch.passed += 1
    elif word is run.branch_target:
        run.branch.taken += 1
    run.branch = NULL
    if run.meter is NULL or run.left >= 0:
        set_counting(&run.cframe, False)


def collect_feedback(bint on):
    """Observe code that is decoded from now on; False: nothing any more, not even where slots are half full."""
    global feedback_on
    feedback_on = on and not plain_engine


def observe_again(code):
    """Empty the slots of the guest's code, and let them fill again.  Raises TypeError for other code."""
    observe_code(decoded_guest(code))


def feedback_of(code):
    """The slots that have something: (offset, times, taken, passed, more, [(first, second), ...]), in order.

    What was met is a type, a code object, a C function; None stands for one that is gone.
    """
    cdef GuestCode *guest = decoded_guest(code)
    cdef Feedback *slot
    cdef int at, k
    found = []
    if guest.feedback is NULL:
        return found
    for at in range(guest.count):
        slot = &guest.feedback[at]
        if slot.times:
            met = []
            for k in range(MEETINGS):
                if slot.first[k] is not NULL:
                    first = <object>PyWeakref_GetObject(slot.first[k])
                    if slot.second[k] is NULL:
                        met.append((first,))
                    else:
                        met.append((first, <object>PyWeakref_GetObject(slot.second[k])))
            found.append((at * <int>sizeof(CodeUnit), slot.times, slot.taken, slot.passed, bool(slot.more), met))
    return found
