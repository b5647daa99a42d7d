"""Measure what behaviours leave behind: the guest of every engine.

    python guest.py BEHAVIOURS_FOLDER TIMES [NAME...]

Out: a JSON line for each behaviour: [name, {measure: growth}, seconds].  The measures: `blocks` of Python's allocator,
`kilobytes` of C's, `objects` that the collector tracks, `references` to them and to the shared constants.  Growth is
what a thousand runs add after fifty to warm up.
"""

import ctypes
import gc
import importlib.util
import inspect
import json
import sys
import time
from pathlib import Path

WARM_UP = 50
TOLERANCE = 25
"""A cache that fills or a list that is resized once is no leak; one object for every forty runs is."""


class _MallInfo(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks")),
        *((name, ctypes.c_size_t) for name in ("uordblks", "fordblks", "keepcost")),
    ]


_mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
if _mallinfo is not None:
    _mallinfo.restype = _MallInfo

CONSTANTS = [None, True, False, Ellipsis, NotImplemented, (), "", b"", *range(-5, 257), *map(chr, range(128))]


def bytes_of_c():
    """Bytes that C's malloc has given out, or 0 where the C library does not tell."""
    return _mallinfo().uordblks if _mallinfo is not None else 0


def references():
    """References to the shared constants and to every object that the collector tracks."""
    return sum(map(sys.getrefcount, CONSTANTS)) + sum(map(sys.getrefcount, gc.get_objects()))


def measure():
    """All measures, in an order in which one does not disturb the other."""
    gc.collect()
    sys._clear_type_cache()
    return {
        "references": references(),
        "objects": len(gc.get_objects()),
        "kilobytes": bytes_of_c() // 1024,
        "blocks": sys.getallocatedblocks(),
    }


def repeat(behaviour, times):
    """Run a behaviour many times."""
    for _ in range(times):
        behaviour()


def growth_of(behaviour, times):
    """What a thousand runs leave.  A first result above the tolerance is measured again: only what goes on counts."""
    repeat(behaviour, WARM_UP)
    grown = {}
    for _ in range(3):
        before = measure()
        repeat(behaviour, times)
        after = measure()
        found = {name: after[name] - before[name] for name in before}
        grown = {name: min(amount, grown.get(name, amount)) for name, amount in found.items()}
        if max(grown.values()) <= TOLERANCE:
            break
    return grown


def behaviours(folder):
    """All behaviours: (name, function)."""
    for path in sorted(folder.glob("[a-z]*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == path.stem and not name.startswith("_"):
                yield f"{path.stem}.{name}", value


def main(folder, times, names):
    """Measure all behaviours, or those named."""
    for name, behaviour in list(behaviours(folder)):
        if not names or name in names:
            started = time.monotonic()
            print(json.dumps([name, growth_of(behaviour, times), time.monotonic() - started]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
