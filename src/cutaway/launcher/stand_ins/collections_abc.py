"""Stands in for `collections.abc`: its names stand in annotations only, which are never evaluated."""

from __future__ import annotations

from cutaway.launcher.stand_ins.typing import Any

AsyncGenerator = AsyncIterator = Awaitable = Callable = Coroutine = Generator = Iterable = Iterator = Any
Collection = Mapping = MutableMapping = MutableSequence = Sequence = Set = Any
