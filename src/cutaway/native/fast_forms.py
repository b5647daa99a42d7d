"""Fast forms: the few instructions where CPython's insides pay, each with the text of its part of the loop.

A fast form does what the entry of the same name in the book says, and tests hold it against that entry.  A machine
without them (engine "native-nofast") runs the book alone.  Here are names, calls, loops and operators; the forms of
what makes and handles are in fast_forms_making.py.  The C-level parts are in fast_*.pxi.
"""

from __future__ import annotations

from cutaway.native.fast_forms_making import MAKING
from cutaway.native.form import FastForm, by_the_book

_GLOBAL = """
value = fast_global(frame, word, names[oparg])
if unlikely(value is NULL):
    break
{placed}
STEP
continue
"""

_CALL = """
base = sp - (oparg + 2)
at = base
if base[0] is NULL:
    at = base + 1
    if unlikely(Py_TYPE(base[1]) is &PyMethod_Type):
        unpack_method(base)
        at = base
callee = code_of_function(at[0])
if likely(callee is not NULL):
    to = bind_moving(<PyFunctionObject *>at[0], callee, at + 1, sp - at - 1, {keywords})
    if unlikely(to is NULL):
        to = bind_otherwise(callee, at, sp, {keywords})
        if unlikely(to is NULL):
            break
    frame.stacktop = <int>(base - frame.localsplus)
    to = go_inside(tstate, &run.cframe, frame, to, unit_of(word + CACHES, skew))
    if unlikely(to is NULL):
        break
    ENTER_CALLEE
to = enter_from_stack(tstate, frame, base, at, sp, unit_of(word + CACHES, skew), {keywords})
if to is not frame:
    if unlikely(to is NULL):
        break
    ENTER
value = call_from_stack(tstate, at, sp - at - 1, {keywords})
if unlikely(value is NULL):
    break
drop_range(at, sp)
base[0] = value
sp = base + 1
POLL
STEP
continue
"""

# There is nothing to do, so where nobody watches the call is carried out without a jump by the table.
_ON_TO_PRECALL = """
STEP
if likely(word.op == FAST_PRECALL and not is_watched(&run.cframe)):
    straight_to_FAST_PRECALL()
continue
"""
_ON_TO_CALL = """
STEP
if likely(word.op == FAST_CALL and not is_watched(&run.cframe)):
    oparg = word.oparg
    straight_to_FAST_CALL()
continue
"""

_DEREF = """
value = cell_value(frame.localsplus[oparg])
if unlikely(value is NULL):
    go_LOAD_DEREF(frame, sp, oparg)
    break
sp[0] = newref(value)
sp += 1
STEP
continue
"""

# Where a jump follows, no bool is made: the jump is carried out at once (unless somebody watches each instruction).
_COMPARE = """
base = sp - 2
answer = quick_compare(base[0], base[1], {how})
if answer < 0:
    SPECIAL
    if unlikely(settle(base, 2, PyObject_RichCompare(base[0], base[1], {how})) < 0):
        break
    sp = base + 1
    STEP
    continue
Py_DECREF(base[0])
Py_DECREF(base[1])
STEP
if word.op == POP_JUMP_FORWARD_IF_FALSE and not is_watched(&run.cframe):
    sp = base
    if answer:
        word += 1
        continue
    JUMP
    word = words + word.oparg
    continue
if word.op == POP_JUMP_FORWARD_IF_TRUE and not is_watched(&run.cframe):
    sp = base
    if not answer:
        word += 1
        continue
    JUMP
    word = words + word.oparg
    continue
base[0] = newref(Py_True if answer else Py_False)
sp = base + 1
continue
"""

_ARITHMETIC = """
answer = quick_{quick}(sp - 2)
if unlikely(answer <= 0):
    if answer < 0:
        break
    SPECIAL
    if unlikely(settle(sp - 2, 2, PyNumber_{asked}(sp[-2], sp[-1])) < 0):
        break
sp -= 1
STEP
continue
"""

_WITH_NUMBERS = {
    "ADD": ("add", "Add"),
    "SUBTRACT": ("subtract", "Subtract"),
    "MULTIPLY": ("multiply", "Multiply"),
    "TRUE_DIVIDE": ("divide", "TrueDivide"),
    "FLOOR_DIVIDE": ("floor_divide", "FloorDivide"),
    "REMAINDER": ("remainder", "Remainder"),
    "AND": ("and", "And"),
}
"""Operators with a short way for numbers (arithmetic.pxi): its name, and that of the function that is asked else."""

FAST_FORMS: dict[str, FastForm] = {
    **MAKING,
    **{
        f"BINARY_OP_{mark}{name}": FastForm(_ARITHMETIC.format(quick=quick, asked=in_place + asked))
        for name, (quick, asked) in _WITH_NUMBERS.items()
        for mark, in_place in (("", ""), ("INPLACE_", "InPlace"))
    },
    **{f"COMPARE_OP_{how}": FastForm(_COMPARE.format(how=f"Py_{how}")) for how in ("LT", "LE", "EQ", "NE", "GT", "GE")},
    "LOAD_GLOBAL": FastForm(_GLOBAL.format(placed="sp[0] = value\nsp += 1")),
    "LOAD_GLOBAL_CALLABLE": FastForm(_GLOBAL.format(placed="sp[0] = NULL\nsp[1] = value\nsp += 2")),
    "LOAD_FAST": FastForm("""
value = frame.localsplus[oparg]
if unlikely(value is NULL):
    frame.prev_instr = unit_of(word, skew)
    go_LOAD_FAST(frame, sp, oparg)
    break
sp[0] = newref(value)
sp += 1
STEP
continue
"""),
    "LOAD_ATTR": FastForm("""
value = guessed_attribute(word, sp[-1], names[oparg])
if unlikely(value is NULL):
    SPECIAL
    value = asked_attribute(word, sp[-1], names[oparg])
    if unlikely(value is NULL):
        break
owner = sp[-1]
sp[-1] = value
Py_DECREF(owner)
STEP
continue
"""),
    "STORE_ATTR": FastForm("""
if unlikely(not set_as_guessed(word, sp)):
    SPECIAL
    if unlikely(asked_set_attribute(word, sp[-1], names[oparg], sp[-2]) < 0):
        break
    drop(sp - 1)
    drop(sp - 2)
sp -= 2
STEP
continue
"""),
    "LOAD_METHOD": FastForm("""
if not guessed_method(word, sp - 1, names[oparg]):
    SPECIAL
    if unlikely(asked_method(word, sp - 1, names[oparg]) < 0):
        break
sp += 1
STEP
continue
"""),
    "PRECALL": FastForm(_ON_TO_CALL),
    "KW_NAMES": FastForm(_ON_TO_PRECALL),
    "CALL": FastForm(_CALL.format(keywords="NULL")),
    "CALL_KEYWORDS": FastForm(_CALL.format(keywords="(<PyObject **>(word + 1))[0]")),
    "RETURN_VALUE": FastForm(
        """
if likely(is_left_fast(&run.cframe, frame)):
    value = sp[-1]
    to = leave_fast(tstate, &run.cframe, frame)
    if likely(block_of(frame).then.then == THEN_GIVE):
        keep_block(block_of(frame))
        GIVE
    run.counted = NULL
    caller = to
    to = follow_up_fast(tstate, block_of(frame), caller, value)
    if unlikely(to is not caller):
        failed = to is NULL
        break
    GO_BACK
LEAVE
if frame.is_entry and not run.cframe.use_tracing:
    tstate.recursion_remaining += 1
    run.result = sp[-1]
    frame.stacktop = <int>(sp - 1 - frame.localsplus)
    return end_run(&run, tstate)
"""
        + by_the_book("RETURN_VALUE")
    ),
    "FOR_ITER": FastForm(
        """
owner = sp[-1]
if Py_TYPE(owner) is not &PyGen_Type:
    SPECIAL
    if unlikely(Py_TYPE(owner).tp_iternext is NULL):
        set_no_iterator(owner)
        break
    value = Py_TYPE(owner).tp_iternext(owner)
    if likely(value is not NULL):
        sp[0] = value
        sp += 1
        STEP
        continue
    if PyErr_Occurred() is not NULL:
        if not PyErr_ExceptionMatches(PyExc_StopIteration):
            break
        if tstate.c_tracefunc is not NULL:
            trace_exception(tstate, frame)
        PyErr_Clear()
    sp -= 1
    drop(sp)
    JUMP
    word = words + oparg
    continue
if not run.cframe.use_tracing and may_be_resumed(owner):
    frame.stacktop = <int>(sp - frame.localsplus)
    to = resume_generator(tstate, frame, owner, Py_None)
    if to is NULL:
        break
    ENTER
"""
        + by_the_book("FOR_ITER")
    ),
    "BINARY_SUBSCR": FastForm("""
SPECIAL
if unlikely(settle(sp - 2, 2, fast_item(sp[-2], sp[-1])) < 0):
    break
sp -= 1
STEP
continue
"""),
    "STORE_SUBSCR": FastForm("""
SPECIAL
if unlikely(finish(sp - 3, 3, fast_set_item(sp[-2], sp[-1], sp[-3])) < 0):
    break
sp -= 3
STEP
continue
"""),
    "UNPACK_SEQUENCE": FastForm("""
if not spread_exactly(sp - 1, oparg):
    if unlikely(go_UNPACK_SEQUENCE(frame, sp, oparg, sp[-1]) < 0):
        break
sp += oparg - 1
STEP
continue
"""),
    "LOAD_DEREF": FastForm(_DEREF),
    "STORE_DEREF": FastForm("""
PyCell_Set(frame.localsplus[oparg], sp[-1])
sp -= 1
drop(sp)
STEP
continue
"""),
    "IS_OP": FastForm("""
value = Py_True if (sp[-2] is sp[-1]) != (oparg != 0) else Py_False
Py_INCREF(value)
drop(sp - 1)
sp -= 1
owner = sp[-1]
sp[-1] = value
Py_DECREF(owner)
STEP
continue
"""),
    "CONTAINS_OP": FastForm("""
SPECIAL
answer = PySequence_Contains(sp[-1], sp[-2])
if unlikely(answer < 0):
    break
drop(sp - 1)
sp -= 1
owner = sp[-1]
sp[-1] = newref(Py_True if (answer != 0) != (oparg != 0) else Py_False)
Py_DECREF(owner)
STEP
continue
"""),
    "YIELD_VALUE": FastForm(
        """
frame.stacktop = <int>(sp - 1 - frame.localsplus)
to = suspend_fast(tstate, frame, sp[-1])
if likely(to is not NULL):
    if to is HALT:
        return end_run(&run, tstate)
    ENTER
"""
        + by_the_book("YIELD_VALUE")
    ),
    "BUILD_SLICE": FastForm("""
base = sp - oparg
if unlikely(settle(base, oparg, PySlice_New(base[0], base[1], base[2] if oparg == 3 else NULL)) < 0):
    break
sp = base + 1
STEP
continue
"""),
    "COPY_FREE_VARS": FastForm("""
copy_closure(frame, oparg)
STEP
continue
"""),
}
