"""multiprocessing with two workers, by every start method; the workers run on the same interpreter."""

import multiprocessing
import sys


def cube(n):
    return n**3


def who(_):
    return sys.executable


def fill(queue, n):
    queue.put([n, multiprocessing.current_process().name])


if __name__ == "__main__":
    for method in ("spawn", "fork", "forkserver"):
        context = multiprocessing.get_context(method)
        with context.Pool(2) as pool:
            print(method, pool.map(cube, range(6)), pool.map(who, range(1)) == [sys.executable])
        queue = context.Queue()
        processes = [context.Process(target=fill, args=(queue, n), name=f"p{n}") for n in range(2)]
        for process in processes:
            process.start()
        print(sorted(queue.get() for _ in processes))
        for process in processes:
            process.join()
        print([process.exitcode for process in processes])
