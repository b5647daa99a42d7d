"""Every module with Python source that a guest imports, the standard library included, is run by our machine."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.cli.runners import HOST, OURS, environment

SOURCES = Path(__file__).resolve().parents[2] / "src"
AUDITED_RUN = Path(__file__).with_name("audited_run.py")

PROGRAM = """
import argparse, asyncio, collections, dataclasses, email.message, enum, functools, json, logging, pickle, sqlite3
import subprocess, threading, typing, unittest, xml.etree.ElementTree, zipfile, decimal, datetime, inspect, tokenize

@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0

async def main():
    await asyncio.sleep(0)
    return sorted([Point(2), Point(1)], key=lambda point: -point.x)

result = asyncio.run(main())
thread = threading.Thread(target=lambda: result.append(json.loads(json.dumps({"a": [1, 2]}))))
thread.start()
thread.join()
exec("result.append(eval('6 * 7'))")
result.append(pickle.loads(pickle.dumps(Point(3))))
print(result)
"""


def test_who_ran_it(tmp_path: Path) -> None:
    pytest.importorskip("cutaway.native.installing")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    done = subprocess.run(
        [HOST, "-S", AUDITED_RUN, SOURCES, OURS, str(program)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=120,
    )
    assert done.stderr == ""
    output, report = done.stdout.splitlines()
    assert output == "[Point(x=2, y=0), Point(x=1, y=0), {'a': [1, 2]}, 42, Point(x=3, y=0)]"
    found = ast.literal_eval(report)
    assert found["guests"] > 1000
    assert found["left"] == []
    assert found["by_host"] == []
