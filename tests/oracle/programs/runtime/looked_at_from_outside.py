"""What looks at functions, frames and objects from outside: pdb, gc, weakref, copy, pickle, tracemalloc, faulthandler."""

import copy
import faulthandler
import gc
import io
import pdb
import pickle
import tempfile
import tracemalloc
import types
import weakref


def double(value):
    inner = value * 2
    return inner


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def swapped(self):
        return Point(self.y, self.x)


def with_pdb():
    commands = io.StringIO("step\nargs\nnext\np inner\nwhere\nup\ndown\nbreak double\nreturn\ncontinue\n")
    output = io.StringIO()
    debugger = pdb.Pdb(stdin=commands, stdout=output, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    print(debugger.runcall(double, 21))
    text = output.getvalue().replace(__file__, "FILE")
    for line in text.splitlines():
        print("|", line.rstrip())


def with_gc():
    held = Point(1, 2)
    holder = [held]
    print(any(each is holder for each in gc.get_referrers(held)))
    print([type(each).__name__ for each in gc.get_referrers(holder) if isinstance(each, types.FrameType)])
    print(sorted({type(each).__name__ for each in gc.get_referents(double)}))

    def generator():
        local = Point(3, 4)
        yield local

    suspended = generator()
    local = next(suspended)
    print([each is suspended for each in gc.get_referrers(local) if isinstance(each, types.GeneratorType)])
    print(gc.is_tracked(suspended), gc.is_tracked(double))


def with_weakref():
    gone = []
    point = Point(5, 6)
    weakref.finalize(point, gone.append, "point")
    method = weakref.WeakMethod(point.swapped)
    print(method()().x, len(weakref.getweakrefs(point)))
    del point
    print(gone, method())

    def local():
        return 1

    reference = weakref.ref(local)
    print(reference() is local)
    del local
    print(reference())


def with_copies():
    point = Point([1], 2)
    shallow, deep = copy.copy(point), copy.deepcopy(point)
    print(shallow.x is point.x, deep.x is point.x, deep.x)
    print(copy.copy(double) is double, copy.deepcopy(Point) is Point)
    for made in (double, Point, Point.swapped, len):
        print(pickle.loads(pickle.dumps(made)) is made)
    print(pickle.loads(pickle.dumps(Point(7, 8).swapped))().x)
    for refused in (lambda: 0, (n for n in ()), with_copies.__code__):
        try:
            pickle.dumps(refused)
        except Exception as error:
            print(type(error).__name__)


def with_tracemalloc():
    tracemalloc.start(3)
    block = bytearray(123456)
    trace = tracemalloc.get_object_traceback(block)
    snapshot = tracemalloc.take_snapshot()
    tracemalloc.stop()
    print([(frame.filename == __file__, frame.lineno) for frame in trace])
    top = max(snapshot.statistics("lineno"), key=lambda statistic: statistic.size)
    print(top.traceback[0].filename == __file__, top.traceback[0].lineno, top.size >= 123456)


def with_faulthandler():
    def dump():
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file, all_threads=False)
            file.seek(0)
            return file.read()

    def generator():
        yield dump()

    for text in (dump(), next(generator()), sorted([0], key=lambda _: print(dump().replace(__file__, "FILE")))):
        print(str(text).replace(__file__, "FILE"))


for part in (with_pdb, with_gc, with_weakref, with_copies, with_tracemalloc, with_faulthandler):
    print("--", part.__name__)
    part()
