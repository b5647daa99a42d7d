# Operators and comparisons that a class defines, pushed as frames (see follow_ups.pxi).  The order of attempts is that
# of binary_op1, binary_iop1, ternary_op (Objects/abstract.c), SLOT1BINFULL (Objects/typeobject.c) and do_richcompare
# (Objects/object.c); C's own slots are called on the way where their turn comes.

cdef extern from *:
    int PyType_IsSubtype(HostType *, HostType *) noexcept
    int PyObject_RichCompareBool(PyObject *, PyObject *, int) noexcept
    int PyIndex_Check(PyObject *) noexcept
    Py_ssize_t PyNumber_AsSsize_t(PyObject *, PyObject *) noexcept
    int strcmp(const char *, const char *) noexcept
    PyObject *PyExc_OverflowError

cdef enum:
    TRY_IN_PLACE, TRY_FIRST, TRY_REFLECTED_FIRST, TRY_FORWARD, TRY_FORWARD_ONLY, TRY_REFLECTED, TRY_NOTHING
    NEGATED = 16                # of a comparison: the answer of __eq__ to !=


cdef inline int forward_of(int number) noexcept:
    """The number of an in-place operator's ordinary one."""
    return number if number < NB_INPLACE_ADD else number - NB_INPLACE_ADD


cdef Frame *enter_binary(PyThreadState *tstate, Frame *frame, int number) noexcept:
    """BINARY_OP over the two values on top, where a class has a say in it."""
    cdef PyObject *left = frame.localsplus[frame.stacktop - 2]
    cdef PyObject *right = frame.localsplus[frame.stacktop - 1]
    cdef int forward = forward_of(number)
    cdef void *ours = python_slots.binary[forward]
    cdef bint in_place = number != forward
    if (number_slot(Py_TYPE(left), forward) is not ours and number_slot(Py_TYPE(right), forward) is not ours
            and not (in_place and number_slot(Py_TYPE(left), number) is python_slots.binary[number])):
        return NOT_ENTERED
    return try_binary(tstate, frame, number, TRY_IN_PLACE if in_place else TRY_FIRST)


cdef Frame *try_binary(PyThreadState *tstate, Frame *frame, int number, int step) noexcept:
    """One attempt after the other, from `step` on, until one has an answer or pushes a frame; NULL with an exception."""
    cdef PyObject *left = frame.localsplus[frame.stacktop - 2]
    cdef PyObject *right = frame.localsplus[frame.stacktop - 1]
    cdef int forward = forward_of(number), following
    cdef void *slot
    cdef PyObject *value
    cdef Frame *inside
    while True:
        inside = NULL
        if step == TRY_FIRST:
            step = first_attempt(left, right, forward)
            if step < 0:
                return NULL
            continue
        if step == TRY_NOTHING:
            value = without_operator(left, right, number)
            return NULL if value is NULL else put_result(frame, 2, value)
        if step == TRY_IN_PLACE:
            following = TRY_FIRST
            slot = number_slot(Py_TYPE(left), number)
            value = attempt(tstate, frame, slot, number, <PyObject *>IN_PLACE_NAMES[forward], False, following, &inside)
        elif step == TRY_FORWARD or step == TRY_FORWARD_ONLY:
            slot = number_slot(Py_TYPE(left), forward)
            following = TRY_REFLECTED if step == TRY_FORWARD and has_a_say(left, right, forward) else TRY_NOTHING
            value = attempt(tstate, frame, slot, number, <PyObject *>FORWARD_NAMES[forward], False, following, &inside)
        else:
            slot = number_slot(Py_TYPE(right), forward)
            following = TRY_FORWARD_ONLY if step == TRY_REFLECTED_FIRST else TRY_NOTHING
            value = attempt(tstate, frame, slot, number, <PyObject *>REFLECTED_NAMES[forward], True, following, &inside)
        if inside is not NULL:
            return inside
        if value is NULL:
            return NULL
        if value is not <PyObject *>NOT_IMPLEMENTED:
            return put_result(frame, 2, value)
        Py_DECREF(value)
        step = following


cdef PyObject *attempt(PyThreadState *tstate, Frame *frame, void *slot, int number, PyObject *name, bint reflected,
                       int following, Frame **inside) noexcept:
    """Ask one slot: its answer, or NULL with an exception, or NULL with the frame that was pushed."""
    cdef slots_t operands = frame.localsplus + frame.stacktop - 2
    cdef PyObject *arguments[2]
    cdef PyObject *found
    cdef PyObject *value
    if slot is NULL:
        return newref(<PyObject *>NOT_IMPLEMENTED)
    if slot is not python_slots.binary[forward_of(number)] and slot is not python_slots.binary[number]:
        if forward_of(number) == NB_POWER:
            return (<TernarySlot>slot)(operands[0], operands[1], Py_None)
        return (<BinarySlot>slot)(operands[0], operands[1])
    arguments[0], arguments[1] = operands[1 if reflected else 0], operands[0 if reflected else 1]
    found = special_of(Py_TYPE(arguments[0]), name)
    if found is NULL:
        return newref(<PyObject *>NOT_IMPLEMENTED)
    if is_guest_function(found):
        inside[0] = enter_special(tstate, frame, found, arguments, 2, follow_up(THEN_BINARY, number, following, 0))
        return NULL
    value = call_special(found, arguments, 2)
    Py_DECREF(found)
    return value


cdef inline bint has_a_say(PyObject *left, PyObject *right, int forward) noexcept:
    """Is the right operand asked too?"""
    cdef void *slot = number_slot(Py_TYPE(right), forward)
    if Py_TYPE(left) is Py_TYPE(right) or slot is NULL:
        return False
    return slot is not number_slot(Py_TYPE(left), forward) or slot is python_slots.binary[forward]


cdef int first_attempt(PyObject *left, PyObject *right, int forward) noexcept:
    """Who is asked first: the right operand where its class refines the left one's; -1 with an exception."""
    cdef void *slot = number_slot(Py_TYPE(right), forward)
    cdef int answer
    if not has_a_say(left, right, forward):
        return TRY_FORWARD
    if number_slot(Py_TYPE(left), forward) is NULL or not PyType_IsSubtype(Py_TYPE(right), Py_TYPE(left)):
        return TRY_FORWARD
    if slot is number_slot(Py_TYPE(left), forward):
        answer = is_overloaded(left, right, <PyObject *>REFLECTED_NAMES[forward])
        if answer <= 0:
            return answer if answer < 0 else TRY_FORWARD
    return TRY_REFLECTED_FIRST


cdef int is_overloaded(PyObject *left, PyObject *right, PyObject *name) noexcept:
    """Have the two classes different methods of that name (method_is_overloaded in Objects/typeobject.c)?"""
    cdef PyObject *ours = NULL
    cdef PyObject *theirs = NULL
    cdef int answer = look_up_in_type(right, name, &theirs)
    if answer > 0:
        answer = look_up_in_type(left, name, &ours)
        if answer == 0:
            answer = 1
        elif answer > 0:
            answer = PyObject_RichCompareBool(ours, theirs, Py_NE)
    Py_XDECREF(ours)
    Py_XDECREF(theirs)
    return answer


cdef int look_up_in_type(PyObject *value, PyObject *name, PyObject **found) noexcept:
    """An attribute of value's class, by way of its metaclass: 1, 0 where there is none, -1 with an exception."""
    cdef PyObject *kind = newref(<PyObject *>Py_TYPE(value))        # a metaclass may give the value another one
    cdef int answer = _PyObject_LookupAttr(kind, name, found)
    Py_DECREF(kind)
    return answer


cdef PyObject *without_operator(PyObject *left, PyObject *right, int number) noexcept:
    """No number wanted to: sequences may, else it is a TypeError (PyNumber_Add and its kin)."""
    cdef SequenceMethods *ours = Py_TYPE(left).tp_as_sequence
    cdef SequenceMethods *theirs = Py_TYPE(right).tp_as_sequence
    cdef bint in_place = number >= NB_INPLACE_ADD
    cdef const char *hint = ""
    if forward_of(number) == NB_ADD and ours is not NULL:
        if in_place and ours.sq_inplace_concat is not NULL:
            return ours.sq_inplace_concat(left, right)
        if ours.sq_concat is not NULL:
            return ours.sq_concat(left, right)
    if forward_of(number) == NB_MULTIPLY:
        if in_place and ours is not NULL and ours.sq_inplace_repeat is not NULL:
            return repeated(ours.sq_inplace_repeat, left, right)
        if ours is not NULL and ours.sq_repeat is not NULL:
            return repeated(ours.sq_repeat, left, right)
        if theirs is not NULL and theirs.sq_repeat is not NULL and (ours is NULL or not in_place):
            return repeated(theirs.sq_repeat, right, left)
    if number == NB_RSHIFT and Py_TYPE(left) is &PyCFunction_Type and is_print(left):
        hint = ". Did you mean \"print(<message>, file=<output_stream>)\"?"
    return PyErr_Format(PyExc_TypeError, "unsupported operand type(s) for %.100U: '%.100s' and '%.100s'%s",
                        <PyObject *>OPERATOR_SIGNS[number], Py_TYPE(left).tp_name, Py_TYPE(right).tp_name, hint)


cdef bint is_print(PyObject *function) noexcept:
    return strcmp((<CFunctionObject *>function).m_ml.ml_name, "print") == 0


cdef PyObject *repeated(RepeatSlot repeat, PyObject *sequence, PyObject *times) noexcept:
    cdef Py_ssize_t count
    if not PyIndex_Check(times):
        return PyErr_Format(PyExc_TypeError, "can't multiply sequence by non-int of type '%.200s'",
                            Py_TYPE(times).tp_name)
    count = PyNumber_AsSsize_t(times, PyExc_OverflowError)
    if count == -1 and PyErr_Occurred() is not NULL:
        return NULL
    return repeat(sequence, count)


cdef Frame *enter_unary(PyThreadState *tstate, Frame *frame, int which) noexcept:
    """-, + or ~ of the value on top."""
    cdef PyObject *operand = frame.localsplus[frame.stacktop - 1]
    cdef NumberMethods *number = Py_TYPE(operand).tp_as_number
    cdef PyObject *function = NULL
    if number is NULL:
        return NOT_ENTERED
    if which == UNARY_NEGATIVE and <void *>number.nb_negative is python_slots.negative:
        function = guest_method(Py_TYPE(operand), <PyObject *>NAME_NEG)
    elif which == UNARY_POSITIVE and <void *>number.nb_positive is python_slots.positive:
        function = guest_method(Py_TYPE(operand), <PyObject *>NAME_POS)
    elif which == UNARY_INVERT and <void *>number.nb_invert is python_slots.invert:
        function = guest_method(Py_TYPE(operand), <PyObject *>NAME_INVERT)
    if function is NULL:
        return NOT_ENTERED
    return enter_special(tstate, frame, function, &operand, 1, follow_up(THEN_SETTLE, 1, 0, 0))


# -- comparisons

cdef Frame *enter_compare(PyThreadState *tstate, Frame *frame, int how) noexcept:
    """COMPARE_OP over the two values on top, where a class has a say in it."""
    cdef PyObject *left = frame.localsplus[frame.stacktop - 2]
    cdef PyObject *right = frame.localsplus[frame.stacktop - 1]
    cdef int step = TRY_FORWARD
    if (<void *>Py_TYPE(left).tp_richcompare is not python_slots.compare
            and <void *>Py_TYPE(right).tp_richcompare is not python_slots.compare):
        return NOT_ENTERED
    if count_call(tstate, " in comparison") < 0:
        return NULL
    if Py_TYPE(left) is not Py_TYPE(right) and PyType_IsSubtype(Py_TYPE(right), Py_TYPE(left)):
        step = TRY_REFLECTED_FIRST
    return try_compare(tstate, frame, how, step)


cdef Frame *try_compare(PyThreadState *tstate, Frame *frame, int how, int step) noexcept:
    """As try_binary; the comparison itself is counted as a call, for as long as it lasts."""
    cdef PyObject *left = frame.localsplus[frame.stacktop - 2]
    cdef PyObject *right = frame.localsplus[frame.stacktop - 1]
    cdef int following
    cdef PyObject *value
    cdef Frame *inside
    while True:
        inside = NULL
        if step == TRY_NOTHING:
            value = uncompared(left, right, how)
        elif step == TRY_FORWARD or step == TRY_FORWARD_ONLY:
            following = TRY_REFLECTED if step == TRY_FORWARD else TRY_NOTHING
            value = attempt_comparison(tstate, frame, left, right, how, how, following, &inside)
        else:
            following = TRY_FORWARD_ONLY if step == TRY_REFLECTED_FIRST else TRY_NOTHING
            value = attempt_comparison(tstate, frame, right, left, SWAPPED[how], how, following, &inside)
        if inside is not NULL:
            return inside
        if value is not <PyObject *>NOT_IMPLEMENTED:
            tstate.recursion_remaining += 1
            return NULL if value is NULL else put_result(frame, 2, value)
        Py_DECREF(value)
        step = following


cdef PyObject *attempt_comparison(PyThreadState *tstate, Frame *frame, PyObject *own, PyObject *other, int how,
                                  int wanted, int following, Frame **inside) noexcept:
    cdef HostType *kind = Py_TYPE(own)
    cdef PyObject *arguments[2]
    cdef PyObject *found
    cdef PyObject *function
    if kind.tp_richcompare is NULL:
        return newref(<PyObject *>NOT_IMPLEMENTED)
    if <void *>kind.tp_richcompare is not python_slots.compare:
        return kind.tp_richcompare(own, other, how)
    arguments[0], arguments[1] = own, other
    found = _PyType_Lookup(kind, <PyObject *>COMPARE_NAMES[how])
    if found is <PyObject *>OBJECT_NE:
        # object.__ne__ asks __eq__ and says the opposite; calling it is a call of its own.
        function = guest_method(kind, <PyObject *>COMPARE_NAMES[Py_EQ])
        if function is not NULL:
            if count_call(tstate, " while calling a Python object") < 0:
                Py_DECREF(function)
                return NULL
            inside[0] = enter_special(tstate, frame, function, arguments, 2,
                                      follow_up(THEN_COMPARE, wanted, following | NEGATED, 2))
            if inside[0] is NULL:
                tstate.recursion_remaining += 1
            return NULL
    else:
        function = if_guest_function(found)
        if function is not NULL:
            inside[0] = enter_special(tstate, frame, function, arguments, 2,
                                      follow_up(THEN_COMPARE, wanted, following, 1))
            return NULL
    # The slot itself: to it a method that cannot even be bound is none at all.
    return Py_TYPE(own).tp_richcompare(own, other, how)


cdef Frame *compared(PyThreadState *tstate, Frame *frame, FollowUp then, PyObject *value) noexcept:
    """A method has answered (value is taken)."""
    cdef int answer
    if value is <PyObject *>NOT_IMPLEMENTED:
        Py_DECREF(value)
        tstate.recursion_remaining -= 1     # the comparison goes on
        return try_compare(tstate, frame, then.detail, then.step & ~NEGATED)
    if then.step & NEGATED:
        answer = PyObject_IsTrue(value)
        Py_DECREF(value)
        if answer < 0:
            return NULL
        value = newref(Py_False if answer else Py_True)
    return put_result(frame, 2, value)


cdef PyObject *uncompared(PyObject *left, PyObject *right, int how) noexcept:
    """Neither side could: identity decides about equality."""
    if how == Py_EQ:
        return newref(Py_True if left is right else Py_False)
    if how == Py_NE:
        return newref(Py_True if left is not right else Py_False)
    return PyErr_Format(PyExc_TypeError, "'%U' not supported between instances of '%.100s' and '%.100s'",
                        <PyObject *>COMPARE_SIGNS[how], Py_TYPE(left).tp_name, Py_TYPE(right).tp_name)
