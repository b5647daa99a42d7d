"""Chained uncaught exceptions, with cause and context."""


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"bad number {text!r}") from error


def cleanup():
    try:
        parse("x1")
    finally:
        {}["cleanup key"]


try:
    cleanup()
except KeyError:
    raise SystemError("at the top", 3)
