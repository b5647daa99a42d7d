"""The recursion limit and greenlets: each has a depth of its own, whatever others do to the limit meanwhile."""

import sys

import greenlet

main = greenlet.getcurrent()
HIGH = 150_000


def room():
    """How deep it goes under the usual limit, from here."""
    deepest = 0

    def deeper(depth):
        nonlocal deepest
        deepest = depth
        deeper(depth + 1)

    sys.setrecursionlimit(1000)
    try:
        deeper(1)
    except RecursionError:
        pass
    sys.setrecursionlimit(HIGH)
    return deepest


def plain(depth):
    if depth == 0:
        return main.switch("bottom")
    return plain(depth - 1) + 1


def through_c(depth):
    if depth == 0:
        return main.switch("bottom, by C")
    return sorted([depth], key=lambda _: through_c(depth - 1))[0]


def endless():
    def deeper(depth):
        return deeper(depth + 1)

    try:
        deeper(0)
    except RecursionError as error:
        return main.switch(str(error))


print(room())
waiting = [greenlet.greenlet(plain) for _ in range(3)]
for each in waiting:
    print(each.switch(40_000), room())
for each in reversed(waiting):
    print(each.switch(5), room())
last = greenlet.greenlet(plain)
print(last.switch(100_000), room())
one, two = greenlet.greenlet(through_c), greenlet.greenlet(through_c)
print(one.switch(100), two.switch(50), room())
print(last.switch(1), one.switch(7), two.switch(8), room())
failing = greenlet.greenlet(endless)
print(failing.switch(), room())
print(failing.switch(), room())
