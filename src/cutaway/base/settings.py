"""What a person can choose about a run, from the environment: engine and packages left to the host.

    read_settings({b"CUTAWAY_ENGINE": b"plain"})   ->   Settings(engine="plain", left_to_host=())

Read from the environment and not from python's command line, so that `cutaway-python` takes exactly python's options
and processes that a guest starts run as it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cutaway.base.budgets import VARIABLES, Budgets, parsed
from cutaway.base.errors import CutawayError

ENGINE = "CUTAWAY_ENGINE"
LEFT_TO_HOST = "CUTAWAY_NATIVE"
EXPLAIN = "CUTAWAY_EXPLAIN"
"""Set by `cutaway run`; `cutaway-python` keeps to python's own words.  The guest never sees it."""
DEBUG = "CUTAWAY_DEBUG"
"""For working on Cutaway: our own frames stay visible in tracebacks."""
TRACE = "CUTAWAY_TRACE"
"""Set by `cutaway show trace` for the process it watches; the guest never sees it."""

PROFILE = "CUTAWAY_PROFILE"
"""Set by `cutaway profile`, likewise."""

ENGINES = {
    "native": "the compiled loop (default)",
    "native-nofast": "the compiled loop without its fast forms",
    "plain": "handlers in Python over the host's frames",
    "pure": "handlers in Python over frames in Python; needs no C compiler",
    "host": "CPython's own loop running what our compiler made: for telling the machine's part from the compiler's",
}


class Settings(NamedTuple):
    """The choices of one run."""

    engine: str = "native"
    left_to_host: tuple[str, ...] = ()
    """Packages whose code the host's own loop runs."""
    explains: bool = False
    """`cutaway run`: after python's own words about a file that is no program, say what the file is."""
    shows_ourselves: bool = False
    """Our own frames are not hidden."""
    trace: str = ""
    """Where and what to report of each instruction (universe/watching.py); empty for a run that nobody watches."""
    profile: str = ""
    """Where to send a profile, and of what kind (universe/profiling.py); empty for none."""
    budgets: Budgets = Budgets()
    """What the guest's process may use."""


def read_settings(environment: Mapping[bytes, bytes]) -> Settings:
    """Read the choices.

    In: the environment as bytes.  Out: the settings.  Raises CutawayError for an engine that does not exist, and for a
    budget that makes no sense.
    """
    engine = environment.get(ENGINE.encode(), b"").decode() or "native"
    if engine not in ENGINES:
        raise CutawayError(f"{ENGINE}={engine}: there is no such engine; choose one of {', '.join(ENGINES)}")
    packages = environment.get(LEFT_TO_HOST.encode(), b"").decode("utf-8", "replace")
    explains = EXPLAIN.encode() in environment
    trace = environment.get(TRACE.encode(), b"").decode("utf-8", "surrogateescape")
    bounds = {
        option: environment.get(name.encode(), b"").decode("utf-8", "replace") for option, name in VARIABLES.items()
    }
    try:
        budgets = parsed(bounds)
    except ValueError as problem:
        raise CutawayError(str(problem)) from None
    if budgets and engine in ("host", "pure"):
        raise CutawayError(f"engine {engine!r} knows no budgets; choose native, native-nofast or plain")
    return Settings(
        engine,
        tuple(name for name in packages.replace(" ", "").split(",") if name),
        explains,
        DEBUG.encode() in environment,
        trace,
        environment.get(PROFILE.encode(), b"").decode(),
        budgets,
    )
