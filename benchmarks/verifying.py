"""`python -m benchmarks.verifying`: what verifying costs, in proportion to an import.

A guest imports some fifty modules of the standard library, with all that they import, and says how much CPU time that
took and which files it read (from fresh .pyc files).  The same modules' code objects are then verified as a whole, as
those of a .pyc that nobody vouches for are.  Both are the least of several runs.
"""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
import time
from pathlib import Path

from cutaway.bytecode.verify import verify

ROUNDS = 5
GUEST = """
import json, sys, time
before = set(sys.modules)
names = sys.argv[1].split()
start = time.process_time()
for name in names:
    __import__(name)
spent = time.process_time() - start
files = [m.__cached__ for n, m in sys.modules.items() if n not in before and getattr(m, "__cached__", None)]
print(json.dumps([spent, files]))
"""
MODULES = (
    "argparse ast asyncio.base_events base64 calendar cmd codecs collections configparser contextlib copy csv"
    " dataclasses datetime decimal difflib dis email.message enum fractions functools gettext heapq html.parser"
    " http.client inspect ipaddress json.decoder logging mailbox optparse os pathlib pdb pickle platform plistlib"
    " pprint random re shutil smtplib socket statistics string subprocess tarfile tempfile textwrap threading"
    " tokenize traceback typing unittest.case urllib.parse uuid warnings xml.dom.minidom zipfile"
)


def main() -> None:
    """Measure and print."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(Path(sys.executable).with_name("cutaway-python")), "-c", GUEST, MODULES]
    importing, files = 9e9, []
    for _ in range(ROUNDS + 1):  # the first may have to write caches
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        spent, files = json.loads(done.stdout)
        importing = min(importing, spent)
    verifying, objects = 0.0, 0
    for name in files:
        data = Path(name).read_bytes()
        least = 9e9
        for _ in range(ROUNDS):
            code = marshal.loads(data[16:])
            start = time.perf_counter()
            verify(code)
            least = min(least, time.perf_counter() - start)
        verifying += least
        objects += 1
    print(f"{objects} modules: import {importing * 1e3:.1f} ms, verify {verifying * 1e3:.1f} ms")
    print(f"verifying costs {verifying / importing:.1%} of the import")


if __name__ == "__main__":
    main()
