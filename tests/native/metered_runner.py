"""Run one program on a meter: `python metered_runner.py ENGINE PROGRAM [LIMIT | --feedback]`.

The last line says how it ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cutaway import native
from cutaway.base.errors import BudgetExceeded


def main() -> None:
    engine, path, *rest = sys.argv[1:]
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    native.hide(sys._getframe().f_code)
    native.mark_guest(code)
    native.install(engine)
    native.collect_feedback("--feedback" in rest)
    meter = native.Meter(int(rest[0]) if rest and rest[0] != "--feedback" else None)
    end = "done"
    try:
        meter.call(exec, code, {"__name__": "__main__"})
    except BudgetExceeded as over:
        end = f"{over.budget} {over.position}"
    print(f"{meter.instructions} {end}", flush=True)


if __name__ == "__main__":
    main()
