"""A fast form: the text of an instruction's part of the loop, written by hand because CPython's insides pay there.

In the loop `sp` is the stack pointer, `word` the instruction, `names` and `constants` its code's.  A form's text ends
each way with `continue` (go on) or `break` (failed, or another frame).
"""

from __future__ import annotations

from dataclasses import dataclass

NEXT = "STEP\ncontinue\n"


POLL = """\
if unlikely(load_int(breaker[0])):
    frame.stacktop = <int>(sp - frame.localsplus)
    if poll(tstate) < 0:
        break
    frame.stacktop = -1"""

JUMP = """\
if unlikely(apart != 0):
    count_jump(&run, word, apart)"""

LEAVE = """\
if unlikely(apart != 0):
    end_stretch(&run, code, word)"""


_WHERE_IT_STANDS = "word_of(frame.prev_instr, code.skew) + 1"
_AFTER_THERE = f"tally_of({_WHERE_IT_STANDS}, apart).after"

_COUNTING_AGAIN = """\
if unlikely(apart != 0):
    apart = code.apart
    begin_stretch(&run, frame, word, apart)
"""


def _go_on(place: str, values: str, counting: str = "") -> str:
    """The loop's own variables are to be those of `frame` and its `code`."""
    return f"""\
words, skew, names, constants = code.words, code.skew, code.names, code.constants
word = {place}
{counting}sp = frame.localsplus + {values}
frame.stacktop = -1
continue"""


def _begin(place: str, values: str, after: str) -> str:
    """Go on with the frame `to`, of the code `callee`, for good; `after`: instructions to the end of its stretch."""
    return f"""\
if unlikely(callee.entry is not NULL):
    failed = False
    break
code = callee
frame = to
if unlikely(apart != 0):
    answer = tally_of(word + 1, apart).after
    apart = code.apart
    if unlikely(apart == 0 or run.bounds_depth):
        run.left += answer
        run.counted = NULL
        answer = 0
        apart = prepare_stretch(tstate, &run, frame.f_code, code)
        if apart == 0:
            break
    change_stretch(&run, frame, answer - {after})
{_go_on(place, values)}"""


def _go_back(push: str = "") -> str:
    """Go on with a caller, `to`."""
    return f"""\
frame = to
code = decoded(frame.f_code)
{push}{_go_on(_WHERE_IT_STANDS, "frame.stacktop", _COUNTING_AGAIN)}"""


MARKS = {
    "POLL": POLL,
    "JUMP": JUMP,
    "LEAVE": LEAVE,
    "ENTER": "callee = decoded(to.f_code)\n" + _begin(_WHERE_IT_STANDS, "frame.stacktop", _AFTER_THERE),
    "ENTER_CALLEE": _begin("code.words", "code.first_slot", "code.counted"),
    "GO_BACK": _go_back(),
    "GIVE": _go_back("push_new(frame, value)\n"),
}
"""What a line that consists of a mark stands for.

POLL is the look at signals, threads and pending calls.  ENTER goes on with the frame `to`, for good, ENTER_CALLEE with
one of the code `callee` that begins; GO_BACK goes on with a caller, GIVE after giving it `value`.  JUMP comes before
`word` becomes the target of a jump, LEAVE before the frame and its code may be gone: so that meters count right.  (The
short way of a return needs none: a return ends a stretch, and the current frame is another one at once.)  STEP goes to
what follows, past the instruction's inline cache, of CACHES code units; these are numbers of the text, for the place
of the next word must not wait for memory.  What carries out two instructions at once must not do so while is_watched().
"""

SWITCHED = """\
if to is frame:
@POLL@    sp = frame.localsplus + frame.stacktop
    if frame.prev_instr is unit_of(word, skew):
        STEP
    else:
        JUMP
        word = word_of(frame.prev_instr, skew) + 1
    frame.stacktop = -1
    continue
if to is NULL:
    break
if to is HALT:
    return end_run(&run, tstate)
failed = False
break
"""
"""What becomes of `to`, the answer of a control entry of the book."""


POLL_IN_FRAME = "    if unlikely(load_int(breaker[0])) and poll(tstate) < 0:\n        break\n"
"""The look at signals after a call that came back to this frame: the `poll` of by_the_book."""


def by_the_book(name: str, arguments: str = "frame, sp, oparg", poll: str = "") -> str:
    """The text that carries out a control entry of the book."""
    return f"to = go_{name}({arguments})\n{SWITCHED.replace('@POLL@', poll)}"


@dataclass(frozen=True, slots=True)
class FastForm:
    """One form, with marks."""

    text: str


def written_out(text: str, caches: int, special: str = "") -> str:
    """The text of a part of the loop with its marks replaced by what they stand for.

    `caches`: code units of the inline cache.  SPECIAL, where a form has it, is the attempt to push the frame of a
    special method (native/entering.py).
    """
    marks = {**MARKS, "STEP": f"word += {1 + caches}", "SPECIAL": special}
    lines = []
    for line in text.strip("\n").replace("CACHES", str(caches)).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        lines += [indent + each for each in marks.get(line.strip(), line.strip()).splitlines()]
    return "\n".join(lines)


def one_result(start: str, inputs: str, result: str) -> FastForm:
    """Put a new reference in the place of the inputs, which lie from `start`; NULL: an exception."""
    return FastForm(f"if unlikely(settle({start}, {inputs}, {result}) < 0):\n    break\nsp = {start} + 1\n{NEXT}")


def effect_alone(start: str, inputs: str, effect: str) -> FastForm:
    """Do something, -1 being an exception, and drop the inputs, which lie from `start`."""
    return FastForm(f"if unlikely(finish({start}, {inputs}, {effect}) < 0):\n    break\nsp = {start}\n{NEXT}")
