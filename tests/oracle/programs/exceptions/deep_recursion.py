"""Recursion far below C's stack: 50,000 guest calls deep, through plain functions, methods, closures and generators."""
import sys

sys.setrecursionlimit(200_000)


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


print(down(50_000))


class Node:
    def __init__(self, next):
        self.next = next

    def length(self):
        return 1 + (self.next.length() if self.next else 0)


node = None
for _ in range(20_000):
    node = Node(node)
print(node.length())
while node:
    node = node.next


def closure(n):
    def inner(k):
        return n if k == 0 else inner(k - 1)

    return inner(n)


print(closure(30_000))


def with_try(n):
    try:
        if n == 0:
            raise ValueError("deep")
        with_try(n - 1)
    finally:
        seen[0] += 1


seen = [0]
try:
    with_try(10_000)
except ValueError as error:
    print(error, seen[0])
    tb, depth = error.__traceback__, 0
    while tb:
        depth, tb = depth + 1, tb.tb_next
    print(depth)


def keywords(n, *, step=1, **rest):
    return n if n <= 0 else keywords(n - step, step=step, **rest)


print(keywords(10_000, step=1, a=2))


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


print(even(40_000))
fact = lambda n: 1 if n == 0 else n * fact(n - 1)
print(fact(3000) % 1_000_007)
