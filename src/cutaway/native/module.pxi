# What Python sees of the extension; `cutaway.native` gives it its public shape.

cdef object CodeType = <object><PyObject *>&PyCode_Type
cdef object FrameType = <object><PyObject *>&PyFrame_Type
cdef str NAME_BUILD_CLASS = "__build_class__"
cdef str NAME_ANNOTATIONS = "__annotations__"
cdef str NAME_IMPORT = "__import__"
cdef str NAME_NAME = "__name__"
cdef str NAME_SPEC = "__spec__"
cdef str NAME_INIT = "__init__"
cdef str NAME_SEND = "send"
cdef str NAME_ENTER = "__enter__"
cdef str NAME_EXIT = "__exit__"
cdef str NO_TEXT = ""
cdef str NAME_CALL = "__call__"
cdef str NAME_NEG = "__neg__"
cdef str NAME_POS = "__pos__"
cdef str NAME_INVERT = "__invert__"
cdef str NAME_BOOL = "__bool__"
cdef str NAME_LEN = "__len__"
cdef str NAME_CONTAINS = "__contains__"
cdef str NAME_GETITEM = "__getitem__"
cdef str NAME_SETITEM = "__setitem__"
cdef str NAME_DELITEM = "__delitem__"
cdef str NAME_ITER = "__iter__"
cdef str NAME_NEXT = "__next__"
cdef str NAME_GETATTRIBUTE = "__getattribute__"
cdef str NAME_GETATTR = "__getattr__"
cdef str NAME_SETATTR = "__setattr__"
cdef str NAME_DELATTR = "__delattr__"
cdef str NAME_GET = "__get__"
cdef str NAME_SET = "__set__"
cdef str NAME_DELETE = "__delete__"
cdef str NAME_NAME_OF = "name"
cdef str NAME_OBJ = "obj"
cdef tuple NO_ARGUMENTS = ()


def use_objects(null, list operations, verify):
    """Take what this module cannot import without the guest's seeing it, before anything else.

    In: cutaway.bytecode.null.NULL; the functions that OPERATOR_NAMES names, of the operators without an entry of their own;
    cutaway.bytecode.verify.verify_alone.
    """
    global NULL_IN_BOOK, VERIFY
    NULL_IN_BOOK = null
    VERIFY = verify
    for k, operation in enumerate(operations):
        operators[k] = newref(<PyObject *>operation)


def start(*, bint universe, bint fast, list entries=None, dict handlers=None, bint guesses=True):
    """Put the eval function in place.

    `handlers`, by entry name, with the book's `entries`, make it the plain engine's.
    Without `guesses` the fast forms are left out that look into dicts, instances and classes.
    """
    global installed, outer_eval, everything_is_guest, use_fast_forms
    cdef PyInterpreterState *interpreter = PyInterpreterState_Get()
    cdef EvalFunction current = _PyInterpreterState_GetEvalFrameFunc(interpreter)
    everything_is_guest = universe
    use_fast_forms = fast and handlers is None
    if handlers is not None or plain_engine:
        use_handlers(entries, handlers)
    if not guesses:
        fast_forms[LOAD_GLOBAL] = fast_forms[LOAD_GLOBAL_CALLABLE] = 0
        fast_forms[LOAD_ATTR] = fast_forms[STORE_ATTR] = fast_forms[LOAD_METHOD] = 0
    if current is not eval_frame:
        outer_eval = current
        _PyInterpreterState_SetEvalFrameFunc(interpreter, eval_frame)
    watch_the_limit()
    watch_the_thresholds()
    watch_chains()
    watch_delegates()
    watch_collector()
    installed = True


def stop():
    """Give the host's eval function back; frames that run go on."""
    global installed
    cdef PyInterpreterState *interpreter = PyInterpreterState_Get()
    if _PyInterpreterState_GetEvalFrameFunc(interpreter) is eval_frame:
        _PyInterpreterState_SetEvalFrameFunc(interpreter, outer_eval)
    installed = False


def eval_function_is_taken():
    """Has another tool put an eval function in place?"""
    cdef EvalFunction current = _PyInterpreterState_GetEvalFrameFunc(PyInterpreterState_Get())
    return current is not _PyEval_EvalFrameDefault and current is not eval_frame


def set_universe(bint universe):
    """Is code that nobody marked the guest's (True) or the host's?"""
    global everything_is_guest
    everything_is_guest = universe


def hide(code):
    """Code of ours: the host's own loop runs it and shows its frames to nobody; with all code among its constants."""
    hide_code(code)


def hide_globals(dict names):
    """All functions of a module of ours, by its dict, when they first run."""
    kept_globals[<size_t><PyObject *>names] = names


def mark_guest(code):
    """The guest's code: our loop runs it; with all code among its constants."""
    mark(code, GUEST_RUNS)


def mark_host(code):
    """Code for the host's own loop, visible as ever; with all code among its constants."""
    mark(code, HOST_RUNS)


def who_runs(code):
    """"guest", "host" or "undecided"."""
    cdef uintptr_t extra = <uintptr_t>extra_of(<PyCodeObject *>code)
    if extra >= DECODED or extra & GUEST_RUNS:
        return "guest"
    return "host" if extra & HOST_RUNS else "undecided"


def vouch(code):
    """Take a code object, with all code among its constants, as it is: it need not be verified."""
    if type(code) is not CodeType:
        raise TypeError("a code object is wanted, not %s" % type(code).__name__)
    trust(<PyCodeObject *>code)


def verified_count():
    """How many code objects were verified yet."""
    return verified


def start_audit():
    """From now on note who runs which frame that comes from C."""
    global audited
    audited = []


def end_audit():
    """What was noted: (who, code) in order."""
    global audited
    noted, audited = audited, None
    return noted


def counts():
    """(runs nested now, the deepest nesting yet, runs begun): how often C code came between two frames."""
    return nesting, deepest_nesting, entries


def stack_of(frame):
    """The value stack of a frame object that is being traced or suspended, deepest first; empty slots are NULL."""
    cdef Frame *inside
    cdef int k
    if type(frame) is not FrameType:
        raise TypeError("a frame is wanted, not %s" % type(frame).__name__)
    inside = (<HostFrameObject *>frame).f_frame
    return [read_or_null(&inside.localsplus[k]) for k in range(inside.f_code.co_nlocalsplus, inside.stacktop)]


def guest_frames(Py_ssize_t most=0x7fffffff):
    """What this thread's guest is at, innermost frame first, without making frame objects: [(code, offset, stack), ...].

    In: how many frames are wanted at most.

    At a meter's stop the offset of the innermost frame is that of the next instruction; any other frame's is that of its
    call, or of the last of its caches.  In a stack empty slots are NULL; None stands for the stack of a frame that waits
    for a C function: what is left of it then is the engine's affair, and its height may be in a register.
    """
    cdef Frame *frame = thread_state().cframe.current_frame
    cdef int k
    cdef bint waits = False
    found = []
    while frame is not NULL and len(found) < most:
        if not is_hidden(frame) and <uintptr_t>extra_of(frame.f_code) >= DECODED:
            stack = None if waits or frame.stacktop < 0 else []
            for k in range(frame.f_code.co_nlocalsplus, 0 if stack is None else frame.stacktop):
                stack.append(read_or_null(&frame.localsplus[k]))
            found.append((<object>frame.f_code, <int>(frame.prev_instr - first_unit(frame.f_code)) * <int>sizeof(CodeUnit),
                          stack))
            waits = frame.is_entry
        frame = frame.previous
    return found


find_binary()
extra_index = _PyEval_RequestCodeExtraIndex(release_code)
if sizeof(Word) != 4 * sizeof(CodeUnit):
    raise ImportError("an instruction's word is not four times as long as its code unit")
if not find_small_ints():
    raise ImportError("the small ints do not lie side by side")
read_python_slots()
fill_tables()
