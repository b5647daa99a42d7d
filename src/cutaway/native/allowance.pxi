# The recursion limit and the C stack.  C code that recurses by itself (repr of a nested list, a pickler, a JSON reader)
# asks the thread's `recursion_remaining` alone, and under a limit of a million that lets it run off the end of the C stack.
# So that number never says more than the C stack has room for: the rest of what the limit allows is *withheld* while
# C code may run, and handed out to guest calls, which need no C stack, as they come.
#
# What is withheld, and how much the C stack has room for, stands in the run (unwind.pxi): a run lies on its C stack, so
# that greenlets, which put another stack in its place, put its numbers in place too.

cdef extern from *:
    """
    enum { CUTAWAY_UNBOUNDED = 0x3fffffff, CUTAWAY_LEVEL = 640, CUTAWAY_LEAST_LEVELS = 24 };

    /* CUTAWAY_LEVEL is more C stack than a call takes that CPython's C code counts; the reserve has room for some too. */
    static inline int cutaway_levels_left(uintptr_t reserve) {
        uintptr_t end = cutaway_stack_end ? cutaway_stack_end : cutaway_find_stack_end(reserve);
        uintptr_t here = (uintptr_t)__builtin_frame_address(0);
        uintptr_t levels = here > end ? (here - end) / CUTAWAY_LEVEL : 0;
        if (levels > CUTAWAY_UNBOUNDED - CUTAWAY_LEAST_LEVELS) return CUTAWAY_UNBOUNDED;
        return (int)levels + CUTAWAY_LEAST_LEVELS;
    }

    /* For a greenlet, which has no run below its first: what the last run of the thread had withheld. */
    typedef struct { PyThreadState *owner; int withheld; } cutaway_inheritance;
    static __thread cutaway_inheritance cutaway_inherited = {NULL, 0};
    """
    int UNBOUNDED "CUTAWAY_UNBOUNDED"
    int levels_left "cutaway_levels_left"(uintptr_t) noexcept
    ctypedef struct Inheritance "cutaway_inheritance":
        PyThreadState *owner
        int withheld
    Inheritance inherited "cutaway_inherited"

cdef enum:
    ALLOWANCE_SLACK = 64        # calls that may come back before the allowance is reckoned anew

cdef struct Allowance:
    int withheld            # calls that the limit allows beyond recursion_remaining
    int levels              # for how many calls of C code the stack has room where the run began
    int low, top            # recursion_remaining stays between these two while guest code runs
    unsigned int span       # how far they lie apart
    int remaining           # what it was when the run began
    int before              # and what was withheld then
    int kept                # what it was before the limit was set
    Run *around             # the run that goes on after this one, on the same C stack; NULL: none


cdef inline int withheld_from(PyThreadState *tstate) noexcept:
    cdef Run *run = innermost_run(tstate.cframe)
    return 0 if run is NULL else run.allowed.withheld


cdef inline int depth_of(PyThreadState *tstate) noexcept:
    """How many calls the recursion limit counts now."""
    return tstate.recursion_limit - tstate.recursion_remaining - withheld_from(tstate)


cdef void share_out(PyThreadState *tstate, Allowance *allowed, int levels) noexcept:
    """Divide what the limit still allows into what C code may use and what is withheld."""
    cdef int total = tstate.recursion_remaining + allowed.withheld
    cdef bint enough = total <= levels
    tstate.recursion_remaining = total if enough else levels
    allowed.withheld = total - tstate.recursion_remaining
    allowed.low = 0 if enough else levels - levels // 4
    allowed.span = allowed.top - allowed.low
    inherited.owner, inherited.withheld = tstate, allowed.withheld


cdef inline int count_call(PyThreadState *tstate, const char *where) noexcept:
    """Count a call; -1 with RecursionError beyond the limit (then it is not counted).  `where` goes into the message."""
    cdef Allowance *allowed = &run_of(tstate).allowed
    tstate.recursion_remaining -= 1
    if unlikely(<unsigned int>(tstate.recursion_remaining - allowed.low) > allowed.span):
        return call_beyond(tstate, where)
    return 0


cdef int call_beyond(PyThreadState *tstate, const char *where) noexcept:
    share_out(tstate, &run_of(tstate).allowed, run_of(tstate).allowed.levels)
    if tstate.recursion_remaining >= 0:
        return 0
    return _Py_CheckRecursiveCall(tstate, where)       # where it fails it takes the count back


cdef inline int enter_recursion(PyThreadState *tstate) noexcept:
    """Count a call of the guest's."""
    return count_call(tstate, "")


cdef inline void keep_within(PyThreadState *tstate) noexcept:
    """C code is to be called: it has no more calls than its C stack, though a greenlet raised the limit meanwhile."""
    if unlikely(tstate.recursion_remaining > run_of(tstate).allowed.top):
        share_out(tstate, &run_of(tstate).allowed, run_of(tstate).allowed.levels)


cdef inline void leave_recursion(PyThreadState *tstate) noexcept:
    """A call of the guest's is over."""
    tstate.recursion_remaining += 1
    keep_within(tstate)


cdef inline void begin_allowance(PyThreadState *tstate, Allowance *allowed, CFrame *outer) noexcept:
    """A run begins here on the C stack, from C code that runs in `outer`."""
    allowed.around = innermost_run(outer)
    if allowed.around is not NULL:
        allowed.before = allowed.around.allowed.withheld
    else:
        allowed.before = inherited.withheld if inherited.owner is tstate else 0
    allowed.remaining, allowed.withheld = tstate.recursion_remaining, allowed.before
    allowed.levels = levels_left(STACK_RESERVE)
    allowed.low = 0
    allowed.top = allowed.span = allowed.levels + ALLOWANCE_SLACK
    if unlikely(allowed.before != 0 or allowed.remaining > allowed.levels):
        share_out(tstate, allowed, allowed.levels)


cdef inline void end_allowance(PyThreadState *tstate, Allowance *allowed) noexcept:
    """The run is over; C code goes on with the calls that it had."""
    cdef int total = tstate.recursion_remaining + allowed.withheld
    tstate.recursion_remaining = allowed.remaining
    inherited.owner, inherited.withheld = tstate, allowed.before
    if unlikely(total != allowed.remaining + allowed.before):       # the limit was changed
        tstate.recursion_remaining = total
        if allowed.around is NULL:
            inherited.withheld = 0
        else:
            allowed.around.allowed.withheld = 0
            share_out(tstate, &allowed.around.allowed, min(allowed.levels, allowed.around.allowed.levels))


# -- sys.setrecursionlimit reckons with recursion_remaining of every thread: nothing must be withheld then, and whoever
# waits in C code must not be given more than its C stack has room for

cdef OneArgument host_set_limit = NULL


cdef void give_back(PyInterpreterState *interp) noexcept:
    """Nothing is withheld from any thread; what it had is kept in its run."""
    cdef PyThreadState *each = PyInterpreterState_ThreadHead(interp)
    cdef Run *run
    while each is not NULL:
        run = innermost_run(each.cframe)
        if run is not NULL:
            run.allowed.kept = each.recursion_remaining
            each.recursion_remaining += run.allowed.withheld
            run.allowed.withheld = 0
        each = PyThreadState_Next(each)


cdef void withhold_again(PyInterpreterState *interp) noexcept:
    cdef PyThreadState *current = thread_state()
    cdef PyThreadState *each = PyInterpreterState_ThreadHead(interp)
    cdef Run *run
    while each is not NULL:
        run = innermost_run(each.cframe)
        if run is not NULL and each is not current:
            share_out(each, &run.allowed, max(run.allowed.kept, 0))
            run.allowed.low = UNBOUNDED         # its next call reckons anew
        each = PyThreadState_Next(each)
    run = innermost_run(current.cframe)
    if run is not NULL:
        share_out(current, &run.allowed, run.allowed.levels)


cdef PyObject *set_limit(PyObject *module, PyObject *limit) noexcept:
    cdef PyInterpreterState *interp = thread_state().interp
    cdef PyObject *result
    give_back(interp)
    result = host_set_limit(module, limit)
    withhold_again(interp)
    return result


cdef watch_the_limit():
    """From now on sys.setrecursionlimit, the host's own function, comes by here."""
    global host_set_limit
    cdef MethodDef *definition = (<CFunctionObject *><PyObject *>_sys.setrecursionlimit).m_ml
    if host_set_limit is NULL:
        host_set_limit = definition.ml_meth
        definition.ml_meth = set_limit
