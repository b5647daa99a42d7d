"""The script with which the host starts: `python -S start.py STATE PROGRAM ARGUMENTS...`

In: the host's bare process (no `site`), PROGRAM (what the guest knows as its own interpreter) and python's own command
line.  STATE is "launch" the first time; where options must be read by the host at its own start, boot.py starts the
host again with them, and STATE "applied".  Out: the guest runs, and this script ends as it ended.

The host compiles this text at every start, so it is as short as can be: it runs the first code in the bundle, which is
that of first.py, or the file itself.  Only modules that the host has loaded already, and `gc`, which no folder can
hide, are imported while the first entries of sys.path are the guest's.
"""

import sys

MODULES = dict(sys.modules)

import gc, marshal, posix, _imp  # noqa: E401, E402, I001

gc.freeze()  # what the host made is the guest's; universe/takeover.py tells it from what we make

DATA, HEAD = b"", ()
try:
    BUNDLE = posix.open(__file__[:-2] + "bundle", posix.O_RDONLY | posix.O_CLOEXEC)
    DATA = posix.read(BUNDLE, 1 << 16)
    posix.close(BUNDLE)
except OSError:
    pass
END = 12 + int.from_bytes(DATA[8:12], "little")
if DATA[:8] == _imp.source_hash(5, sys.version.encode() + DATA[8:END]):
    HEAD = (*marshal.loads(DATA[12:END]), END)
    exec(HEAD[0])  # type: ignore[misc]
else:
    with open(__file__[:-8] + "first.py", "rb") as FIRST:
        exec(FIRST.read())

run(__file__, MODULES, HEAD)  # type: ignore[name-defined]  # noqa: F821
