"""The code objects of texts that a start compiles: the program's own file, and the lines of `.pth` files.

    texts = TextStore("/home/ada/.cache/cutaway", maker)
    text = Text(b"print(6 * 7)\n", "/home/ada/app.py", 0, -1)
    texts.read(text)                 ->  its code object, or None
    texts.write(text, code)

CPython compiles them each time.  For us that means to load the compiler, which takes longer than all the rest of a
start.  A file each, below the user's own cache folder and never beside the program, since CPython writes nothing there
either: named by the program's path, so that an edit replaces the version before.  It holds the whole text, so no two
texts can be taken for each other.  What would warn is not kept, because it is to warn each time.  Losing any of it
costs only time: every failure here is "not there".
"""

from __future__ import annotations

from marshal import dumps, loads
from posix import O_CLOEXEC, O_NOFOLLOW, O_RDONLY, close, fstat, geteuid, read
from posix import open as open_file
from types import CodeType
from typing import Final, NamedTuple

from cutaway.bytecode.verify.trust import vouch
from cutaway.cache.digest import HASH_SIZE, content_hash
from cutaway.cache.store import make_folder, write_atomic

TEXTS: Final = "texts"
SUFFIX: Final = ".text"
LARGEST: Final = 1 << 18
"""Bytes: above that the compiler's own time is what counts."""
_OTHERS_MAY_WRITE: Final = 0o022
_NAMELESS: Final = "<string>"


class Text(NamedTuple):
    """What a code object depends on."""

    source: str | bytes
    filename: str
    flags: int
    optimize: int


class TextStore:
    """The texts below one folder."""

    __slots__ = ("_folder", "_maker")

    def __init__(self, folder: str | None, maker: bytes) -> None:
        """In: the user's cache folder (`folders.user_folder`), or None; what names the compiler that runs here."""
        self._folder = None if folder is None else f"{folder}/{TEXTS}"
        self._maker = maker

    def read(self, text: Text) -> CodeType | None:
        """Read the code object of a text."""
        data = self._contents(self._path_of(text))
        if data[:HASH_SIZE] != content_hash(memoryview(data)[HASH_SIZE:]):
            return None
        try:
            *kept, code = loads(memoryview(data)[HASH_SIZE:])
        except (EOFError, ValueError, TypeError):
            return None
        if kept != [self._maker, *text] or type(kept[1]) is not type(text.source) or type(code) is not CodeType:
            return None
        vouch(code)
        return code

    def write(self, text: Text, code: CodeType) -> None:
        """Keep a code object.  What cannot be written is no error."""
        if self._folder is None:
            return
        body = dumps((self._maker, *text, code))
        path = self._path_of(text)
        try:
            make_folder(path.rpartition("/")[0], 0o700)
            write_atomic(path, content_hash(body) + body, 0o600)
        except OSError:
            return

    def _path_of(self, text: Text) -> str:
        place = text.filename.encode("utf-8", "surrogateescape")
        if text.filename == _NAMELESS:
            place += dumps(text.source)
        name = content_hash(place + bytes([text.optimize + 1])).hex()
        return f"{self._folder}/{name[:2]}/{name[2:]}{SUFFIX}"

    def _contents(self, path: str) -> bytes:
        """Read a file of ours; empty where it is not there or anybody else may have written it."""
        if self._folder is None:
            return b""
        try:
            descriptor = open_file(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        except OSError:
            return b""
        try:
            status = fstat(descriptor)
            if status.st_uid != geteuid() or status.st_mode & _OTHERS_MAY_WRITE:
                return b""
            return read(descriptor, status.st_size)
        except OSError:
            return b""
        finally:
            close(descriptor)
