"""The bytes of a fresh .pyc -> its code object, with as much care as is needed.

    load_vouched(data)     bytes whose digest our record holds: `marshal.loads`, and nothing else
    load_examined(data)    bytes of anybody: first bounds and types, then `marshal.loads`, then the code object itself

Either raises a BytecodeError where that is not safe to run: MalformedMarshalError where the bytes are no code object,
RejectedCodeError where the code object breaks a rule of the verifier.
"""

from __future__ import annotations

from marshal import loads
from types import CodeType

from cutaway.bytecode.verify import verify, vouch
from cutaway.cache import late
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.malformed import MalformedMarshalError


def load_vouched(data: bytes) -> CodeType:
    """Load the code object behind a header, by a digest or by `load_examined` known to be safe to load."""
    try:
        code = loads(memoryview(data)[HEADER_SIZE:])
    except (EOFError, ValueError, TypeError, SystemError, OverflowError) as refusal:
        raise MalformedMarshalError(str(refusal), None) from None
    if type(code) is not CodeType:
        raise MalformedMarshalError(f"a {type(code).__name__} in the place of a code object", HEADER_SIZE)
    vouch(code)
    return code


def load_examined(data: bytes) -> CodeType:
    """Load the code object behind a header that nobody vouches for, and verify it."""
    late.check(data, HEADER_SIZE)
    code = load_vouched(data)
    verify(code)
    return code
