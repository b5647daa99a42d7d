"""concurrent.futures with threads: results, errors, order of completion, cancelling."""

import concurrent.futures
import threading
import time


def work(n):
    if n == 7:
        raise ValueError(f"no {n}")
    time.sleep(0.001 * n)
    return n * n


with concurrent.futures.ThreadPoolExecutor(4, thread_name_prefix="worker") as pool:
    futures = [pool.submit(work, n) for n in range(10)]
    done = {f.result() for f in concurrent.futures.as_completed(futures) if not f.exception()}
    print(sorted(done), [repr(f.exception()) for f in futures if f.exception()])
    print(list(pool.map(str.upper, "abc")), pool.submit(lambda: threading.current_thread().name[:6]).result())
    gate = threading.Event()
    blocked = [pool.submit(gate.wait) for _ in range(4)]
    late = pool.submit(work, 1)
    print(late.cancel(), late.cancelled())
    gate.set()
print(all(f.result() for f in blocked), threading.active_count())
