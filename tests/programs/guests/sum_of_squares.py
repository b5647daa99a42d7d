"""Add up squares; the guest of tracers, profilers and debuggers."""

import sys


def square(n):
    result = n * n
    return result


def main(count):
    total = 0
    for n in range(count):
        if n % 2:
            total += square(n)
        else:
            total -= 1
    try:
        total /= count - count % 2
    except ZeroDivisionError:
        total = None
    finally:
        print("total", total)
    return [square(k) for k in range(3) if k]


class Unused:
    def never_called(self):
        return 1


print(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
