"""C code that enters guest code by ways of its own: ctypes callbacks, pythonapi, pending exceptionsand tracemalloc."""
import ctypes
import gc
import sys
import threading
import time
import tracemalloc

COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
libc = ctypes.CDLL(None)
numbers = (ctypes.c_int * 6)(5, 3, 9, 1, 7, 2)
calls = []


def compare(a, b):
    calls.append(sys._getframe().f_code.co_name)
    return a[0] - b[0]


libc.qsort(numbers, len(numbers), ctypes.sizeof(ctypes.c_int), COMPARE(compare))
print(list(numbers), set(calls))
api = ctypes.pythonapi
api.PyRun_SimpleString(b"print('simple string', __name__)")
api.PyObject_CallObject.restype = ctypes.py_object
api.PyObject_CallObject.argtypes = [ctypes.py_object, ctypes.py_object]
print(api.PyObject_CallObject(lambda *a: a, (1, 2)))
try:
    api.PyObject_CallObject(lambda: 1 / 0, ())
except ZeroDivisionError as e:
    print("through C:", e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
api.PyEval_GetGlobals.restype = api.PyEval_GetLocals.restype = api.PyEval_GetFrame.restype = ctypes.c_void_p


def borrowed(address):
    return ctypes.cast(address, ctypes.py_object).value


def locals_by_api():
    x = 5
    return borrowed(api.PyEval_GetLocals()), borrowed(api.PyEval_GetGlobals()) is globals()


print(locals_by_api())
print((lambda: borrowed(api.PyEval_GetFrame()).f_code.co_name)())
api.PyErr_SetString.argtypes = [ctypes.py_object, ctypes.c_char_p]


class Interrupt(Exception):
    pass


def spin():
    try:
        while True:
            time.sleep(0)
    except Interrupt:
        caught.append("interrupted")


caught = []
t = threading.Thread(target=spin)
t.start()
while not t.ident:
    pass
time.sleep(0.01)
print(api.PyThreadState_SetAsyncExc(ctypes.c_ulong(t.ident), ctypes.py_object(Interrupt)))
t.join()
print(caught)
PENDING = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)


def pending(_):
    caught.append("pending call")
    return 0


callback = PENDING(pending)
api.Py_AddPendingCall(callback, None)
for _ in range(1000):
    pass
print(caught)
tracemalloc.start(5)


def allocates():
    return [bytes(1000) for _ in range(10)]


kept = allocates()
snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, __file__)])
top = snapshot.statistics("traceback")[0]
print([frame.lineno for frame in top.traceback], top.size > 10_000)
print([frame.lineno for frame in tracemalloc.get_object_traceback(kept[0])])
tracemalloc.stop()


class Tree:
    def __init__(self, n):
        self.children = [Tree(n - 1) for _ in range(2)] if n else []
        self.me = self


for _ in range(5):
    Tree(6)
gc.collect()
print(gc.get_count()[1] >= 0, len([o for o in gc.get_objects() if isinstance(o, Tree)]))


def referrers():
    local = object()
    return any(isinstance(r, dict) or r is sys._getframe() for r in gc.get_referrers(local))


print(type(referrers()).__name__)
print([sys._current_frames()[threading.get_ident()] is sys._getframe() for _ in range(1)])
code = ctypes.pythonapi.Py_CompileString
code.restype = ctypes.py_object
print(eval(code(b"6 * 7", b"<c>", 258)))
print(sys._current_exceptions()[threading.get_ident()])
