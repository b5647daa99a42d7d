"""Count a program's instructions under CPython itself: `python host_count.py DESCRIPTOR PROGRAM [ARGUMENT...]`.

An independent count to hold a meter's against: a trace function hears of each instruction.  In: where the counts are
written to, then the program as it would be started.  Out, by marshal: [(file, function, first line, {line: times})].
What it counts is what a meter counts:

- RESUME is heard of as the call, or the resumption, of its frame;
- of what lies before a function's RESUME (making cells, copying free variables, making the generator) nothing is heard:
  it is added when the frame is first called;
- an instruction behind EXTENDED_ARG is not heard of, that prefix is;
- not PRECALL, CACHE or EXTENDED_ARG, nor importlib's own functions, which are host work.

A generator or coroutine that is made and never begun is not heard of; nor are threads, nor a program that sets a trace
function of its own.  This file imports only what is built in, so that a program finds `sys.modules` as ever.
"""

import sys
from marshal import dumps
from posix import write

HOST_WORK = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>", "<frozen zipimport>")
CACHE, EXTENDED_ARG, RESUME, PRECALL = 0, 144, 151, 166
UNCOUNTED = (CACHE, EXTENDED_ARG, PRECALL)

hits = {}
"""How often each instruction of a code object was heard of, by number of its code unit."""
texts = {}
"""The operations of those code objects."""


def hear(frame, event, _):
    """Be the trace function."""
    if event == "call":
        code = frame.f_code
        if code.co_filename in HOST_WORK:
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if code not in hits:
            hits[code] = [0] * (len(code.co_code) // 2)
            texts[code] = code.co_code[::2]
        unit = frame.f_lasti // 2
        if texts[code][unit] == RESUME:  # else something is thrown into it
            hits[code][unit] += 1
    elif event == "opcode":
        hits[frame.f_code][frame.f_lasti // 2] += 1
    return hear


def by_line(code, times):
    """Answer what is told of a code object."""
    text = texts[code]
    resume = text.index(RESUME)
    lines = [0] * len(text)
    for start, end, line in code.co_lines():
        lines[start // 2 : end // 2] = [line or 0] * ((end - start) // 2)
    counts = {}
    prefixed = 0
    for unit, (operation, heard) in enumerate(zip(text, times, strict=True)):
        heard += prefixed
        prefixed = heard if operation == EXTENDED_ARG else 0
        if unit < resume:
            heard = times[resume]
        if operation not in UNCOUNTED and heard:
            counts[lines[unit]] = counts.get(lines[unit], 0) + heard
    return code.co_filename, code.co_qualname, code.co_firstlineno, counts


def main():
    """Count and tell."""
    descriptor, program = int(sys.argv[1]), sys.argv[2]
    del sys.argv[:2]
    sys.path[0] = sys.argv[0].rpartition("/")[0]
    with open(program, "rb") as file:
        code = compile(file.read(), program, "exec")
    module = type(sys)("__main__")
    module.__file__ = program
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    try:
        sys.settrace(hear)
        exec(code, module.__dict__)
    finally:
        sys.settrace(None)
        told = dumps([by_line(*each) for each in hits.items()])
        while told:
            told = told[write(descriptor, told) :]


main()
