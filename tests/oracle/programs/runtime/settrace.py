"""sys.settrace: call, line, return, exception and opcode events; local tracers; line jumps; switching off."""
import sys


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    text = arg if event == "return" and not hasattr(arg, "gi_frame") else arg[0].__name__ if event == "exception" else ""
    print(event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, repr(text))
    return tracer


def simple(n):
    total = 0
    for i in range(n):
        total += i
    return total


def conditions(x):
    if x:
        a = 1
    elif x is None:
        a = 2
    else:
        a = 3
    while a < 3:
        a += 1
    return [v for v in range(a) if v]


def exceptions():
    try:
        raises()
    except ValueError:
        pass
    finally:
        done = True
    return done


def raises():
    raise ValueError("x")


def generator():
    try:
        yield 1
        yield 2
    finally:
        pass


def uses_generator():
    for v in generator():
        if v == 2:
            break
    return list(x * 2 for x in [1])


class M:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True


def with_block():
    with M() as m:
        1 / 0
    return (
        1 +
        2
    )


def multi_line(a,
               b=2):
    return max(a,
               b,
               key=lambda v: -v)


def classes():
    class C:
        x = 1

        def f(self):
            return super().__repr__
    return C.x


def nested():
    def inner(): return 1
    x = inner(); y = 2
    match x:
        case 2:
            pass
        case 1 if y:
            z = 3
    return z


async def co():
    async with AM() as a:
        return a


class AM:
    async def __aenter__(self):
        return 5

    async def __aexit__(self, *a):
        pass


def run_co():
    try:
        co().send(None)
    except StopIteration as s:
        return s.value


for function, *args in ((simple, 2), (conditions, 0), (conditions, None), (exceptions,), (uses_generator,), (with_block,), (multi_line, 1), (classes,), (nested,), (run_co,)):
    print("--", function.__name__)
    sys.settrace(tracer)
    try:
        function(*args)
    finally:
        sys.settrace(None)
print(sys.gettrace())


def opcodes(frame, event, arg):
    if event == "call":
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
    else:
        events.append((event, frame.f_lasti))
    return opcodes


events = []
sys.settrace(opcodes)
simple(1)
sys.settrace(None)
print(len(events) > 10, {e for e, _ in events})


def jumper(frame, event, arg):
    if event == "line" and frame.f_lineno == frame.f_code.co_firstlineno + 2:
        frame.f_lineno += 1
    return jumper


def jumped():
    x = 1
    x = 2
    return x


sys.settrace(jumper)
result = jumped()
sys.settrace(None)
print(result)


def bad_jump(frame, event, arg):
    if event == "line" and targets:
        target = targets.pop(0)
        try:
            frame.f_lineno = frame.f_code.co_firstlineno + target
            print("jumped to", target)
        except ValueError as error:
            print(target, error)
    return bad_jump


targets = [3, 5, 100, -1, 6, 1, 2, 5]


def loop():
    x = 1
    for i in range(2):
        pass
    with M():
        y = 2
    return x


sys.settrace(bad_jump)
loop()
sys.settrace(None)


def failing(frame, event, arg):
    if event == "line":
        raise RuntimeError("tracer failed")
    return failing


sys.settrace(failing)
try:
    simple(1)
except RuntimeError as error:
    print(error, sys.gettrace())


def stops(frame, event, arg):
    print("only call", event)
    return None


sys.settrace(stops)
simple(1)
sys.settrace(None)


def local_trace(frame, event, arg):
    print("local", event)
    frame.f_trace = None


def swap(frame, event, arg):
    return local_trace


sys.settrace(swap)
simple(1)
sys.settrace(None)


def set_later():
    frame = sys._getframe()
    frame.f_trace = lambda f, e, a: print("set later", e, f.f_lineno - f.f_code.co_firstlineno)
    sys.settrace(lambda *a: None)
    x = 1
    sys.settrace(None)
    y = 2


set_later()
