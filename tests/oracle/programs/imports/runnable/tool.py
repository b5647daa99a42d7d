import sys

from . import __name__ as parent

print("tool", __name__, __package__, parent, __spec__.name, sys.argv[0].endswith("tool.py"), "runnable.tool" in sys.modules)
