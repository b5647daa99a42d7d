"""Suites over .pyc files: our bytes against `python3 -m py_compile`, and against our own under other circumstances.

compare_pyc(path)       the host compiles the file in a fresh process of its own
digests(paths, seed)    hashes of our .pyc files, made in one process, in the given order, under a hash seed
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from cutaway.cache.header import PycHeader
from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_source
from tests.cache.fresh_host import compiled_by_host
from tests.identity.corpora import library
from tests.identity.marks import without_unused_marks
from tests.identity.parallel import run
from tests.identity.tally import Tally

HEADER_SIZE = 16
BATCH = 20
HASH_SEEDS = ("0", "1", "4242")


def our_pyc(path: Path) -> bytes:
    """Give the .pyc that we write for a source.  Raises SyntaxError or ValueError for one that does not compile."""
    source, status = path.read_bytes(), path.stat()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile_source(source, str(path), "exec", 0, True, -1)
    return PycHeader.of_timestamp(int(status.st_mtime), status.st_size).to_bytes() + dumps(code)


def compare_pycs(paths: list[Path]) -> Tally:
    """Compare the .pyc of some files, byte by byte, and without the marks that only reference counts explain.

    The host compiles each in a fresh process: a fork of a bare one that has compiled nothing yet.
    """
    with tempfile.TemporaryDirectory() as folder:
        host = compiled_by_host(paths, Path(folder))
    tally = Tally(sources=len(paths))
    for path in paths:
        _compare(tally, path, host.get(path))
    return tally


def _compare(tally: Tally, path: Path, theirs: bytes | None) -> None:
    try:
        ours = our_pyc(path)
    except (SyntaxError, ValueError):
        tally.refused += 1
        if theirs is not None:
            tally.note("refused by us alone", str(path))
        return
    if theirs is None:
        tally.note("refused by the host alone", str(path))
    elif theirs != ours:
        tally.different += 1
        place = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), -1)
        plain = [without_unused_marks(data[HEADER_SIZE:]) for data in (ours, theirs)]
        kind = "unused reference bits" if plain[0] == plain[1] else "contents"
        tally.note(kind, f"{path} at byte {place}: {ours[place : place + 12]!r} != {theirs[place : place + 12]!r}")


def pyc_bytes(sample: int, jobs: int) -> Tally:
    """Compare the .pyc files of the whole library."""
    paths = library()[::sample]
    tally = run(".pyc", [paths[first : first + BATCH] for first in range(0, len(paths), BATCH)], compare_pycs, jobs)
    compiled = tally.sources - tally.refused
    tally.facts["byte-identical"] = f"{compiled - tally.different} of {compiled}"
    tally.facts["identical without unused bits"] = f"{compiled - tally.kinds['contents']} of {compiled}"
    return tally


def digests(paths: list[str]) -> dict[str, str]:
    """Give a hash of our .pyc of each file that compiles."""
    made = {}
    for path in paths:
        try:
            made[path] = hashlib.sha256(our_pyc(Path(path))).hexdigest()
        except (SyntaxError, ValueError):
            made[path] = "refused"
    return made


def digests_under(seed: str, paths: list[str]) -> dict[str, str]:
    """Run `digests` in a process of its own with a hash seed."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "tests.identity.pyc_bytes"]
    finished = subprocess.run(
        command, env=environment, input=json.dumps(paths), stdout=subprocess.PIPE, text=True, check=True
    )
    made: dict[str, str] = json.loads(finished.stdout)
    return made


def compare_seed(order: tuple[str, list[str], dict[str, str]]) -> Tally:
    """Compare our .pyc files with those of another process.  In: hash seed, files, expected digests."""
    seed, paths, expected = order
    tally = Tally(sources=len(paths))
    for path, digest in digests_under(seed, paths).items():
        if digest != expected[path]:
            tally.different += 1
            tally.note("other bytes", f"{path} under PYTHONHASHSEED={seed}")
    return tally


def determinism(sample: int, jobs: int) -> Tally:
    """Compare our .pyc files made in three orders under three hash seeds."""
    paths = [str(path) for path in library()[::sample]]
    expected = digests_under(HASH_SEEDS[0], paths)
    shuffled = random.Random(1).sample(paths, len(paths))
    return run(
        "same bytes", [(HASH_SEEDS[1], paths[::-1], expected), (HASH_SEEDS[2], shuffled, expected)], compare_seed, jobs
    )


if __name__ == "__main__":
    json.dump(digests(json.load(sys.stdin)), sys.stdout)
