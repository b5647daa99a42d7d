"""A module with examples.

>>> double(4)
8
"""


def double(x):
    """Twice x.

    >>> double("ab")
    'abab'
    >>> double(None)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> double(2)
    5
    """
    return x * 2
