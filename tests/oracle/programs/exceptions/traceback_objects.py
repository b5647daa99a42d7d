"""Traceback objects: walking, line numbers, positions, frames, stack summaries, clear_frames, rebuilding."""
import sys
import traceback
import types


def a(x):
    local_a = "in a"
    return b(x)


def b(x):
    local_b = "in b"
    return [c(x) for _ in "x"]


def c(x):
    local_c = "in c"
    return 1 / x


try:
    a(0)
except ZeroDivisionError as e:
    tb = e.__traceback__
walk = tb
while walk:
    f = walk.tb_frame
    print(f.f_code.co_name, walk.tb_lineno, f.f_lineno, sorted(k for k in f.f_locals if k.startswith("local")))
    walk = walk.tb_next
for frame in traceback.extract_tb(tb):
    print(frame.name, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno, frame.line)
positions = [list(t.tb_frame.f_code.co_positions())[t.tb_lasti // 2] for t in (tb, tb.tb_next, tb.tb_next.tb_next)]
print(positions)
inner = tb.tb_next.tb_next.tb_next
print(inner.tb_frame.f_code.co_name, inner.tb_frame.f_back.f_code.co_name, inner.tb_frame.f_back.f_back is not None)
last = tb
while last.tb_next:
    last = last.tb_next
print(last.tb_frame.f_locals)
traceback.clear_frames(tb)
print(last.tb_frame.f_locals)
made = types.TracebackType(None, tb.tb_frame, tb.tb_lasti, 7)
print(made.tb_lineno, made.tb_next)
tb.tb_next = None
print(len(traceback.extract_tb(tb)))
try:
    made.tb_next = made
except ValueError as error:
    print(error)
try:
    raise ValueError("re-used").with_traceback(made)
except ValueError as e:
    print([line for _, line in traceback.walk_tb(e.__traceback__)][-1])


def stack():
    return [(s.name, s.lineno) for s in traceback.extract_stack()]


def caller():
    return stack()


print(caller())
te = traceback.TracebackException.from_exception(ValueError("te"), capture_locals=True)
print(list(te.format()), te.exc_type.__name__)


def with_locals():
    secret = 5
    raise KeyError(secret)


try:
    with_locals()
except KeyError as e:
    print("".join(traceback.TracebackException.from_exception(e, capture_locals=True).format()).split("secret = ")[1][0])
    print(traceback.format_exc(limit=1).count("File"), traceback.format_exc(limit=-1).count("with_locals"))
try:
    exec("x = 1\ny = z\n", {})
except NameError as e:
    t = e.__traceback__.tb_next
    print(t.tb_frame.f_code.co_filename, t.tb_lineno)
print(sys.last_value if hasattr(sys, "last_value") else "no last_value")


def handler():
    try:
        raise ValueError
    except ValueError as e:
        return e.__traceback__.tb_frame is sys._getframe(), e.__traceback__.tb_lineno - sys._getframe().f_code.co_firstlineno


print(handler())
