"""Whose code is run as it is: our compiler's and a valid cache's (`vouch`).  All other code is verified first."""

from __future__ import annotations

from types import CodeType
from typing import Final

from cutaway.bytecode.verify import verify_alone
from cutaway.machine.pure.layout import HostThread, thread_address

VERIFIER_DEPTH: Final = 20
"""More calls than the verifier nests."""


def examine(code: CodeType) -> None:
    """Verify a code object; RejectedCodeError.  A guest near its recursion limit has no part in the calls of ours."""
    thread = HostThread.from_address(thread_address())
    thread.recursion_remaining += VERIFIER_DEPTH
    try:
        verify_alone(code)
    finally:
        thread.recursion_remaining -= VERIFIER_DEPTH
