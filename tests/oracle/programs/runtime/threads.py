"""Threads: start, join, locks, events, locals, exceptions, daemon, switch interval, barriers, executors."""
import concurrent.futures
import queue
import sys
import threading
import time

results = []
lock = threading.Lock()


def add(n):
    for _ in range(n):
        with lock:
            counter["n"] += 1


counter = {"n": 0}
threads = [threading.Thread(target=add, args=(2000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter["n"])
local = threading.local()
local.x = "main"


def uses_local(v):
    local.x = v
    time.sleep(0.001)
    results.append(local.x)


threads = [threading.Thread(target=uses_local, args=(i,)) for i in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(results), local.x)


def failing():
    raise ValueError("in thread")


threading.excepthook = lambda args: print("excepthook", args.exc_type.__name__, args.exc_value, args.thread.name)
t = threading.Thread(target=failing, name="failing")
t.start()
t.join()
threading.excepthook = threading.__excepthook__


def exits():
    sys.exit(3)


t = threading.Thread(target=exits)
t.start()
t.join()
q = queue.Queue()


def consumer():
    while (item := q.get()) is not None:
        results.append(item * 10)
        q.task_done()
    q.task_done()


t = threading.Thread(target=consumer, daemon=True)
t.start()
for i in range(5):
    q.put(i)
q.put(None)
q.join()
print(results[-5:], t.daemon)
event, ready = threading.Event(), threading.Barrier(3)
order = []


def waits(n):
    ready.wait()
    event.wait()
    with lock:
        order.append(n)


threads = [threading.Thread(target=waits, args=(i,)) for i in range(2)]
[t.start() for t in threads]
ready.wait()
event.set()
[t.join() for t in threads]
print(sorted(order), threading.active_count(), threading.current_thread().name, threading.main_thread() is threading.current_thread())
with concurrent.futures.ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda x: x * x, range(6))), pool.submit(pow, 2, 10).result())
    future = pool.submit(failing)
    print(repr(future.exception()), future.done())
    print(sorted(f.result() for f in concurrent.futures.as_completed([pool.submit(lambda v: v, i) for i in range(3)])))
old = sys.getswitchinterval()
sys.setswitchinterval(1e-5)


def spin(n):
    total = 0
    for i in range(n):
        total += i
    return total


stop = False
ticks = 0


def background():
    global ticks
    while not stop:
        ticks += 1


t = threading.Thread(target=background)
t.start()
spin(300000)
stop = True
t.join()
print(ticks > 0)
sys.setswitchinterval(old)
r = threading.RLock()
with r, r:
    print(r._is_owned())
s = threading.Semaphore(1)
print(s.acquire(), s.acquire(blocking=False))
c = threading.Condition()
items = []


def producer():
    with c:
        items.append("made")
        c.notify()


with c:
    threading.Thread(target=producer).start()
    c.wait_for(lambda: items, timeout=5)
print(items)
timer = threading.Timer(0.001, lambda: print("timer"))
timer.start()
timer.join()


def deep(n):
    return n and deep(n - 1)


threading.Thread(target=lambda: print(deep(500))).start()
time.sleep(0.01)


def traced():
    return 1


log = []
threading.settrace(lambda f, e, a: log.append((e, f.f_code.co_name)) if f.f_code is traced.__code__ else None)
t = threading.Thread(target=traced)
t.start()
t.join()
threading.settrace(None)
print(log)
try:
    t.start()
except RuntimeError as error:
    print(error)


def recursive_in_thread():
    try:
        forever()
    except RecursionError as error:
        print(error)


def forever():
    forever()


t = threading.Thread(target=recursive_in_thread)
t.start()
t.join()
