"""The compiled half of the machine: the host-compatible substrate and the loop generated from the instruction book.

    from cutaway import native
    native.install(engine="native", universe=True)      # every Python frame from now on is run by our loop

Where the extension was not built (no C compiler, no headers), or must not be loaded (damaged, or built for another
Python), the functions are missing and WHY_NOT_AVAILABLE says why; `cutaway.machine.pure` runs everything then.  What
makes the extension: build.py and generate.py, with the C-level substrate in the `.pxi` files, each about one subject.
"""

from __future__ import annotations

from cutaway.base import shared_objects

try:
    shared_objects.refuse_damaged(*shared_objects.ENGINE)
    from cutaway.native.installing import *  # noqa: F403  (its __all__ is the list of what there is)
except ModuleNotFoundError:
    from cutaway.native.absence import why_not_found

    WHY_NOT_AVAILABLE = why_not_found()
except ImportError as refusal:
    WHY_NOT_AVAILABLE = f"the compiled engine cannot be loaded: {refusal}"
else:
    WHY_NOT_AVAILABLE = ""
