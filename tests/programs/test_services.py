"""Servers, clients, threads and processes: guests of ours that stop by themselves."""

from __future__ import annotations

import subprocess
import time
import urllib.request

import pytest

from tests.oracle.harness import HOST, Invocation, guest_environment, interpreter
from tests.programs.compare import GUESTS, same

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name", ["echo_with_100_clients", "futures_and_threads", "two_processes", "database", "own_interpreter"]
)
def test_guest(name: str, engine: str) -> None:
    """One guest, same output."""
    same(engine, Invocation((f"{name}.py",), folder=GUESTS))


def fetch_from_http_server(engine: str) -> tuple[int, str, str]:
    """Start `-m http.server` on a free port, fetch a file, stop it by Ctrl-C: status, page, last words."""
    process = subprocess.Popen(
        [*interpreter(engine), "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"],
        cwd=GUESTS,
        env=guest_environment(engine, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline().split(" port ")[1].split()[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/documented.py", timeout=30) as answer:
            page = answer.read().decode()
        process.send_signal(2)
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    return process.returncode, page, out


def test_http_server(engine: str) -> None:
    """The server answers on loopback and ends at Ctrl-C as CPython's does."""
    assert fetch_from_http_server(engine) == fetch_from_http_server(HOST)


def test_interrupted_sleep_ends_as_python_ends(engine: str) -> None:
    """Ctrl-C in a sleeping guest: a KeyboardInterrupt traceback, and the process dies of SIGINT."""
    outcomes = []
    for each in (HOST, engine):
        process = subprocess.Popen(
            [*interpreter(each), "-u", "-c", "import time\nprint('ready')\ntime.sleep(60)"],
            env=guest_environment(each, {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(2)
        _, errors = process.communicate(timeout=30)
        outcomes.append((process.returncode, errors))
    assert outcomes[0] == outcomes[1]
