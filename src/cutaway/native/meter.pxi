# Meters: how many instructions a guest carries out, and what happens where a bound is met (docs/internals/budgets.md).
#
# Counting is done by stretches.  `Tally.after` of each code unit says how many instructions lie from there to the next one
# that nothing follows (a return, a jump that is always taken), so between two jumps nothing needs to be counted: a run's `left` is what it may carry out until something is
# due, less `after` of the place where it is.  A taken jump and a change of frames correct `left`.  Where it falls below
# zero, the bound lying perhaps within the current code, the loop looks before the next instruction (`is_counting`).
# Garbage is collected right there, for that need not be exact, only be the same each time; for a limit the loop goes on
# looking before every instruction, and so meets it exactly.

cdef extern from *:
    """
    #define cutaway_tally_of(word, apart) ((void *)((char *)(word) + (apart)))
    """
    void *address_of_tally "cutaway_tally_of"(Word *, Py_ssize_t) noexcept


cdef inline Tally *tally_of(Word *word, Py_ssize_t apart) noexcept:
    return <Tally *>address_of_tally(word, apart)


cdef Tally *tallies_of(PyCodeObject *host, GuestCode *code) noexcept:
    """The tallies of a code object, made when it first runs on a meter; NULL with MemoryError."""
    cdef PyObject *units
    cdef uint8_t *text
    cdef Tally *tallies
    cdef uint8_t *ends
    cdef int at, count = 0, width, k
    cdef bint known = host._co_code is not NULL
    if code.tallies is not NULL:
        return code.tallies
    units = PyCode_GetCode(host)
    tallies = <Tally *>calloc(code.count + 2, sizeof(Tally) + 1)
    if units is NULL or tallies is NULL:
        Py_XDECREF(units)
        free(tallies)
        if PyErr_Occurred() is NULL:
            set_memory_error()
        return NULL
    text = <uint8_t *>bytes_text(units)
    ends = <uint8_t *>(tallies + code.count + 2)
    at = 0
    while at < code.count:
        ends[at] = facts[text[2 * at]].ends
        if not facts[text[2 * at]].uncounted:
            tallies[at].jumped = 1
        at += 1 + facts[text[2 * at]].caches
    for at in range(code.count, -1, -1):
        if ends[at]:
            count = 0
        count += tallies[at].jumped
        tallies[at].jumped = 0
        tallies[at].after = count
    tallies[code.count + 1].after = -1
    at = 0
    while at < code.count:
        k = facts[text[2 * at]].kind
        if (k == OPERAND_JUMP or k == OPERAND_JUMP_BACK) and code.words[at].op != BAD_INSTRUCTION:
            tallies[at].jumped = tallies[code.words[at].oparg].after - (0 if ends[at] else tallies[at + 1].after)
        at += 1 + facts[text[2 * at]].caches
    Py_DECREF(units)
    forget_bytes(host, known)
    code.tallies, code.counted, code.ends = tallies, tallies[0].after, ends
    code.apart = <char *>tallies - <char *>code.words
    return tallies


cdef inline Run *metered_run(CFrame *cframe) noexcept:
    """The innermost run on a meter among the C frames from here down; NULL if there is none."""
    return on_meter(innermost_run(cframe))


cdef inline Run *on_meter(Run *run) noexcept:
    """The run itself, or the first below it that is on a meter; NULL if there is none."""
    while run is not NULL and run.meter is NULL:
        run = innermost_run(run.cframe.previous)
    return run


cdef inline int after_instruction(GuestCode *code, Py_ssize_t at) noexcept:
    """How many instructions lie after that at `at` (any code unit of it), to the end of the stretch."""
    return 0 if at >= 0 and code.ends[at] else code.tallies[at + 1].after


cdef inline bint is_throwing(Run *run) noexcept:
    """Does C throw into a generator that delegates?  It makes the frames of those between the current ones meanwhile."""
    cdef Frame *frame = run.cframe.current_frame
    while frame is not NULL and frame is not run.counted and frame.owner == FRAME_OWNED_BY_GENERATOR:
        frame = frame.previous
    return frame is run.counted


cdef inline int after_counted(Run *run) noexcept:
    """How many instructions lie after the one that the run is at, to the end of its stretch; 0 between two frames."""
    cdef GuestCode *code
    if run.counted is NULL or (run.counted is not run.cframe.current_frame and not is_throwing(run)):
        return 0
    code = <GuestCode *>extra_of(run.counted.f_code)
    return after_instruction(code, run.counted.prev_instr - first_unit(run.counted.f_code))


cdef inline void tell_meter(Run *run) noexcept:
    """Tell the meter what was carried out, the instruction included that the run is at."""
    run.meter.count += run.reach - run.left - after_counted(run)
    find_room(run)


cdef void tell_of_threads(MeterState *meter) noexcept:
    """Tell the meter what every thread's innermost run on it has carried out; who asks holds the GIL."""
    cdef PyThreadState *each = PyInterpreterState_ThreadHead(PyInterpreterState_Get())
    cdef Run *run
    while each is not NULL:
        run = metered_run(each.cframe)
        while run is not NULL and run.meter is not meter:
            run = metered_run(run.cframe.previous)
        if run is not NULL:
            tell_meter(run)
        each = PyThreadState_Next(each)


cdef inline void find_room(Run *run) noexcept:
    """How far may the run go before something is due?  The meter knows all that was carried out."""
    run.reach = run.meter.stop - run.meter.count - run.meter.nearness
    run.left = run.reach - after_counted(run)
    set_counting(&run.cframe, run.left < 0)


cdef MeterState *adopt_thread() noexcept:
    """A thread that has no meter gets the process's."""
    set_active_meter(process_state)
    if process_state.memory.bound >= 0:
        watch_memory(&process_state.memory)
    return process_state


cdef inline void begin_metered(Run *run) noexcept:
    """Begin a run; what the one below has not told its meter yet is the new one's to tell."""
    cdef Run *below = on_meter(run.allowed.around)
    cdef int64_t room
    run.counted = NULL
    run.bounds_depth = run.meter.depth_limit < NO_DEPTH
    if below is NULL or below.meter is not run.meter:
        run.below = NULL
        find_room(run)
        return
    run.below = below
    run.after_below = after_counted(below)
    room = below.left + run.after_below
    run.reach, run.left = below.reach, room
    below.reach = room
    if unlikely(room < 0):
        set_counting(&run.cframe, True)


cdef inline void end_metered(Run *run) noexcept:
    """The run below goes on with the room that is left, and tells what this one has not."""
    cdef Run *below = run.below
    cdef int64_t room, untold
    if below is NULL:
        tell_meter(run)
        return
    room = run.left + after_counted(run)
    untold = run.reach - room + below.reach - below.left - run.after_below
    below.reach, below.left = room + untold, room - run.after_below
    if unlikely(below.left < 0):
        set_counting(&below.cframe, True)


cdef inline bint is_too_deep(PyThreadState *tstate, Run *run) noexcept:
    return depth_of(tstate) > run.meter.depth_limit


cdef Py_ssize_t prepare_stretch(PyThreadState *tstate, Run *run, PyCodeObject *host, GuestCode *code) noexcept:
    """The run, between two frames, is to go on in one of `code`.

    Out: how far tallies lie from words there; 0 with an exception where the run must not go on.
    """
    if unlikely(code.apart == 0) and tallies_of(host, code) is NULL:
        return 0
    if unlikely(is_too_deep(tstate, run)) and too_deep(tstate, run) < 0:
        return 0
    return code.apart


cdef inline void change_stretch(Run *run, Frame *frame, int change) noexcept:
    """The run goes on in `frame`, where so many instructions less lie ahead than where it comes from."""
    run.counted = frame
    run.left += change
    if unlikely(run.left < 0):
        set_counting(&run.cframe, True)


cdef inline void begin_stretch(Run *run, Frame *frame, Word *word, Py_ssize_t apart) noexcept:
    """The run goes on in `frame` at `word`; what lay after the instruction that it comes from is given back already."""
    run.counted = frame
    run.left -= tally_of(word, apart).after
    if unlikely(run.left < 0):
        set_counting(&run.cframe, True)


cdef inline void end_stretch(Run *run, GuestCode *code, Word *word) noexcept:
    """The run leaves the frame with the instruction at `word`."""
    run.left += after_instruction(code, word - code.words)
    run.counted = NULL


cdef inline void refrain(Run *run, GuestCode *code, Py_ssize_t at) noexcept:
    """A trace function raised before the instruction at `at`, which the run leaves the frame with: it is not carried out."""
    run.left += code.tallies[at].after - after_instruction(code, at)


cdef inline void count_jump(Run *run, Word *word, Py_ssize_t apart) noexcept:
    """The jump at `word` is taken."""
    run.left -= tally_of(word, apart).jumped
    if unlikely(run.left < 0):
        set_counting(&run.cframe, True)


cdef int meter_point(PyThreadState *tstate, Run *run, Frame *frame, GuestCode *code, int pc) noexcept:
    """Before the instruction at `pc`, where a bound may be near: do what is due; -1 when the guest must not go on."""
    cdef int after = code.tallies[pc].after
    cdef CodeUnit *before = frame.prev_instr
    if not is_due(run, after):
        set_counting(&run.cframe, run.left < 0)
        return 0
    run.meter.count += run.reach - run.left - after
    run.counted = NULL
    find_room(run)
    frame.prev_instr = first_unit(frame.f_code) + pc
    if do_what_is_due(tstate, run.meter, after) < 0:
        return -1
    tell_meter(run)                         # of what finalizers carried out
    run.counted = frame
    run.left -= after
    set_counting(&run.cframe, run.left < 0)
    frame.prev_instr = before
    return 0


cdef inline bint is_due(Run *run, int after) noexcept:
    """Is anything to be done before the next instruction?  `after` lie from there to the end of its stretch."""
    cdef int64_t end = run.meter.count + run.reach - run.left       # the count there
    return end > run.meter.collect_at or end - after >= run.meter.stop


cdef void note_hit(Meter meter, Frame *frame, GuestCode *code, int pc) noexcept:
    """The instruction at `pc` is carried out; PRECALL, which counts for none, comes by here where somebody traces."""
    if entry_behind[part_of(code, code.words + pc)] == PRECALL:
        return
    if code.hits is NULL:
        if not code.tallies[0].after:
            return
        code.hits = <int64_t *>calloc(code.count + 1, sizeof(int64_t))
        if code.hits is NULL:
            return
        try:
            meter.codes.append(<object>frame.f_code)
        except MemoryError:
            pass
    code.hits[pc] += 1


cdef int do_what_is_due(PyThreadState *tstate, MeterState *meter, int after) noexcept:
    while True:
        if meter.ended:
            return refuse_to_go_on()
        if meter.count >= meter.limit:
            if exceed(tstate, meter, OVER_INSTRUCTIONS) < 0:
                return -1
        elif meter.count + after > meter.collect_at:
            meter.collect_at += meter.collect_every
            meter.collections += 1
            meter.stop = min(meter.limit, meter.collect_at)
            if collecting_meters and meter.is_collecting:
                tstate.recursion_remaining += 1     # for the call of gc.collect
                collect(meter)
                tstate.recursion_remaining -= 1
        else:
            return 0


cdef int too_deep(PyThreadState *tstate, Run *run) noexcept:
    tell_meter(run)
    while is_too_deep(tstate, run):
        if exceed(tstate, run.meter, OVER_DEPTH) < 0:
            return -1
    tell_meter(run)
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
    tell_meter(run)
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
    tstate.recursion_remaining += CALLS_OF_OWNER
    ask_owner(tstate, <Meter>meter.owner, budget)
    tstate.recursion_remaining -= CALLS_OF_OWNER
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
    cdef int generation = 1 if meter.collections % meter.middle_every == 0 else 0
    if meter.collections >= meter.full_at:
        generation = 2
        meter.full_at += min(meter.full_at, FULL_AT_LEAST)
    try:
        if _is_collecting():
            _collect(generation)
    except BaseException:       # gc.collect reports what goes wrong and raises nothing; not even that may stop a guest
        PyErr_Clear()
