"""Notes of an uncaught exception."""


class Failure(Exception):
    def __str__(self):
        return "first line\nsecond line"


error = Failure()
error.add_note("note one")
error.add_note("note two\n  with more")
error.__notes__.append(5)
raise error
