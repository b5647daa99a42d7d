"""A module's code from its .pyc or its source, without asking anything that the guest may have replaced or can see.

    compiled("cutaway.base", ".../cutaway/base/__init__.py", True)    ->  Found

What no bundle holds is loaded this way, also while the guest runs: then the host's own loaders are no choice, because
they compile with the guest's `compile`, which may be what waits for this module.
"""

from __future__ import annotations

import builtins
from _frozen_importlib_external import MAGIC_NUMBER
from _imp import _fix_co_filename  # type: ignore[attr-defined]
from marshal import loads
from posix import stat
from sys import implementation

from cutaway.launcher.bundle import Found, read_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

globals()["__builtins__"] = dict(builtins.__dict__)  # private_imports.py says why

_HEADER = 16
_SUFFIX = f".{implementation.cache_tag}.pyc"
_CODE = type((lambda: None).__code__)


def compiled(name: str, path: str, is_package: bool) -> Found:
    """Load a module's code.

    In: its name, its source, whether it is a package.  Raises OSError or SyntaxError.
    """
    status = stat(path)
    facts = MAGIC_NUMBER + bytes(4) + _four(int(status.st_mtime)) + _four(status.st_size)
    code = _from_cache(path, facts) or compile(read_file(path), path, "exec", dont_inherit=True)
    return Found(name, path, is_package, code)


def _four(number: int) -> bytes:
    return (number & 0xFFFFFFFF).to_bytes(4, "little")


def _from_cache(path: str, facts: bytes) -> CodeType | None:
    """Read the .pyc beside a source.  In: the header that it must have.  Out: None where there is none such."""
    folder, _, file = path.rpartition("/")
    data = read_file(f"{folder}/__pycache__/{file.removesuffix('.py')}{_SUFFIX}")
    if data[:_HEADER] != facts:
        return None
    try:
        code = loads(memoryview(data)[_HEADER:])
    except (EOFError, ValueError, TypeError):
        return None
    if not isinstance(code, _CODE):
        return None
    if code.co_filename != path:
        _fix_co_filename(code, path)
    return code
