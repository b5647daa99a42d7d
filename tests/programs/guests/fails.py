"""Fail below two frames."""


def invert(x):
    return 1 / x


def all_inverted(items):
    return [invert(item) for item in items]


all_inverted([2, 1, 0])
