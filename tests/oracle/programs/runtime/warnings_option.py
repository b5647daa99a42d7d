#: options -W error::UserWarning -W ignore::DeprecationWarning
"""The -W option: an error from a warning, uncaught."""
import sys
import warnings

print(sys.warnoptions)
warnings.warn("ignored", DeprecationWarning)
try:
    warnings.warn("error now")
except UserWarning as error:
    print("caught", error)


def f():
    warnings.warn("uncaught", stacklevel=2)


f()
