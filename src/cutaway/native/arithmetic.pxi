# Operators and truth, with the short ways for what most programs compute with.

cdef extern from *:
    ctypedef struct HostLong "PyLongObject":
        uint32_t ob_digit[1]
    ctypedef struct HostFloat "PyFloatObject":
        double ob_fval
    void Py_SET_SIZE(PyObject *, Py_ssize_t) noexcept
    enum:
        SMALL_INTS_END "_PY_NSMALLPOSINTS"          # from here on ints are not shared
        ONE_DIGIT_END "((long)1 << PyLong_SHIFT)"
    PyObject *PyNumber_Add(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Subtract(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Multiply(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Remainder(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_And(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Or(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Xor(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_FloorDivide(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_TrueDivide(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Lshift(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Rshift(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceAdd(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceSubtract(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceMultiply(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceRemainder(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceAnd(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceOr(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceXor(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceFloorDivide(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceTrueDivide(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceLshift(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_InPlaceRshift(PyObject *, PyObject *) noexcept
    PyObject *PyNumber_Negative(PyObject *) noexcept
    PyObject *PyNumber_Positive(PyObject *) noexcept
    PyObject *PyNumber_Invert(PyObject *) noexcept
    int PyList_Append(PyObject *, PyObject *) noexcept
    int Py_LT, Py_LE, Py_EQ, Py_NE, Py_GT, Py_GE
    bint PyFloat_CheckExact(PyObject *) noexcept
    bint PyLong_CheckExact(PyObject *) noexcept
    double float_value "PyFloat_AS_DOUBLE"(PyObject *) noexcept
    PyObject *PyFloat_FromDouble(double) noexcept


cdef inline int truth(PyObject *v) noexcept:
    if v is Py_True:
        return 1
    if v is Py_False or v is Py_None:
        return 0
    return PyObject_IsTrue(v)

cdef inline int falsehood(PyObject *v) noexcept:
    cdef int answer = truth(v)
    return answer if answer < 0 else not answer

cdef inline bint is_small(PyObject *v) noexcept:
    """An int of at most one digit."""
    return PyLong_CheckExact(v) and -1 <= Py_SIZE(v) <= 1

cdef inline long small_value(PyObject *v) noexcept:
    return Py_SIZE(v) * <long>(<HostLong *>v).ob_digit[0]

cdef HostLong *small_ints                   # 0 to 256 lie side by side; asked for once, when the module is imported

cdef bint find_small_ints() noexcept:
    """Where are the ints that are shared?  False where they do not lie as is relied on."""
    global small_ints
    cdef long value
    cdef PyObject *shared
    for value in range(SMALL_INTS_END):
        shared = PyLong_FromLong(value)
        if value == 0:
            small_ints = <HostLong *>shared
        Py_XDECREF(shared)                  # there is another reference, or this was none of them
        if shared is not <PyObject *>(small_ints + value):
            return False
    return True

# Results of two operands, which lie at `at`: the result takes their place.  A number that nobody but the stack holds is
# nobody's to see change, so the result may be written over it.  1; -1 with an exception, and nothing done.

cdef inline int over(slots_t at, PyObject *result) noexcept:
    cdef PyObject *left = at[0]
    if unlikely(result is NULL):
        return -1
    at[0] = result
    Py_DECREF(at[1])
    Py_DECREF(left)
    return 1

cdef inline int int_over(slots_t at, long value) noexcept:
    """Two ints of at most one digit each."""
    cdef PyObject *left = at[0]
    cdef PyObject *right = at[1]
    if 0 <= value < SMALL_INTS_END:
        return over(at, newref(<PyObject *>(small_ints + value)))
    if SMALL_INTS_END <= value < ONE_DIGIT_END:
        if Py_REFCNT(left) == 1:
            (<HostLong *>left).ob_digit[0] = <uint32_t>value
            Py_SET_SIZE(left, 1)
            Py_DECREF(right)
            return 1
        if Py_REFCNT(right) == 1:
            (<HostLong *>right).ob_digit[0] = <uint32_t>value
            Py_SET_SIZE(right, 1)
            at[0] = right
            Py_DECREF(left)
            return 1
    return over(at, PyLong_FromLong(value))

cdef inline int float_over(slots_t at, double value) noexcept:
    cdef PyObject *left = at[0]
    cdef PyObject *right = at[1]
    if Py_REFCNT(left) == 1:
        (<HostFloat *>left).ob_fval = value
        Py_DECREF(right)
        return 1
    if Py_REFCNT(right) == 1:
        (<HostFloat *>right).ob_fval = value
        at[0] = right
        Py_DECREF(left)
        return 1
    return over(at, PyFloat_FromDouble(value))

# Operators on two numbers of one kind, as above; 0, and nothing done, for what must be asked.

cdef inline int quick_add(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]):
        return int_over(at, small_value(at[0]) + small_value(at[1]))
    if PyFloat_CheckExact(at[0]) and PyFloat_CheckExact(at[1]):
        return float_over(at, float_value(at[0]) + float_value(at[1]))
    return 0

cdef inline int quick_subtract(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]):
        return int_over(at, small_value(at[0]) - small_value(at[1]))
    if PyFloat_CheckExact(at[0]) and PyFloat_CheckExact(at[1]):
        return float_over(at, float_value(at[0]) - float_value(at[1]))
    return 0

cdef inline int quick_multiply(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]):
        return int_over(at, small_value(at[0]) * small_value(at[1]))
    if PyFloat_CheckExact(at[0]) and PyFloat_CheckExact(at[1]):
        return float_over(at, float_value(at[0]) * float_value(at[1]))
    return 0

cdef inline int quick_divide(slots_t at) noexcept:
    if PyFloat_CheckExact(at[0]) and PyFloat_CheckExact(at[1]) and float_value(at[1]) != 0.0:
        return float_over(at, float_value(at[0]) / float_value(at[1]))
    return 0

cdef inline int quick_remainder(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]) and Py_SIZE(at[0]) >= 0 and Py_SIZE(at[1]) > 0:
        return int_over(at, small_value(at[0]) % small_value(at[1]))
    return 0

cdef inline int quick_floor_divide(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]) and Py_SIZE(at[0]) >= 0 and Py_SIZE(at[1]) > 0:
        return int_over(at, small_value(at[0]) // small_value(at[1]))
    return 0

cdef inline int quick_and(slots_t at) noexcept:
    if is_small(at[0]) and is_small(at[1]) and Py_SIZE(at[0]) >= 0 and Py_SIZE(at[1]) >= 0:
        return int_over(at, small_value(at[0]) & small_value(at[1]))
    return 0

cdef inline int quick_compare(PyObject *a, PyObject *b, int how) noexcept:
    """1 or 0 for two small ints or two floats; -1 for what must be asked."""
    cdef long left, right
    cdef double x, y
    if is_small(a) and is_small(b):
        left, right = small_value(a), small_value(b)
        return (left < right if how == Py_LT else left > right if how == Py_GT else left == right if how == Py_EQ else
                left != right if how == Py_NE else left <= right if how == Py_LE else left >= right)
    if PyFloat_CheckExact(a) and PyFloat_CheckExact(b):
        x, y = float_value(a), float_value(b)
        return (x < y if how == Py_LT else x > y if how == Py_GT else x == y if how == Py_EQ else
                x != y if how == Py_NE else x <= y if how == Py_LE else x >= y)
    return -1

cdef inline PyObject *compare(PyObject *a, PyObject *b, int how) noexcept:
    cdef int answer = quick_compare(a, b, how)
    if answer >= 0:
        return newref(Py_True if answer else Py_False)
    return PyObject_RichCompare(a, b, how)
