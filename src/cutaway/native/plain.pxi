# The plain engine over the host's frames: the handlers that cutaway.machine.plain derives from the book, hidden Python
# functions, are called one by one; frames, unwinding, tracing and verbs are the compiled loop's own.
#
# While a handler runs the host's current frame is that hidden handler, with the guest's frame below it.  A control verb
# takes the handler's C frame away for as long as it runs, so that what it calls finds the guest's frame current.

cdef PyObject *plain_handlers[256]          # by entry; NULL while another engine is in place
cdef uint8_t operand_kinds[256]             # by entry: which of the operands the entry asks for
cdef bint plain_engine = False

cdef enum:
    HANDLER_DEPTH = 20      # more calls than any handler nests

cdef enum:
    ASKS_NOTHING, ASKS_NAME, ASKS_CONSTANT, ASKS_OPERATION, ASKS_KEYWORDS


@cython.no_gc
cdef class FrameRef:
    """What handlers get as `frame`: the frame that a run is at.  One for each run; it moves with the run.

    The guest's collector knows nothing of it, nor of its views: their cycle is undone where the run ends.
    """
    cdef Frame *frame
    cdef Run *run
    cdef readonly StackView stack
    cdef readonly VariablesView variables
    cdef public int pc
    cdef int calls_left     # the thread's, when the handler was called
    cdef int calls_taken    # by the handler and its way to the verb that runs
    cdef int hushed         # what the handler added to `tracing`, while a verb runs
    cdef bint is_held       # somebody asked for attention when the handler was called, or since

    def __cinit__(self):
        self.stack = StackView()
        self.variables = VariablesView()
        self.stack.owner = self
        self.variables.owner = self

    cdef void retire(self) noexcept:
        """The run is over."""
        self.stack.owner = None
        self.variables.owner = None


@cython.no_gc
cdef class StackView:
    """The value stack as a list; empty slots are NULL (cutaway.bytecode.define)."""
    cdef FrameRef owner

    cdef slots_t base(self) noexcept:
        return self.owner.frame.localsplus + self.owner.frame.f_code.co_nlocalsplus

    def __len__(self):
        return self.owner.frame.stacktop - self.owner.frame.f_code.co_nlocalsplus

    cdef void push(self, value) noexcept:
        push_new(self.owner.frame, NULL if value is NULL_IN_BOOK else newref(<PyObject *>value))

    def append(self, value):
        self.push(value)

    def extend(self, values):
        for value in values:
            self.push(value)

    def pop(self):
        cdef Frame *frame = self.owner.frame
        frame.stacktop -= 1
        return take_or_null(&frame.localsplus[frame.stacktop])

    cdef slots_t slot(self, index) except NULL:
        """Where item `index` lies; indices are small ints, negative ones count from the top."""
        cdef int number = index
        if number < 0:
            return self.owner.frame.localsplus + self.owner.frame.stacktop + number
        return self.base() + number

    cdef int range_of(self, index, int *start, int *end) except -1:
        """The bounds of a slice that lies within the stack.  Plain C, for at the recursion limit nothing may be called."""
        start[0] = 0 if index.start is None else <int>index.start
        end[0] = <int>len(self) if index.stop is None else <int>index.stop
        return 0

    def __getitem__(self, index):
        cdef int start, end, k
        if type(index) is slice:
            self.range_of(index, &start, &end)
            items = []
            for k in range(start, end):
                items.append(read_or_null(self.base() + k))
            return items
        return read_or_null(self.slot(index))

    def __setitem__(self, index, value):
        """stack[first:] = list and stack[index] = value are the forms that handlers use."""
        cdef int start, end
        cdef slots_t at
        if type(index) is slice:
            self.range_of(index, &start, &end)
            self.cut(start)
            self.extend(value)
            return
        at = self.slot(index)
        old = take_or_null(at)
        put_or_null(at, value)

    def __delitem__(self, index):
        """del stack[first:] is the only form that handlers use."""
        cdef int start, end
        self.range_of(index, &start, &end)
        self.cut(start)

    cdef void cut(self, int depth) noexcept:
        cdef Frame *frame = self.owner.frame
        cdef slots_t end = frame.localsplus + frame.stacktop
        frame.stacktop = frame.f_code.co_nlocalsplus + depth
        drop_range(self.base() + depth, end)


@cython.no_gc
cdef class VariablesView:
    """Local variables by number; one without a value is an UnboundLocalError."""
    cdef FrameRef owner

    def __getitem__(self, int number):
        cdef PyObject *value = self.owner.frame.localsplus[number]
        if value is NULL:
            raise_unbound_local(self.owner.frame.f_code, number)
        return <object>value

    def __setitem__(self, int number, value):
        replace(&self.owner.frame.localsplus[number], value)

    def __delitem__(self, int number):
        forget_variable(self.owner.frame, number)


cdef extern from *:
    Frame *raw_call "verb_call"(Frame *, PyObject *, PyObject *, PyObject *) noexcept
    Frame *raw_call_special "verb_call_special"(Frame *, PyObject *, PyObject *) noexcept
    Frame *raw_call_ex "verb_call_ex"(Frame *, PyObject *, PyObject *, PyObject *) noexcept
    Frame *raw_leave "verb_leave"(Frame *, PyObject *) noexcept
    Frame *raw_return_generator "verb_return_generator"(Frame *) noexcept
    Frame *raw_suspend "verb_suspend"(Frame *, PyObject *) noexcept
    Frame *raw_next_item "verb_next_item"(Frame *, PyObject *, int) noexcept
    Frame *raw_send "verb_send"(Frame *, PyObject *, PyObject *, int) noexcept
    Frame *raw_raise_exception "verb_raise_exception"(Frame *, PyObject *) noexcept
    Frame *raw_raise_from "verb_raise_from"(Frame *, PyObject *, PyObject *) noexcept
    Frame *raw_reraise_handled "verb_reraise_handled"(Frame *) noexcept
    Frame *raw_reraise "verb_reraise"(Frame *, PyObject *, PyObject *) noexcept


# The host's loop looks for signals and the like wherever a handler calls.  It is not to find any: the guest would hear of
# them within an instruction, where CPython does not look.  So attention that was asked for is held while a handler runs,
# not while a verb does or a run below, and our loop sees to it after the instruction.

cdef inline void hold_attention(FrameRef ref) noexcept:
    cdef CevalState *state = &thread_state().interp.ceval
    ref.is_held = load_int(state.eval_breaker) != 0
    if ref.is_held:
        store_int(state.eval_breaker, 0)


cdef inline void give_attention(FrameRef ref) noexcept:
    if ref.is_held:
        store_int(thread_state().interp.ceval.eval_breaker, 1)


cdef CFrame *begin_verb(FrameRef ref) noexcept:
    """The guest's frame becomes the current one; answers with the handler's C frame."""
    cdef PyThreadState *tstate = thread_state()
    cdef CFrame *inner = tstate.cframe
    give_attention(ref)
    tstate.cframe = &ref.run.cframe
    ref.hushed = tstate.tracing & HUSHED
    tstate.tracing -= ref.hushed
    lend(-HANDLER_DEPTH)
    ref.calls_taken = min(max(ref.calls_left - tstate.recursion_remaining, 0), HANDLER_DEPTH)
    tstate.recursion_remaining += ref.calls_taken
    return inner


cdef end_verb(FrameRef ref, CFrame *inner, Frame *to):
    """Back to the handler, which now lies above whatever frame the run is at; `to` is what the verb answered."""
    cdef PyThreadState *tstate = thread_state()
    cdef Frame *hidden = inner.current_frame
    cdef Frame *lowest = hidden
    while lowest.previous is not NULL and lowest.previous is not ref.frame:
        lowest = lowest.previous
    lowest.previous = ref.run.cframe.current_frame
    tstate.cframe = inner
    tstate.tracing += ref.hushed
    tstate.recursion_remaining -= ref.calls_taken
    lend(HANDLER_DEPTH)
    hold_attention(ref)
    ref.run.switched = to
    if to is NULL:
        failed()
    return ref


cdef class HostMachine:
    """The verbs of cutaway.machine.engine, for handlers; each is the very function that the compiled loop uses."""

    def load_global(self, FrameRef ref, str name):
        return machine_load_global(ref.frame, name)

    def store_global(self, FrameRef ref, str name, value):
        machine_store_global(ref.frame, name, value)

    def delete_global(self, FrameRef ref, str name):
        machine_delete_global(ref.frame, name)

    def load_name(self, FrameRef ref, str name):
        return machine_load_name(ref.frame, name)

    def store_name(self, FrameRef ref, str name, value):
        machine_store_name(ref.frame, name, value)

    def delete_name(self, FrameRef ref, str name):
        machine_delete_name(ref.frame, name)

    def load_build_class(self, FrameRef ref):
        return machine_load_build_class(ref.frame)

    def setup_annotations(self, FrameRef ref):
        machine_setup_annotations(ref.frame)

    def make_cell(self, FrameRef ref, int number):
        machine_make_cell(ref.frame, number)

    def copy_free_vars(self, FrameRef ref, int count):
        machine_copy_free_vars(ref.frame, count)

    def load_deref(self, FrameRef ref, int number):
        return machine_load_deref(ref.frame, number)

    def load_classderef(self, FrameRef ref, int number):
        return machine_load_classderef(ref.frame, number)

    def store_deref(self, FrameRef ref, int number, value):
        machine_store_deref(ref.frame, number, value)

    def delete_deref(self, FrameRef ref, int number):
        machine_delete_deref(ref.frame, number)

    def import_name(self, FrameRef ref, str name, fromlist, level):
        return machine_import_name(ref.frame, name, fromlist, level)

    def import_from(self, FrameRef ref, module, str name):
        return machine_import_from(ref.frame, module, name)

    def import_star(self, FrameRef ref, module):
        machine_import_star(ref.frame, module)

    def find_method(self, owner, str name):
        return machine_find_method(owner, name)

    def lookup_special(self, owner, str name):
        return machine_lookup_special(owner, name)

    def type_name(self, kind):
        return machine_type_name(kind)

    def is_iterable(self, value):
        return machine_is_iterable(value)

    def exception_matches(self, exc, kind):
        return machine_exception_matches(exc, kind)

    def make_function(self, FrameRef ref, code, defaults, kwdefaults, annotations, closure):
        return machine_make_function(ref.frame, code, defaults, kwdefaults, annotations, closure)

    def get_awaitable(self, FrameRef ref, value, int where):
        return machine_get_awaitable(ref.frame, value, where)

    def get_aiter(self, FrameRef ref, value):
        return machine_get_aiter(ref.frame, value)

    def get_anext(self, FrameRef ref, iterator):
        return machine_get_anext(ref.frame, iterator)

    def get_yield_from_iter(self, FrameRef ref, iterable):
        return machine_get_yield_from_iter(ref.frame, iterable)

    def wrap_async(self, value):
        return machine_wrap_async(value)

    def print_expression(self, FrameRef ref, value):
        machine_print_expression(ref.frame, value)

    def handled(self, FrameRef ref):
        return machine_handled(ref.frame)

    def push_handled(self, FrameRef ref, exc):
        return machine_push_handled(ref.frame, exc)

    def set_handled(self, FrameRef ref, exc):
        machine_set_handled(ref.frame, exc)

    def push(self, FrameRef ref, value):
        push_value(ref.frame, value)

    def resume(self, FrameRef ref, int oparg):
        """Trace functions hear of RESUME before its handler runs."""

    def call(self, FrameRef ref, callee, list arguments, keywords):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_call(ref.frame, <PyObject *>callee, <PyObject *>arguments, <PyObject *>keywords))

    def call_special(self, FrameRef ref, callee, list arguments):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_call_special(ref.frame, <PyObject *>callee, <PyObject *>arguments))

    def call_ex(self, FrameRef ref, callee, tuple arguments, keywords):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner,
                        raw_call_ex(ref.frame, <PyObject *>callee, <PyObject *>arguments, <PyObject *>keywords))

    def leave(self, FrameRef ref, value):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_leave(ref.frame, <PyObject *>value))

    def return_generator(self, FrameRef ref):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_return_generator(ref.frame))

    def suspend(self, FrameRef ref, value):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_suspend(ref.frame, <PyObject *>value))

    def next_item(self, FrameRef ref, iterator, int target):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_next_item(ref.frame, <PyObject *>iterator, target))

    def send(self, FrameRef ref, receiver, value, int target):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_send(ref.frame, <PyObject *>receiver, <PyObject *>value, target))

    def raise_exception(self, FrameRef ref, exc):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_raise_exception(ref.frame, <PyObject *>exc))

    def raise_from(self, FrameRef ref, exc, cause):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_raise_from(ref.frame, <PyObject *>exc, <PyObject *>cause))

    def reraise_handled(self, FrameRef ref):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_reraise_handled(ref.frame))

    def reraise(self, FrameRef ref, exc, lasti):
        cdef CFrame *inner = begin_verb(ref)
        return end_verb(ref, inner, raw_reraise(ref.frame, <PyObject *>exc, <PyObject *>lasti))


cdef HostMachine host_machine = HostMachine()


cdef PyObject *operand_of(Frame *frame, Word *word) noexcept:
    """What the entry asks for by name, borrowed."""
    cdef int kind = operand_kinds[word.op]
    if kind == ASKS_NAME:
        return tuple_item(frame.f_code.co_names, word.oparg)
    if kind == ASKS_CONSTANT:
        return tuple_item(frame.f_code.co_consts, word.oparg)
    if kind == ASKS_OPERATION:
        return operators[word.oparg]
    if kind == ASKS_KEYWORDS:
        return (<PyObject **>(word + 1))[0]
    return Py_None


cdef inline void lend(int calls) noexcept:
    """A handler and what it calls of ours are no calls of the guest's: the limit is not to meet them."""
    global lent_calls
    lent_calls += calls
    thread_state().recursion_remaining += calls


cdef PyObject *call_handler(FrameRef ref, Word *word) noexcept:
    cdef PyObject *arguments[4]
    cdef PyObject *result
    cdef PyObject *oparg
    if plain_handlers[word.op] is NULL:
        PyErr_SetString(PyExc_SystemError, "unknown opcode")
        return NULL
    oparg = PyLong_FromLong(word.oparg)
    arguments[0] = <PyObject *>host_machine
    arguments[1] = <PyObject *>ref
    arguments[2] = oparg
    arguments[3] = operand_of(ref.frame, word)
    ref.calls_left = thread_state().recursion_remaining
    lend(HANDLER_DEPTH)
    hold_attention(ref)
    result = PyObject_Vectorcall(plain_handlers[word.op], arguments, 4, NULL)
    give_attention(ref)
    lend(-HANDLER_DEPTH)
    Py_DECREF(oparg)
    return result


cdef PyObject *run_plainly(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    """Run a frame; calls that were lent to a handler below are taken back meanwhile."""
    cdef int lent = lent_calls
    cdef int taken = 1 if lent else 0       # by the handler itself
    cdef PyObject *result
    if lent:
        store_int(tstate.interp.ceval.eval_breaker, 1)      # the handler may hold what was asked for: look
    lend(-lent)
    tstate.recursion_remaining += taken
    result = run_handlers(tstate, frame, throwing)
    tstate.recursion_remaining -= taken
    lend(lent)
    return result


cdef PyObject *run_handlers(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    """As run_frames, with handlers in place of the switch."""
    cdef Run run
    cdef FrameRef ref
    cdef GuestCode *code
    cdef Word *word
    cdef CodeUnit *first
    cdef int pc, following, at
    cdef bint failed = throwing
    cdef PyObject *answer
    cdef Frame *to
    cdef Py_ssize_t apart = 0
    if begin_run(&run, tstate, frame, throwing) < 0:
        return end_run(&run, tstate)
    ref = FrameRef()
    ref.run = &run
    while True:
        if failed:
            frame = unwind(tstate, frame)
            if frame is HALT:
                ref.retire()
                return end_run(&run, tstate)
        code = <GuestCode *>extra_of(frame.f_code)
        first = first_unit(frame.f_code)
        pc = <int>(frame.prev_instr - first) + 1
        if run.meter is not NULL:
            apart = prepare_stretch(tstate, &run, frame.f_code, code)
            if apart == 0:
                failed = True
                continue
            begin_stretch(&run, frame, code.words + pc, apart)
        ref.frame = frame
        failed = True
        while True:
            word = code.words + pc
            if entry_behind[word.op] == EXTENDED_ARG or (entry_behind[word.op] == PRECALL
                                                         and not run.cframe.use_tracing):
                pc += word.following
                word = code.words + pc
            if word.op == OBSERVED:         # of a native engine that was here before
                stop_observing(code, word)
            following = pc + word.following
            if is_counting(&run.cframe) and meter_point(tstate, &run, frame, code, pc) < 0:
                frame.prev_instr = first + pc
                break
            if run.cframe.use_tracing:
                at = trace_point(tstate, frame, code, pc)
                if at < 0:
                    frame.prev_instr = first + pc
                    if apart != 0:
                        refrain(&run, code, pc)
                    break
                if apart != 0:
                    run.left += code.tallies[pc].after - code.tallies[at].after
                pc = at
                word = code.words + pc
                if word.op == OBSERVED:
                    stop_observing(code, word)
                following = pc + word.following
            if run.meter is not NULL and run.meter.nearness:
                note_hit(<Meter>run.meter.owner, frame, code, pc)
            frame.prev_instr = first + pc
            ref.pc = following
            run.switched = NULL
            if apart != 0 and (word.op == RETURN_VALUE or word.op == FAST_RETURN_VALUE or word.op == RETURN_GENERATOR):
                end_stretch(&run, code, word)
            to = enter_instruction(tstate, frame, word)
            if to is not NOT_ENTERED:
                failed = to is NULL
                break
            answer = call_handler(ref, word)
            if run.switched is HALT:
                ref.retire()
                return end_of_handlers(&run, tstate, answer)
            if answer is NULL:
                break
            Py_DECREF(answer)
            if run.switched is not NULL and run.switched is not frame:
                failed = False
                break
            if load_int(tstate.interp.ceval.eval_breaker) and not waits_in_await(word) and poll(tstate) < 0:
                break
            at = ref.pc
            if frame.prev_instr != first + pc:
                at = <int>(frame.prev_instr - first) + 1
            if apart != 0 and (at != following or code.ends[pc]):
                count_jump(&run, word, apart)
            pc = at
        if apart != 0 and run.counted is not NULL:
            end_stretch(&run, code, code.words + pc)
        frame = run.cframe.current_frame


cdef PyObject *end_of_handlers(Run *run, PyThreadState *tstate, PyObject *answer) noexcept:
    """The last verb has ended the run.  `answer` is NULL where a signal raised in its handler later: C's to hear of."""
    if run.suspended is not NULL:
        run.suspended.gi_frame_state = FRAME_SUSPENDED
    if answer is NULL:
        drop(&run.result)
    else:
        Py_DECREF(answer)
    return end_run(run, tstate)


cdef inline bint waits_in_await(Word *word) noexcept:
    """An interrupt is to meet the innermost coroutine and not one that is just going on after an await."""
    return (word.op == RESUME and word.oparg >= 2) or word.op == JUMP_BACKWARD_NO_INTERRUPT or word.op == SEND


cdef use_handlers(list entries, dict handlers):
    """Take the derived handlers, by entry; None gives them back."""
    global plain_engine
    cdef int number = 0
    plain_engine = handlers is not None
    if not plain_engine:
        return
    if [entry.name for entry in entries] != BOOK_NAMES:
        raise ImportError("the compiled loop was generated from another instruction book; build it again")
    for entry in entries:
        number += 1
        handler = handlers[entry.name]
        plain_handlers[number] = newref(<PyObject *>handler)
        operand_kinds[number] = ASKS_NOTHING
        for kind, name in ((ASKS_NAME, "name"), (ASKS_CONSTANT, "constant"), (ASKS_OPERATION, "operation"),
                           (ASKS_KEYWORDS, "keywords")):
            if name in entry.parameters and name not in [item.name for item in entry.inputs]:
                operand_kinds[number] = kind
        if fast_forms[number]:              # code that was decoded for another engine
            plain_handlers[fast_forms[number]] = plain_handlers[number]
            operand_kinds[fast_forms[number]] = operand_kinds[number]
