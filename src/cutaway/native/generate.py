"""The instruction book, written out as one loop in Cython.

    python -m cutaway.native.generate OUTPUT.pyx

In: `cutaway.bytecode.book`.  Out: the text of the extension module: an enum of all entries, the book's sentences, one
helper per entry, one `switch` over calls of them, around the substrate's own files (`*.pxi`), which are included.

    cdef inline int do_BINARY_SUBSCR "book_BINARY_SUBSCR"(Frame *frame, slots_t sp, int oparg) except -1:
        return settle(sp - 2, 2, PyObject_GetItem(sp[-2], sp[-1]))
    ...
                elif op == BINARY_SUBSCR:
                    if go_BINARY_SUBSCR(frame, sp, oparg) < 0:
                        break
                    sp += -1

Reference counting: inputs stay on the stack, which owns them, while a body runs; a helper borrows them.  Only when the
results are there are the inputs dropped, so that unwinding alone cleans up after an exception.  A control body *takes*
its inputs, for its frame may be left meanwhile.

The loop calls helpers under a second name, declared `noexcept`: it looks at the answers itself, and no traceback entry
of ours is made on the way.

Each part of the loop begins with a C label and ends in a jump of its own to the next instruction's (threading_in_c):
the processor then predicts what follows LOAD_FAST apart from what follows CALL.  The `switch` serves what comes by its
head: the first instruction of a frame, and every one while somebody watches.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType

from cutaway.bytecode import book, opcodes, targets
from cutaway.bytecode.define import INSTRUCTIONS
from cutaway.native.entering import ENTERING, dispatcher
from cutaway.native.entry_text import EntryText
from cutaway.native.fast_forms import FAST_FORMS
from cutaway.native.form import POLL_IN_FRAME, by_the_book, written_out
from cutaway.native.sentences import sentences_of
from cutaway.native.tables import tables_text

HERE = Path(__file__).parent
SUBSTRATE = (
    "host", "stack", "code", "allowance", "trust", "frames", "follow_ups", "tracing", "unwind", "bounds", "metering",
    "meter", "collecting", "feedback", "breaker", "names", "imports", "values", "handling", "generators", "calls",
    "steering", "arithmetic", "fast_names", "special_slots", "enter_operators", "enter_attributes", "enter_containers",
    "fast_calls", "fast_entering", "fast_making", "fast_handling", "entry", "plain", "hook", "layouts", "dropping",
    "delegating", "unfinished",
)  # fmt: skip

HEADER = """\
# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, nonecheck=False
# cython: embedsignature=False, binding=False, optimize.unpack_method_calls=True, cdivision=True, infer_types=False
# Generated from the instruction book by cutaway.native.generate; do not edit.
"""

LOOP = '''
cdef PyObject *run_frames(PyThreadState *tstate, Frame *frame, int throwing) noexcept:
    """Run a frame that CPython pushed, and all that it calls, until it is left; the host's eval function, in short."""
    cdef Run run
    cdef GuestCode *code
    cdef Word *words
    cdef Word *word
    cdef PyObject **names
    cdef PyObject **constants
    cdef slots_t sp, base, at
    cdef PyObject *value
    cdef PyObject *owner
    cdef uintptr_t skew
    cdef int oparg, op, answer, at_unit
    cdef Frame *to
    cdef Frame *caller
    cdef GuestCode *callee
    cdef bint failed
    cdef Py_ssize_t apart = 0
    cdef AtomicInt *breaker = &tstate.interp.ceval.eval_breaker
    arms_of_the_loop()
    if begin_run(&run, tstate, frame, throwing) < 0:
        return end_run(&run, tstate)
    failed = throwing
    while True:
        if unlikely(failed):
            frame = unwind(tstate, frame)
            if frame is HALT:
                return end_run(&run, tstate)
        code = decoded(frame.f_code)
        if unlikely(has_entry(code, frame)):
            to = code.entry(tstate, frame)
            if to is not frame:
                if to is HALT:
                    return end_run(&run, tstate)
                failed = to is NULL
                frame = run.cframe.current_frame
                continue
        words, skew, names, constants = code.words, code.skew, code.names, code.constants
        word = word_of(frame.prev_instr, skew) + 1
        if unlikely(run.meter is not NULL):
            apart = code.apart
            if unlikely(apart == 0 or run.bounds_depth):
                apart = prepare_stretch(tstate, &run, frame.f_code, code)
                if apart == 0:
                    failed = True
                    continue
            begin_stretch(&run, frame, word, apart)
        sp = frame.localsplus + frame.stacktop
        frame.stacktop = -1
        failed = True
        @NEXT_ARM@
        while True:
            arm_the_head()
            if unlikely(is_watched(&run.cframe)):
                while word.op == EXTENDED_ARG:
                    word += 1
                if is_counting(&run.cframe) and (run.branch is not NULL or run.meter is NULL):
                    settle_branch(&run, word)
                if entry_behind[word.op] == PRECALL and not run.cframe.use_tracing:
                    word += word.following
                at_unit = <int>(word - words)
                frame.stacktop = <int>(sp - frame.localsplus)
                if (is_counting(&run.cframe) and run.meter is not NULL
                        and meter_point(tstate, &run, frame, code, at_unit) < 0):
                    frame.prev_instr = unit_of(word, skew)
                    break
                if run.cframe.use_tracing:
                    answer = trace_point(tstate, frame, code, at_unit)
                    sp = frame.localsplus + frame.stacktop
                    if answer < 0:
                        frame.prev_instr = unit_of(word, skew)
                        if unlikely(apart != 0):
                            refrain(&run, code, at_unit)
                        break
                    if unlikely(apart != 0):
                        run.left += tally_of(word, apart).after - tally_of(words + answer, apart).after
                    word = words + answer
                if run.meter is not NULL and run.meter.nearness:
                    note_hit(<Meter>run.meter.owner, frame, code, <int>(word - words))
                frame.stacktop = -1
            frame.prev_instr = unit_of(word, skew)
            op = word.op
            oparg = word.oparg
            if unlikely(op == OBSERVED):
                op = observe(&run, code, word, sp)
@ARMS@
        if unlikely(apart != 0) and run.counted is not NULL:
            end_stretch(&run, code, word)
        if failed and frame is run.cframe.current_frame and frame.stacktop < 0:
            frame.stacktop = <int>(sp - frame.localsplus)
        frame = run.cframe.current_frame
'''

THREADED = """\
cdef extern from *:
    \"""
    #define cutaway_next(word, argument, cframe) do { \\
        (argument) = (word)->oparg; \\
        if (__builtin_expect(*(uint16_t *)(cframe) != 0, 0)) goto cutaway_at_the_head; \\
        goto *cutaway_arms[(word)->op]; \\
    } while (0)
    #define cutaway_go_to(number) goto *cutaway_arms[number]
    #define cutaway_arms_of_the_loop() static const void *const cutaway_arms[256] = {@TABLE@}
@LABELS@
    \"""
    void arms_of_the_loop "cutaway_arms_of_the_loop"() noexcept
    void next_arm "cutaway_next"(Word *, int, CFrame *) noexcept
    void go_to_arm "cutaway_go_to"(int) noexcept
@NAMES@"""

NEXT_ARM = "next_arm(word, oparg, &run.cframe)"

HERE_IT_IS = "frame.prev_instr = unit_of(word, skew)"

SILENT = ("LOAD_CONST", "PUSH_NULL", "COPY", "SWAP", "NOP", "LOAD_CLOSURE", "JUMP_FORWARD", "FAST_LOAD_FAST",
          "EXTENDED_ARG", "FAST_PRECALL", "FAST_KW_NAMES")  # fmt: skip
"""What can neither raise nor run code of anybody's need not say where the frame is."""

STRAIGHT = ("FAST_PRECALL", "FAST_CALL")
"""Parts of the loop that others jump to by name."""

OBSERVING = "go_to_arm(observe(&run, code, word, sp))"
"""The part of the loop for an instruction whose feedback is not full yet (feedback.pxi): note, and do it."""

LEAVING = ("RETURN_VALUE", "RETURN_GENERATOR")
"""Entries after which the frame, and its code, may be gone: what they come to is told to the meter before."""


def arm_of(text: EntryText) -> str:
    """What carries out one entry in the loop, marks and all: what stands under its `elif op == ...`."""
    entry = text.entry
    enter = [ENTERING[entry.name].arm()] if entry.name in ENTERING else []
    call = f"go_{entry.name}({', '.join(text.arguments)})"
    if entry.kind == "control":
        leave = ["LEAVE"] if entry.name in LEAVING else []
        poll = POLL_IN_FRAME if entry.polls else ""
        return "\n".join([*enter, *leave, by_the_book(entry.name, ", ".join(text.arguments), poll)])
    moved = [f"sp += {text.layout.effect}"] if text.layout.effect else []
    poll_lines = ["POLL"] if entry.polls else []
    if entry.kind == "plain":
        if poll_lines:  # RESUME after an await (2, 3) leaves polling to the innermost coroutine
            poll_lines = ["if oparg < 2:", "    POLL"]
        lines = [f"if unlikely({call} < 0):", "    break", *moved, *poll_lines, "STEP", "continue"]
    elif text.layout.keeps_when_jumping:
        lines = [
            f"answer = {call}",
            "if unlikely(answer < 0):",
            "    break",
            "if answer:",
            "    JUMP",
            "    word = words + oparg",
        ]
        lines += ["    continue", "drop(sp - 1)", *moved, "STEP", "continue"]
    else:
        lines = [f"answer = {call}", "if unlikely(answer < 0):", "    break", *moved, "if answer:"]
        lines += [*(f"    {mark}" for mark in [*poll_lines, "JUMP"]), "    word = words + oparg", "    continue"]
        lines += ["STEP", "continue"]
    return "\n".join([*enter, *lines])


def threading_in_c(arms: dict[str, int]) -> str:
    """The C macros that jump from one part of the loop to the next: a label for each number, and the table of labels.

    What has no part of its own, and every number joined with the 255 of a run that is_watched, goes by the head.
    """
    names = {number: name for name, number in arms.items()}
    table = ", ".join(f"&&cutaway_at_{names.get(number, 'the_head')}" for number in range(256))
    labels = [f"    #define cutaway_arm_{name}() cutaway_at_{name}: (void)0" for name in [*arms, "the_head"]]
    labels += [f"    #define cutaway_straight_to_{name}() goto cutaway_at_{name}" for name in STRAIGHT]
    declared = [f'    void arm_{name} "cutaway_arm_{name}"() noexcept' for name in [*arms, "the_head"]]
    declared += [f'    void straight_to_{name} "cutaway_straight_to_{name}"() noexcept' for name in STRAIGHT]
    text = THREADED.replace("@TABLE@", table).replace("@LABELS@", "\n".join(labels))
    return text.replace("@NAMES@", "\n".join(declared))


def threaded(name: str, arm: str) -> str:
    """A part of the loop with its label, and with its own jumps to what comes next."""
    jumping = re.sub(r"^( *)continue$", rf"\1{NEXT_ARM}\n\1continue", arm, flags=re.MULTILINE)
    return "\n".join([f"arm_{name}()", *([] if name in SILENT else [HERE_IT_IS]), jumping])


def parts_of(texts: list[EntryText]) -> dict[str, str]:
    """The parts of the loop by the names of their numbers, each with its label: fast forms first, then the entries."""
    arms = {f"FAST_{name}": fast_arm_of(name) for name in FAST_FORMS}
    return arms | {text.entry.name: book_arm_of(text) for text in texts}


def book_arm_of(text: EntryText) -> str:
    """The part of the loop that carries out one entry of the book."""
    return written_out(arm_of(text), caches_of(text.entry.name))


def fast_arm_of(name: str) -> str:
    """The part of the loop of an entry's fast form."""
    return written_out(FAST_FORMS[name].text, caches_of(name), entering(name))


def caches_of(name: str) -> int:
    """How many code units the inline cache takes of the instructions that an entry stands for."""
    target = targets.current()
    (count,) = {target.caches[opcodes.IDS[instruction]] for instruction, _ in INSTRUCTIONS[name].stands_for}
    return count


def loop_of(arms: dict[str, str]) -> str:
    """The evaluator: the parts under their numbers, each with its label and its jumps."""
    lines = ["if op == BAD_INSTRUCTION:", '    PyErr_SetString(PyExc_SystemError, "unknown opcode")', "    break"]
    for name, arm in arms.items():
        lines += [f"elif op == {name}:", textwrap.indent(threaded(name, arm), "    ")]
    return (
        LOOP.replace("@NEXT_ARM@", NEXT_ARM).replace("@ARMS@", textwrap.indent("\n".join(lines), " " * 12)).strip("\n")
    )


def entering(name: str) -> str:
    """What the mark SPECIAL stands for in the fast form of an entry."""
    return ENTERING[name].arm() if name in ENTERING else ""


def generate() -> str:
    """The whole extension module as text."""
    texts = [EntryText(entry) for entry in book.ENTRIES]
    numbers = {entry.name: number + 1 for number, entry in enumerate(book.ENTRIES)}
    first_fast = len(numbers) + 1
    numbers |= {f"FAST_{name}": first_fast + k for k, name in enumerate(FAST_FORMS)}
    numbers["OBSERVED"] = len(numbers) + 1
    enum = ["cdef enum:", "    BAD_INSTRUCTION = 0", *(f"    {name} = {number}" for name, number in numbers.items())]
    tables = [
        f"BOOK_NAMES = {[text.entry.name for text in texts]!r}",
    ]
    second_names = [f"    {text.declaration}" for text in texts]
    parts = [
        HEADER,
        "\n".join(enum),
        "\n".join(tables),
        tables_text(numbers, FAST_FORMS),
        *(f'include "{name}.pxi"' for name in SUBSTRATE),
        *(sentences_of(family) for family in _families()),
        dispatcher(),
        *(text.text for text in texts),
        "cdef extern from *:\n" + "\n".join(second_names),
        threading_in_c(numbers),
        loop_of(parts_of(texts) | {"OBSERVED": OBSERVING}),
        'include "module.pxi"',
    ]
    return "\n\n".join(parts) + "\n"


def _families() -> list[ModuleType]:
    return [sys.modules[f"{book.__name__}.{name}"] for name in book.FAMILIES]


def main(arguments: list[str]) -> None:
    """Write the module where the first argument says, unless it is there already just so (then nothing is rebuilt)."""
    output = Path(arguments[0])
    text = generate()
    output.parent.mkdir(parents=True, exist_ok=True)
    if not output.exists() or output.read_text() != text:
        output.write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
