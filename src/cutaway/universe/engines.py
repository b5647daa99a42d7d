"""Put the chosen engine, the compiling builtins and our importer in place.

    engine = install_engine(services, our_builtins)
    engine.name, engine.reason          what runs, and why it is not what was asked for

Everything is imported when this module is, before the hand-over; installing imports nothing.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

from cutaway.compiler import compile_source
from cutaway.pipeline import Services
from cutaway.universe.watching import no_stack

native: Any
try:
    from cutaway import native
except ImportError as refusal:  # built without a C compiler
    native, WHY_NOT_NATIVE = None, str(refusal)
else:
    WHY_NOT_NATIVE = ""

importer: Any
try:
    from cutaway import importer
except ImportError:
    importer = None


class Engine(NamedTuple):
    """What runs the guest's code."""

    name: str
    reason: str
    """Why it is not the engine that was asked for; empty where it is."""
    stack_of: Callable[[FrameType], list[Any]]
    """Reads the value stack of a guest's frame."""


def install_engine(services: Services) -> Engine:
    """Make the guest's code run on the chosen engine.  Out: what runs."""
    wanted = services.settings.engine
    if hasattr(importer, "install"):
        importer.install(services)
    if not hasattr(native, "install"):
        return Engine("host", WHY_NOT_NATIVE or "the compiled engine was not built", no_stack)
    native.set_compiler(compile_source)
    native.replace_builtins(builtins.__dict__)
    if wanted == "host":
        return Engine(wanted, "", no_stack)
    native.install(engine=wanted, universe=True)
    return Engine(wanted, "", native.stack_of)
