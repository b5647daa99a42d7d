# The recursion limit and the C stack.  C code that recurses by itself (repr of a nested list, a pickler, a JSON reader)
# asks the thread's `recursion_remaining` alone, and under a limit of a million that lets it run off the end of the C stack.
# So that number never says more than the C stack has room for: the rest of what the limit allows is *withheld* while
# C code may run, and handed out to guest calls, which need no C stack, as they come.
#
# One allowance for each thread; a run (unwind.pxi) measures the stack anew and gives the outer run's allowance back at its end.

cdef extern from *:
    """
    typedef struct {
        PyThreadState *owner;   /* whose calls are withheld */
        int withheld;           /* calls that the limit allows beyond recursion_remaining */
        int levels;             /* for how many calls of C code the stack has room where the run began */
        int low, top;           /* recursion_remaining stays between these two while guest code runs */
    } cutaway_allowance;
    enum { CUTAWAY_UNBOUNDED = 0x3fffffff, CUTAWAY_LEVEL = 640, CUTAWAY_LEAST_LEVELS = 24 };
    static __thread cutaway_allowance cutaway_allowed = {NULL, 0, CUTAWAY_UNBOUNDED, 0, 0x7fffffff};

    /* CUTAWAY_LEVEL is more C stack than a call takes that CPython's C code counts; the reserve has room for some too. */
    static inline int cutaway_levels_left(uintptr_t reserve) {
        uintptr_t end = cutaway_stack_end ? cutaway_stack_end : cutaway_find_stack_end(reserve);
        uintptr_t here = (uintptr_t)__builtin_frame_address(0);
        uintptr_t levels = here > end ? (here - end) / CUTAWAY_LEVEL : 0;
        if (levels > CUTAWAY_UNBOUNDED - CUTAWAY_LEAST_LEVELS) return CUTAWAY_UNBOUNDED;
        return (int)levels + CUTAWAY_LEAST_LEVELS;
    }
    """
    ctypedef struct Allowance "cutaway_allowance":
        PyThreadState *owner
        int withheld
        int levels
        int low
        int top
    Allowance allowed "cutaway_allowed"
    int levels_left "cutaway_levels_left"(uintptr_t) noexcept

cdef enum:
    ALLOWANCE_SLACK = 64        # calls that may come back before the allowance is reckoned anew


cdef inline int withheld_from(PyThreadState *tstate) noexcept:
    return allowed.withheld if allowed.owner is tstate else 0


cdef inline int depth_of(PyThreadState *tstate) noexcept:
    """How many calls the recursion limit counts now."""
    return tstate.recursion_limit - tstate.recursion_remaining - withheld_from(tstate)


cdef void share_out(PyThreadState *tstate) noexcept:
    """Divide what the limit still allows into what C code may use and what is withheld."""
    cdef int total = tstate.recursion_remaining + withheld_from(tstate)
    cdef bint enough = total <= allowed.levels
    tstate.recursion_remaining = total if enough else allowed.levels
    allowed.owner = tstate
    allowed.withheld = total - tstate.recursion_remaining
    allowed.low = 0 if enough else allowed.levels - allowed.levels // 4
    allowed.top = allowed.levels + ALLOWANCE_SLACK


cdef inline int count_call(PyThreadState *tstate, const char *where) noexcept:
    """Count a call; -1 with RecursionError beyond the limit (then it is not counted).  `where` goes into the message."""
    tstate.recursion_remaining -= 1
    if unlikely(tstate.recursion_remaining < allowed.low):
        return call_beyond(tstate, where)
    return 0


cdef int call_beyond(PyThreadState *tstate, const char *where) noexcept:
    if withheld_from(tstate):
        share_out(tstate)
    if tstate.recursion_remaining >= 0:
        return 0
    return _Py_CheckRecursiveCall(tstate, where)       # where it fails it takes the count back


cdef inline int enter_recursion(PyThreadState *tstate) noexcept:
    """Count a call of the guest's."""
    return count_call(tstate, "")


cdef inline void leave_recursion(PyThreadState *tstate) noexcept:
    """A call of the guest's is over."""
    tstate.recursion_remaining += 1
    if unlikely(tstate.recursion_remaining > allowed.top):
        share_out(tstate)


cdef inline void begin_allowance(PyThreadState *tstate, Allowance *outer) noexcept:
    """A run begins here on the C stack; the allowance of the one around it is kept in `outer`."""
    outer[0] = allowed
    allowed.withheld = withheld_from(tstate)
    allowed.owner = tstate
    allowed.levels = levels_left(STACK_RESERVE)
    allowed.low = 0
    allowed.top = allowed.levels + ALLOWANCE_SLACK
    if unlikely(allowed.withheld != 0 or tstate.recursion_remaining > allowed.levels):
        share_out(tstate)


cdef inline void end_allowance(PyThreadState *tstate, Allowance *outer, int remaining) noexcept:
    """The run is over; C code goes on with the `remaining` calls that it had."""
    global allowed
    cdef int total = tstate.recursion_remaining + withheld_from(tstate)
    cdef int before = remaining + (outer.withheld if outer.owner is tstate else 0)
    cdef int levels = allowed.levels
    allowed = outer[0]
    tstate.recursion_remaining = remaining
    if unlikely(total != before):           # the limit was changed
        tstate.recursion_remaining = total
        allowed.owner, allowed.withheld = tstate, 0
        allowed.levels = min(levels, outer.levels)
        share_out(tstate)
        allowed.levels = outer.levels


# -- sys.setrecursionlimit reckons with recursion_remaining, of which nothing must be withheld then

cdef OneArgument host_set_limit = NULL


cdef PyObject *set_limit(PyObject *module, PyObject *limit) noexcept:
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *result
    tstate.recursion_remaining += withheld_from(tstate)
    if allowed.owner is tstate:
        allowed.withheld = 0
    result = host_set_limit(module, limit)
    share_out(tstate)
    return result


cdef watch_the_limit():
    """From now on sys.setrecursionlimit, the host's own function, comes by here."""
    global host_set_limit
    cdef MethodDef *definition = (<CFunctionObject *><PyObject *>_sys.setrecursionlimit).m_ml
    if host_set_limit is NULL:
        host_set_limit = definition.ml_meth
        definition.ml_meth = set_limit
