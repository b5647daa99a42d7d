# Meters: how many instructions a guest carries out, and what happens where a bound is met (docs/internals/budgets.md).
#
# Counting is done by stretches.  `Tally.before` of each code unit says how many instructions lie before it, so between two
# jumps nothing needs to be counted: a run's `spent` plus `before` of the place where it is are the instructions since it
# told its meter.  A taken jump and a change of frames correct `spent`.  Only where the next bound may lie within
# the current code does the loop look before every instruction (`is_counting`), and so meets it exactly.

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
    run.allowed = run.room - total if not run.meter.profiled else -NO_BOUND
    set_counting(&run.cframe, run.spent > run.allowed)


cdef MeterState *adopt_thread() noexcept:
    """A thread that has no meter gets the process's."""
    set_active_meter(process_state)
    if process_state.memory.bound >= 0:
        watch_memory(&process_state.memory)
    return process_state


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
    run.allowed = run.room - code.total if not run.meter.profiled else -NO_BOUND
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
    if run.meter.profiled:
        note_hit(<Meter>run.meter.owner, frame, code, pc)
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


cdef void note_hit(Meter meter, Frame *frame, GuestCode *code, int pc) noexcept:
    """KW_NAMES and the call that it belongs to are one word of ours and two instructions."""
    cdef int op = code.words[pc].op
    if code.total and not code.noted:
        code.noted = True
        try:
            meter.codes.append(<object>frame.f_code)
        except MemoryError:
            code.noted = False
    if op == CALL_KEYWORDS or op == FAST_CALL_KEYWORDS:
        code.tallies[pc].hits += 1
    code.tallies[pc].hits += 1


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
                collect(meter)
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
        if meter.when_over is None or (_get_ident() != meter.thread and process_state is not &meter.state):
            meter.state.ended = True
        else:
            # The owner's code is none of the guest's: for as long as it runs nothing is metered.
            meter.leave()
            try:
                meter.when_over(meter)
            finally:
                meter.enter()
    except BaseException as problem:
        meter.problem = problem
        meter.state.ended = True
    if meter.state.ended:
        meter.hush(tstate)
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


cdef void collect(MeterState *meter) noexcept:
    """The cyclic garbage collector, at a point that the count determines; what finalizers raise is theirs to report."""
    cdef int generation = 1 if meter.collections % 10 == 0 else 0
    if meter.collections >= meter.full_at:
        generation = 2
        meter.full_at += min(meter.full_at, FULL_AT_LEAST)
    try:
        if _is_collecting():
            _collect(generation)
    except BaseException:       # gc.collect reports what goes wrong and raises nothing; not even that may stop a guest
        PyErr_Clear()
