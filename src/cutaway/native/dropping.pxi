# Long chains of objects, each holding the next, are dropped without growing the C stack without bound.
#
# A function, a slice or an OSError lets go of what it holds by a call from C to C, and so does what it holds.  CPython
# has a "trashcan" for the kinds that it thought of (Include/cpython/object.h); a chain of any other kind ends the process
# where the C stack ends.  Here the destructors of those kinds look at the stack that is left: where it is short, one of them
# stays at work, and what it comes upon is put off until it returns, in the order in which calls would have come to it.

cdef extern from *:
    """
    typedef struct {
        PyObject *dropped;
        destructor end;
        int tracked;            /* did the collector know of it? */
    } cutaway_put_off_item;

    /* Of each thread: what is put off, and whether a destructor near the end of the C stack will see to it. */
    static __thread cutaway_put_off_item *cutaway_put_off = NULL;
    static __thread Py_ssize_t cutaway_put_off_count = 0, cutaway_put_off_room = 0;
    static __thread int cutaway_is_dropping = 0;

    static int cutaway_put_it_off(PyObject *dropped, destructor end) {
        cutaway_put_off_item *item;
        if (cutaway_put_off_count == cutaway_put_off_room) {
            Py_ssize_t room = cutaway_put_off_room ? 2 * cutaway_put_off_room : 64;
            item = realloc(cutaway_put_off, room * sizeof(cutaway_put_off_item));
            if (item == NULL) return 0;
            cutaway_put_off = item;
            cutaway_put_off_room = room;
        }
        item = &cutaway_put_off[cutaway_put_off_count++];
        item->dropped = dropped;
        item->end = end;
        item->tracked = PyObject_IS_GC(dropped) && PyObject_GC_IsTracked(dropped);
        if (item->tracked) PyObject_GC_UnTrack(dropped);
        return 1;
    }
    /* What one object let go of comes before what was put off earlier, the first of it first. */
    static void cutaway_turn_round(Py_ssize_t from) {
        Py_ssize_t to = cutaway_put_off_count - 1;
        for (; from < to; from++, to--) {
            cutaway_put_off_item item = cutaway_put_off[from];
            cutaway_put_off[from] = cutaway_put_off[to];
            cutaway_put_off[to] = item;
        }
    }
    static __attribute__((noinline)) void cutaway_drop_near_the_end(PyObject *dropped, destructor end) {
        if (cutaway_is_dropping && cutaway_put_it_off(dropped, end)) return;
        if (cutaway_is_dropping) {          /* no memory: as the host does */
            end(dropped);
            return;
        }
        cutaway_is_dropping = 1;
        end(dropped);
        cutaway_turn_round(0);
        while (cutaway_put_off_count > 0) {
            cutaway_put_off_item item = cutaway_put_off[--cutaway_put_off_count];
            Py_ssize_t below = cutaway_put_off_count;
            if (item.tracked) PyObject_GC_Track(item.dropped);
            item.end(item.dropped);
            cutaway_turn_round(below);
        }
        free(cutaway_put_off);
        cutaway_put_off = NULL;
        cutaway_put_off_room = 0;
        cutaway_is_dropping = 0;
    }
    static inline __attribute__((always_inline)) void cutaway_drop(PyObject *dropped, destructor end) {
        if (cutaway_unlikely(cutaway_stack_is_short())) cutaway_drop_near_the_end(dropped, end);
        else end(dropped);
    }

    /* The destructors in use: one for each kind that dies often, and one that looks its kind up. */
    #define CUTAWAY_DESTRUCTOR(kind) \\
        static destructor cutaway_end_of_##kind = NULL; \\
        static void cutaway_drop_##kind(PyObject *dropped) { cutaway_drop(dropped, cutaway_end_of_##kind); }
    CUTAWAY_DESTRUCTOR(generator)
    CUTAWAY_DESTRUCTOR(coroutine)
    CUTAWAY_DESTRUCTOR(async_generator)
    CUTAWAY_DESTRUCTOR(function)
    CUTAWAY_DESTRUCTOR(method)
    CUTAWAY_DESTRUCTOR(cell)
    CUTAWAY_DESTRUCTOR(slice)

    enum { CUTAWAY_KINDS = 512 };           /* a power of two, and more than twice what will ever be in it */
    static struct { PyTypeObject *kind; destructor end; } cutaway_kinds[CUTAWAY_KINDS];
    static int cutaway_kinds_count = 0;

    static inline size_t cutaway_kind_at(PyTypeObject *kind) {
        size_t at = ((uintptr_t)kind >> 4) % CUTAWAY_KINDS;
        while (cutaway_kinds[at].kind != NULL && cutaway_kinds[at].kind != kind) at = (at + 1) % CUTAWAY_KINDS;
        return at;
    }
    static void cutaway_drop_other(PyObject *dropped) {
        PyTypeObject *kind = Py_TYPE(dropped);
        int is_own = kind->tp_dealloc == cutaway_drop_other;
        destructor end = cutaway_kinds[cutaway_kind_at(kind)].end;
        while (end == NULL && (kind = kind->tp_base) != NULL) end = cutaway_kinds[cutaway_kind_at(kind)].end;
        if (is_own) cutaway_drop(dropped, end);
        else end(dropped);      /* a class made in Python: its own destructor puts off, and is in the middle of its work */
    }
    static void cutaway_watch_kind(PyTypeObject *kind) {
        size_t at;
        #define CUTAWAY_OWN(name, kind_of_it) \\
            if (kind == &kind_of_it) { \\
                cutaway_end_of_##name = kind->tp_dealloc; \\
                kind->tp_dealloc = cutaway_drop_##name; \\
                return; \\
            }
        CUTAWAY_OWN(generator, PyGen_Type)
        CUTAWAY_OWN(coroutine, PyCoro_Type)
        CUTAWAY_OWN(async_generator, PyAsyncGen_Type)
        CUTAWAY_OWN(function, PyFunction_Type)
        CUTAWAY_OWN(method, PyMethod_Type)
        CUTAWAY_OWN(cell, PyCell_Type)
        CUTAWAY_OWN(slice, PySlice_Type)
        at = cutaway_kind_at(kind);
        if (cutaway_kinds[at].kind != NULL || 2 * cutaway_kinds_count >= CUTAWAY_KINDS) return;
        cutaway_kinds_count++;
        cutaway_kinds[at].kind = kind;
        cutaway_kinds[at].end = kind->tp_dealloc;
        kind->tp_dealloc = cutaway_drop_other;
    }
    """
    void watch_kind "cutaway_watch_kind"(HostType *) noexcept
    HostType _PyCoroWrapper_Type, _PyAsyncGenASend_Type, _PyAsyncGenAThrow_Type
    HostType PyCallIter_Type, PySeqIter_Type, PyDictProxy_Type, Py_GenericAliasType, PySlice_Type


import _imp
import builtins as _builtins

# By module: kinds of the host's that hold another object, have no trashcan, and can be made into a chain.
cdef dict KINDS_OF_CHAINS = {
    "builtins": "property classmethod staticmethod super enumerate filter map zip reversed memoryview",
    "itertools": "accumulate chain compress cycle dropwhile filterfalse groupby _grouper islice pairwise repeat count"
                 " starmap takewhile zip_longest _tee _tee_dataobject",
    "_collections": "deque _deque_iterator _tuplegetter",
    "_functools": "partial _lru_cache_wrapper",
    "_operator": "itemgetter attrgetter methodcaller",
    "_contextvars": "Context Token ContextVar",
    "_weakref": "ReferenceType ProxyType CallableProxyType",
    "_asyncio": "Future Task",
    "_io": "BufferedReader BufferedWriter BufferedRandom BufferedRWPair TextIOWrapper",
    "_csv": "Reader Writer",
    "_json": "make_scanner make_encoder",
    "_pickle": "Pickler Unpickler",
    "_queue": "SimpleQueue",
    "_thread": "_local _ExceptHookArgs",
    "time": "struct_time",
    "posix": "stat_result statvfs_result terminal_size times_result uname_result waitid_result sched_param",
    "pwd": "struct_passwd",
    "grp": "struct_group",
    "resource": "struct_rusage",
}
cdef bint chains_are_watched = False
cdef OneArgument host_exec_dynamic = NULL, host_exec_builtin = NULL
cdef FastFunction host_create_dynamic = NULL

class _MadeInPython:
    pass


cdef watch_chains():
    """From now on the destructors of what is loaded, and of modules of the host's as they come, look at the stack."""
    global chains_are_watched
    if chains_are_watched:
        return
    chains_are_watched = True
    watch_kind(&PyGen_Type)
    watch_kind(&PyCoro_Type)
    watch_kind(&PyAsyncGen_Type)
    watch_kind(&PyFunction_Type)
    watch_kind(&PyMethod_Type)
    watch_kind(&PyCell_Type)
    watch_kind(&PySlice_Type)
    watch_kind(&_PyCoroWrapper_Type)
    watch_kind(&_PyAsyncGenASend_Type)
    watch_kind(&_PyAsyncGenAThrow_Type)
    watch_kind(&PyCallIter_Type)
    watch_kind(&PySeqIter_Type)
    watch_kind(&PyDictProxy_Type)
    watch_kind(&Py_GenericAliasType)
    for kind in vars(_builtins).values():
        if isinstance(kind, type) and issubclass(kind, BaseException):
            watch_once(kind)
    for name in KINDS_OF_CHAINS:
        if name in _sys.modules:
            watch_module(_sys.modules[name])
    hear_of_modules()


cdef watch_module(module):
    """A module of the host's: those of its kinds that make chains."""
    cdef dict names
    if type(module) is not type(_sys):
        return
    names = module.__dict__
    for each in KINDS_OF_CHAINS.get(names.get("__name__"), NO_TEXT).split():
        watch_once(names.get(each))
    if "cmp_to_key" in names and type(names["cmp_to_key"]) is type(len):
        watch_once(type(names["cmp_to_key"](None)))


cdef watch_once(kind):
    """A type whose destructor is its own and written in C, and has no trashcan."""
    cdef HostType *host = <HostType *><PyObject *>kind
    if (isinstance(kind, type) and host.tp_dealloc is not (<HostType *><PyObject *>BaseException).tp_dealloc
            and host.tp_dealloc is not (<HostType *><PyObject *>_MadeInPython).tp_dealloc):
        incref_object(kind)                 # another type at its place would be taken for it
        watch_kind(host)


cdef hear_of_modules():
    """Extension modules that are loaded later come by here: the host's own functions stay in their place."""
    global host_exec_dynamic, host_exec_builtin, host_create_dynamic
    cdef MethodDef *definition = (<CFunctionObject *><PyObject *>_imp.exec_dynamic).m_ml
    host_exec_dynamic = definition.ml_meth
    definition.ml_meth = exec_dynamic
    definition = (<CFunctionObject *><PyObject *>_imp.exec_builtin).m_ml
    host_exec_builtin = definition.ml_meth
    definition.ml_meth = exec_builtin
    definition = (<CFunctionObject *><PyObject *>_imp.create_dynamic).m_ml
    host_create_dynamic = <FastFunction>definition.ml_meth
    definition.ml_meth = <OneArgument>create_dynamic


cdef PyObject *exec_dynamic(PyObject *nothing, PyObject *module) noexcept:
    return heard(module, host_exec_dynamic(nothing, module))


cdef PyObject *exec_builtin(PyObject *nothing, PyObject *module) noexcept:
    return heard(module, host_exec_builtin(nothing, module))


cdef PyObject *create_dynamic(PyObject *nothing, PyObject **arguments, Py_ssize_t count) noexcept:
    cdef PyObject *module = host_create_dynamic(nothing, arguments, count)
    return heard(module, module)


cdef PyObject *heard(PyObject *module, PyObject *result) noexcept:
    if result is not NULL:
        watch_module(<object>module)
    return result
