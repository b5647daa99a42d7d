# A guest's code object, decoded: one word per code unit, so that f_lasti, line and exception tables need no translation.
#
# Which entry of the book an instruction stands for is data (`fill_tables`, written by tables.py).  What is kept about a
# code object hangs on it as its "extra": undecided, the host's, the guest's (these with a mark if it is trusted), or the
# guest's and decoded already.

cdef struct Word:
    uint8_t op              # an entry of the book, or a fast form of one
    uint8_t following       # code units to the next instruction, past its prefixes
    uint8_t last            # code units to the last of its inline cache: where a frame stands that waits in a call
    int oparg

cdef extern from *:
    """
    /* Words and code units lie side by side, a word four times as far apart: one number leads from any word to its unit. */
    #define cutaway_skew_of(words, first) (((uintptr_t)(first) << 2) - (uintptr_t)(words))
    #define cutaway_unit_of(word, skew) ((_Py_CODEUNIT *)(((uintptr_t)(word) + (skew)) >> 2))
    #define cutaway_word_of(unit, skew) (((uintptr_t)(unit) << 2) - (skew))
    /* A frame of the loop has a decoded code object, so there is nothing to check. */
    #define cutaway_decoded(code, index) (((cutaway_code_extra *)(code)->co_extra)->ce_extras[index])
    """
    uintptr_t skew_of "cutaway_skew_of"(Word *, CodeUnit *) noexcept
    CodeUnit *unit_of "cutaway_unit_of"(Word *, uintptr_t) noexcept
    uintptr_t address_of_word "cutaway_word_of"(CodeUnit *, uintptr_t) noexcept
    void *decoded_extra "cutaway_decoded"(PyCodeObject *, Py_ssize_t) noexcept

cdef struct Guard:
    int start
    int end
    int target
    int depth
    bint lasti

cdef struct Tally:          # of a code unit; as long as its word, so that one number leads from any word to its tally
    int after               # instructions that count, from this code unit to the end of the stretch
    int jumped              # what a taken jump at this code unit changes of that

cdef struct Feedback                # feedback.pxi

ctypedef Frame *(*Entry)(PyThreadState *, Frame *) noexcept

cdef struct GuestCode:
    Word *words
    uintptr_t skew          # between words and code units
    PyObject **names
    PyObject **constants
    int count
    int size                # slots of a frame: the locals and the stack
    int first_slot          # where the stack begins
    bint own_variables      # a function's: variables of its own, in slots
    bint plain_call         # and nothing but positional parameters
    int guard_count         # -1: not read yet
    Guard *guards
    int *lines              # line of each code unit, for trace functions; NULL: not asked yet
    Tally *tallies          # for meters; NULL: never run on one
    uint8_t *ends           # beside them: does a stretch end with the instruction at this code unit?
    int counted             # instructions that count, once there are tallies
    Py_ssize_t apart        # how far the tallies lie from the words, in bytes; 0 as long as there are none
    Feedback *feedback      # what each instruction met; NULL: nobody asked when the code was decoded
    Entry entry             # what a frame that begins is given to; NULL: the interpreter (entry.pxi)
    int64_t *hits           # how often a profile saw each code unit carried out; NULL: no profile knows the code

cdef enum:
    UNDECIDED = 0
    HOST_RUNS = 1
    GUEST_RUNS = 2
    TRUSTED = 4             # a bit besides: need not be verified
    DECODED = 16            # from here on the extra is a GuestCode's address

cdef struct OpcodeFacts:
    uint8_t entry
    uint8_t caches
    uint8_t kind
    bint passed             # nothing leads to it
    bint ends               # nothing follows: a return, a raise, a jump that is always taken
    bint uncounted          # no instruction of its own to a meter

cdef OpcodeFacts facts[256]
cdef uint8_t binary_entries[64]
cdef uint8_t compare_entries[16]
cdef int binary_count = 0, compare_count = 0
cdef uint8_t entry_load_global, entry_load_global_callable, entry_call, entry_call_keywords
cdef int opcode_extended_arg, opcode_kw_names
cdef uint8_t fast_forms[256]                # entry -> fast form, or 0
cdef uint8_t entry_behind[256]              # entry or fast form -> entry
cdef bint use_fast_forms = True
cdef Py_ssize_t extra_index = -1
cdef PyObject *operators[64]                # of BINARY_OP, for the entry that serves the rare ones


cdef void release_code(void *extra) noexcept:
    """The host's code object dies, and what we decoded of it with it."""
    cdef GuestCode *code = <GuestCode *>extra
    if <uintptr_t>extra < DECODED:
        return
    free(code.words)
    free(code.guards)
    free(code.lines)
    free(code.tallies)
    free(code.hits)
    free_feedback(code)
    free(code)


cdef inline GuestCode *decoded(PyCodeObject *code) noexcept:
    return <GuestCode *>decoded_extra(code, extra_index)


cdef inline Word *word_of(CodeUnit *unit, uintptr_t skew) noexcept:
    return <Word *>address_of_word(unit, skew)


cdef inline void *extra_of(PyCodeObject *code) noexcept:
    return code_extra(code, extra_index)


cdef int set_extra(PyCodeObject *code, void *extra) noexcept:
    """Answer -1 where there is no memory.  What was there before is released by the host, which calls release_code."""
    return set_code_extra(code, extra_index, extra)


cdef GuestCode *decode_code(PyCodeObject *host) except NULL:
    """Verify, unless it is trusted, and decode; the result hangs on the host's code object from now on."""
    cdef PyObject *units
    cdef GuestCode *code
    cdef uint8_t *text
    cdef bint trusted = is_trusted(host)
    cdef bint known = host._co_code is not NULL
    if not trusted:
        examine(<object>host)
    units = PyCode_GetCode(host)
    if units is NULL:
        raise MemoryError
    text = <uint8_t *>bytes_text(units)
    code = <GuestCode *>calloc(1, sizeof(GuestCode))
    if code is not NULL:
        code.count = <int>(bytes_size(units) // 2)
        code.words = <Word *>calloc(code.count + 1, sizeof(Word))
    if code is NULL or code.words is NULL:
        free(code)
        Py_DECREF(units)
        raise MemoryError
    code.skew = skew_of(code.words, first_unit(host))
    code.names, code.constants = tuple_items(host.co_names), tuple_items(host.co_consts)
    code.first_slot = host.co_nlocalsplus
    code.size = host.co_nlocalsplus + host.co_stacksize
    code.own_variables = host.co_flags & (CO_OPTIMIZED | CO_NEWLOCALS) == CO_OPTIMIZED | CO_NEWLOCALS
    code.plain_call = (code.own_variables and host.co_kwonlyargcount == 0
                       and host.co_flags & (CO_VARARGS | CO_VARKEYWORDS) == 0)
    code.guard_count = -1
    fill_words(host, code, text)
    link_words(code, text)
    Py_DECREF(units)
    forget_bytes(host, known)
    if feedback_on:
        observe_code(code)
    if set_extra(host, code) < 0:
        release_code(code)
        raise MemoryError
    if trusted:
        trust_constants(host)
    return code


cdef void fill_words(PyCodeObject *host, GuestCode *code, uint8_t *text) noexcept:
    """Entry and argument of each instruction; a number that no machine can follow becomes BAD_INSTRUCTION."""
    cdef int at = 0, prefix = 0, oparg, k, opcode, keywords = -1
    cdef OpcodeFacts *fact
    cdef Word *word
    while at < code.count:
        opcode = text[2 * at]
        oparg = prefix << 8 | text[2 * at + 1]
        fact = &facts[opcode]
        word = &code.words[at]
        word.op = fact.entry
        word.oparg = oparg
        prefix = oparg if opcode == opcode_extended_arg else 0
        for k in range(at + 1, min(at + 1 + fact.caches, code.count)):
            code.words[k].op = BAD_INSTRUCTION
        if opcode == opcode_kw_names:
            keywords = oparg
        fill_operand(host, code, word, fact.kind, at + 1 + fact.caches)
        if fact.kind == OPERAND_CALL and keywords >= 0:
            word.op = entry_call_keywords
            memcpy(word + 1, tuple_items(host.co_consts) + keywords, sizeof(PyObject *))
            keywords = -1
        if use_fast_forms and fast_forms[word.op]:
            word.op = fast_forms[word.op]
        at += 1 + fact.caches


cdef void fill_operand(PyCodeObject *host, GuestCode *code, Word *word, int kind, int following) noexcept:
    cdef int oparg = word.oparg
    cdef bint good = True
    if kind == OPERAND_NONE:
        word.oparg = 0
    elif kind == OPERAND_CONSTANT:
        good = oparg < tuple_size(host.co_consts)
    elif kind == OPERAND_NAME:
        good = oparg < tuple_size(host.co_names)
    elif kind == OPERAND_GLOBAL:
        word.op = entry_load_global_callable if oparg & 1 else entry_load_global
        word.oparg = oparg >> 1
        good = word.oparg < tuple_size(host.co_names)
    elif kind == OPERAND_LOCAL:
        good = oparg < host.co_nlocalsplus
    elif kind == OPERAND_BINARY:
        good = oparg < binary_count
        if good:
            word.op = binary_entries[oparg]
    elif kind == OPERAND_COMPARE:
        good = oparg < compare_count
        if good:
            word.op = compare_entries[oparg]
    elif kind == OPERAND_JUMP or kind == OPERAND_JUMP_BACK:
        word.oparg = following + oparg if kind == OPERAND_JUMP else following - oparg
        good = 0 <= word.oparg < code.count
    if not good:
        word.op = BAD_INSTRUCTION


cdef void link_words(GuestCode *code, uint8_t *text) noexcept:
    """How far it is to the next instruction, past caches and past prefixes, whose bits are in the next one already."""
    cdef int at = 0, following
    cdef OpcodeFacts *fact
    while at < code.count:
        fact = &facts[text[2 * at]]
        following = past_prefixes(code, text, at + 1 + fact.caches)
        code.words[at].last = fact.caches
        code.words[at].following = <uint8_t>(following - at)
        if (fact.kind == OPERAND_JUMP or fact.kind == OPERAND_JUMP_BACK) and code.words[at].op != BAD_INSTRUCTION:
            code.words[at].oparg = past_prefixes(code, text, code.words[at].oparg)
        at += 1 + fact.caches
    # Running off the end meets this word (the array has one more than there are code units).
    code.words[code.count].op = BAD_INSTRUCTION


cdef inline int past_prefixes(GuestCode *code, uint8_t *text, int at) noexcept:
    while at < code.count and text[2 * at] == opcode_extended_arg:
        at += 1
    return at


cdef inline bint is_send(Word *word) noexcept:
    return word.op == SEND or word.op == FAST_SEND


cdef int read_guards(PyCodeObject *host, GuestCode *code) noexcept:
    """The exception table, read when something is first raised; -1 when there is no room for it.

    Read here and not by `cutaway.bytecode.exception_table`, whose rules it follows: at the recursion limit there is no
    room for a call of ours.
    """
    cdef uint8_t *text = <uint8_t *>bytes_text(host.co_exceptiontable)
    cdef uint8_t *end = text + bytes_size(host.co_exceptiontable)
    cdef uint8_t *at = text
    cdef int count = 0, length, depth
    while at < end:
        count += at[0] >> 7                 # bit 7 marks the first byte of an entry
        at += 1
    code.guards = <Guard *>calloc(count + 1, sizeof(Guard))
    if code.guards is NULL:
        return -1
    at = text
    code.guard_count = 0
    while code.guard_count < count:
        code.guards[code.guard_count].start = read_number(&at, end)
        length = read_number(&at, end)
        code.guards[code.guard_count].end = code.guards[code.guard_count].start + length
        code.guards[code.guard_count].target = read_number(&at, end)
        depth = read_number(&at, end)
        code.guards[code.guard_count].depth = depth >> 1
        code.guards[code.guard_count].lasti = depth & 1
        code.guard_count += 1
    return 0


cdef int read_number(uint8_t **at, uint8_t *end) noexcept:
    """Six bits a byte, highest first; bit 6 means more."""
    cdef int number = 0
    cdef uint8_t byte = 64
    while byte & 64 and at[0] < end:
        byte = at[0][0]
        at[0] += 1
        number = number << 6 | byte & 63
    return number


cdef Guard *guard_of(PyCodeObject *host, GuestCode *code, int at) noexcept:
    """Who guards code unit `at`?  NULL: nobody.  Guards are sorted and do not overlap."""
    cdef int low = 0, high = code.guard_count, middle
    while low < high:
        middle = (low + high) // 2
        if code.guards[middle].end <= at:
            low = middle + 1
        else:
            high = middle
    if low < code.guard_count and code.guards[low].start <= at:
        return &code.guards[low]
    return NULL


cdef int *lines_of "cutaway_lines_of"(PyCodeObject *host, GuestCode *code) except NULL:
    """The line of every code unit, -1 where there is none; trace functions are asked by line."""
    cdef int k
    cdef int *lines
    if code.lines is NULL:
        lines = <int *>malloc((code.count + 1) * sizeof(int))
        if lines is NULL:
            raise MemoryError
        for k in range(code.count + 1):
            lines[k] = -1
        for start, end, line in (<object>host).co_lines():
            for k in range(start // 2, min(end // 2, code.count)):
                lines[k] = -1 if line is None else line
        code.lines = lines
    return code.lines
