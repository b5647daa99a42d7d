"""exit through os._exit-like ways, quit(), exceptions in excepthook and sys.exit inside atexit."""
import atexit
import sys
import threading


def late():
    print("late", flush=True)
    raise SystemExit(9)


atexit.register(late)
t = threading.Timer(0.4, lambda: print("non-daemon thread is waited for", flush=True))
t.start()
d = threading.Thread(target=lambda: threading.Event().wait(), daemon=True)
d.start()
print(sys.is_finalizing())
exit(5)
