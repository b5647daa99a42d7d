"""An exception whose own str fails, and one from a module."""


class Broken(Exception):
    def __str__(self):
        raise ValueError("no str")


Broken.__module__ = "some.module"
raise Broken
