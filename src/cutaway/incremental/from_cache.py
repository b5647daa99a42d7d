"""What the cache has of the version before, if this compiler may go on from it.

previous = previous_version(records, "/lib/__pycache__/app.cpython-311.pyc", pyc_bytes)
"""

from __future__ import annotations

from cutaway.cache.digest import NO_HASH, content_hash
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore
from cutaway.incremental.compiling import Previous
from cutaway.incremental.fingerprint import compiler_hash


def previous_version(
    records: RecordStore, record: Record | None, data: bytes, transform: bytes = NO_HASH
) -> Previous | None:
    """Find what an edit can start from.

    In: the records, that of the .pyc, the .pyc's bytes, the hash of what changes the tree.
    Out: the .pyc's code and the index of its definitions; None where they are missing, are not of each other, or were
    made by another compiler.
    """
    if record is None or not record.made_here or not record.definitions_size:
        return None
    if record.compiler != compiler_hash() or record.transform != transform:
        return None
    body = data[HEADER_SIZE:]
    if record.digest != content_hash(body):
        return None
    definitions = records.definitions(record)
    return None if definitions is None else Previous(body, definitions)
