"""The Mandelbrot set in plain floats.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 260


def run(n):
    total = 0
    for py in range(n):
        ci = 2.0 * py / n - 1.0
        for px in range(n):
            cr = 2.0 * px / n - 1.5
            zr = 0.0
            zi = 0.0
            k = 0
            while k < 50:
                zr2 = zr * zr
                zi2 = zi * zi
                if zr2 + zi2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
                k += 1
            total += k
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
