"""Fast forms of what makes values (functions, containers, text), of `with`, of `f(*a, **k)`, and of handling."""

from __future__ import annotations

from cutaway.native.form import NEXT, POLL_IN_FRAME, FastForm, by_the_book, effect_alone, one_result

_ENTERED = """
if to is not NULL:
    ENTER
if PyErr_Occurred() is not NULL:
    break
"""


def _or_the_book(name: str, arguments: str, tried: str, done: str) -> FastForm:
    """`tried` answers -1 for an exception and 1 for what it left to the book's entry, which ends as `done` says."""
    return FastForm(f"""
answer = {tried}
if answer < 0 or answer and go_{name}({arguments}) < 0:
    break
{done}{NEXT}""")


MAKING: dict[str, FastForm] = {
    "MAKE_FUNCTION": FastForm("""
value = function_from(frame, sp, oparg)
if unlikely(value is NULL):
    break
drop(sp - 1)
sp -= 1 + made_of(oparg)
sp[0] = value
sp += 1
STEP
continue
"""),
    "BUILD_MAP": one_result("(sp - 2 * oparg)", "2 * oparg", "map_from(sp - 2 * oparg, oparg)"),
    "BUILD_CONST_KEY_MAP": FastForm("""
base = sp - oparg - 1
if likely(PyTuple_CheckExact(sp[-1]) and tuple_size(sp[-1]) == oparg):
    answer = settle(base, oparg + 1, map_with_keys(base, oparg, sp[-1]))
else:
    answer = go_BUILD_CONST_KEY_MAP(frame, sp, oparg, sp[-1])
if unlikely(answer < 0):
    break
sp = base + 1
STEP
continue
"""),
    "BUILD_STRING": one_result("(sp - oparg)", "oparg", "_PyUnicode_JoinArray(<PyObject *>NO_TEXT, sp - oparg, oparg)"),
    "FORMAT_VALUE": FastForm("""
if unlikely(oparg & 3):
    if go_FORMAT_VALUE(frame, sp, oparg, sp[-1 - (oparg >> 2)]) < 0:
        break
    sp -= oparg >> 2
elif oparg:
    if unlikely(settle(sp - 2, 2, formatted(sp[-2], sp[-1])) < 0):
        break
    sp -= 1
elif unlikely(settle(sp - 1, 1, formatted(sp[-1], NULL)) < 0):
    break
STEP
continue
"""),
    "LIST_EXTEND": _or_the_book(
        "LIST_EXTEND",
        "frame, sp, oparg, sp[-1 - oparg], sp[-1]",
        "finish_unless(sp - 1, 1, extend_list(sp[-1 - oparg], sp[-1]))",
        "sp -= 1\n",
    ),
    "LIST_TO_TUPLE": one_result("(sp - 1)", "1", "PyList_AsTuple(sp[-1])"),
    "SET_ADD": effect_alone("(sp - 1)", "1", "PySet_Add(sp[-1 - oparg], sp[-1])"),
    "DICT_MERGE": _or_the_book(
        "DICT_MERGE",
        "frame, sp, oparg, sp[-3 - oparg], sp[-1 - oparg], sp[-1]",
        "finish_unless(sp - 1, 1, merge_first(sp[-1 - oparg], sp[-1]))",
        "sp -= 1\n",
    ),
    "UNPACK_EX": _or_the_book(
        "UNPACK_EX",
        "frame, sp, oparg, sp[-1]",
        "spread_starred(sp - 1, oparg & 255, oparg >> 8)",
        "sp += (oparg & 255) + (oparg >> 8)\n",
    ),
    "CALL_FUNCTION_EX": FastForm(
        "to = enter_spread(tstate, frame, sp - 3 - (oparg & 1), sp,"
        " unit_of(word + CACHES, skew))" + _ENTERED + by_the_book("CALL_FUNCTION_EX", poll=POLL_IN_FRAME)
    ),
    "BEFORE_WITH": FastForm(
        """
to = enter_with(tstate, frame, sp, unit_of(word + CACHES, skew))
if to is frame:
    sp += 1
    STEP
    continue"""
        + _ENTERED
        + by_the_book("BEFORE_WITH")
    ),
    "RAISE_VARARGS": FastForm(
        """
if oparg == 1 and PyExceptionInstance_Check(sp[-1]):
    PyErr_SetObject(<PyObject *>Py_TYPE(sp[-1]), sp[-1])
    break
"""
        + by_the_book("RAISE_VARARGS")
    ),
    "CHECK_EXC_MATCH": FastForm("""
answer = matches_plainly(sp[-2], sp[-1])
if likely(answer >= 0):
    answer = settle(sp - 1, 1, newref(Py_True if answer else Py_False))
else:
    answer = go_CHECK_EXC_MATCH(frame, sp, oparg, sp[-2], sp[-1])
if unlikely(answer < 0):
    break
STEP
continue
"""),
    "SEND": FastForm(
        """
if not run.cframe.use_tracing and may_be_sent(sp[-2], sp[-1]):
    value = sp[-1]
    frame.stacktop = <int>(sp - 1 - frame.localsplus)
    to = resume_generator(tstate, frame, sp[-2], value)
    Py_DECREF(value)
    if to is NULL:
        break
    ENTER
"""
        + by_the_book("SEND")
    ),
}
