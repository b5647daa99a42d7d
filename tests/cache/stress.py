"""Caches under strain: many processes that import and edit one package, and compilers that are killed.

    python -m tests.cache.stress edits --seconds 60 --processes 16
    python -m tests.cache.stress kills --count 500 [--command]

Prints what was done; exit status 1 where a result was wrong, a process failed, or a file was left that is nobody's.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.progress import Progress

MODULES = 6
SOURCE_ROOT = Path(__file__).resolve().parents[2] / "src"

WORKER = """
import importlib, os, random, sys, time
sys.path.insert(0, ROOT)
from cutaway import importer
from cutaway.base.settings import Settings
from cutaway.pipeline import make_services
importer.install(make_services(Settings()))
sys.path[0] = os.getcwd()
number, seconds = int(sys.argv[1]), float(sys.argv[2])
chance = random.Random(number)
end = time.monotonic() + seconds
loads = edits = 0

def name(): return f"package.m{chance.randrange(MODULES)}"

while time.monotonic() < end:
    module = name()
    path = module.replace(".", "/") + ".py"
    if chance.random() < 0.3:
        # Always of the same size, and sometimes of the same time: what a header can not tell.
        value = chance.randrange(10**8, 10**9)
        beside = f"{path}.{os.getpid()}"
        with open(beside, "w") as stream:
            stream.write(f"VALUE = {value}\\nCOPY = {value}\\ndef f(): return {value}\\n")
        if chance.random() < 0.5:
            os.utime(beside, (1_700_000_000, 1_700_000_000))
        os.replace(beside, path)
        edits += 1
        continue
    # Right is any content that the source has had from before the import until after it.
    before = open(path).read()
    importlib.invalidate_caches()
    for each in list(sys.modules):
        if each.startswith("package"):
            del sys.modules[each]
    loaded = importlib.import_module(module)
    after = open(path).read()
    assert loaded.VALUE == loaded.COPY == loaded.f(), "a mixture"
    if before == after:
        assert f"VALUE = {loaded.VALUE}\\n" in before, (module, loaded.VALUE, before)
    loads += 1
print(loads, edits)
"""


def strays(folder: Path) -> list[str]:
    """Find files that are neither sources nor whole caches."""
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return [name for name in names if not re.fullmatch(r"(.*/)?\w+(\.py|\.cpython-311\.pyc|\.record)|(.*/)?lock", name)]


def edits(seconds: float, processes: int) -> int:
    """Let many processes import and edit one package.  Out: how many things went wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "work")
        (folder / "package").mkdir(parents=True)
        (folder / "package" / "__init__.py").write_text("")
        for number in range(MODULES):
            text = "VALUE = 100000000\nCOPY = 100000000\ndef f(): return 100000000\n"
            (folder / "package" / f"m{number}.py").write_text(text)
        program = WORKER.replace("ROOT", repr(str(SOURCE_ROOT))).replace("MODULES", str(MODULES))
        workers = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(number), str(seconds)],
                cwd=folder,
                env=_environment(scratch),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(processes)
        ]
        wrong = loads = changes = 0
        for worker in workers:
            out, err = worker.communicate()
            if worker.returncode or err:
                wrong += 1
                print(err, file=sys.stderr)
                continue
            done, changed = map(int, out.split())
            loads += done
            changes += changed
        left = strays(Path(scratch))
        print(f"{processes} processes, {seconds:.0f} s: {loads} imports, {changes} edits, {wrong} failed, {left=}")
        return wrong + len(left)


def kills(count: int, of_command: bool = False) -> int:
    """Kill compilers at random moments; the next run must be right.  Out: how many things went wrong.

    In: how often; whether it is `cutaway compile` with all its processes, started anew each time, or a fork of a
    process that has loaded everything, so that many more kills fall into the writing itself.
    """
    chance = random.Random(126606)
    wrong = whole = 0
    with tempfile.TemporaryDirectory() as scratch, Progress(disable=not sys.stdout.isatty()) as progress:
        folder = Path(scratch, "work")
        folder.mkdir()
        environment = _environment(scratch)
        with _Command(folder, environment) if of_command else _Forks(folder, environment) as compilers:
            for turn in progress.track(range(count), description="killing"):
                for number in range(4):
                    (folder / f"m{number}.py").write_text(f"VALUE = {100000 + turn}\n" + "def f(): return 'x'\n" * 30)
                whole += compilers.killed(chance)
                if turn % 10 == 9 or turn == count - 1:
                    wrong += _wrong(folder, environment, turn)
        left = strays(Path(scratch))
        what = "of the command" if of_command else "of forks"
        print(f"{count} kills {what}, {whole} of them after the end: {wrong} wrong results, {left=}")
    return wrong + len(left)


class _Forks:
    """Compilers forked from a process that has imported everything, so that a kill falls into the work."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        compiler = "import sys, gc; from cutaway.show.cli.pyc_batch import *; from cutaway.show.cli import pyc_batch"
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{compiler}\n{_SERVER}"],
            cwd=folder,
            env=environment | {"PYTHONPATH": str(SOURCE_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> _Forks:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def killed(self, chance: random.Random) -> bool:
        """Start one and kill it.  Out: whether it had come to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{chance.uniform(0.0, 0.05)}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip() == "whole"


class _Command:
    """`cutaway compile` as a user starts it, with two worker processes, killed with all of them."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self._usual = 0.5

    def __enter__(self) -> _Command:
        start = time.monotonic()
        self._start().wait()
        self._usual = time.monotonic() - start
        return self

    def __exit__(self, *_: object) -> None: ...

    def _start(self) -> subprocess.Popen[bytes]:
        command = [Path(sys.executable).parent / "cutaway", "compile", "-q", "-j", "2", "."]
        return subprocess.Popen(command, cwd=self._folder, env=self._environment, start_new_session=True)

    def killed(self, chance: random.Random) -> bool:
        """Start one and kill it and its workers.  Out: whether it had come to its end."""
        process = self._start()
        # Most of the time is the start; the files are written towards the end.
        time.sleep(chance.uniform(0.3, 1.1) * self._usual)
        ended = process.poll() is not None
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # it came to its end between the two lines
        process.wait()
        return ended


_SERVER = """
import os, random, signal, time
from pathlib import Path
for line in sys.stdin:
    child = os.fork()
    if not child:
        for number in range(4):
            pyc_batch.make(Task(Path(f"m{number}.py"), Order(0, "timestamp", False)))
        os._exit(0)
    time.sleep(float(line))
    os.kill(child, signal.SIGKILL)
    print("whole" if os.waitpid(child, 0)[1] == 0 else "killed", flush=True)
"""


def _wrong(folder: Path, environment: dict[str, str], turn: int) -> int:
    """Import what the killed compilers left, by us and by the host.  Out: how often the value was not the source's."""
    program = "import m0, m1, m2, m3; print(m0.VALUE, m1.VALUE, m2.VALUE, m3.VALUE)"
    executable = Path(sys.executable).parent / "cutaway-python"
    done = subprocess.run([executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True)
    right = " ".join([str(100000 + turn)] * 4)
    if done.stdout.strip() == right and not done.stderr:
        return 0
    print(turn, done.stdout, done.stderr, file=sys.stderr)
    return 1


def _environment(scratch: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**clean, "XDG_CACHE_HOME": f"{scratch}/cache"}


def main(arguments: list[str]) -> int:
    """Read the command line and do one of the two."""
    parser = argparse.ArgumentParser(prog="python -m tests.cache.stress")
    commands = parser.add_subparsers(dest="work", required=True)
    editing = commands.add_parser("edits")
    editing.add_argument("--seconds", type=float, default=60)
    editing.add_argument("--processes", type=int, default=16)
    killing = commands.add_parser("kills")
    killing.add_argument("--count", type=int, default=500)
    killing.add_argument("--command", action="store_true", help="kill `cutaway compile` itself, started each time")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    start = time.monotonic()
    if options.work == "edits":
        wrong = edits(options.seconds, options.processes)
    else:
        wrong = kills(options.count, options.command)
    print(f"{time.monotonic() - start:.0f} s")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
