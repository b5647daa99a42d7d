"""The bytes of a source file -> the text that is compared: UTF-8, each line ending in \\n."""

from __future__ import annotations

import re

from cutaway.incremental.refusal import Refusal

_BOM = b"\xef\xbb\xbf"
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)").match


def normalised(source: bytes) -> bytes:
    """Give a source's text.  Raises Refusal where it is not UTF-8, or the parser would not read it to its end."""
    text = source.removeprefix(_BOM)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for line in text.split(b"\n", 2)[:2]:
        cookie = _COOKIE(line)
        if cookie is not None and cookie[1].lower() not in (b"utf-8", b"utf8"):
            raise Refusal(f"the source is encoded in {cookie[1].decode()}")
    if b"\0" in text:
        raise Refusal("the source has a null byte")
    try:
        text.decode()
    except UnicodeDecodeError:
        raise Refusal("the source is not UTF-8") from None
    return text if not text or text.endswith(b"\n") else text + b"\n"
