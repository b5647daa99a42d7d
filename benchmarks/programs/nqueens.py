"""N queens through a hand-written permutations generator.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 8


def permutations(n):
    pool = list(range(n))
    indices = list(range(n))
    cycles = list(range(n, 0, -1))
    yield pool[:]
    while True:
        done = True
        for i in reversed(range(n)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1 :] + indices[i : i + 1]
                cycles[i] = n - i
            else:
                j = cycles[i]
                t = indices[i]
                indices[i] = indices[-j]
                indices[-j] = t
                yield [pool[k] for k in indices[:n]]
                done = False
                break
        if done:
            return


def n_queens(n):
    cols = range(n)
    for vec in permutations(n):
        if n == len(set(vec[i] + i for i in cols)) and n == len(set(vec[i] - i for i in cols)):
            yield vec


def run(n):
    count = 0
    acc = 0
    for q in n_queens(n):
        count += 1
        acc = (acc * 31 + q[0] * 7 + q[-1]) % 1000003
    return count * 10000000 + acc


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
