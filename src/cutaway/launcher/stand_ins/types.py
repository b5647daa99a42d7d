"""Stands in for `types`: the types that our modules name, taken from things that have them."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator


def _generator() -> Generator[None]:
    yield


FunctionType = type(_generator)
MethodType = type(_generator.__get__(0))
CodeType = type(_generator.__code__)
GeneratorType = type(_generator())
ModuleType = type(sys)
BuiltinFunctionType = type(len)
FrameType = type(sys._getframe())
try:
    raise KeyError
except KeyError as error:
    TracebackType = type(error.__traceback__)
