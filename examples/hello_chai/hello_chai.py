"""The module of the two-module program: a class, a closure, a generator, a match and a handled exception."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Chai:
    """A pot of chai."""

    spices: tuple[str, ...] = ()
    cups: int = 2

    def describe(self) -> str:
        """Say what is in it."""
        match self.spices:
            case ():
                return "plain chai"
            case (one,):
                return f"{one} chai"
            case (first, *others):
                return f"{first} chai with {' and '.join(others)}"


def pourer(cups: int):
    """Give a function that pours until the pot is empty."""

    def pour() -> int:
        nonlocal cups
        if cups == 0:
            raise LookupError("the pot is empty")
        cups -= 1
        return cups

    return pour


def brew(chai: Chai, guests: Iterable[str]) -> Iterator[str]:
    """Pour a cup for each guest, as long as there is some."""
    pour = pourer(chai.cups)
    for guest in guests:
        try:
            left = pour()
        except LookupError as empty:
            yield f"Sorry, {guest}: {empty}."
        else:
            yield f"{guest} gets {chai.describe()}; cups left: {left}"


if __name__ == "__main__":
    print(*brew(Chai(), ["You"]))
