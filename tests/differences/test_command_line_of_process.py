"""The process that `ps` shows is CPython running a file of ours.

`sys.orig_argv`, `sys.argv` and `sys.executable` are the guest's; `/proc/self/cmdline` and `ps` show the host, `-S`, our
`start.py` and then the guest's command line.

**Why:** the host is started with our program and owns the memory that its command line lies in.

**Instead:** `sys.orig_argv`, or `prctl` (the `setproctitle` package) for a name of one's own.
"""

from __future__ import annotations

from tests.differences.two_sides import outputs

AREA = "The process"
KIND = "host limit"
ENGINES = "all"

SHOW = """
import sys
words = open("/proc/self/cmdline").read().rstrip("\\0").split("\\0")
print(len(sys.orig_argv) == len(words), any(word.endswith("/start.py") for word in words), sys.argv)
"""


def test_the_system_sees_the_host() -> None:
    assert outputs(SHOW) == ("False True ['-c']", "True False ['-c']")
