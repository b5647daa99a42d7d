"""A long chain: context of context, suppressed in the middle, plus an exception with several arguments."""


def level(n):
    try:
        if n == 0:
            raise ValueError("bottom", n)
        level(n - 1)
    except Exception as e:
        if n == 2:
            raise KeyError(n) from None
        if n == 3:
            raise RuntimeError(n) from e
        raise type(e)(n)


level(4)
