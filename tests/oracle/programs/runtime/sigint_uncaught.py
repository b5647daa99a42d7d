"""Ctrl-C that nobody catches: traceback and death by SIGINT."""
import os
import signal


def loop():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(10_000_000):
        pass


try:
    loop()
finally:
    print("finally", flush=True)
