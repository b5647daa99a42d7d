"""A property read and set."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000


class Box:
    def __init__(self):
        self._value = 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value


def run(n):
    box = Box()
    for i in range(n):
        box.value = box.value + (i & 3)
    return box.value


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
