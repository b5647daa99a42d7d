import sys

sys.modules[__name__] = "a string module"
