"""What a fresh cache costs to load: CPython's own import of a module against ours, digest check included.

    python -m benchmarks.cache_loading

Both importers run in the host's own loop, each in processes of its own, in turns; each imports the same modules of the
standard library again and again, from .pyc files that each has written itself.  Printed: CPU time per module, median
and minimum over the turns, for finding, reading and running the module, and for reading its code object alone.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

MODULES = (
    "argparse", "ast", "calendar", "configparser", "csv", "dataclasses", "difflib", "doctest", "fractions", "gettext",
    "imaplib", "inspect", "locale", "mailbox", "nntplib", "optparse", "pdb", "pickletools", "plistlib", "pydoc",
    "random", "smtplib", "socketserver", "statistics", "string", "tarfile", "textwrap", "tokenize", "trace", "typing",
    "uuid", "zipfile",
)  # fmt: skip
TURNS = 12
ALLOWED = 1.3

CHILD = """
import importlib, sys, time
folder, ours, names = sys.argv[1], sys.argv[2] == "ours", sys.argv[3:]
if ours:
    from cutaway import importer
    from cutaway.base.settings import Settings
    from cutaway.pipeline import make_services
    importer.install(make_services(Settings()))
sys.path.insert(0, folder)
importlib.invalidate_caches()
for name in names:
    __import__(name)
loaders = [(name, sys.modules[name].__loader__) for name in names]
whole, alone = [], []
for turn in range(6):
    start = time.process_time()
    for name in names:
        del sys.modules[name]
        __import__(name)
    whole.append(time.process_time() - start)
    start = time.process_time()
    for name, loader in loaders:
        loader.get_code(name)
    alone.append(time.process_time() - start)
print(min(whole) / len(names), min(alone) / len(names))
"""


def main() -> int:
    """Measure and print.  Exit status 1 where loading takes more than is allowed."""
    library = Path(sysconfig.get_paths()["stdlib"])
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        folders = {which: Path(scratch, which) for which in ("host", "ours")}
        for folder in folders.values():
            folder.mkdir()
        for name in MODULES:
            if (library / f"{name}.py").exists():
                names.append(f"measured_{name}")
                for folder in folders.values():
                    shutil.copy(library / f"{name}.py", folder / f"measured_{name}.py")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["XDG_CACHE_HOME"] = f"{scratch}/cache"
        results: dict[str, list[list[float]]] = {"host": [], "ours": []}
        for _ in track(range(TURNS), "measuring", disable=not sys.stdout.isatty()):
            for which, folder in folders.items():
                command = [sys.executable, "-c", CHILD, str(folder), which, *names]
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                results[which].append([float(number) for number in done.stdout.split()])
    table = Table(
        "per module", "CPython µs", "ours µs", "ratio", "of the fastest", title=f"{len(names)} modules, fresh caches"
    )
    ratios = []
    for column, what in enumerate(("import", "code object alone")):
        times = {which: sorted(row[column] * 1e6 for row in rows) for which, rows in results.items()}
        host, ours = statistics.median(times["host"]), statistics.median(times["ours"])
        ratios.append(ours / host)
        fastest = times["ours"][0] / times["host"][0]
        table.add_row(what, f"{host:.0f}", f"{ours:.0f}", f"{ours / host:.2f}", f"{fastest:.2f}")
    Console().print(table)
    print(json.dumps({"import": round(ratios[0], 3), "code object": round(ratios[1], 3), "allowed": ALLOWED}))
    return int(ratios[0] > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
