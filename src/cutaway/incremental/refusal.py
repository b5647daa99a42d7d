"""Why a source is compiled as a whole after all."""

from __future__ import annotations

from cutaway.base.errors import CutawayError


class Refusal(CutawayError):
    """What changed reaches further than definitions; the text says what.  Never an error: everything is compiled."""
