"""When a cache is written, what is in it, what makes it stale: timestamp, hash, size, optimisation, sourceless."""
import importlib
import importlib.util
import marshal
import os
import py_compile
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = False


def run(*arguments, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    result = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=folder, env=env | environment)
    print(result.stdout.strip() or result.stderr.strip().rpartition("\n")[2].replace(folder, "FOLDER"))


def caches():
    try:
        print(sorted(os.listdir(f"{folder}/__pycache__")))
    except FileNotFoundError:
        print("no cache folder")


with tempfile.TemporaryDirectory() as folder:
    module = f"{folder}/mod.py"

    def write(text, seconds=1_600_000_000):
        with open(module, "w") as f:
            f.write(text)
        os.utime(module, (seconds, seconds))

    with open(f"{folder}/top.py", "w") as f:
        f.write("import mod\nprint(mod.x, __debug__)\n")
    write("'doc'\nassert True\nx = 1\n")
    run("-B", "top.py")
    caches()
    run("top.py", PYTHONDONTWRITEBYTECODE="1")
    caches()
    run("top.py")
    caches()
    cache = f"{folder}/__pycache__/mod.cpython-311.pyc"
    with open(cache, "rb") as f:
        data = f.read()
    print(data[:4] == importlib.util.MAGIC_NUMBER, data[4:8], int.from_bytes(data[8:12], "little"), int.from_bytes(data[12:16], "little"))
    code = marshal.loads(data[16:])
    print(code.co_filename == module, code.co_names, code.co_consts)
    write("'doc'\nassert True\nx = 22\n")
    run("top.py")
    write("'doc'\nassert True\nx = 3\n", 1_600_000_001)
    run("top.py")
    run("-O", "top.py")
    run("-OO", "top.py")
    caches()
    with open(cache, "wb") as f:
        f.write(b"garbage")
    run("top.py")
    with open(cache, "wb") as f:
        f.write(data[:30])
    run("top.py")
    os.unlink(cache)
    for mode in ("UNCHECKED_HASH", "CHECKED_HASH"):
        write("x = 'first'\n")
        py_compile.compile(module, invalidation_mode=py_compile.PycInvalidationMode[mode])
        write("x = 'second'\n")
        run("top.py")
        run("--check-hash-based-pycs", "never", "top.py")
        run("--check-hash-based-pycs", "always", "top.py")
        with open(cache, "rb") as f:
            data = f.read()
        print(data[4], data[8:16] == importlib.util.source_hash(b"x = 'second'\n"))
    legacy = py_compile.compile(module, cfile=f"{folder}/mod.pyc")
    os.unlink(module)
    os.rename(cache, f"{folder}/hidden")
    run("top.py")
    with open(f"{folder}/mod.pyc", "r+b") as f:
        f.write(b"\0\0\0\0")
    run("top.py")
    run("mod.pyc")
    os.unlink(f"{folder}/mod.pyc")
    run("top.py")
    write("x = 9\n")
    run("top.py", PYTHONPYCACHEPREFIX=f"{folder}/prefix")
    print(sum(len(files) for _, _, files in os.walk(f"{folder}/prefix")) >= 1)
    run("-X", f"pycache_prefix={folder}/other", "-c", "import mod, sys; print(mod.__cached__ == sys.pycache_prefix + mod.__file__.replace('.py', '.cpython-311.pyc'))")
    run("mod.py")
    caches()
