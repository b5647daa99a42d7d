"""sys.setprofile: call, return, c_call, c_return, c_exception events; cProfile counts; threading.setprofile."""
import cProfile
import io
import pstats
import sys
import threading


def profiler(frame, event, arg):
    if frame.f_code.co_filename == __file__:
        print(event, frame.f_code.co_name, getattr(arg, "__name__", arg) if event.startswith("c_") else "")


def work(n):
    items = [len("abc"), abs(-n), max(1, n)]
    items.append(helper(n))
    try:
        int("x")
    except ValueError:
        pass
    return sorted(items, key=lambda v: -v)


def helper(n):
    return sum(v for v in range(n))


class K:
    def __init__(self):
        self.x = "a".upper()

    def __len__(self):
        return 3


def classes():
    return len(K()), K().x.join(["1", "2"]), str(5), dict(a=1), list(map(str, [1]))


def fails():
    raise KeyError("x")


sys.setprofile(profiler)
work(2)
classes()
try:
    fails()
except KeyError:
    pass
sys.setprofile(None)
print(sys.getprofile())
profile = cProfile.Profile()
profile.enable()
for _ in range(3):
    work(3)
profile.disable()
out = io.StringIO()
stats = pstats.Stats(profile, stream=out)
print(sorted((name, calls) for (file, line, name), (cc, calls, *_) in stats.stats.items() if file in (__file__, "~"))[:12])
log = []
threading.setprofile(lambda frame, event, arg: log.append((event, frame.f_code.co_name)) if frame.f_code.co_filename == __file__ else None)
t = threading.Thread(target=helper, args=(1,))
t.start()
t.join()
threading.setprofile(None)
print(log)
import trace

tracer = trace.Trace(count=1, trace=0, countfuncs=0)
tracer.runfunc(helper, 3)
print(sorted((line, n) for (file, line), n in tracer.results().counts.items() if file == __file__))
calls = trace.Trace(count=0, trace=0, countcallers=1)
calls.runfunc(work, 1)
print(sorted(f"{a[2]}->{b[2]}" for a, b in calls.results().callers if a[0] == __file__ == b[0]))


def bad(frame, event, arg):
    raise ValueError("profiler failed")


sys.setprofile(bad)
try:
    helper(1)
except ValueError as error:
    print(error, sys.getprofile())
