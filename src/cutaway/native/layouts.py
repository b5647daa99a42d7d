"""Is the running host laid out as the one that the compiled engine was built for?

    unknown(substrate.layouts, substrate.probes)   ->  {}, or {"guesses": "a dict has 56 bytes here, not 48"}

"engine" means that nothing of the compiled engine may run; "guesses" that the fast forms of names and attributes, which
look into dicts, instances and classes, are to be left out.  Asked when the engine is loaded, in some microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Row = tuple[str, str, int, int]
"""What it is, who relies on it, as it was when the engine was built, as it is."""

ENGINE, GUESSES = "engine", "guesses"


class Probe:
    """Has one attribute, which lies where the guesses think."""

    def __init__(self) -> None:
        """Set it."""
        self.probed = Probe


def unknown(
    layouts: Callable[[], Iterable[Row]], probes: Callable[[object, str, object], Iterable[Row]]
) -> dict[str, str]:
    """Answer who relies on something that is not as it was, and on what.

    In: the compiled module's functions of these names.  The second looks into memory, where all sizes are right only.
    """
    found = differences(layouts())
    return found or differences(probes(Probe(), "probed", Probe))


def differences(rows: Iterable[Row]) -> dict[str, str]:
    """Answer the differences among rows, as sentences, by who relies on them."""
    found: dict[str, list[str]] = {}
    for what, who, built, here in rows:
        if built != here:
            found.setdefault(who, []).append(_sentence(what, built, here))
    return {who: "; ".join(sentences) for who, sentences in found.items()}


def _sentence(what: str, built: int, here: int) -> str:
    if what == "version":
        return f"it was built for Python {built >> 8}.{built & 255}, and this is {here >> 8}.{here & 255}"
    if isinstance(built, bool):
        return f"the {what} does not tell of changes" if "version" in what else f"the {what} do not lie where they did"
    return f"a {what} has {here} bytes here, not {built}"
