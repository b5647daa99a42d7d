"""Stands in for `functools`: `cache`, `cached_property`, `partial` and `reduce`."""

from __future__ import annotations

from _functools import _lru_cache_wrapper, partial, reduce  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["cache", "cached_property", "partial", "reduce"]


def cache(function: Callable[..., Any]) -> Callable[..., Any]:
    """Remember what the function answered for each set of arguments."""
    remembering: Callable[..., Any] = _lru_cache_wrapper(function, None, False, tuple)
    remembering.__doc__ = function.__doc__
    remembering.__dict__["__wrapped__"] = function
    return remembering


class cached_property:  # noqa: N801  (the original's name)
    """A property that is worked out once and then is an attribute of the object."""

    __slots__ = ("_function", "_name")

    def __init__(self, function: Callable[[Any], Any]) -> None:
        """In: what works it out."""
        self._function = function
        self._name = function.__name__

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        """Work it out, and put it where it is found before this property."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._function(owner)
        return value
