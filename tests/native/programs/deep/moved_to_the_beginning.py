"""A debugger moves a running generator to its first line: CPython 3.11 makes a generator of it again, and crashes."""

import sys

moved = []


def counting(items):
    for item in items:
        total = yield item
        moved.append(total)
    return "end"


def trace(frame, event, argument):
    if frame.f_code is not counting.__code__:
        return None
    if event == "line" and frame.f_lineno == counting.__code__.co_firstlineno + 3 and len(moved) in range(1, 9):
        moved.append("moved")
        frame.f_lineno = counting.__code__.co_firstlineno
    return trace


sys.settrace(trace)
print(list(counting(iter(range(1, 12)))))
sys.settrace(None)
print(moved)


async def awaiting():
    for _ in range(2):
        moved.append("awaited")
    return "result"


def trace_coroutine(frame, event, argument):
    first = awaiting.__code__.co_firstlineno
    if frame.f_code is awaiting.__code__ and event == "line" and frame.f_lineno == first + 2 and moved == ["awaited"]:
        moved.append("moved")
        frame.f_lineno = first
    return trace_coroutine


moved.clear()
sys.settrace(trace_coroutine)
try:
    awaiting().send(None)
except StopIteration as end:
    sys.settrace(None)
    print(end.value, moved)
