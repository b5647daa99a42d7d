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

# A number that nobody but the stack holds is nobody's to see change: the result may be written over it.

cdef inline PyObject *int_from(PyObject *a, PyObject *b, long value) noexcept:
    """An int of that value, where may be in the place of one of the two operands, of at most one digit each."""
    if SMALL_INTS_END <= value < ONE_DIGIT_END:
        if Py_REFCNT(a) != 1:
            a = b
        if Py_REFCNT(a) == 1:
            (<HostLong *>a).ob_digit[0] = <uint32_t>value
            Py_SET_SIZE(a, 1)
            return newref(a)
    return PyLong_FromLong(value)

cdef inline PyObject *float_from(PyObject *a, PyObject *b, double value) noexcept:
    if Py_REFCNT(a) != 1:
        a = b
    if Py_REFCNT(a) == 1:
        (<HostFloat *>a).ob_fval = value
        return newref(a)
    return PyFloat_FromDouble(value)

cdef inline PyObject *add(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b):
        return int_from(a, b, small_value(a) + small_value(b))
    if PyFloat_CheckExact(a) and PyFloat_CheckExact(b):
        return float_from(a, b, float_value(a) + float_value(b))
    return PyNumber_InPlaceAdd(a, b) if in_place else PyNumber_Add(a, b)

cdef inline PyObject *subtract(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b):
        return int_from(a, b, small_value(a) - small_value(b))
    if PyFloat_CheckExact(a) and PyFloat_CheckExact(b):
        return float_from(a, b, float_value(a) - float_value(b))
    return PyNumber_InPlaceSubtract(a, b) if in_place else PyNumber_Subtract(a, b)

cdef inline PyObject *multiply(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b):
        return int_from(a, b, small_value(a) * small_value(b))
    if PyFloat_CheckExact(a) and PyFloat_CheckExact(b):
        return float_from(a, b, float_value(a) * float_value(b))
    return PyNumber_InPlaceMultiply(a, b) if in_place else PyNumber_Multiply(a, b)

cdef inline PyObject *divide(PyObject *a, PyObject *b, bint in_place) noexcept:
    if PyFloat_CheckExact(a) and PyFloat_CheckExact(b) and float_value(b) != 0.0:
        return float_from(a, b, float_value(a) / float_value(b))
    return PyNumber_InPlaceTrueDivide(a, b) if in_place else PyNumber_TrueDivide(a, b)

cdef inline PyObject *remainder(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b) and Py_SIZE(a) >= 0 and Py_SIZE(b) > 0:
        return int_from(a, b, small_value(a) % small_value(b))
    return PyNumber_InPlaceRemainder(a, b) if in_place else PyNumber_Remainder(a, b)

cdef inline PyObject *floor_divide(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b) and Py_SIZE(a) >= 0 and Py_SIZE(b) > 0:
        return int_from(a, b, small_value(a) // small_value(b))
    return PyNumber_InPlaceFloorDivide(a, b) if in_place else PyNumber_FloorDivide(a, b)

cdef inline PyObject *bit_and(PyObject *a, PyObject *b, bint in_place) noexcept:
    if is_small(a) and is_small(b) and Py_SIZE(a) >= 0 and Py_SIZE(b) >= 0:
        return int_from(a, b, small_value(a) & small_value(b))
    return PyNumber_InPlaceAnd(a, b) if in_place else PyNumber_And(a, b)

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
