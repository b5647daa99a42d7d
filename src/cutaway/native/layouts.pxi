# What this module takes for granted about CPython's private structures, beside what the running host says of them.
#
# The headers that it was built with are those of one minor version; sizes are compared before anything is looked into.

cdef extern from *:
    """
    #define cutaway_base_of(type, member) ((Py_ssize_t)offsetof(type, member))
    #define CUTAWAY_FUNCTION_SIZE ((Py_ssize_t)sizeof(PyFunctionObject))
    #define CUTAWAY_CODE_SIZE cutaway_base_of(PyCodeObject, co_code_adaptive)
    #define CUTAWAY_FRAME_SIZE (cutaway_base_of(PyFrameObject, _f_frame_data) + cutaway_base_of(_PyInterpreterFrame, localsplus))
    #define CUTAWAY_GENERATOR_SIZE (cutaway_base_of(PyGenObject, gi_iframe) + cutaway_base_of(_PyInterpreterFrame, localsplus))
    #define CUTAWAY_INT_SIZE cutaway_base_of(PyLongObject, ob_digit)
    #define CUTAWAY_DICT_SIZE ((Py_ssize_t)sizeof(PyDictObject))
    #define CUTAWAY_CLASS_SIZE ((Py_ssize_t)sizeof(PyHeapTypeObject))
    #define CUTAWAY_MODULE_SIZE ((Py_ssize_t)sizeof(PyModuleObject))
    #define CUTAWAY_MEMBER_SIZE ((Py_ssize_t)sizeof(PyMemberDescrObject))
    #define CUTAWAY_BUILT_FOR (PY_VERSION_HEX >> 16)
    """
    ctypedef struct SizedType "PyTypeObject":
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
    Py_ssize_t CUTAWAY_FUNCTION_SIZE, CUTAWAY_CODE_SIZE, CUTAWAY_FRAME_SIZE, CUTAWAY_GENERATOR_SIZE, CUTAWAY_INT_SIZE
    Py_ssize_t CUTAWAY_DICT_SIZE, CUTAWAY_CLASS_SIZE, CUTAWAY_MODULE_SIZE, CUTAWAY_MEMBER_SIZE
    unsigned long Py_Version, CUTAWAY_BUILT_FOR


cdef Py_ssize_t size_of(HostType *kind) noexcept:
    return (<SizedType *>kind).tp_basicsize


def layouts():
    """What is relied on: (what, who relies on it, as built, as found), as `cutaway.native.layouts` reads it."""
    return (
        ("version", "engine", CUTAWAY_BUILT_FOR, Py_Version >> 16),
        ("function", "engine", CUTAWAY_FUNCTION_SIZE, size_of(&PyFunction_Type)),
        ("code object", "engine", CUTAWAY_CODE_SIZE, size_of(&PyCode_Type)),
        ("frame", "engine", CUTAWAY_FRAME_SIZE, size_of(&PyFrame_Type)),
        ("generator", "engine", CUTAWAY_GENERATOR_SIZE, size_of(&PyGen_Type)),
        ("int", "engine", CUTAWAY_INT_SIZE, size_of(&PyLong_Type)),
        ("digit of an int", "engine", sizeof(uint32_t), (<SizedType *>&PyLong_Type).tp_itemsize),
        ("dict", "guesses", CUTAWAY_DICT_SIZE, size_of(&PyDict_Type)),
        ("class", "guesses", CUTAWAY_CLASS_SIZE, size_of(&PyType_Type)),
        ("module", "guesses", CUTAWAY_MODULE_SIZE, size_of(&PyModule_Type)),
        ("slot descriptor", "guesses", CUTAWAY_MEMBER_SIZE, size_of(&PyMemberDescr_Type)),
    )


def probes(owner, str name, value):
    """Ask the guesses' own functions for what is known: `owner` is an instance whose only attribute is name = value.

    As layouts().  To be asked only where the sizes are right.
    """
    cdef PyObject *instance = <PyObject *>owner
    cdef HostType *kind = Py_TYPE(instance)
    cdef DictValues *values = NULL
    cdef dict names = {name: value}
    cdef DictObject *host_names = <DictObject *><PyObject *>names
    cdef Py_ssize_t at = entry_of(host_names.ma_keys, <PyObject *>name)
    cdef uint64_t version = host_names.ma_version_tag
    cdef uint32_t tag
    found = entry_value(<PyObject *>names, at, <PyObject *>name) is <PyObject *>value if at == 0 else False
    names[name] = None
    changed = host_names.ma_version_tag != version
    in_place = False
    if kind.tp_flags & Py_TPFLAGS_MANAGED_DICT:
        values = values_pointer(instance)[0]
        at = entry_of((<HeapType *>kind).ht_cached_keys, <PyObject *>name)
        in_place = values is not NULL and at == 0 and values.values[0] is <PyObject *>value
    _PyType_Lookup(kind, <PyObject *>name)
    tag = kind.tp_version_tag if has_version(kind) else 0
    setattr(type(owner), "later", 1)
    return (
        ("entries of a dict", "guesses", True, found),
        ("version of a dict", "guesses", True, changed),
        ("values of an instance", "guesses", True, in_place),
        ("version of a class", "guesses", True, tag != 0 and not (has_version(kind) and kind.tp_version_tag == tag)),
    )
