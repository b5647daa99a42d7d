"""The script with which the host starts: `python -S start.py STATE PROGRAM ARGUMENTS...`

In: the host's bare process (no `site`), PROGRAM (what the guest knows as its own interpreter) and python's own command
line.  STATE is "launch" the first time; where options must be read by the host at its own start, boot.py starts the
host again with them, and STATE "applied".  Out: the guest runs, and this script ends as it ended.

Only `sys` and `gc`, which no folder can hide, are imported while the first entries of sys.path are the guest's.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the folder of this file, which the host put there; the guest's own first entry comes later

MODULES = dict(sys.modules)

# What the host made is the guest's; universe/takeover.py tells it from what we make.
import gc  # noqa: E402

gc.freeze()

GUEST_PATH = sys.path
FOLDER = __file__.rpartition("/")[0]
ROOT = FOLDER.rpartition("/")[0].rpartition("/")[0]

# Ours only: a folder on PYTHONPATH may hold an `ast.py` of the guest's.
STANDARD_LIBRARY = getattr(sys, "_stdlib_dir")  # noqa: B009  (a private name that typeshed does not list)
sys.path = [ROOT, *(entry for entry in GUEST_PATH if entry == STANDARD_LIBRARY or entry.endswith("/lib-dynload"))]

from cutaway.launcher.boot import start  # noqa: E402

start(__file__, MODULES, GUEST_PATH)
