"""subprocess with the guest's own interpreter, os.fork, pipes, multiprocessing, environment."""
import multiprocessing
import os
import subprocess
import sys


def square(x):
    return x * x


def fails(x):
    raise ValueError(x)


def worker(q, n):
    q.put((n, os.getpid() != parent))


def main():
    global parent
    parent = os.getpid()
    r = subprocess.run([sys.executable, "-c", "import sys; print(sys.argv); print('err', file=sys.stderr); sys.exit(4)", "a"], capture_output=True, text=True)
    print(r.returncode, r.stdout, r.stderr)
    print(subprocess.check_output([sys.executable, "-c", "print(input())"], input=b"via stdin\n"))
    try:
        subprocess.run([sys.executable, "-c", "raise SystemExit(2)"], check=True)
    except subprocess.CalledProcessError as e:
        print(e.returncode)
    try:
        subprocess.run([sys.executable, "-c", "import time; time.sleep(10)"], timeout=0.2)
    except subprocess.TimeoutExpired:
        print("timeout")
    read, write = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.write(write, f"child {os.getppid() == parent}".encode())
        os._exit(7)
    os.close(write)
    print(os.read(read, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os.close(read)
    for method in ("fork", "spawn"):
        ctx = multiprocessing.get_context(method)
        with ctx.Pool(2) as pool:
            print(method, pool.map(square, range(5)))
            try:
                pool.apply(fails, (3,))
            except ValueError as e:
                print(repr(e))
    ctx = multiprocessing.get_context("fork")
    q = ctx.Queue()
    ps = [ctx.Process(target=worker, args=(q, i)) for i in range(2)]
    [p.start() for p in ps]
    print(sorted(q.get() for _ in ps))
    [p.join() for p in ps]
    print([p.exitcode for p in ps])
    v = ctx.Value("i", 0)
    p = ctx.Process(target=lambda: setattr(v, "value", 5))
    p.start()
    p.join()
    print(v.value)


if __name__ == "__main__":
    main()
