"""What we remember of a `.pyc` beyond its own sixteen bytes of header, and how that is written.

    data = encode(Record(pyc="/lib/__pycache__/a.cpython-311.pyc", ...), definitions=b"...")
    decode(data)  ->  the Record, without its definitions; None for anything else

 at  size
  0     8  b"CUTAWAY" and the version of this format
  8     8  hash of everything from byte 16 up to the definitions
 16     4  flags: 1, we compiled the .pyc from this source
 20     4  size of the texts                     24     4  size of the definitions
 28     4  zero
 32     8  hash of the definitions               40    16  header of the .pyc
 56     8  hash of the rest of the .pyc          64     8  hash of the source; zero where it was not read
 72     8  time of the source, in ns             80     8  time of its inode's last change, in ns
 88     8  its inode                             96     8  its size
104     8  when it was read, in ns              112     8  hash of the compiler; zero where it was not ours
120     8  hash of what changed the tree between parser and compiler; zero for nothing
128     8  when this record was written, in ns
136        texts in UTF-8, a zero byte between them: path of the .pyc; who made it
           definitions: the index with which the next compile finds what changed; this module does not read it
Numbers are little-endian.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cutaway.cache.digest import HASH_SIZE, NO_HASH, content_hash
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.source_facts import SourceFacts

SIGNATURE: Final = b"CUTAWAY\x01"
FACTS_SIZE: Final = 136
_MADE_HERE: Final = 1


class Record(NamedTuple):
    """What is known of one `.pyc` file."""

    pyc: str
    """Its absolute path."""
    header: bytes
    digest: bytes
    """Hash of what follows the header."""
    facts: SourceFacts
    """Of the source, when it was read or, where `made_here` is false, when the `.pyc` was first accepted."""
    content: bytes = NO_HASH
    """Hash of the source."""
    read_at: int = 0
    """When the source was read, in nanoseconds."""
    made_here: bool = True
    """We compiled it from this source.  If not, its bytes were only found to be safe to load."""
    maker: str = ""
    """Compiler and host, for people and for comparison."""
    compiler: bytes = NO_HASH
    """Hash of the compiler's own sources: definitions are reused by the same compiler only."""
    transform: bytes = NO_HASH
    """Hash of what changed the tree; see `slots`."""
    written_at: int = 0
    """When the record was written, in nanoseconds: a .pyc that is older and not the recorded one was to be replaced."""
    definitions_size: int = 0
    definitions_digest: bytes = NO_HASH


def encode(record: Record, definitions: bytes = b"") -> bytes:
    """Write a record.  In: the record, and its definitions, of which it need not know size and hash."""
    texts = record.pyc.encode("utf-8", "surrogateescape") + b"\0" + record.maker.encode("utf-8", "surrogateescape")
    rest = b"".join(
        (
            _number(_MADE_HERE if record.made_here else 0, 4),
            _number(len(texts), 4),
            _number(len(definitions), 4),
            bytes(4),
            content_hash(definitions) if definitions else NO_HASH,
            record.header,
            record.digest,
            record.content,
            _number(record.facts.mtime_ns),
            _number(record.facts.ctime_ns),
            _number(record.facts.inode),
            _number(record.facts.size),
            _number(record.read_at),
            record.compiler,
            record.transform,
            _number(record.written_at),
            texts,
        )
    )
    return SIGNATURE + content_hash(rest) + rest + definitions


def decode(data: bytes) -> Record | None:
    """Read a record.

    In: the file, or enough of its beginning.  Out: the record; None where this is no whole record of this format.
    """
    if data[:8] != SIGNATURE or len(data) < FACTS_SIZE:
        return None
    end = FACTS_SIZE + _at(data, 20, 4)
    if end > len(data) or content_hash(memoryview(data)[16:end]) != data[8:16]:
        return None
    pyc, _, maker = data[FACTS_SIZE:end].decode("utf-8", "surrogateescape").partition("\0")
    return Record(
        pyc,
        data[40 : 40 + HEADER_SIZE],
        data[56 : 56 + HASH_SIZE],
        SourceFacts(_signed(data, 72), _signed(data, 80), _at(data, 88), _at(data, 96)),
        data[64 : 64 + HASH_SIZE],
        _signed(data, 104),
        bool(data[16] & _MADE_HERE),
        maker,
        data[112 : 112 + HASH_SIZE],
        data[120 : 120 + HASH_SIZE],
        _signed(data, 128),
        _at(data, 24, 4),
        data[32 : 32 + HASH_SIZE],
    )


def definitions_of(record: Record, data: bytes) -> bytes | None:
    """Take the definitions out of a record's file.

    In: the record and the whole file.  Out: the definitions; None where there are none, or not those of the record.
    """
    if not record.definitions_size or len(data) < FACTS_SIZE:
        return None
    start = FACTS_SIZE + _at(data, 20, 4)
    found = data[start : start + record.definitions_size]
    return found if content_hash(found) == record.definitions_digest else None


def _number(value: int, size: int = 8) -> bytes:
    return (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def _at(data: bytes, offset: int, size: int = 8) -> int:
    return int.from_bytes(data[offset : offset + size], "little")


def _signed(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 8], "little", signed=True)
