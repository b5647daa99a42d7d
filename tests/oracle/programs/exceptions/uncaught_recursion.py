"""The traceback of endless recursion: repeated lines are folded."""


def down(n):
    return down(n + 1)


def ping(n):
    return pong(n)


def pong(n):
    return ping(n)


try:
    ping(0)
except RecursionError as error:
    print(error)
down(0)
