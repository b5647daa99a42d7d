# cython: language_level=3, binding=False
"""`exec`, `eval` and `compile` as the guest sees them: builtin functions whose text form goes through our compiler.

    set_compiler(service)      service(source, filename, mode, flags, dont_inherit, optimize, _feature_version=...)
    replace_builtins(names)    puts the three into a builtins dictionary; answers the originals by name
    new_code(...)              types.CodeType without its audit event

Whatever is not text is handed to the host's original, and so is every call with wrong arguments: the messages are
then CPython's own.  The originals read the caller's globals, locals and future flags from the current frame, which is
the guest's (docs/decisions/0001-host-compatible-frames.md).  Written with plain references, because a Cython function
that raises would add an entry of its own to the guest's traceback.
"""

from cpython.object cimport PyObject

cdef extern from *:
    """
    #define CUTAWAY_TEXT(x) (PyUnicode_Check(x) || (PyObject_CheckBuffer(x) && !PyCode_Check(x)))
    """
    bint is_text "CUTAWAY_TEXT"(PyObject *) noexcept

cdef extern from "Python.h":
    object PyCode_NewWithPosOnlyArgs(int, int, int, int, int, int, object, object, object, object, object, object,
                                     object, object, object, int, object, object)
    ctypedef struct PyCompilerFlags:
        int cf_flags
        int cf_feature_version
    ctypedef PyObject *(*KeywordFunction "PyCFunctionWithKeywords")(PyObject *, PyObject *, PyObject *) noexcept
    ctypedef struct PyMethodDef:
        const char *ml_name
        void *ml_meth
        int ml_flags
        const char *ml_doc
    int METH_VARARGS, METH_KEYWORDS
    int PyCF_MASK
    int PyEval_MergeCompilerFlags(PyCompilerFlags *) noexcept
    PyObject *PyEval_GetBuiltins() noexcept
    PyObject *PyEval_GetGlobals() noexcept
    object PyCFunction_NewEx(PyMethodDef *, object, object)
    PyObject *PyObject_Call(PyObject *, PyObject *, PyObject *) noexcept
    PyObject *PyTuple_GetSlice(PyObject *, Py_ssize_t, Py_ssize_t) noexcept
    PyObject *PyTuple_New(Py_ssize_t) noexcept
    PyObject *get_item "PyTuple_GET_ITEM"(PyObject *, Py_ssize_t) noexcept
    void set_item "PyTuple_SET_ITEM"(PyObject *, Py_ssize_t, PyObject *) noexcept
    Py_ssize_t get_size "PyTuple_GET_SIZE"(PyObject *) noexcept
    Py_ssize_t dict_size "PyDict_GET_SIZE"(PyObject *) noexcept
    bint PyDict_Check(PyObject *) noexcept
    PyObject *PyDict_GetItemWithError(PyObject *, PyObject *) noexcept
    PyObject *PyDict_Copy(PyObject *) noexcept
    int PyDict_SetItem(PyObject *, PyObject *, PyObject *) noexcept
    int PyMapping_Check(PyObject *) noexcept
    PyObject *PyLong_FromLong(long) noexcept
    long PyLong_AsLong(PyObject *) noexcept
    bint PyLong_Check(PyObject *) noexcept
    PyObject *PyObject_CallMethod(PyObject *, const char *, const char *, ...) noexcept
    PyObject *PyErr_Occurred() noexcept
    void PyErr_Clear() noexcept
    bint PyUnicode_Check(PyObject *) noexcept
    bint PyBytes_Check(PyObject *) noexcept
    PyObject *PyBytes_FromObject(PyObject *) noexcept
    void Py_INCREF(PyObject *) noexcept
    void Py_DECREF(PyObject *) noexcept
    void Py_XDECREF(PyObject *) noexcept
    PyObject *Py_None

import builtins

cdef object COMPILER = None
cdef object ORIGINAL_EXEC = builtins.exec
cdef object ORIGINAL_EVAL = builtins.eval
cdef object ORIGINAL_COMPILE = builtins.compile
cdef object STRING_NAME = "<string>"
cdef object EXEC_MODE = "exec"
cdef object EVAL_MODE = "eval"
cdef object BUILTINS_KEY = "__builtins__"
cdef object FALSE = False
cdef tuple COMPILE_NAMES = ("source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version")
cdef object FLAGS_KEY = "flags"


cdef long inherited_flags() noexcept:
    """The future features and compiler flags of the code that called us."""
    cdef PyCompilerFlags flags
    flags.cf_flags = 0
    flags.cf_feature_version = -1
    PyEval_MergeCompilerFlags(&flags)
    return flags.cf_flags & PyCF_MASK


cdef PyObject *compiled(PyObject *source, object mode) noexcept:
    """The code object of a text given to exec or eval: a new reference, or NULL with an exception set."""
    cdef PyObject *arguments = PyTuple_New(6)
    cdef PyObject *flags
    cdef PyObject *least
    cdef PyObject *code
    if arguments is NULL:
        return NULL
    flags = PyLong_FromLong(inherited_flags())
    least = PyLong_FromLong(-1)
    Py_INCREF(source)
    set_item(arguments, 0, source)
    Py_INCREF(<PyObject *>STRING_NAME)
    set_item(arguments, 1, <PyObject *>STRING_NAME)
    Py_INCREF(<PyObject *>mode)
    set_item(arguments, 2, <PyObject *>mode)
    set_item(arguments, 3, flags)
    Py_INCREF(Py_None)
    set_item(arguments, 4, Py_None)
    set_item(arguments, 5, least)
    code = PyObject_Call(<PyObject *>COMPILER, arguments, NULL)
    Py_DECREF(arguments)
    return code


cdef bint suits(PyObject *arguments, PyObject *keywords) noexcept:
    """Is this `f(text)`, `f(text, globals)` or `f(text, globals, locals)` as exec and eval take them?"""
    cdef Py_ssize_t n = get_size(arguments)
    cdef PyObject *names
    if n < 1 or n > 3 or COMPILER is None or not is_text(get_item(arguments, 0)):
        return False
    if keywords is not NULL and dict_size(keywords):
        return False
    if n > 1 and get_item(arguments, 1) is not Py_None and not PyDict_Check(get_item(arguments, 1)):
        return False
    return n < 3 or get_item(arguments, 2) is Py_None or PyMapping_Check(get_item(arguments, 2)) != 0


cdef int give_builtins(PyObject *arguments) noexcept:
    """As the originals do before they compile: globals without __builtins__ get the caller's."""
    cdef PyObject *names = NULL
    if get_size(arguments) > 1:
        names = get_item(arguments, 1)
    if names is NULL or names is Py_None:
        names = PyEval_GetGlobals()
    if names is NULL or PyDict_GetItemWithError(names, <PyObject *>BUILTINS_KEY) is not NULL:
        return 0
    if PyErr_Occurred() is not NULL:
        return -1
    return PyDict_SetItem(names, <PyObject *>BUILTINS_KEY, PyEval_GetBuiltins())


cdef PyObject *run_text(PyObject *original, PyObject *arguments, PyObject *source, object mode) noexcept:
    """Compile `source`, then let the original run the code object with the rest of the arguments."""
    cdef PyObject *code
    cdef PyObject *rest
    cdef PyObject *result
    cdef Py_ssize_t i, n = get_size(arguments)
    if give_builtins(arguments) < 0:
        return NULL
    code = compiled(source, mode)
    if code is NULL:
        return NULL
    rest = PyTuple_New(n)
    if rest is NULL:
        Py_DECREF(code)
        return NULL
    set_item(rest, 0, code)
    for i in range(1, n):
        Py_INCREF(get_item(arguments, i))
        set_item(rest, i, get_item(arguments, i))
    result = PyObject_Call(original, rest, NULL)
    Py_DECREF(rest)
    return result


cdef PyObject *guest_exec(PyObject *self, PyObject *arguments, PyObject *keywords) noexcept:
    if not suits(arguments, keywords):
        return PyObject_Call(<PyObject *>ORIGINAL_EXEC, arguments, keywords)
    return run_text(<PyObject *>ORIGINAL_EXEC, arguments, get_item(arguments, 0), EXEC_MODE)


cdef PyObject *guest_eval(PyObject *self, PyObject *arguments, PyObject *keywords) noexcept:
    cdef PyObject *source
    cdef PyObject *stripped
    cdef PyObject *result
    if not suits(arguments, keywords):
        return PyObject_Call(<PyObject *>ORIGINAL_EVAL, arguments, keywords)
    source = get_item(arguments, 0)
    # Text for eval may be indented; the compiler would take that for an error.
    if PyUnicode_Check(source):
        stripped = PyObject_CallMethod(source, "lstrip", "s", <const char *>" \t")
    else:
        result = PyBytes_FromObject(source)
        if result is NULL:
            return NULL
        stripped = PyObject_CallMethod(result, "lstrip", "y", <const char *>" \t")
        Py_DECREF(result)
    if stripped is NULL:
        return NULL
    result = run_text(<PyObject *>ORIGINAL_EVAL, arguments, stripped, EVAL_MODE)
    Py_DECREF(stripped)
    return result


cdef bint regular(PyObject *arguments, PyObject *keywords) noexcept:
    """Does a call of compile() bear just the arguments that it takes, each once?"""
    cdef Py_ssize_t given = get_size(arguments), named = 0, i
    if given > 6:
        return False
    for i in range(7):
        if keywords is not NULL and PyDict_GetItemWithError(keywords, <PyObject *>COMPILE_NAMES[i]) is not NULL:
            if i < given:
                return False
            named += 1
        elif i >= given and i < 3:
            return False
    return keywords is NULL or named == dict_size(keywords)


cdef PyObject *argument(PyObject *arguments, PyObject *keywords, Py_ssize_t i) noexcept:
    """The i-th argument of compile(), borrowed; NULL where it was not given."""
    if i < get_size(arguments):
        return get_item(arguments, i)
    if keywords is NULL:
        return NULL
    return PyDict_GetItemWithError(keywords, <PyObject *>COMPILE_NAMES[i])


cdef PyObject *guest_compile(PyObject *self, PyObject *arguments, PyObject *keywords) noexcept:
    """Add the caller's flags where they are to be inherited; the rest is the compiler's."""
    cdef PyObject *named
    cdef PyObject *flags
    cdef PyObject *result
    cdef PyObject *inherit
    cdef long number = 0
    cdef Py_ssize_t i
    cdef bint inherits = True
    if COMPILER is None or not regular(arguments, keywords):
        return PyObject_Call(<PyObject *>ORIGINAL_COMPILE, arguments, keywords)
    flags = argument(arguments, keywords, 3)
    inherit = argument(arguments, keywords, 4)
    if (flags is not NULL and not PyLong_Check(flags)) or (inherit is not NULL and not PyLong_Check(inherit)):
        return PyObject_Call(<PyObject *>ORIGINAL_COMPILE, arguments, keywords)
    if flags is not NULL:
        number = PyLong_AsLong(flags)
    if inherit is not NULL:
        inherits = PyLong_AsLong(inherit) == 0
    if PyErr_Occurred() is not NULL:
        PyErr_Clear()
        return PyObject_Call(<PyObject *>ORIGINAL_COMPILE, arguments, keywords)
    if inherits:
        number |= inherited_flags()
    named = PyObject_Call(<PyObject *>dict, <PyObject *>(), keywords)
    if named is NULL:
        return NULL
    for i in range(get_size(arguments)):
        PyDict_SetItem(named, <PyObject *>COMPILE_NAMES[i], get_item(arguments, i))
    flags = PyLong_FromLong(number)
    PyDict_SetItem(named, <PyObject *>FLAGS_KEY, flags)
    Py_DECREF(flags)
    result = PyObject_Call(<PyObject *>COMPILER, <PyObject *>(), named)
    Py_DECREF(named)
    return result


cdef PyMethodDef[3] DEFINITIONS
cdef list TEXTS = []


cdef object builtin_function(int i, str name, void *function, object original):
    """A builtin function like `original` in name, module, documentation and signature."""
    text = name.encode()
    # CPython reads __text_signature__ from the documentation text, up to the mark "--".
    documentation = (name + original.__text_signature__ + "\n--\n\n" + original.__doc__).encode()
    TEXTS.extend((text, documentation))
    DEFINITIONS[i].ml_name = text
    DEFINITIONS[i].ml_meth = function
    DEFINITIONS[i].ml_flags = METH_VARARGS | METH_KEYWORDS
    DEFINITIONS[i].ml_doc = documentation
    return PyCFunction_NewEx(&DEFINITIONS[i], builtins, "builtins")


cdef dict FUNCTIONS = {
    "exec": builtin_function(0, "exec", <void *>guest_exec, ORIGINAL_EXEC),
    "eval": builtin_function(1, "eval", <void *>guest_eval, ORIGINAL_EVAL),
    "compile": builtin_function(2, "compile", <void *>guest_compile, ORIGINAL_COMPILE),
}


def set_compiler(service):
    """Name the compiler: called with compile()'s arguments, `flags` complete, it answers a code object or a tree."""
    global COMPILER
    COMPILER = service


def replace_builtins(dict names):
    """Put our exec, eval and compile into a builtins dictionary; answer {name: what was there}."""
    before = {name: names.get(name) for name in FUNCTIONS}
    names.update(FUNCTIONS)
    return before


def new_code(int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags, bytes code,
             tuple constants, tuple names, tuple varnames, str filename, str name, str qualname, int firstlineno,
             bytes linetable, bytes exceptiontable, tuple freevars, tuple cellvars):
    """`types.CodeType(...)` as CPython's compiler makes code objects: no `code.__new__` audit event tells of it."""
    return PyCode_NewWithPosOnlyArgs(
        argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, code, constants, names, varnames,
        freevars, cellvars, filename, name, qualname, firstlineno, linetable, exceptiontable)
