"""Instructions with prefixes (EXTENDED_ARG), and calls whose PRECALL and KW_NAMES are jumped to, fallen into and traced."""

import sys

SETTING = "\n".join(f"    v{k} = {k} + 0.5" for k in range(300))
SUM = " + ".join(f"v{k}" for k in range(300))
GLOBALS = "".join(f"g{k} = {k}\n" for k in range(300))

source = f"""
{GLOBALS}
class Box: pass
def take(*given, **named): return len(given), sorted(named.items())
def many(n):
{SETTING}
    box = Box()
    box.last = v299
    total = 0
    while n:
        if n % 2:
            total += {SUM}
            if v299 > 299 and g299:
                total += g298
            total += take(v298, key=v299)[0] + take(v298 if n > 2 else v297, v296)[0]
            total += len(take(v1, other=v2 or v3, third=n and v4)[1])
            box.last += v298
        n -= 1
    return total, box.last, take(*[v295], **{{"v": v294}})
"""
names = {}
exec(source, names)
print(names["many"](5), names["many"](0))


def opcodes(function, *arguments):
    """The offsets of a traced call: of prefixes, PRECALL and KW_NAMES too."""
    offsets = []

    def trace(frame, event, argument):
        frame.f_trace_opcodes = True
        if event == "opcode" and frame.f_code is function.__code__:
            offsets.append(frame.f_lasti)
        return trace

    sys.settrace(trace)
    function(*arguments)
    sys.settrace(None)
    return len(offsets), sum(offsets), offsets[-40:]


print(opcodes(names["many"], 3))


def turned_on_in_the_middle(f, n):
    def trace(frame, event, argument):
        seen.append((event, frame.f_lasti))
        return trace

    seen = []
    frame = sys._getframe()
    for k in range(n):
        f(k if k else f(sys.settrace(trace)), last=f(k))
        frame.f_trace, frame.f_trace_opcodes = trace, True
    sys.settrace(None)
    return seen


print(turned_on_in_the_middle(lambda value=None, last=None: value, 3))


def raising(f, value):
    try:
        f(value[0] if value else f, key=value.missing)
    except AttributeError:
        return sys.exc_info()[2].tb_lasti


print(raising(print, [1]), raising(print, ()))
