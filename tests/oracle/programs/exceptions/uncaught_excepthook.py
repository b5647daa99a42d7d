"""sys.excepthook: replaced, failing, and what is printed then."""
import sys


def hook(kind, value, tb):
    print("hook", kind.__name__, value, tb.tb_lineno)
    raise KeyError("in hook")


sys.excepthook = hook
raise ValueError("original")
