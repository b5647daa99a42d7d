# Which C slots of a type stand for special methods that a class defines in Python (slotdefs in Objects/typeobject.c).
#
# CPython keeps these functions to itself; a class that defines every special method shows us their addresses.

cdef extern from *:
    """
    #include "opcode.h"
    #define CUTAWAY_NUMBER_SLOT(name) offsetof(PyNumberMethods, name)
    static const size_t cutaway_number_slots[] = {
        [NB_ADD] = CUTAWAY_NUMBER_SLOT(nb_add), [NB_AND] = CUTAWAY_NUMBER_SLOT(nb_and),
        [NB_FLOOR_DIVIDE] = CUTAWAY_NUMBER_SLOT(nb_floor_divide), [NB_LSHIFT] = CUTAWAY_NUMBER_SLOT(nb_lshift),
        [NB_MATRIX_MULTIPLY] = CUTAWAY_NUMBER_SLOT(nb_matrix_multiply),
        [NB_MULTIPLY] = CUTAWAY_NUMBER_SLOT(nb_multiply), [NB_REMAINDER] = CUTAWAY_NUMBER_SLOT(nb_remainder),
        [NB_OR] = CUTAWAY_NUMBER_SLOT(nb_or), [NB_POWER] = CUTAWAY_NUMBER_SLOT(nb_power),
        [NB_RSHIFT] = CUTAWAY_NUMBER_SLOT(nb_rshift), [NB_SUBTRACT] = CUTAWAY_NUMBER_SLOT(nb_subtract),
        [NB_TRUE_DIVIDE] = CUTAWAY_NUMBER_SLOT(nb_true_divide), [NB_XOR] = CUTAWAY_NUMBER_SLOT(nb_xor),
        [NB_INPLACE_ADD] = CUTAWAY_NUMBER_SLOT(nb_inplace_add), [NB_INPLACE_AND] = CUTAWAY_NUMBER_SLOT(nb_inplace_and),
        [NB_INPLACE_FLOOR_DIVIDE] = CUTAWAY_NUMBER_SLOT(nb_inplace_floor_divide),
        [NB_INPLACE_LSHIFT] = CUTAWAY_NUMBER_SLOT(nb_inplace_lshift),
        [NB_INPLACE_MATRIX_MULTIPLY] = CUTAWAY_NUMBER_SLOT(nb_inplace_matrix_multiply),
        [NB_INPLACE_MULTIPLY] = CUTAWAY_NUMBER_SLOT(nb_inplace_multiply),
        [NB_INPLACE_REMAINDER] = CUTAWAY_NUMBER_SLOT(nb_inplace_remainder),
        [NB_INPLACE_OR] = CUTAWAY_NUMBER_SLOT(nb_inplace_or), [NB_INPLACE_POWER] = CUTAWAY_NUMBER_SLOT(nb_inplace_power),
        [NB_INPLACE_RSHIFT] = CUTAWAY_NUMBER_SLOT(nb_inplace_rshift),
        [NB_INPLACE_SUBTRACT] = CUTAWAY_NUMBER_SLOT(nb_inplace_subtract),
        [NB_INPLACE_TRUE_DIVIDE] = CUTAWAY_NUMBER_SLOT(nb_inplace_true_divide),
        [NB_INPLACE_XOR] = CUTAWAY_NUMBER_SLOT(nb_inplace_xor),
    };
    """
    enum:
        NB_ADD, NB_MULTIPLY, NB_POWER, NB_RSHIFT, NB_INPLACE_ADD
    size_t number_slots "cutaway_number_slots"[26]
    ctypedef PyObject *(*BinarySlot "binaryfunc")(PyObject *, PyObject *) noexcept
    ctypedef PyObject *(*TernarySlot "ternaryfunc")(PyObject *, PyObject *, PyObject *) noexcept

import sys

cdef enum:
    BINARY_NUMBERS = 26

cdef struct PythonSlots:
    void *binary[26]
    void *negative
    void *positive
    void *invert
    void *truth
    void *length
    void *contains
    void *item
    void *set_item
    void *call
    void *compare
    void *iterate
    void *following
    void *getattribute
    void *getattr
    void *setattr
    void *descriptor_get
    void *descriptor_set

cdef PythonSlots python_slots

cdef _interned(str text):
    return sys.intern(text)


# By the numbers of BINARY_OP and COMPARE_OP.
cdef list _SIGNS = "+ & // << @ * % | ** >> - / ^".split()
cdef list _WORDS = "add and floordiv lshift matmul mul mod or pow rshift sub truediv xor".split()
cdef tuple FORWARD_NAMES = tuple([_interned("__%s__" % word) for word in _WORDS])
cdef tuple REFLECTED_NAMES = tuple([_interned("__r%s__" % word) for word in _WORDS])
cdef tuple IN_PLACE_NAMES = tuple([_interned("__i%s__" % word) for word in _WORDS])
cdef tuple OPERATOR_SIGNS = tuple(_SIGNS[:8] + ["** or pow()"] + _SIGNS[9:] + [sign + "=" for sign in _SIGNS])
cdef tuple COMPARE_NAMES = ("__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__")
cdef tuple COMPARE_SIGNS = ("<", "<=", "==", "!=", ">", ">=")
cdef int[6] SWAPPED = [4, 5, 2, 3, 0, 1]

cdef Py_ssize_t property_getter, property_setter, property_deleter      # where a property keeps its functions
cdef object OBJECT_NE = object.__dict__["__ne__"]
cdef object OBJECT_GETATTRIBUTE = object.__dict__["__getattribute__"]


cdef read_python_slots():
    """Fill `python_slots`; called once, when the module is imported."""
    global property_getter, property_setter, property_deleter
    cdef HostType *kind
    cdef int number
    names = [*FORWARD_NAMES, *REFLECTED_NAMES, *IN_PLACE_NAMES, *COMPARE_NAMES, "__neg__", "__pos__", "__invert__",
             "__bool__", "__len__", "__contains__", "__getitem__", "__setitem__", "__delitem__", "__call__", "__iter__",
             "__next__", "__getattr__", "__setattr__", "__delattr__", "__get__", "__set__", "__delete__"]
    everything = type("everything", (), dict.fromkeys(names, 0))
    kind = <HostType *>everything
    for number in range(BINARY_NUMBERS):
        python_slots.binary[number] = number_slot(kind, number)
    python_slots.negative = <void *>kind.tp_as_number.nb_negative
    python_slots.positive = <void *>kind.tp_as_number.nb_positive
    python_slots.invert = <void *>kind.tp_as_number.nb_invert
    python_slots.truth = <void *>kind.tp_as_number.nb_bool
    python_slots.length = <void *>kind.tp_as_mapping.mp_length
    python_slots.contains = <void *>kind.tp_as_sequence.sq_contains
    python_slots.item = <void *>kind.tp_as_mapping.mp_subscript
    python_slots.set_item = <void *>kind.tp_as_mapping.mp_ass_subscript
    python_slots.call = <void *>kind.tp_call
    python_slots.compare = <void *>kind.tp_richcompare
    python_slots.iterate = <void *>kind.tp_iter
    python_slots.following = <void *>kind.tp_iternext
    python_slots.getattr = <void *>kind.tp_getattro
    python_slots.setattr = <void *>kind.tp_setattro
    python_slots.descriptor_get = <void *>kind.tp_descr_get
    python_slots.descriptor_set = <void *>kind.tp_descr_set
    # A class with __getattribute__ alone gets its own function when an attribute is first asked for.
    without_getattr = type("without_getattr", (), {"__getattribute__": str})
    without_getattr().name
    python_slots.getattribute = <void *>(<HostType *>without_getattr).tp_getattro
    property_getter = member_offset(property.__dict__["fget"])
    property_setter = member_offset(property.__dict__["fset"])
    property_deleter = member_offset(property.__dict__["fdel"])


cdef Py_ssize_t member_offset(member):
    return (<MemberDescriptor *>member).d_member.offset


cdef inline void *number_slot(HostType *kind, int number) noexcept:
    """What a type has for a binary operator, by its number in BINARY_OP."""
    if kind.tp_as_number is NULL:
        return NULL
    return (<void **>(<char *>kind.tp_as_number + number_slots[number]))[0]


cdef inline bint is_guest_made(PyObject *value) noexcept:
    """Is it of a class that some program defined?  No other type has special methods in Python."""
    return Py_TYPE(value).tp_flags & Py_TPFLAGS_HEAPTYPE != 0


cdef inline bint one_is_guest_made(PyObject *left, PyObject *right) noexcept:
    return (Py_TYPE(left).tp_flags | Py_TYPE(right).tp_flags) & Py_TPFLAGS_HEAPTYPE != 0


# For guards (native/entering.py): what most programs use is asked for first, as the short ways of arithmetic.pxi do.

cdef inline bint are_numbers(PyObject *left, PyObject *right) noexcept:
    return Py_TYPE(left) is Py_TYPE(right) and (PyLong_CheckExact(left) or PyFloat_CheckExact(left))


cdef inline bint is_true_or_false(PyObject *value) noexcept:
    return value is Py_True or value is Py_False


cdef inline bint asks_guest_next(PyObject *iterator) noexcept:
    return <void *>Py_TYPE(iterator).tp_iternext is python_slots.following


cdef inline bint is_container(PyObject *value) noexcept:
    return Py_TYPE(value) is &PyList_Type or Py_TYPE(value) is &PyDict_Type or Py_TYPE(value) is &PyTuple_Type


cdef inline PyObject *special_of(HostType *kind, PyObject *name) noexcept:
    """What a type has under a name, or NULL, and no exception.

    A new reference: verifying, binding or calling what was found may run anybody's code, and that may change the class.
    """
    cdef PyObject *found = _PyType_Lookup(kind, name)
    Py_XINCREF(found)
    return found


cdef inline PyObject *guest_method(HostType *kind, PyObject *name) noexcept:
    """A special method that is one of the guest's functions: a new reference; NULL (no exception) for anything else."""
    return if_guest_function(_PyType_Lookup(kind, name))


cdef inline PyObject *if_guest_function(PyObject *found) noexcept:
    """A new reference to `found` (borrowed, or NULL) where it is a function that this loop can go into; else NULL."""
    if found is NULL or Py_TYPE(found) is not &PyFunction_Type:
        return NULL
    Py_INCREF(found)
    if likely(is_guest_function(found)):
        return found
    Py_DECREF(found)
    return NULL


cdef inline bint is_guest_function(PyObject *callee) noexcept:
    """Can its frame be pushed in this loop?  `callee` must be held: what was never run is verified now.

    Where it can, the function's code is decoded, and stays so until somebody's code runs.
    """
    if Py_TYPE(callee) is not &PyFunction_Type:
        return False
    if likely(<uintptr_t>extra_of(<PyCodeObject *>(<PyFunctionObject *>callee).func_code) >= DECODED):
        return True
    if raw_guest_code(<PyFunctionObject *>callee) is not NULL:
        return True
    PyErr_Clear()                           # no memory, or code that is rejected: whoever calls it in another way says so
    return False
