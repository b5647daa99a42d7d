# Meters: how many instructions a guest carries out, and what happens where a bound is met (docs/internals/budgets.md).
#
# Counting is done by stretches.  `Tally.before` of each code unit says how many instructions lie before it, so between two
# jumps nothing needs to be counted: a run's `spent` plus `before` of the place where it is are the instructions since it
# told its meter.  A taken jump and a change of frames correct `spent`.  Only where the next bound may lie within
# the current code does the loop look before every instruction (`is_counting`), and so meets it exactly.

cdef enum MeterBudget:
    WITHIN, OVER_INSTRUCTIONS, OVER_MEMORY, OVER_TIME, OVER_DEPTH

cdef enum:
    COLLECT_EVERY = 20000   # instructions between two collections of the youngest; older ones every tenth time
    RUN_COOKIE = 0x63757461

cdef int64_t NO_BOUND = 0x3fffffffffffffff

cdef struct MeterState:
    int64_t count           # instructions carried out, as far as runs have settled
    int64_t stop            # the count at which something is due: a collection or the limit
    int64_t limit
    int64_t collect_at
    int64_t collections
    int depth_limit
    bint ended              # no guest code runs any more: every run of this meter is unwound past all handlers
    int pending             # a budget of another kind that was found exceeded outside the loop
    PyObject *owner         # the Meter

BUDGETS = ("", "instructions", "memory", "time", "depth")

cdef object _sys, _is_collecting, _collect, _get_threshold, _set_threshold, _get_trace, _set_trace
cdef object _get_profile, _set_profile
import sys as _sys
from gc import collect as _collect, get_threshold as _get_threshold, isenabled as _is_collecting
from gc import set_threshold as _set_threshold
from sys import getprofile as _get_profile, gettrace as _get_trace, setprofile as _set_profile, settrace as _set_trace
from cutaway.base.errors import BudgetExceeded
cdef int collecting_meters = 0              # runs in which the meter says when to collect
cdef tuple kept_thresholds = ()


class Ended(BaseException):
    """What unwinds the frames of a guest that is over its budget; no handler of a guest's sees it."""


cdef PyObject *ended_class = <PyObject *>Ended


cdef Tally *tallies_of(PyCodeObject *host, GuestCode *code) noexcept:
    """The tallies of a code object, made when it first runs on a meter; NULL with MemoryError."""
    cdef PyObject *units
    cdef uint8_t *text
    cdef Tally *tallies
    cdef int at, count = 0, width, k
    if code.tallies is not NULL:
        return code.tallies
    units = PyCode_GetCode(host)
    tallies = <Tally *>calloc(code.count + 2, sizeof(Tally))
    if units is NULL or tallies is NULL:
        Py_XDECREF(units)
        free(tallies)
        if PyErr_Occurred() is NULL:
            set_memory_error()
        return NULL
    text = <uint8_t *>bytes_text(units)
    at = 0
    while at < code.count:
        width = 1 + facts[text[2 * at]].caches
        tallies[at].before = count
        count += 0 if facts[text[2 * at]].uncounted else 1
        for k in range(at + 1, min(at + width, code.count)):
            tallies[k].before = count
        at += width
    tallies[code.count].before = count
    tallies[code.count + 1].before = count + 1
    at = 0
    while at < code.count:
        k = facts[text[2 * at]].kind
        if (k == OPERAND_JUMP or k == OPERAND_JUMP_BACK) and code.words[at].op != BAD_INSTRUCTION:
            tallies[at].jumped = tallies[at + 1].before - tallies[code.words[at].oparg].before
        at += 1 + facts[text[2 * at]].caches
    Py_DECREF(units)
    code.total = count
    code.tallies = tallies
    return tallies


cdef inline Run *metered_run(CFrame *cframe) noexcept:
    """The innermost run on a meter among the C frames from here down; NULL if there is none."""
    while cframe is not NULL:
        if (<Run *>cframe).cookie == RUN_COOKIE ^ <uintptr_t>cframe:
            return <Run *>cframe
        cframe = cframe.previous
    return NULL


cdef inline void tell_meter(Run *run) noexcept:
    """Tell the meter what was carried out, the instruction included that the run is at."""
    cdef GuestCode *code
    cdef int64_t spent = run.spent
    if run.counted is not NULL:
        code = <GuestCode *>extra_of(run.counted.f_code)
        spent += code.tallies[run.counted.prev_instr - first_unit(run.counted.f_code) + 1].before
    run.meter.count += spent
    run.spent -= spent
    find_room(run)


cdef inline void find_room(Run *run) noexcept:
    """How far the run may go before something is due; must it look before each instruction?"""
    cdef int total = 0
    if run.counted is not NULL:
        total = (<GuestCode *>extra_of(run.counted.f_code)).total
    run.room = run.meter.stop - run.meter.count
    run.allowed = run.room - total
    set_counting(&run.cframe, run.spent > run.allowed)


cdef inline void begin_metered(Run *run, CFrame *outer) noexcept:
    cdef Run *below = metered_run(outer)
    if below is not NULL and below.meter is run.meter:
        tell_meter(below)
    run.cookie = RUN_COOKIE ^ <uintptr_t>run
    run.spent = 0
    run.counted = NULL
    find_room(run)


cdef inline void end_metered(Run *run, CFrame *outer) noexcept:
    cdef Run *below
    tell_meter(run)
    run.cookie = 0
    below = metered_run(outer)
    if below is not NULL and below.meter is run.meter:
        find_room(below)


cdef inline Tally *begin_stretch(PyThreadState *tstate, Run *run, Frame *frame, GuestCode *code, int pc) noexcept:
    """The run goes on in `frame` at `pc`; NULL with an exception when it must not."""
    cdef Tally *tallies = code.tallies
    if unlikely(tallies is NULL):
        tallies = tallies_of(frame.f_code, code)
        if tallies is NULL:
            return NULL
    if unlikely(tstate.recursion_limit - tstate.recursion_remaining > run.meter.depth_limit):
        if too_deep(tstate, run) < 0:
            return NULL
    run.counted = frame
    run.spent -= tallies[pc].before
    run.allowed = run.room - code.total
    set_counting(&run.cframe, run.spent > run.allowed)
    return tallies


cdef inline void end_stretch(Run *run, Tally *tallies, int pc) noexcept:
    """The run leaves the frame with the instruction at `pc`."""
    run.spent += tallies[pc + 1].before
    run.counted = NULL


cdef inline void count_jump(Run *run, Tally *tallies, int pc) noexcept:
    """The jump at `pc` is taken."""
    run.spent += tallies[pc].jumped
    if unlikely(run.spent > run.allowed):
        set_counting(&run.cframe, True)


cdef int meter_point(PyThreadState *tstate, Run *run, Frame *frame, GuestCode *code, int pc) noexcept:
    """Before the instruction at `pc`, where a bound is near: do what is due; -1 when the guest must not go on."""
    cdef int64_t spent = run.spent + code.tallies[pc].before
    cdef CodeUnit *before = frame.prev_instr
    cdef int answer
    if spent < run.room:
        return 0
    run.meter.count += spent
    run.spent = 0
    run.counted = NULL
    frame.prev_instr = first_unit(frame.f_code) + pc
    answer = do_what_is_due(tstate, run.meter)
    if answer < 0:
        return -1
    frame.prev_instr = before
    run.counted = frame
    run.spent = -code.tallies[pc].before
    find_room(run)
    return 0


cdef int do_what_is_due(PyThreadState *tstate, MeterState *meter) noexcept:
    while True:
        if meter.ended:
            return refuse_to_go_on()
        if meter.count >= meter.limit:
            if exceed(tstate, meter, OVER_INSTRUCTIONS) < 0:
                return -1
        elif meter.count >= meter.collect_at:
            meter.collect_at += COLLECT_EVERY
            meter.collections += 1
            meter.stop = min(meter.limit, meter.collect_at)
            if collecting_meters:
                collect(meter.collections)
        else:
            return 0


cdef int too_deep(PyThreadState *tstate, Run *run) noexcept:
    tell_meter(run)
    while tstate.recursion_limit - tstate.recursion_remaining > run.meter.depth_limit:
        if exceed(tstate, run.meter, OVER_DEPTH) < 0:
            return -1
    find_room(run)
    return 0


cdef int meter_pending(PyThreadState *tstate, Run *run) noexcept:
    """A budget that is not the loop's own was exceeded; -1 when the guest must not go on."""
    cdef int budget = run.meter.pending
    tell_meter(run)
    if run.meter.ended:
        return refuse_to_go_on()
    run.meter.pending = WITHIN
    if budget != WITHIN and exceed(tstate, run.meter, budget) < 0:
        return -1
    find_room(run)
    return 0


cdef int refuse_to_go_on() noexcept:
    """No guest code any more; whatever exception was on its way gives way."""
    PyErr_SetNone(ended_class)
    return -1


cdef int exceed(PyThreadState *tstate, MeterState *meter, int budget) noexcept:
    """Tell the owner; 0 when it made room, -1 when the guest is to end.  An exception that is set stays set."""
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    PyErr_Fetch(&kind, &value, &trace)
    ask_owner(tstate, <Meter>meter.owner, budget)
    if meter.ended:
        Py_XDECREF(kind)
        Py_XDECREF(value)
        Py_XDECREF(trace)
        return refuse_to_go_on()
    PyErr_Restore(kind, value, trace)
    return 0


cdef void ask_owner(PyThreadState *tstate, Meter meter, int budget) noexcept:
    try:
        meter.over = BUDGETS[budget]
        meter.position = position_of(tstate.cframe.current_frame)
        if meter.when_over is None:
            meter.state.ended = True
        else:
            meter.when_over(meter)
    except BaseException as problem:
        meter.problem = problem
        meter.state.ended = True
    if meter.state.ended:
        meter.hush()
    meter.state.stop = -1 if meter.state.ended else min(meter.state.limit, meter.state.collect_at)


cdef position_of(Frame *frame):
    """(file, line, function, offset of the instruction) of the guest's innermost frame; None without one."""
    cdef int at
    while frame is not NULL and (is_hidden(frame) or <uintptr_t>extra_of(frame.f_code) < DECODED):
        frame = frame.previous
    if frame is NULL:
        return None
    at = <int>(frame.prev_instr - first_unit(frame.f_code))
    code = <object>frame.f_code
    return (code.co_filename, line_at(frame, at), code.co_qualname, max(at, 0) * <int>sizeof(CodeUnit))


cdef void collect(int64_t number) noexcept:
    """The cyclic garbage collector, at a point that the count determines; what finalizers raise is theirs to report."""
    cdef int generation = 2 if number % 100 == 0 else 1 if number % 10 == 0 else 0
    try:
        if _is_collecting():
            _collect(generation)
    except BaseException:       # gc.collect reports what goes wrong and raises nothing; not even that may stop a guest
        PyErr_Clear()


cdef class Meter:
    """Counts the instructions of the guest code that a call runs, and bounds them.

    `when_over(meter)` is called where a budget is exceeded (`over` says which, `position` where); unless it makes room
    the guest ends there, unwound past all of its handlers.
    """
    cdef MeterState state
    cdef readonly str over
    cdef readonly object position
    cdef readonly object problem
    cdef public object when_over
    cdef tuple listeners    # the trace and profile functions before the guest began
    cdef object heard       # the guest's sys.unraisablehook, while the guest is being ended

    def __cinit__(self, limit=None, *, depth=None):
        self.over = ""
        self.state.limit = NO_BOUND if limit is None else limit
        self.state.depth_limit = 0x7fffffff if depth is None else depth
        self.state.collect_at = COLLECT_EVERY
        self.state.stop = min(self.state.limit, self.state.collect_at)
        self.state.owner = <PyObject *>self

    @property
    def instructions(self):
        """Instructions carried out; while a guest runs, up to where it last settled."""
        return min(self.state.count, self.state.limit)

    @property
    def ended(self):
        """Was the guest ended?"""
        return bool(self.state.ended)

    def allow(self, int64_t more):
        """Raise the limit."""
        self.state.limit += more
        self.state.stop = min(self.state.limit, self.state.collect_at)
        self.over = ""

    def allow_depth(self, int more):
        """Raise the bound of the depth."""
        self.state.depth_limit += more
        self.over = ""

    def end(self):
        """Let no guest code of this meter run any more."""
        self.state.ended = True
        self.state.stop = -1

    cdef hush(self):
        """Nothing of the guest's listens any more; finalizers that are refused now are nothing to be told about."""
        heard = _sys.unraisablehook
        trace, profile = self.listeners
        if _get_trace() is not trace:
            _set_trace(trace)
        if _get_profile() is not profile:
            _set_profile(profile)

        def hook(unraisable):
            if unraisable.exc_type is not Ended:
                heard(unraisable)

        self.heard = heard
        _sys.unraisablehook = hook

    def call(self, function, *arguments, **keywords):
        """Call function; what the guest does meanwhile, on this thread, is counted.

        Out: its result.  Raises what it raises, and BudgetExceeded where a budget ended it.
        """
        cdef void *outer = active_meter
        cdef PyThreadState *tstate = thread_state()
        cdef int depth = tstate.recursion_limit - tstate.recursion_remaining
        if outer is not NULL:
            raise RuntimeError("a run on a meter cannot begin another")
        if self.state.depth_limit < 0x7fffffff - depth:
            self.state.depth_limit += depth
        self.listeners = (_get_trace(), _get_profile())
        take_collector()
        set_active_meter(&self.state)
        try:
            result = function(*arguments, **keywords)
        finally:
            set_active_meter(NULL)
            give_collector_back()
            if self.heard is not None:
                _sys.unraisablehook = self.heard
                self.heard = None
            if self.state.ended:
                raise BudgetExceeded(self.over, self.instructions, self.position) from self.problem
        return result


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
