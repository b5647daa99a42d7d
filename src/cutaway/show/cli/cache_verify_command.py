"""`cutaway cache verify PATH...`: compile again and compare, so that a .pyc that does not match its source is found.

A header that is right says nothing of the bytes behind it; this does.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import track

from cutaway.base.errors import BytecodeError
from cutaway.cache.compare import differences
from cutaway.cache.freshness import State, Verdict, header_or_refusal
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.marshal_write import dumps
from cutaway.cache.paths import CacheLayout, source_from_cache
from cutaway.cache.reading import load_examined
from cutaway.compiler import compile_source
from cutaway.show.cli.source_files import cache_files, source_files

MATCHES, DIFFERS, SKIPPED = "matches", "differs", "skipped"
_SHOWN = 5
"""Differences that are shown of one file."""


class Finding(NamedTuple):
    """What was found out about one .pyc."""

    cache: str
    source: str
    result: str
    reasons: list[str]


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every finding as JSON.")
def verify_command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Compile sources again and compare with their .pyc files.

    PATHS are folders, sources or .pyc files.  Exit code 1 where a .pyc does not match its source.
    """
    files = sorted({file for path in paths for file in _caches(path)})
    shows_bar = sys.stdout.isatty() and not as_json
    findings = [examine(file) for file in track(files, "verifying", disable=not shows_bar, console=Console())]
    wrong = [finding for finding in findings if finding.result == DIFFERS]
    if as_json:
        click.echo(json.dumps([finding._asdict() for finding in findings], indent=1))
    else:
        for finding in findings:
            for reason in finding.reasons[:_SHOWN]:
                click.echo(f"{finding.cache}: {reason}")
        skipped = sum(finding.result == SKIPPED for finding in findings)
        click.echo(f"{len(findings) - len(wrong) - skipped} match, {len(wrong)} differ, {skipped} skipped")
    sys.exit(int(bool(wrong)))


def _caches(path: Path) -> Iterator[str]:
    """Find the .pyc files of a source, a folder, or the one that is named."""
    if path.is_dir():
        yield from (str(file) for file in cache_files(path) if file.suffix == ".pyc")
    elif path.suffix == ".pyc":
        yield str(path)
    if sys.pycache_prefix is not None or path.suffix == ".py":
        for source in source_files([path]):
            for level in ("", "1", "2"):
                cache = importlib.util.cache_from_source(str(source), optimization=level)
                if os.path.exists(cache):
                    yield cache


def examine(cache: str) -> Finding:
    """Answer whether a .pyc matches its source."""
    layout = CacheLayout(sys.implementation.cache_tag, "", sys.pycache_prefix)
    try:
        source = source_from_cache(cache, layout)
        data = Path(source).read_bytes()
    except (ValueError, OSError):
        return Finding(cache, "", SKIPPED, ["there is no source to compare with"])
    kept = Path(cache).read_bytes()
    header = header_or_refusal(kept)
    if isinstance(header, State):
        foreign = header.verdict is Verdict.FOREIGN
        return Finding(cache, source, SKIPPED if foreign else DIFFERS, [header.reason])
    level = os.path.basename(cache).partition(".opt-")[2].removesuffix(".pyc") or "0"
    if level not in ("0", "1", "2"):
        return Finding(cache, source, SKIPPED, [f"made for the level {level!r} by another tool"])
    reasons = _header_reasons(header.source_hash, data)
    try:
        code = load_examined(kept)
        wanted = compile_source(data, code.co_filename, "exec", 0, True, int(level))
    except BytecodeError as refusal:
        return Finding(cache, source, DIFFERS, [*reasons, str(refusal)])
    except (SyntaxError, ValueError, RecursionError) as error:
        return Finding(cache, source, DIFFERS, [*reasons, f"the source does not compile: {error}"])
    assert isinstance(wanted, CodeType)
    if dumps(wanted) != kept[HEADER_SIZE:]:
        reasons += differences(code, wanted)  # equal code may be written in other ways
    return Finding(cache, source, DIFFERS if reasons else MATCHES, reasons)


def _header_reasons(source_hash: bytes, data: bytes) -> list[str]:
    found = importlib.util.source_hash(data)
    if not source_hash or found == source_hash:
        return []
    return [f"source's content has the hash {found.hex()}, the header says {source_hash.hex()}"]
