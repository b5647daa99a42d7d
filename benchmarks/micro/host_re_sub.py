"""re.sub() with a function of the guest's."""

import sys
import time
import re

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 900000


def run(n):
    text = "word 12 and 345; " * (n // 10)
    return len(re.sub(r"\d+", lambda match: "<" + match[0] + ">", text))


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
