"""A signal that comes while C code runs is handled as soon as that code returns, whatever the form of the call."""

import os
import signal


def handler(*arguments):
    1 / 0


class Watching:
    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        print("inside", kind)
        return True


def plainly(function, first, second):
    with Watching():
        function(first, second)


def spread(function, *arguments):
    with Watching():
        function(*arguments)


def spread_with_names(function, *arguments, **names):
    with Watching():
        function(*arguments, **names)


def by_name(function, first, second):
    with Watching():
        function(first, data=second)


def write_all(descriptor, data):
    return os.write(descriptor, data)


signal.signal(signal.SIGALRM, handler)
for way in (plainly, spread, spread_with_names):
    reader, writer = os.pipe()
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    way(os.write, writer, b"x" * 1000000)
    os.close(reader)
    os.close(writer)
reader, writer = os.pipe()
signal.setitimer(signal.ITIMER_REAL, 0.2)
by_name(write_all, writer, b"x" * 1000000)
