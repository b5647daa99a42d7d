"""Signals: handlers run between instructions, exceptions from handlers, alarms in loops, default SIGINT."""
import os
import signal
import time

log = []
signal.signal(signal.SIGUSR1, lambda number, frame: log.append((number == signal.SIGUSR1, frame.f_code.co_name)))


def inside():
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(1000):
        pass


inside()
print(log)


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm("from the handler")


signal.signal(signal.SIGALRM, handler)


def endless():
    while True:
        pass


def endless_calls():
    def f():
        return 1

    while True:
        f()


def endless_generator():
    def g():
        while True:
            yield

    for _ in g():
        pass


def sleeping():
    time.sleep(10)


def blocked():
    import threading

    l = threading.Lock()
    l.acquire()
    l.acquire()


def reading():
    r, w = os.pipe()
    try:
        os.read(r, 1)
    finally:
        os.close(r)
        os.close(w)


for f in (endless, endless_calls, endless_generator, sleeping, reading):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        f()
    except Alarm as error:
        tb = error.__traceback__
        names = []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(f.__name__, error, names[0], names[-1])
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("raised")
finished = []


def finally_runs():
    try:
        signal.raise_signal(signal.SIGALRM)
    finally:
        finished.append("finally")


try:
    finally_runs()
except Alarm:
    print(finished)
print(signal.getsignal(signal.SIGALRM) is handler, signal.signal(signal.SIGALRM, signal.SIG_IGN) is handler)
signal.raise_signal(signal.SIGALRM)
print(signal.default_int_handler is signal.getsignal(signal.SIGINT), signal.Signals.SIGTERM.name)


class Context:
    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        print("exit", kind and kind.__name__)


try:
    with Context():
        signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("left the with")
try:
    signal.signal(signal.SIGKILL, handler)
except OSError as error:
    print(error)
try:
    signal.signal(signal.SIGUSR1, 5.5)
except TypeError as error:
    print(error)
