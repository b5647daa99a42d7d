"""The guest's exec, eval and compile; made by build.py, so it may be missing."""

from collections.abc import Callable
from typing import Any

def set_compiler(service: Callable[..., Any], /) -> None: ...
def replace_builtins(names: dict[str, Any], /) -> dict[str, Any]: ...
