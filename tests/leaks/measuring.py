"""Run the leak guest under an engine and read what grew.

leaks("native", 1000)     out: Leaks(measured=67, grown={}, trouble="")
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.leaks.guest import TOLERANCE
from tests.oracle.harness import Invocation, run

HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Leaks:
    """What a run found: `grown` has the measures that grew of each behaviour that leaks."""

    measured: int
    grown: dict[str, dict[str, int]]
    trouble: str
    """How the run ended, if not well."""


def leaks(engine: str, times: int, names: Sequence[str] = (), timeout: float = 600) -> Leaks:
    """Run all behaviours, or those named, `times` times each."""
    program = (str(HERE / "guest.py"), str(HERE / "behaviours"), str(times), *names)
    outcome = run(engine, Invocation(program, timeout=timeout))
    rows = [json.loads(line) for line in outcome.stdout.splitlines()]
    grown = {
        name: {what: amount for what, amount in growth.items() if amount > TOLERANCE} for name, growth, _seconds in rows
    }
    trouble = "" if outcome.status == 0 and not outcome.stderr else f"{outcome.status}: {outcome.stderr[-1500:]}"
    return Leaks(len(rows), {name: growth for name, growth in grown.items() if growth}, trouble)
