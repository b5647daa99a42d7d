"""`python -m benchmarks.others`: put x-python and Monty into environments below build/others.

`python -m benchmarks` then has a column for each; PyPy is the system's (`make pypy`).
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.others.interpreters import install

GROUPS = ("x-python", "monty")


def main() -> int:
    """Install both.  Out: 1 where one could not be."""
    status = 0
    for group in GROUPS:
        try:
            install(group)
        except subprocess.CalledProcessError as error:
            print(f"{group} could not be installed: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
