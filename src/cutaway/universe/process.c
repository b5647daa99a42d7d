/* What only C can do to the host process: hide our code, state a flag, read a line as the host's prompt does, and
 * run the guest's outermost code as if nothing of ours lay below it.
 *
 * Written in C and not in Cython because none of these functions may add an entry of its own to a guest's traceback.
 * The twin for machines without a C compiler is process_pure.py; tests/universe holds the two to the same behaviour.
 */
#define PY_SSIZE_T_CLEAN
#define Py_BUILD_CORE 1
#include <Python.h>
#include <frameobject.h>
#include <internal/pycore_gc.h>
#include <internal/pycore_interp.h>
#include <stdio.h>
#include <sys/stat.h>

/* CPython leaves a frame out of f_back, tracebacks and tracing while its next instruction lies before this index. */
static int
is_hidden(PyCodeObject *code)
{
    return code->_co_firsttraceable > (int)Py_SIZE(code);
}

static void
hide_code(PyCodeObject *code)
{
    if (is_hidden(code)) {
        return;
    }
    code->_co_firsttraceable = (int)Py_SIZE(code) + 1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(code->co_consts); i++) {
        PyObject *constant = PyTuple_GET_ITEM(code->co_consts, i);
        if (PyCode_Check(constant)) {
            hide_code((PyCodeObject *)constant);
        }
    }
}

static int
require_code(PyObject *value)
{
    if (PyCode_Check(value)) {
        return 1;
    }
    PyErr_Format(PyExc_TypeError, "a code object is needed, not %.200s", Py_TYPE(value)->tp_name);
    return 0;
}

PyDoc_STRVAR(hide_doc, "hide($module, code, /)\n--\n\n"
             "Leave a code object, and those among its constants, out of everything that shows frames.");

static PyObject *
process_hide(PyObject *Py_UNUSED(module), PyObject *code)
{
    if (!require_code(code)) {
        return NULL;
    }
    hide_code((PyCodeObject *)code);
    Py_RETURN_NONE;
}

PyDoc_STRVAR(is_hidden_doc, "is_hidden($module, code, /)\n--\n\nAnswer whether hide() was applied to a code object.");

static PyObject *
process_is_hidden(PyObject *Py_UNUSED(module), PyObject *code)
{
    if (!require_code(code)) {
        return NULL;
    }
    return PyBool_FromLong(is_hidden((PyCodeObject *)code));
}

PyDoc_STRVAR(state_flag_doc, "state_flag($module, index, value, /)\n--\n\nWrite one field of sys.flags, by its index.");

static PyObject *
process_state_flag(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t index;
    PyObject *value;
    if (!PyArg_ParseTuple(args, "nO!:state_flag", &index, &PyLong_Type, &value)) {
        return NULL;
    }
    PyObject *flags = PySys_GetObject("flags");
    if (flags == NULL || !PyTuple_Check(flags) || index < 0 || index >= PyTuple_GET_SIZE(flags)) {
        PyErr_SetString(PyExc_IndexError, "sys.flags has no such field");
        return NULL;
    }
    PyObject *old = PyStructSequence_GetItem(flags, index);
    Py_INCREF(value);
    PyStructSequence_SetItem(flags, index, value);
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

PyDoc_STRVAR(read_line_doc, "read_line($module, prompt, /)\n--\n\n"
             "Ask for one line as the host's prompt does: readline, history, Ctrl-C.\n\n"
             "Out: the bytes of the line with its newline; empty at the end of the input.");

static PyObject *
process_read_line(PyObject *Py_UNUSED(module), PyObject *prompt)
{
    if (!PyBytes_Check(prompt)) {
        PyErr_SetString(PyExc_TypeError, "the prompt must be bytes");
        return NULL;
    }
    char *line = PyOS_Readline(stdin, stdout, PyBytes_AS_STRING(prompt));
    if (line == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_SetNone(PyExc_KeyboardInterrupt);
        }
        return NULL;
    }
    PyObject *result = PyBytes_FromString(line);
    PyMem_Free(line);
    return result;
}

/* While the guest runs, nothing of ours lies below it.  The chain of frames ends at its outermost frame: hiding alone
 * would not do for faulthandler, which shows every frame that it reaches.  And the recursion limit, which counts our
 * own frames too, is given them back, so that a RecursionError comes after the very number of calls as under CPython. */
typedef struct {
    _PyCFrame cframe;
    int used;
} Ground;

static void
stand_on_ground(PyThreadState *tstate, Ground *ground)
{
    ground->cframe = *tstate->cframe;
    ground->cframe.current_frame = NULL;
    /* Our own frames run with tracing off; the guest's do not, if anybody listens. */
    ground->cframe.use_tracing = tstate->c_tracefunc != NULL || tstate->c_profilefunc != NULL ? 255 : 0;
    ground->cframe.previous = tstate->cframe;
    tstate->cframe = &ground->cframe;
    ground->used = tstate->recursion_limit - tstate->recursion_remaining;
    tstate->recursion_remaining += ground->used;
}

static void
leave_ground(PyThreadState *tstate, Ground *ground)
{
    tstate->recursion_remaining -= ground->used;
    tstate->cframe = ground->cframe.previous;
    /* Where tracing was on below, the guest may have ended it; where it was off, we are heard by nobody. */
    if (tstate->cframe->use_tracing) {
        tstate->cframe->use_tracing = ground->cframe.use_tracing;
    }
}

PyDoc_STRVAR(run_outermost_doc, "run_outermost($module, code, namespace, /)\n--\n\n"
             "Run a module's code as the outermost frame of the program.");

static PyObject *
process_run_outermost(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *code, *space;
    if (!PyArg_ParseTuple(args, "O!O!:run_outermost", &PyCode_Type, &code, &PyDict_Type, &space)) {
        return NULL;
    }
    PyThreadState *tstate = PyThreadState_Get();
    Ground ground;
    stand_on_ground(tstate, &ground);
    PyObject *result = PyEval_EvalCode(code, space, space);
    leave_ground(tstate, &ground);
    return result;
}

PyDoc_STRVAR(call_outermost_doc, "call_outermost($module, function, arguments, /)\n--\n\n"
             "Call a function as CPython's main program would: no Python frame below it.");

static PyObject *
process_call_outermost(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *function, *arguments;
    if (!PyArg_ParseTuple(args, "OO!:call_outermost", &function, &PyTuple_Type, &arguments)) {
        return NULL;
    }
    PyThreadState *tstate = PyThreadState_Get();
    Ground ground;
    stand_on_ground(tstate, &ground);
    PyObject *result = PyObject_Call(function, arguments, NULL);
    leave_ground(tstate, &ground);
    return result;
}

/* Our objects are the collector's, so that they end as all do, but in a list of our own: no generation of the guest's,
 * and not the one of gc.freeze(), which the guest may count and thaw. */
static PyGC_Head ours = {0, 0};

/* Our modules that are loaded while the guest runs make many objects: neither gc.get_objects() nor a collection of the
 * guest's may meet them, and the guest's collections must come when they would have come.  So the youngest generation
 * is put aside meanwhile, and what is young afterwards joins ours.  Objects that another thread makes meanwhile go there
 * too: they live and die as ever, only their cycles stay.
 *
 * The guest's audit hooks rest meanwhile: reading, compiling and running our modules is no act of the guest's.  And
 * there is room for our frames however deep the guest has called, since CPython's compiler needs none either. */
#define FRAMES_OF_A_LOAD 500

static void
move_all(PyGC_Head *from, PyGC_Head *to)
{
    if (to->_gc_next == 0) { /* ours, the first time */
        _PyGCHead_SET_NEXT(to, to);
        _PyGCHead_SET_PREV(to, to);
    }
    PyGC_Head *first = _PyGCHead_NEXT(from), *last = _PyGCHead_PREV(from), *end = _PyGCHead_PREV(to);
    if (first != from) {
        _PyGCHead_SET_NEXT(end, first);
        _PyGCHead_SET_PREV(first, end);
        _PyGCHead_SET_NEXT(last, to);
        _PyGCHead_SET_PREV(to, last);
    }
    _PyGCHead_SET_NEXT(from, from);
    _PyGCHead_SET_PREV(from, from);
}

static void
bring_back(PyInterpreterState *interpreter, PyObject *hooks)
{
    PyObject *added = interpreter->audit_hooks; /* by another thread, meanwhile */
    if (hooks == NULL) {
        return;
    }
    interpreter->audit_hooks = hooks;
    if (added != NULL) {
        Py_ssize_t count = PyList_GET_SIZE(hooks);
        if (PyList_SetSlice(hooks, count, count, added) < 0) {
            PyErr_WriteUnraisable(NULL);
        }
        Py_DECREF(added);
    }
}

PyDoc_STRVAR(call_apart_doc, "call_apart($module, function, /)\n--\n\n"
             "Call a function of ours; the guest's garbage collector never sees what it leaves behind.");

static PyObject *
process_call_apart(PyObject *Py_UNUSED(module), PyObject *function)
{
    static int busy = 0; /* the outermost call is enough */
    PyThreadState *tstate = PyThreadState_Get();
    PyInterpreterState *interpreter = tstate->interp;
    struct _gc_runtime_state *gc = &interpreter->gc;
    PyGC_Head aside = {0, 0}, *young = &gc->generations[0].head;
    if (busy) {
        return PyObject_CallNoArgs(function);
    }
    busy = 1;
    move_all(young, &aside);
    int count = gc->generations[0].count;
    int enabled = PyGC_Disable();
    PyObject *hooks = interpreter->audit_hooks;
    interpreter->audit_hooks = NULL;
    tstate->recursion_remaining += FRAMES_OF_A_LOAD;
    int traced = tstate->cframe->use_tracing; /* one module must not be hidden while it runs: private_imports.py */
    tstate->cframe->use_tracing = 0;
    tstate->tracing++; /* importlib's functions, which ours may call, are not to be heard of either: native/hook.pxi */
    PyObject *result = PyObject_CallNoArgs(function);
    tstate->tracing--;
    if (traced && (tstate->c_tracefunc != NULL || tstate->c_profilefunc != NULL)) {
        tstate->cframe->use_tracing = traced;
    }
    tstate->recursion_remaining -= FRAMES_OF_A_LOAD;
    bring_back(interpreter, hooks);
    if (enabled) {
        PyGC_Enable();
    }
    move_all(young, &ours);
    move_all(&aside, young);
    gc->generations[0].count = count;
    busy = 0;
    return result;
}

PyDoc_STRVAR(lead_imports_doc, "lead_imports($module, importer, modules, /)\n--\n\n"
             "Let import statements of our compiled modules call an importer; None for the host's own.\n\n"
             "Out: the importer and the modules of before, to be put back (native/importing.h).");

static PyObject *
process_lead_imports(PyObject *Py_UNUSED(module), PyObject *args)
{
    static const char *const keys[] = {"cutaway.import", "cutaway.modules"};
    PyObject *given[2], *facts = PyInterpreterState_GetDict(PyInterpreterState_Get());
    if (facts == NULL || !PyArg_ParseTuple(args, "OO:lead_imports", &given[0], &given[1])) {
        return NULL;
    }
    PyObject *before = PyTuple_New(2);
    for (int k = 0; before != NULL && k < 2; k++) {
        PyObject *value = PyDict_GetItemString(facts, keys[k]);
        value = value == NULL ? Py_None : value;
        Py_INCREF(value);
        PyTuple_SET_ITEM(before, k, value);
        if (given[k] != Py_None ? PyDict_SetItemString(facts, keys[k], given[k]) < 0
                                : value != Py_None && PyDict_DelItemString(facts, keys[k]) < 0) {
            Py_CLEAR(before);
        }
    }
    return before;
}

PyDoc_STRVAR(set_apart_doc, "set_apart($module, /)\n--\n\n"
             "Take what was made since gc.freeze() out of the guest's collections, and bring back what was made before.");

static PyObject *
process_set_apart(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(arguments))
{
    struct _gc_runtime_state *gc = &PyThreadState_Get()->interp->gc;
    for (int i = 0; i < NUM_GENERATIONS; i++) {
        move_all(&gc->generations[i].head, &ours);
        gc->generations[i].count = 0;
    }
    move_all(&gc->permanent_generation.head, &gc->generations[1].head); /* where the host has them */
    Py_RETURN_NONE;
}

PyDoc_STRVAR(variable_doc, "variable($module, name, /)\n--\n\n"
             "A variable of the process's environment as C sees it now, whatever the guest's os.environ is; b'' without one.");

static PyObject *
process_variable(PyObject *Py_UNUSED(module), PyObject *name)
{
    char *text = PyBytes_AsString(name);
    if (text == NULL) {
        return NULL;
    }
    const char *value = getenv(text);
    return PyBytes_FromString(value == NULL ? "" : value);
}

PyDoc_STRVAR(is_unchanged_doc, "is_unchanged($module, path, size, time, /)\n--\n\n"
             "Answer whether a file is there, has so many bytes, and was written at that time (in nanoseconds).");

static PyObject *
process_is_unchanged(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *path;
    long long size, time;
    struct stat status;
    if (!PyArg_ParseTuple(args, "O&LL:is_unchanged", PyUnicode_FSConverter, &path, &size, &time)) {
        return NULL;
    }
    int is_there = stat(PyBytes_AS_STRING(path), &status) == 0;
    Py_DECREF(path);
    return PyBool_FromLong(is_there && status.st_size == size
                           && status.st_mtim.tv_sec * 1000000000LL + status.st_mtim.tv_nsec == time);
}

PyDoc_STRVAR(quick_digest_doc, "quick_digest($module, data, /)\n--\n\n"
             "A digest of eight bytes that tells of accidental damage; launcher/writing.py has it in Python.");

static uint64_t
mixed(uint64_t digest, uint64_t word)
{
    digest = (digest ^ word) * 0x9E3779B97F4A7C15u;
    return digest ^ digest >> 29;
}

static PyObject *
process_quick_digest(PyObject *Py_UNUSED(module), PyObject *data)
{
    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "bytes are needed");
        return NULL;
    }
    const char *bytes = PyBytes_AS_STRING(data);
    size_t size = (size_t)PyBytes_GET_SIZE(data), whole = size & ~(size_t)7;
    uint64_t digest = size, word = 0;
    for (size_t at = 0; at < whole; at += 8) {
        memcpy(&word, bytes + at, 8);
        digest = mixed(digest, word);
    }
    if (whole < size) {
        word = 0;
        memcpy(&word, bytes + whole, size - whole);
        digest = mixed(digest, word);
    }
    return PyBytes_FromStringAndSize((const char *)&digest, 8);
}

static PyMethodDef process_methods[] = {
    {"is_unchanged", process_is_unchanged, METH_VARARGS, is_unchanged_doc},
    {"quick_digest", process_quick_digest, METH_O, quick_digest_doc},
    {"variable", process_variable, METH_O, variable_doc},
    {"hide", process_hide, METH_O, hide_doc},
    {"is_hidden", process_is_hidden, METH_O, is_hidden_doc},
    {"state_flag", process_state_flag, METH_VARARGS, state_flag_doc},
    {"read_line", process_read_line, METH_O, read_line_doc},
    {"run_outermost", process_run_outermost, METH_VARARGS, run_outermost_doc},
    {"call_outermost", process_call_outermost, METH_VARARGS, call_outermost_doc},
    {"call_apart", process_call_apart, METH_O, call_apart_doc},
    {"lead_imports", process_lead_imports, METH_VARARGS, lead_imports_doc},
    {"set_apart", process_set_apart, METH_NOARGS, set_apart_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef process_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "cutaway.universe.process",
    .m_doc = "What only C can do to the host process.",
    .m_size = 0,
    .m_methods = process_methods,
};

PyMODINIT_FUNC
PyInit_process(void)
{
    return PyModuleDef_Init(&process_module);
}
