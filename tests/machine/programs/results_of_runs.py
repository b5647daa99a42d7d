"""What a function returned, raised or yielded survives what finalizers and signal handlers run before anybody took it."""

import os
import signal
log = []
class Dropped:
    def __init__(self, result):
        self.result = result
    def __del__(self):
        log.append(sorted([3, 1, 2], key=lambda x: -x))
        log.append(next(iter(map(lambda x: x, [self.result]))))
def returning(value):
    held = Dropped(value * 10)
    return value
def raising(value):
    held = Dropped(value)
    raise KeyError(value)
def yielding(value):
    held = Dropped(value)
    yield value
    del held
    yield value + 1
print(list(map(returning, range(3))), sorted([3, 1, 2], key=returning), max([1, 2], key=returning))
print(log); log.clear()
for k in range(2):
    try:
        list(map(raising, [k]))
    except KeyError as error:
        print(repr(error), log); log.clear()
print([list(map(next, [g, g])) for g in (yielding(5), yielding(7))], log)
log.clear()
def told(number, frame):
    log.append(list(map(lambda x: x * 2, [1, 2])))
signal.signal(signal.SIGUSR1, told)
class Killing:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGUSR1)
def killed(value):
    held = Killing()
    return value
print(list(map(killed, range(3))), log)


def interrupt(number, frame):
    interrupts.append(list(map(lambda x: x + 100, [1, 2])))


def generating(values):
    for value in values:
        yield value


interrupts = []
wrong = 0
signal.signal(signal.SIGALRM, interrupt)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
while len(interrupts) < 400:
    wrong += list(map(lambda x: x, [1, 2, 3])) != [1, 2, 3]
    wrong += list(generating([1, 2, 3])) != [1, 2, 3]
signal.setitimer(signal.ITIMER_REAL, 0)
print(wrong, set(map(tuple, interrupts)))
