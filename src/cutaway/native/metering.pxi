# The Meter: what Python sees of meter.pxi and bounds.pxi.

cdef enum MeterBudget:
    WITHIN, OVER_INSTRUCTIONS, OVER_MEMORY, OVER_TIME, OVER_DEPTH

cdef enum:
    COLLECT_EVERY = 20000   # instructions between two collections of the youngest, with CPython's own thresholds
    FULL_AFTER = 1000       # collections before the first full one; the next follow in twice the time
    FULL_AT_LEAST = 20000
    NO_DEPTH = 0x7fffffff
    CALLS_OF_OWNER = 100    # that a meter's owner may make where the guest is at its recursion limit

cdef int64_t NO_BOUND = 0x3fffffffffffffff

cdef struct MeterState:
    int64_t count           # instructions carried out, as far as runs have settled
    int64_t stop            # the count at which something is due: a collection or the limit
    int64_t limit
    int64_t collect_at
    int64_t collections, full_at
    int64_t collect_every, middle_every
    bint is_collecting      # 0 is a threshold that lets nothing be collected
    int64_t nearness        # of a profile: the bound is said to be nearer by as much, so every instruction is looked at
    int depth_limit
    bint ended              # no guest code runs any more: every run of this meter is unwound past all handlers
    int pending             # a budget of another kind, found exceeded by what bounds.pxi has
    MemoryState memory
    PyObject *owner         # the Meter

BUDGETS = ("", "instructions", "memory", "time", "depth")

cdef object _sys, _is_collecting, _collect, _get_threshold, _set_threshold, _get_trace, _set_trace
cdef object _get_profile, _set_profile, _get_ident, _clock
import sys as _sys
from gc import collect as _collect, get_threshold as _get_threshold, isenabled as _is_collecting
from gc import set_threshold as _set_threshold
from sys import getprofile as _get_profile, gettrace as _get_trace, setprofile as _set_profile, settrace as _set_trace
from _thread import get_ident as _get_ident
from time import monotonic as _clock
from cutaway.base.errors import BudgetExceeded


class Ended(BaseException):
    """What unwinds the frames of a guest that is over its budget; no handler of a guest's sees it."""


cdef PyObject *ended_class = <PyObject *>Ended


cdef int collecting_meters = 0              # runs in which the meter says when to collect
cdef tuple kept_thresholds = ()
cdef MeterState *process_state = NULL       # of every thread that has no other meter

cdef extern from *:
    int PyThreadState_SetAsyncExc(unsigned long, PyObject *) noexcept


cdef class Meter:
    """Counts the instructions of the guest code that a call runs, and bounds them, its memory, its time and its depth.

    `when_over(meter)` is called where a budget is exceeded (`over` says which, `position` where); it may give more.
    Unless it does the guest ends there, unwound past all of its handlers.
    """
    cdef MeterState state
    cdef readonly str over
    cdef readonly object position
    cdef readonly object problem
    cdef public object when_over
    cdef readonly object thread # who runs the guest: its other threads end it where they are over
    cdef tuple thresholds       # as the guest knows them (collecting.pxi)
    cdef object heard           # the guest's sys.unraisablehook, while the guest is being ended
    cdef tuple listeners        # the trace and profile functions of the other side
    cdef double seconds         # what is left; below 0: no bound
    cdef double started
    cdef Deadline *deadline
    cdef int signal
    cdef int tracing
    cdef list codes             # that ran while this meter made a profile

    def __cinit__(self, limit=None, *, depth=None, memory=None, seconds=None, bint profiled=False):
        self.over = ""
        self.listeners = (None, None)
        self.thresholds = _get_threshold() if collecting_meters == 0 else kept_thresholds
        set_pace(&self.state, self.thresholds)
        self.state.limit = NO_BOUND if limit is None else limit
        self.state.depth_limit = NO_DEPTH if depth is None else depth
        self.state.collect_at = self.state.collect_every
        self.state.full_at = FULL_AFTER
        self.state.nearness = NO_BOUND if profiled else 0
        self.codes = []
        self.state.stop = min(self.state.limit, self.state.collect_at)
        self.state.owner = <PyObject *>self
        self.seconds = -1.0 if seconds is None else seconds
        self.state.memory.bound = -1 if memory is None else memory
        self.state.memory.reserve = 1 << 20
        self.state.memory.verdict = OVER_MEMORY
        self.state.memory.pending = &self.state.pending
        self.state.memory.breaker = address_of(PyInterpreterState_Get().ceval.eval_breaker)
        if memory is not None and not hook_memory():
            raise ValueError("memory cannot be bounded: Python's own allocator is not in place (PYTHONMALLOC, -X dev)")

    def __dealloc__(self):
        if self.deadline is not NULL:
            call_off(self.deadline)

    @property
    def instructions(self):
        """Instructions carried out, in every thread."""
        tell_of_threads(&self.state)
        return min(self.state.count, self.state.limit)

    @property
    def memory(self):
        """Bytes taken since the beginning, those given back subtracted; 0 where memory is not bounded."""
        return self.state.memory.used

    @property
    def lacks_memory(self):
        """Was memory refused, and no instruction came since that would have said so?"""
        return self.state.pending == OVER_MEMORY

    @property
    def ended(self):
        """Was the guest ended?"""
        return bool(self.state.ended)

    def allow(self, int64_t instructions=0, *, int64_t memory=0, double seconds=0, int depth=0):
        """Give more of what is bounded."""
        if self.state.limit < NO_BOUND:
            self.state.limit += instructions
        if self.state.memory.bound >= 0:
            self.state.memory.bound += memory
        if self.seconds >= 0:
            self.seconds = max(self.seconds, 0.0) + seconds
        if self.state.depth_limit < NO_DEPTH:
            self.state.depth_limit += depth
        self.state.memory.over = False
        self.state.stop = -1 if self.state.ended else min(self.state.limit, self.state.collect_at)
        self.over = ""

    def profile(self):
        """How many instructions were carried out, and how often each of them, at one and the same moment.

        Out: the number, and (code, [(offset, times), ...]) for each code object that ran.
        """
        cdef GuestCode *code
        cdef int64_t *hits
        cdef int at
        cdef list codes = self.codes, kept = []
        # Nothing here lets another thread go on: what is made is not the collector's, so that nothing is finalized.
        instructions = self.instructions
        for host in codes:
            code = <GuestCode *>extra_of(<PyCodeObject *>host)
            kept.append((<char *>code.hits)[:code.count * sizeof(int64_t)])
        found = []
        for host, text in zip(codes, kept):
            hits = <int64_t *>bytes_text(<PyObject *>text)
            count = len(text) // sizeof(int64_t)
            found.append((host, [(at * <int>sizeof(CodeUnit), hits[at]) for at in range(count) if hits[at]]))
        return instructions, found

    def end(self):
        """Let no guest code of this meter run any more."""
        self.state.ended = True
        self.state.stop = -1

    def look(self, number=None, frame=None):
        """A handler for SIGNAL: C code that looks for signals finds the deadline passed.  Raises Ended."""
        cdef PyThreadState *tstate = thread_state()
        cdef Run *run = metered_run(tstate.cframe)
        if run is not NULL and run.meter is &self.state and self.state.pending != WITHIN:
            if meter_pending(tstate, run) < 0:
                failed()

    def call(self, function, *arguments, int signal=0, **keywords):
        """Call function; what the guest does meanwhile, on this thread, is counted.

        `signal` is sent to the thread when the time is over, until the meter is asked; `look` should be its handler.
        Out: its result.  Raises what it raises, and BudgetExceeded where a budget ended it.
        """
        if active_meter is not NULL:
            raise RuntimeError("a run on a meter cannot begin another")
        self.signal = signal
        self.begin()
        try:
            result = function(*arguments, **keywords)
        finally:
            self.leave()
            self.give_listeners_back()
            if self.state.ended:
                raise BudgetExceeded(self.over, self.instructions, self.position) from self.problem
        return result

    def attach(self, int signal=0):
        """Count all that this process does from now on, in every thread."""
        global process_state
        self.signal = signal
        Py_INCREF(<PyObject *>self)
        process_state = &self.state
        self.begin()

    cdef begin(self):
        cdef PyThreadState *tstate = thread_state()
        cdef int depth = depth_of(tstate)
        if self.state.depth_limit < NO_DEPTH - depth:
            self.state.depth_limit += depth
        self.thread = _get_ident()
        self.listeners = (_get_trace(), _get_profile())
        self.enter()

    cdef enter(self):
        """From here on the guest runs."""
        self.swap_listeners()
        take_collector()
        self.started = _clock()
        if self.seconds >= 0:
            self.deadline = set_deadline(self.seconds, self.signal, OVER_TIME, &self.state.pending,
                                         self.state.memory.breaker)
        set_active_meter(&self.state)
        if self.state.memory.bound >= 0:
            watch_memory(&self.state.memory)

    cdef leave(self):
        """From here on somebody else runs."""
        cdef Deadline *deadline = self.deadline
        watch_memory(NULL)
        set_active_meter(NULL)
        if deadline is not NULL:
            self.deadline = NULL
            call_off(deadline)
            self.seconds = max(self.seconds - (_clock() - self.started), 0.0)
        if self.state.pending == OVER_TIME:
            self.state.pending = WITHIN
        give_collector_back()
        self.swap_listeners()

    cdef swap_listeners(self):
        """The guest's trace and profile functions are the guest's alone, and the other side's its own."""
        cdef PyThreadState *tstate = thread_state()
        trace, profile = self.listeners
        self.listeners = (_get_trace(), _get_profile())
        if trace is not self.listeners[0]:
            _set_trace(trace)
        if profile is not self.listeners[1]:
            _set_profile(profile)
        self.tracing, tstate.tracing = tstate.tracing, self.tracing

    cdef give_listeners_back(self):
        if self.heard is not None:
            _sys.unraisablehook = self.heard
            self.heard = None

    cdef hush(self, PyThreadState *tstate):
        """Nothing of the guest's listens any more; finalizers that are refused now are nothing to be told about."""
        if self.heard is not None:
            return
        heard = _sys.unraisablehook

        def hook(unraisable):
            if unraisable.exc_type is not Ended:
                heard(unraisable)

        self.heard = heard
        _sys.unraisablehook = hook
        _set_trace(None)
        _set_profile(None)
        if _get_ident() != self.thread and process_state is not &self.state:
            PyThreadState_SetAsyncExc(self.thread, ended_class)     # it looks at its meter then


cdef take_collector():
    """Collections happen where meters say, and not where allocations say."""
    global collecting_meters, kept_thresholds
    if collecting_meters == 0:
        kept_thresholds = _get_threshold()
        _set_threshold(0)
    collecting_meters += 1


cdef give_collector_back():
    global collecting_meters
    collecting_meters -= 1
    if collecting_meters == 0:
        _set_threshold(*kept_thresholds)


def run_metered(Meter meter, function, tuple arguments, dict keywords):
    """Call function in a thread that a metered guest began, on the same meter."""
    set_active_meter(&meter.state)
    if meter.state.memory.bound >= 0:
        watch_memory(&meter.state.memory)
    try:
        function(*arguments, **keywords)
    except Ended:
        pass                    # the run that began the thread tells of it
    finally:
        watch_memory(NULL)
        set_active_meter(NULL)


def current_meter():
    """The meter of what this thread runs; None without one."""
    return <object>(<MeterState *>active_meter).owner if active_meter is not NULL else None
