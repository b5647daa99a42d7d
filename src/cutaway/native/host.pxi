# What we use of CPython 3.11's insides, declared once.  The layouts come from the installed headers themselves
# (include/python3.11/internal), so that a build against another minor version fails instead of guessing.

cimport cython
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF as incref_object
from libc.stdlib cimport free, malloc, calloc, qsort, realloc
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t, uintptr_t
from libc.string cimport memcpy, memset

cdef extern from *:
    """
    #define Py_BUILD_CORE 1
    #include "internal/pycore_frame.h"
    #include "internal/pycore_pystate.h"
    #include "internal/pycore_interp.h"
    #include "internal/pycore_ceval.h"
    #include "internal/pycore_code.h"
    #include "internal/pycore_pyerrors.h"
    #include "internal/pycore_genobject.h"
    #undef Py_BUILD_CORE
    #include <pthread.h>

    /* The private layout behind PyCodeObject.co_extra (Objects/codeobject.c). */
    typedef struct { Py_ssize_t ce_size; void *ce_extras[1]; } cutaway_code_extra;
    static inline void *cutaway_extra(PyCodeObject *code, Py_ssize_t index) {
        cutaway_code_extra *extra = (cutaway_code_extra *)code->co_extra;
        return extra != NULL && index < extra->ce_size ? extra->ce_extras[index] : NULL;
    }
    /* As _PyCode_SetExtra, but a code object without extras gets room for ours alone: when it dies the host calls every
       free function that there is room for, set or not, and a guest's may lie in memory that is gone by then.  It is no
       memory of the guest's line that happens to run, so tracemalloc does not hear of it. */
    static int cutaway_set_extra(PyCodeObject *code, Py_ssize_t index, void *value) {
        if (code->co_extra == NULL) {
            cutaway_code_extra *extra = PyMem_Calloc(1, sizeof(cutaway_code_extra) + index * sizeof(void *));
            if (extra == NULL) return -1;
            PyTraceMalloc_Untrack(0, (uintptr_t)extra);
            extra->ce_size = index + 1;
            code->co_extra = extra;
        }
        return _PyCode_SetExtra((PyObject *)code, index, value);
    }

    /* The bytes of a code object stay with it once somebody has asked for them; asked for by us alone they need not. */
    static inline void cutaway_forget_bytes(PyCodeObject *code, int known) {
        if (!known) Py_CLEAR(code->_co_code);
    }

    /* The value that an asynchronous generator's yield is wrapped in (Objects/genobject.c). */
    typedef struct { PyObject_HEAD PyObject *agw_val; } cutaway_wrapped_value;
    extern PyTypeObject _PyAsyncGenWrappedValue_Type;

    /* Where this thread's C stack must not grow below, and where it is short: asked once per thread. */
    enum { CUTAWAY_STACK_RESERVE = 262144 };    /* bytes of C stack that are never used */
    static __thread uintptr_t cutaway_stack_end = 0, cutaway_stack_short = 0;
    static uintptr_t cutaway_find_stack_end(uintptr_t reserve) {
        pthread_attr_t attributes;
        void *lowest = NULL;
        size_t size = 0, guard = 0;
        if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
            pthread_attr_getstack(&attributes, &lowest, &size);
            pthread_attr_getguardsize(&attributes, &guard);
            pthread_attr_destroy(&attributes);
        }
        if (size > 4 * reserve) cutaway_stack_end = (uintptr_t)lowest + guard + reserve;
        else cutaway_stack_end = (uintptr_t)lowest + guard + size / 4;
        cutaway_stack_short = 2 * cutaway_stack_end - (uintptr_t)lowest - guard;
        return cutaway_stack_end;
    }
    static inline int cutaway_stack_is_short(void) {
        if (cutaway_stack_short == 0) cutaway_find_stack_end(CUTAWAY_STACK_RESERVE);
        return (uintptr_t)__builtin_frame_address(0) < cutaway_stack_short;
    }
    static inline int cutaway_stack_exhausted(uintptr_t reserve) {
        uintptr_t end = cutaway_stack_end ? cutaway_stack_end : cutaway_find_stack_end(reserve);
        return (uintptr_t)__builtin_frame_address(0) < end;
    }
    /* Does anybody watch each instruction?  `use_tracing` is the first byte of the host's struct, and the second, which
       the host leaves unused, says that a meter's bound is near (meter.pxi): one look serves both. */
    #define cutaway_is_watched(cframe) (*(uint16_t *)(cframe))
    #define cutaway_is_counting(cframe) (((uint8_t *)(cframe))[1])
    #define cutaway_set_counting(cframe, yes) ((void)(((uint8_t *)(cframe))[1] = (yes) ? 255 : 0))
    _Static_assert(offsetof(_PyCFrame, use_tracing) == 0 && offsetof(_PyCFrame, current_frame) >= 2, "CFrame");
    /* The meter of what this thread runs (MeterState). */
    static __thread void *cutaway_active_meter = NULL;
    #define cutaway_set_active_meter(meter) ((void)(cutaway_active_meter = (meter)))
    /* How many calls the thread's recursion count has been given back while a plain handler runs. */
    static __thread int cutaway_lent = 0;
    /* Python.h's own, but always inlined: the compiler gives up inlining them in a function as large as the loop. */
    static inline __attribute__((always_inline)) void cutaway_decref(PyObject *o) {
        if (--o->ob_refcnt == 0) _Py_Dealloc(o);
    }
    static inline __attribute__((always_inline)) void cutaway_xdecref(PyObject *o) {
        if (o != NULL) cutaway_decref(o);
    }
    static inline int cutaway_failed(void) { return -1; }
    /* Of two interned strs that are not the same object the contents differ. */
    static inline int cutaway_is_interned(PyObject *v) {
        return PyUnicode_CheckExact(v) && PyUnicode_CHECK_INTERNED(v);
    }
    #define cutaway_tuple_items(t) (((PyTupleObject *)(t))->ob_item)
    #define cutaway_load_int(address) (*(volatile int *)&(address)._value)
    #define cutaway_store_int(address, value) (*(volatile int *)&(address)._value = (value))
    #define cutaway_likely(x) __builtin_expect(!!(x), 1)
    #define cutaway_unlikely(x) __builtin_expect(!!(x), 0)
    """
    ctypedef uint16_t CodeUnit "_Py_CODEUNIT"

    ctypedef struct PyCodeObject:
        PyObject *co_consts
        PyObject *co_names
        PyObject *co_exceptiontable
        int co_flags
        int co_argcount
        int co_posonlyargcount
        int co_kwonlyargcount
        int co_stacksize
        int co_firstlineno
        int co_nlocalsplus
        int co_nlocals
        int co_nplaincellvars
        int co_ncellvars
        int co_nfreevars
        PyObject *co_localsplusnames
        PyObject *co_localspluskinds
        PyObject *co_filename
        PyObject *co_name
        PyObject *_co_code
        int _co_firsttraceable
        void *co_extra

    ctypedef struct PyFunctionObject:
        PyObject *func_globals
        PyObject *func_builtins
        PyObject *func_name
        PyObject *func_qualname
        PyObject *func_code
        PyObject *func_defaults
        PyObject *func_kwdefaults
        PyObject *func_closure
        PyObject *func_annotations

    ctypedef struct Frame "_PyInterpreterFrame"
    ctypedef struct HostFrameObject "PyFrameObject":
        HostFrameObject *f_back
        Frame *f_frame
        PyObject *f_trace
        int f_lineno
        char f_trace_lines
        char f_trace_opcodes
        PyObject *_f_frame_data[1]

    ctypedef struct Frame "_PyInterpreterFrame":
        PyFunctionObject *f_func
        PyObject *f_globals
        PyObject *f_builtins
        PyObject *f_locals
        PyCodeObject *f_code
        HostFrameObject *frame_obj
        Frame *previous
        CodeUnit *prev_instr
        int stacktop
        bint is_entry
        char owner
        PyObject *localsplus[1]

    ctypedef struct HandledItem "_PyErr_StackItem"
    ctypedef struct HandledItem "_PyErr_StackItem":
        PyObject *exc_value
        HandledItem *previous_item

    ctypedef struct CFrame "_PyCFrame"
    ctypedef struct CFrame "_PyCFrame":
        uint8_t use_tracing
        Frame *current_frame
        CFrame *previous

    ctypedef int (*TraceFunction "Py_tracefunc")(PyObject *, HostFrameObject *, int, PyObject *) noexcept

    ctypedef struct AtomicInt "_Py_atomic_int":
        pass
    ctypedef struct PendingCalls "struct _pending_calls":
        int async_exc
    ctypedef struct CevalState "struct _ceval_state":
        AtomicInt eval_breaker
        AtomicInt gil_drop_request
        PendingCalls pending
    ctypedef struct PyInterpreterState:
        CevalState ceval
        PyObject *import_func

    ctypedef struct PyThreadState:
        PyInterpreterState *interp
        int recursion_remaining
        int recursion_limit
        int recursion_headroom
        int tracing
        int tracing_what
        CFrame *cframe
        TraceFunction c_profilefunc
        TraceFunction c_tracefunc
        PyObject *c_profileobj
        PyObject *c_traceobj
        PyObject *curexc_type
        HandledItem *exc_info
        PyObject *async_exc
        int coroutine_origin_tracking_depth

    ctypedef struct PyGenObject:
        PyObject *gi_code
        PyObject *gi_weakreflist
        PyObject *gi_name
        PyObject *gi_qualname
        HandledItem gi_exc_state
        PyObject *gi_origin_or_finalizer
        char gi_hooks_inited
        char gi_closed
        char gi_running_async
        signed char gi_frame_state
        PyObject *gi_iframe[1]

    ctypedef struct WrappedValue "cutaway_wrapped_value":
        PyObject *agw_val

    ctypedef struct AsyncMethods "PyAsyncMethods":
        PyObject *(*am_await)(PyObject *) noexcept
        PyObject *(*am_aiter)(PyObject *) noexcept
        PyObject *(*am_anext)(PyObject *) noexcept

    ctypedef PyObject *(*RepeatSlot "ssizeargfunc")(PyObject *, Py_ssize_t) noexcept
    ctypedef struct NumberMethods "PyNumberMethods":
        int (*nb_bool)(PyObject *) noexcept
        PyObject *(*nb_negative)(PyObject *) noexcept
        PyObject *(*nb_positive)(PyObject *) noexcept
        PyObject *(*nb_invert)(PyObject *) noexcept
    ctypedef struct SequenceMethods "PySequenceMethods":
        Py_ssize_t (*sq_length)(PyObject *) noexcept
        int (*sq_contains)(PyObject *, PyObject *) noexcept
        PyObject *(*sq_concat)(PyObject *, PyObject *) noexcept
        PyObject *(*sq_inplace_concat)(PyObject *, PyObject *) noexcept
        RepeatSlot sq_repeat
        RepeatSlot sq_inplace_repeat
    ctypedef struct MappingMethods "PyMappingMethods":
        Py_ssize_t (*mp_length)(PyObject *) noexcept
        PyObject *(*mp_subscript)(PyObject *, PyObject *) noexcept
        int (*mp_ass_subscript)(PyObject *, PyObject *, PyObject *) noexcept

    ctypedef PyObject *(*OneArgument "PyCFunction")(PyObject *, PyObject *) noexcept
    ctypedef struct MethodDef "PyMethodDef":
        const char *ml_name
        int ml_flags
        OneArgument ml_meth

    ctypedef struct HostType "PyTypeObject"
    ctypedef struct HostType "PyTypeObject":
        const char *tp_name
        void (*tp_dealloc)(PyObject *) noexcept
        void (*tp_finalize)(PyObject *) noexcept
        MethodDef *tp_methods
        PyObject *(*tp_new)(HostType *, PyObject *, PyObject *) noexcept
        int (*tp_init)(PyObject *, PyObject *, PyObject *) noexcept
        PyObject *(*tp_call)(PyObject *, PyObject *, PyObject *) noexcept
        PyObject *(*tp_iter)(PyObject *) noexcept
        PyObject *(*tp_iternext)(PyObject *) noexcept
        PyObject *(*tp_descr_get)(PyObject *, PyObject *, PyObject *) noexcept
        PyObject *(*tp_getattro)(PyObject *, PyObject *) noexcept
        int (*tp_setattro)(PyObject *, PyObject *, PyObject *) noexcept
        int (*tp_descr_set)(PyObject *, PyObject *, PyObject *) noexcept
        PyObject *(*tp_richcompare)(PyObject *, PyObject *, int) noexcept
        PyObject *tp_dict
        Py_ssize_t tp_dictoffset
        unsigned int tp_version_tag
        unsigned long tp_flags
        AsyncMethods *tp_as_async
        NumberMethods *tp_as_number
        SequenceMethods *tp_as_sequence
        MappingMethods *tp_as_mapping

    ctypedef PyObject *(*EvalFunction "_PyFrameEvalFunction")(PyThreadState *, Frame *, int) noexcept

    enum:
        FRAME_CREATED, FRAME_SUSPENDED, FRAME_EXECUTING, FRAME_COMPLETED, FRAME_CLEARED
        FRAME_OWNED_BY_THREAD, FRAME_OWNED_BY_GENERATOR, FRAME_OWNED_BY_FRAME_OBJECT
        CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE
        CO_ASYNC_GENERATOR, CO_ITERABLE_COROUTINE
        PyTrace_CALL, PyTrace_EXCEPTION, PyTrace_LINE, PyTrace_RETURN, PyTrace_OPCODE
        PyTrace_C_CALL, PyTrace_C_EXCEPTION, PyTrace_C_RETURN
        FRAME_SPECIALS_SIZE
        PyGen_RETURN "PYGEN_RETURN", PyGen_NEXT "PYGEN_NEXT", PyGen_ERROR "PYGEN_ERROR"
        Py_TPFLAGS_METHOD_DESCRIPTOR, Py_TPFLAGS_HEAPTYPE
        PY_VECTORCALL_ARGUMENTS_OFFSET_ "((size_t)1 << (8 * sizeof(size_t) - 1))"

    HostType PyGen_Type, PyCoro_Type, PyAsyncGen_Type, PyFunction_Type, PyMethod_Type, PyType_Type
    HostType PyBaseObject_Type, PyCode_Type, PyFrame_Type, PyCFunction_Type, PyMethodDescr_Type, PyCell_Type
    HostType PyDict_Type, PyTuple_Type, PyList_Type, PyLong_Type, PyFloat_Type, PyUnicode_Type, PyBool_Type
    HostType PyModule_Type, PyListIter_Type, PyTupleIter_Type, PyRangeIter_Type, PyCMethod_Type, PyProperty_Type
    HostType _PyAsyncGenWrappedValue_Type

    void *code_extra "cutaway_extra"(PyCodeObject *, Py_ssize_t) noexcept
    int set_code_extra "cutaway_set_extra"(PyCodeObject *, Py_ssize_t, void *) noexcept
    void forget_bytes "cutaway_forget_bytes"(PyCodeObject *, bint) noexcept
    uintptr_t STACK_RESERVE "CUTAWAY_STACK_RESERVE"
    bint stack_exhausted "cutaway_stack_exhausted"(uintptr_t) noexcept
    int load_int "cutaway_load_int"(AtomicInt) noexcept
    void store_int "cutaway_store_int"(AtomicInt, int) noexcept
    int failed "cutaway_failed"() except -1                 # an exception is set: go Cython's way out
    int lent_calls "cutaway_lent"
    bint is_watched "cutaway_is_watched"(CFrame *) noexcept
    bint is_counting "cutaway_is_counting"(CFrame *) noexcept
    void set_counting "cutaway_set_counting"(CFrame *, bint) noexcept
    void *active_meter "cutaway_active_meter"
    void set_active_meter "cutaway_set_active_meter"(void *) noexcept
    bint likely "cutaway_likely"(bint) noexcept
    bint unlikely "cutaway_unlikely"(bint) noexcept

    CodeUnit *first_unit "_PyCode_CODE"(PyCodeObject *) noexcept
    PyThreadState *thread_state "_PyThreadState_GET"() noexcept
    PyInterpreterState *PyInterpreterState_Get() noexcept
    PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *) noexcept
    PyThreadState *PyThreadState_Next(PyThreadState *) noexcept
    void _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState *, EvalFunction) noexcept
    EvalFunction _PyInterpreterState_GetEvalFrameFunc(PyInterpreterState *) noexcept
    PyObject *_PyEval_EvalFrameDefault(PyThreadState *, Frame *, int) noexcept
    Py_ssize_t _PyEval_RequestCodeExtraIndex(void (*)(void *) noexcept) noexcept
    int _Py_CheckRecursiveCall(PyThreadState *, const char *) noexcept
    PyObject *PyCode_GetCode(PyCodeObject *) noexcept

    HostFrameObject *PyThreadState_GetFrame(PyThreadState *) noexcept
    HostFrameObject *PyFrame_GetBack(HostFrameObject *) noexcept
    int PyTraceBack_Here(HostFrameObject *) noexcept
    void PyThreadState_EnterTracing(PyThreadState *) noexcept
    void PyThreadState_LeaveTracing(PyThreadState *) noexcept
    PyThreadState *PyEval_SaveThread() noexcept
    void PyEval_RestoreThread(PyThreadState *) noexcept
    int Py_MakePendingCalls() noexcept

    void PyErr_Fetch(PyObject **, PyObject **, PyObject **) noexcept
    void PyErr_Restore(PyObject *, PyObject *, PyObject *) noexcept
    void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **) noexcept
    void PyErr_SetObject(PyObject *, PyObject *) noexcept
    void PyErr_SetNone(PyObject *) noexcept
    void PyErr_SetString(PyObject *, const char *) noexcept
    PyObject *PyErr_Format(PyObject *, const char *, ...) noexcept
    PyObject *_PyErr_FormatFromCause(PyObject *, const char *, ...) noexcept
    PyObject *PyErr_Occurred() noexcept
    int PyErr_ExceptionMatches(PyObject *) noexcept
    int PyErr_GivenExceptionMatches(PyObject *, PyObject *) noexcept
    void PyErr_Clear() noexcept
    void PyErr_SetImportError_ "PyErr_SetImportError"(PyObject *, PyObject *, PyObject *) noexcept
    int PyException_SetTraceback(PyObject *, PyObject *) noexcept
    PyObject *PyException_GetTraceback(PyObject *) noexcept
    void PyException_SetCause(PyObject *, PyObject *) noexcept
    bint PyExceptionClass_Check(PyObject *) noexcept
    bint PyExceptionInstance_Check(PyObject *) noexcept
    HandledItem *_PyErr_GetTopmostException(PyThreadState *) noexcept
    PyObject *PyExc_StopIteration
    PyObject *PyExc_StopAsyncIteration
    PyObject *PyExc_RuntimeError
    PyObject *PyExc_TypeError
    PyObject *PyExc_SystemError
    PyObject *PyExc_NameError
    PyObject *PyExc_UnboundLocalError
    PyObject *PyExc_ImportError
    PyObject *PyExc_KeyError
    PyObject *PyExc_RecursionError
    PyObject *PyExc_AttributeError
    PyObject *PyExc_ValueError
    PyObject *PyExc_IndexError

    void Py_INCREF(PyObject *) noexcept
    void Py_DECREF "cutaway_decref"(PyObject *) noexcept
    void Py_XDECREF "cutaway_xdecref"(PyObject *) noexcept
    void Py_XINCREF(PyObject *) noexcept
    Py_ssize_t Py_REFCNT(PyObject *) noexcept
    HostType *Py_TYPE(PyObject *) noexcept
    Py_ssize_t Py_SIZE(PyObject *) noexcept
    PyObject *Py_None
    PyObject *Py_True
    PyObject *Py_False
    object stolen "(PyObject *)"(PyObject *)           # a new reference handed over to Cython: a C cast

    PyObject *PyObject_Vectorcall(PyObject *, PyObject **, size_t, PyObject *) noexcept
    PyObject *_PyFunction_Vectorcall(PyObject *, PyObject **, size_t, PyObject *) noexcept
    PyObject *PyObject_Call(PyObject *, PyObject *, PyObject *) noexcept
    PyObject *PyObject_CallNoArgs(PyObject *) noexcept
    PyObject *PyObject_CallOneArg(PyObject *, PyObject *) noexcept
    PyObject *PyObject_CallMethodOneArg(PyObject *, PyObject *, PyObject *) noexcept
    PyObject *PyObject_GetAttr(PyObject *, PyObject *) noexcept
    int PyObject_SetAttr(PyObject *, PyObject *, PyObject *) noexcept
    int _PyObject_LookupAttr(PyObject *, PyObject *, PyObject **) noexcept
    int _PyObject_GetMethod(PyObject *, PyObject *, PyObject **) noexcept
    PyObject **_PyObject_GetDictPtr(PyObject *) noexcept
    PyObject *PyObject_GenericGetAttr(PyObject *, PyObject *) noexcept
    PyObject *_PyObject_GenericGetAttrWithDict(PyObject *, PyObject *, PyObject *, int) noexcept
    PyObject *_PyType_Lookup(HostType *, PyObject *) noexcept
    PyObject *PyObject_GetItem(PyObject *, PyObject *) noexcept
    int PyObject_SetItem(PyObject *, PyObject *, PyObject *) noexcept
    int PyObject_DelItem(PyObject *, PyObject *) noexcept
    PyObject *PyObject_GetIter(PyObject *) noexcept
    PyObject *PyObject_RichCompare(PyObject *, PyObject *, int) noexcept
    int PyObject_IsTrue(PyObject *) noexcept
    int PyIter_Check(PyObject *) noexcept
    int PySequence_Contains(PyObject *, PyObject *) noexcept
    int PySequence_Check(PyObject *) noexcept
    int PyIter_Send(PyObject *, PyObject *, PyObject **) noexcept
    int _PyGen_FetchStopIterationValue(PyObject **) noexcept
    PyObject *PyGC_NewVar "(PyObject *)_PyObject_GC_NewVar"(HostType *, Py_ssize_t) noexcept
    PyObject *PyGC_New "(PyObject *)_PyObject_GC_New"(HostType *) noexcept
    void PyObject_GC_Track(void *) noexcept
    int PyObject_GC_IsTracked(PyObject *) noexcept
    PyObject *PyFunction_New(PyObject *, PyObject *) noexcept
    PyObject *PyMethod_New(PyObject *, PyObject *) noexcept
    PyObject *method_function "PyMethod_GET_FUNCTION"(PyObject *) noexcept
    PyObject *method_self "PyMethod_GET_SELF"(PyObject *) noexcept
    PyObject *PyCell_New(PyObject *) noexcept
    PyObject *cell_value "PyCell_GET"(PyObject *) noexcept
    int PyCell_Set(PyObject *, PyObject *) noexcept
    PyObject *PyImport_ImportModuleLevelObject(PyObject *, PyObject *, PyObject *, PyObject *, int) noexcept
    PyObject *PyImport_GetModule(PyObject *) noexcept
    PyObject *PyModule_GetFilenameObject(PyObject *) noexcept
    int _PyModuleSpec_IsInitializing(PyObject *) noexcept
    int _PyLong_AsInt(PyObject *) noexcept
    int PyFrame_FastToLocalsWithError(HostFrameObject *) noexcept
    void PyFrame_LocalsToFast(HostFrameObject *, int) noexcept
    PyObject *PySys_GetObject(const char *) noexcept
    int PyCode_Addr2Line(PyCodeObject *, int) noexcept

    bint PyDict_CheckExact(PyObject *) noexcept
    bint PyTuple_CheckExact(PyObject *) noexcept
    bint PyUnicode_Check(PyObject *) noexcept
    bint PyUnicode_CheckExact(PyObject *) noexcept
    bint is_interned "cutaway_is_interned"(PyObject *) noexcept
    PyObject *PyDict_GetItemWithError(PyObject *, PyObject *) noexcept
    PyObject *_PyDict_GetItemWithError(PyObject *, PyObject *) noexcept
    int PyDict_SetItem(PyObject *, PyObject *, PyObject *) noexcept
    int PyDict_DelItem(PyObject *, PyObject *) noexcept
    PyObject *PyDict_New() noexcept
    PyObject *PyTuple_New(Py_ssize_t) noexcept
    PyObject *PySlice_New(PyObject *, PyObject *, PyObject *) noexcept
    PyObject *PyList_New(Py_ssize_t) noexcept
    Py_ssize_t tuple_size "PyTuple_GET_SIZE"(PyObject *) noexcept
    PyObject *tuple_item "PyTuple_GET_ITEM"(PyObject *, Py_ssize_t) noexcept
    PyObject **tuple_items "cutaway_tuple_items"(PyObject *) noexcept
    PyObject **list_items "_PyList_ITEMS"(PyObject *) noexcept
    Py_ssize_t list_size "PyList_GET_SIZE"(PyObject *) noexcept
    char *bytes_text "PyBytes_AS_STRING"(PyObject *) noexcept
    Py_ssize_t bytes_size "PyBytes_GET_SIZE"(PyObject *) noexcept
    PyObject *PyLong_FromLong(long) noexcept
    const char *PyUnicode_AsUTF8(PyObject *) noexcept
