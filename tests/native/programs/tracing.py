"""Trace and profile functions: events, jumps by f_lineno, what exceptions of theirs do."""

import sys


def work(n):
    total = 0
    for i in gen(n):
        total += i
    try:
        len(5)
    except TypeError:
        total = max(total, 1)
    return total


def gen(n):
    for i in range(n):
        yield i


events = []


def tracer(frame, event, arg):
    if frame.f_code.co_name in ("work", "gen"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


sys.settrace(tracer)
work(2)
sys.settrace(None)
print(events)
calls = []
sys.setprofile(lambda frame, event, arg: calls.append((event, getattr(arg, "__name__", None))))
work(1)
sys.setprofile(None)
print(calls)


def jumps():
    a = 1
    a = 2
    return a


def jump(frame, event, arg):
    if event == "line" and frame.f_lineno == jumps.__code__.co_firstlineno + 2:
        frame.f_lineno += 1
    return jump


def trace_jumps(frame, event, arg):
    return jump if frame.f_code is jumps.__code__ else None


sys.settrace(trace_jumps)
print(jumps())


def refuses(frame, event, arg):
    if event == "return":
        raise ValueError("not allowed")
    return refuses


sys.settrace(lambda frame, event, arg: refuses if frame.f_code is jumps.__code__ else None)
try:
    jumps()
except ValueError as error:
    print(error)
print(sys.gettrace())
opcodes = 0


def counts(frame, event, arg):
    global opcodes
    frame.f_trace_opcodes = True
    opcodes += event == "opcode"
    return counts


sys.settrace(counts)
work(1)
sys.settrace(None)
print(opcodes)
