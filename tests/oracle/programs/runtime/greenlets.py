"""Greenlets: functions that hand control to each other wherever they stand, the C stack changed under them."""

import asyncio
import gc
import sys
import threading
import traceback

import greenlet

main = greenlet.getcurrent()


def drive(function, answer="back"):
    worker = greenlet.greenlet(function)
    value = worker.switch()
    while not worker.dead:
        print("|", value)
        value = worker.switch(answer)
    print(value)


class Context:
    def __enter__(self):
        return main.switch("enter")

    def __exit__(self, *raised):
        main.switch("exit", raised[0].__name__)
        return False


def iterated():
    for each in range(3):
        yield main.switch("generator", each)


def in_generators_and_handlers():
    found = list(iterated())
    try:
        with Context():
            raise KeyError("key")
    except KeyError as error:
        found.append(repr(error))
    return found


class Switching:
    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        main.switch("lt")
        return self.number < other.number

    def __hash__(self):
        main.switch("hash")
        return self.number

    def __eq__(self, other):
        main.switch("eq")
        return self.number == other.number

    def __add__(self, other):
        main.switch("add")
        return Switching(self.number + other.number)

    def __getattr__(self, name):
        main.switch("getattr " + name)
        return name

    def __iter__(self):
        main.switch("iter")
        return iter([1, 2])

    def __call__(self, *arguments, **keywords):
        main.switch("call")
        return arguments, keywords

    def __del__(self):
        if self.number == 77:
            main.switch("del")


def in_special_methods():
    ordered = sorted([Switching(3), Switching(1), Switching(2)])
    table = {Switching(1): 2}
    found = [Switching(1) in table, (Switching(1) + Switching(2)).number, Switching(4).absent, [*Switching(5)]]
    found.append(Switching(6)(1, name=2))
    dropped = Switching(77)
    del dropped
    exec("main.switch('exec')", {"main": main})
    found.append(eval("main.switch('eval')", {"main": main}))
    one, two = Switching(8)
    return found, one, two, [each.number for each in ordered]


drive(in_generators_and_handlers)
drive(in_special_methods)


def shared_generator():
    while True:
        yield main.switch("shared")


shared = shared_generator()
first, second = greenlet.greenlet(lambda: next(shared)), greenlet.greenlet(lambda: next(shared))
print(first.switch())
try:
    second.switch()
except ValueError as error:
    print(error)
print(first.switch(3))


def outer():
    inner()


def inner():
    main.switch()
    raise LookupError("inner")


failing = greenlet.greenlet(outer)
failing.switch()
traceback.print_stack(failing.gr_frame, file=sys.stdout)
print(failing.gr_frame.f_lineno, failing.gr_frame.f_back.f_code.co_name, failing.gr_frame.f_back.f_back)
try:
    failing.switch()
except LookupError:
    traceback.print_exc(file=sys.stdout)


def killed(name):
    try:
        main.switch(name)
    except greenlet.GreenletExit:
        print("exit", name)
        raise
    finally:
        print("finally", name)


for each in range(3):
    dying = greenlet.greenlet(killed)
    print(dying.switch(each))
    del dying
    gc.collect()

events = []


def tracer(frame, event, argument):
    events.append((frame.f_code.co_name, event, frame.f_lineno))
    return tracer


def profiler(frame, event, argument):
    events.append((frame.f_code.co_name, event, getattr(argument, "__name__", None)))


def watched():
    value = 1
    main.switch(1)
    return value + 2


under_trace, under_profile = greenlet.greenlet(watched), greenlet.greenlet(watched)
sys.settrace(tracer)
under_trace.switch()
under_trace.switch()
sys.settrace(None)
print(events)
events.clear()
sys.setprofile(profiler)
under_profile.switch()
under_profile.switch()
sys.setprofile(None)
print(events)


async def five():
    await asyncio.sleep(0)
    return 5


async def bad():
    await asyncio.sleep(0)
    raise ValueError("bad")


def awaited(awaitable):
    """As SQLAlchemy waits in functions that are not asynchronous."""
    return greenlet.getcurrent().parent.switch(awaitable)


def synchronous(count):
    total = sum(awaited(five()) for _ in range(count))
    try:
        awaited(bad())
    except ValueError as error:
        return total, repr(error)


async def spawned(function, *arguments):
    worker = greenlet.greenlet(function)
    wanted = worker.switch(*arguments)
    while not worker.dead:
        try:
            value = await wanted
        except ValueError as error:
            wanted = worker.throw(error)
        else:
            wanted = worker.switch(value)
    return wanted


print(asyncio.run(spawned(synchronous, 10)))

sums = []


def thread(number):
    home = greenlet.getcurrent()

    def work(count):
        return sum(home.switch(each) for each in range(count))

    workers = [greenlet.greenlet(work) for _ in range(10)]
    for worker in workers:
        worker.switch(100)
    ended = [worker.switch(1) for _ in range(100) for worker in workers]
    sums.append((number, sum(ended[-10:])))


sys.setswitchinterval(0.0005)
threads = [threading.Thread(target=thread, args=(number,)) for number in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(sorted(sums))
