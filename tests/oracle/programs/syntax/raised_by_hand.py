"""SyntaxError instances made by the program, with all kinds of details."""
import sys
import traceback

for details in (
    ("m",), ("m", ("f.py", 1, 2, "text here")), ("m", ("f.py", 1, 2, "text here", 1, 5)), ("m", (None, 1, None, None)), ("m", ("f.py", 3, 0, "abc")),
    ("m", ("f.py", 1, 100, "short")), ("m", ("f.py", 1, 1, "  indented", 1, 4)), ("m", ("f.py", 1, 3, "multi", 2, 2)), (),
):
    try:
        raise SyntaxError(*details)
    except SyntaxError as e:
        print("".join(traceback.format_exception_only(e)), e, e.args)
for bad in (("m", ("f",)), ("m", 5)):
    try:
        SyntaxError(*bad)
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e)
raise SyntaxError("uncaught by hand", ("made.py", 7, 3, "a line of text\n", 7, 6))
