#: options -OO
"""-OO: docstrings vanish too."""
import sys


def f():
    "gone"


class C:
    "gone"

    def m(self):
        """gone"""


print(__doc__, f.__doc__, C.__doc__, C.m.__doc__, sys.flags.optimize, f.__code__.co_consts)
