"""SystemExit without a code inside nested calls with finally blocks and atexit functions, in order."""
import atexit
import sys

atexit.register(print, "first registered, last run")


@atexit.register
def second():
    print("second")


def unregistered():
    print("never")


atexit.register(unregistered)
atexit.unregister(unregistered)
try:
    try:
        sys.exit()
    except Exception:
        print("not an Exception")
    finally:
        print("finally")
finally:
    print("outer finally")
