"""What a comparison of many sources found, and the comparison of one.

    tally = Tally()
    compare_source(tally, b"x = 1", "app.py", optimize=0)
    tally.different                                          0

Compared are every field of every code object, every field of the exception of a refused source, and every warning.
"""

from __future__ import annotations

import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from cutaway.compiler import compile_source
from tests.compiler.codecmp import differences, nested
from tests.compiler.outcomes import fields


@dataclass
class Tally:
    """Counts; tallies of parts are added up by `include`."""

    sources: int = 0
    refused: int = 0
    code_objects: int = 0
    warnings: int = 0
    different: int = 0
    """Sources whose code object, exception or warnings differ."""

    host_seconds: float = 0.0
    own_seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    """What a suite has to say besides: name -> value."""

    def include(self, other: Tally) -> None:
        """Add what another tally found."""
        self.sources += other.sources
        self.refused += other.refused
        self.code_objects += other.code_objects
        self.warnings += other.warnings
        self.different += other.different
        self.host_seconds += other.host_seconds
        self.own_seconds += other.own_seconds
        self.kinds.update(other.kinds)
        self.facts.update(other.facts)
        for kind, example in other.examples.items():
            self.examples.setdefault(kind, example)

    def note(self, kind: str, example: str) -> None:
        """Count a difference, and keep the first of its kind as the example."""
        self.kinds[kind] += 1
        self.examples.setdefault(kind, example)

    @property
    def ratio(self) -> float:
        """Our CPU time against the host's."""
        return self.own_seconds / self.host_seconds if self.host_seconds else 0.0


def compare_source(tally: Tally, source: bytes | str, name: str, optimize: int = 0) -> bool:
    """Compile a source with both compilers and compare.  Out: whether all is the same."""
    theirs, their_warnings, host_seconds = _outcome(compile, source, name, optimize)
    ours, our_warnings, own_seconds = _outcome(compile_source, source, name, optimize)
    tally.sources += 1
    tally.host_seconds += host_seconds
    tally.own_seconds += own_seconds
    tally.warnings += len(their_warnings)
    found = _compare(tally, ours, theirs)
    if our_warnings != their_warnings:
        found.append(("warnings", f"{our_warnings[:3]} != {their_warnings[:3]}"))
    for kind, text in found:
        tally.note(kind, f"{name} -O{optimize}: {text}")
    tally.different += bool(found)
    return not found


def _compare(tally: Tally, ours: Any, theirs: Any) -> list[tuple[str, str]]:
    if isinstance(theirs, CodeType) and isinstance(ours, CodeType):
        tally.code_objects += sum(1 for _ in nested(theirs))
        return [(difference.field, str(difference)) for difference in differences(ours, theirs)]
    tally.refused += not isinstance(theirs, CodeType)
    left, right = _description(ours), _description(theirs)
    return [] if left == right else [("refusal", f"{left} != {right}")]


def _description(outcome: Any) -> Any:
    return "compiled" if isinstance(outcome, CodeType) else fields(outcome)


def _outcome(compiler: Any, source: bytes | str, name: str, optimize: int) -> tuple[Any, list[Any], float]:
    """Run a compiler.  Out: the code object or exception, the warnings, CPU seconds."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        start = time.process_time()
        try:
            result: Any = compiler(source, name, "exec", 0, True, optimize)
        except Exception as error:
            # A refusal to compare with the other's, or a crash of ours, which is a difference like any other.
            result = error
        seconds = time.process_time() - start
    issued = [(str(item.message), item.category.__name__, item.lineno, item.filename) for item in caught]
    return result, issued, seconds
