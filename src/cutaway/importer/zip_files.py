"""Modules in zip archives: what `zipimport` does with what it has found.

In: a file's bytes out of an archive.  Out: a code object.  Finding and unpacking stay the host's.
Rules: _unmarshal_code and _compile_source in Lib/zipimport.py.
"""

from __future__ import annotations

import _frozen_importlib_external as host_machinery
import _imp
from _frozen_importlib import _verbose_message  # type: ignore[attr-defined]
from marshal import loads
from types import CodeType, FunctionType, ModuleType
from typing import Any

from cutaway.base.errors import BytecodeError
from cutaway.bytecode.verify import verify, vouch
from cutaway.cache import late
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.magic import MAGIC
from cutaway.importer.grafting import Graft
from cutaway.importer.loading import refuse_foreign
from cutaway.importer.services import Assignment, Services

_RAW_MAGIC = int.from_bytes(MAGIC, "little")


def graft(onto: Graft, zip_module: Any, services: Services, assignment: Assignment) -> None:
    """Let zipimport load as this module does.  In: the guest's zipimport, what compiles, and who runs what."""
    assert isinstance(zip_module, ModuleType)
    source_of, facts_of = zip_module._get_pyc_source, zip_module._get_mtime_and_size_of_source
    find_code = zip_module._get_module_code

    def compile_source(pathname: str, source: bytes) -> CodeType:
        # An archive may have been made where lines end otherwise.
        lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return services.compile(lines, pathname, "exec")

    def unmarshal_code(self: Any, pathname: str, fullpath: str, fullname: str, data: bytes) -> CodeType | None:
        header = refuse_foreign(data, fullname, fullpath)
        if header.kind == "timestamp":
            mtime, size = facts_of(self, fullpath)
            # Times in archives are even numbers of seconds.
            if mtime and (abs(header.mtime - mtime) > 1 or header.size != size):
                _verbose_message(f"bytecode is stale for {fullname!r}")
                return None
        elif _is_checked(header.kind):
            source = source_of(self, fullpath)
            if source is not None and _imp.source_hash(_RAW_MAGIC, source) != header.source_hash:
                message = f"hash in bytecode doesn't match hash of source {fullname!r}"
                raise ImportError(message, name=fullname, path=fullpath)
        # Nobody keeps a record of what is in archives: examined each time.
        try:
            late.check(data, HEADER_SIZE)
            code = loads(memoryview(data)[HEADER_SIZE:])
            if type(code) is CodeType:
                verify(code)
                vouch(code)
        except BytecodeError as refusal:
            error = ImportError(f"bytecode of {fullname!r} is refused: {refusal}", name=fullname, path=fullpath)
        else:
            if type(code) is not CodeType:
                raise TypeError(f"compiled module {pathname!r} is not a code object")
            return code
        raise error  # here, where our own refusal is not its context

    def get_module_code(self: Any, fullname: str) -> Any:
        found = find_code(self, fullname)
        assignment.assign(found[0], fullname)
        return found

    for name, function in (
        ("_compile_source", compile_source),
        ("_unmarshal_code", unmarshal_code),
        ("_get_module_code", get_module_code),
    ):
        assert isinstance(function, FunctionType)
        onto.replace(zip_module, name, function)


def _is_checked(kind: str) -> bool:
    # The guest's _imp, as the host's machinery has it: ours is a copy.
    policy = host_machinery._imp.check_hash_based_pycs  # type: ignore[attr-defined]
    return policy != "never" and (kind == "checked-hash" or policy == "always")
