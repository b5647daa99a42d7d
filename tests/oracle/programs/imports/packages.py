"""Importing packages: attributes, relative imports, __all__, submodules, re-imports, cycles, lazy attributes."""
import sys

import shapes
import shapes.round.circle as circle
from shapes import area, square
from shapes.round import *
from shapes.round.circle import Circle as C

print(shapes.__name__, shapes.__package__, len(shapes.__path__), shapes.__spec__.name, shapes.__spec__.submodule_search_locations == list(shapes.__path__))
print(circle.__name__, circle.__package__, circle.PARENT, area(C(2)), square.Square(3).side)
print(exported, "hidden" in globals(), "_private" in globals())
print(sorted(m for m in sys.modules if m.startswith("shapes")))
import shapes.lazy

print(shapes.lazy.anything, shapes.lazy.real)
try:
    shapes.lazy.forbidden
except AttributeError as error:
    print(error)
print(dir(shapes.lazy)[:2])
import shapes as again

print(again is shapes, sys.modules["shapes"] is shapes)
for statement in (
    "import shapes.nothing", "from shapes import nothing", "from shapes.round import nothing", "import shapes.square.deeper", "from . import x",
    "from .shapes import area", "import nothing_at_all", "import shapes.failing", "from shapes.cycle_a import late", "from shapes import bad_all; from shapes.bad_all import *",
    "import shapes.bad_relative", "from shapes.round.circle import PARENT, missing_name", "import shapes.round.circle.Circle",
):
    try:
        exec(statement)
        print(statement, "fine")
    except Exception as error:
        print(statement, "->", type(error).__name__, error, getattr(error, "name", "no name"))
print("shapes.failing" in sys.modules, "shapes.nothing" in sys.modules)
import shapes.cycle_a

print(shapes.cycle_a.value, shapes.cycle_b.value)
import importlib

print(importlib.reload(shapes.square).LOADS, shapes.square.LOADS)
del sys.modules["shapes.square"]
import shapes.square

print(shapes.square.LOADS)
sys.modules["shapes.blocked"] = None
try:
    import shapes.blocked
except ImportError as error:
    print(type(error).__name__, error)
sys.modules["replaced"] = 5
import replaced

print(replaced)
import shapes.replaces_itself

print(shapes.replaces_itself)
try:
    from shapes.replaces_itself import upper

    print(upper())
except ImportError as error:
    print(error)


def local_import():
    import os.path as p, json
    from shapes.round import circle as local

    return p.__name__, json.__name__, local is circle, sorted(locals())


print(local_import())


class InClass:
    from shapes import area
    import shapes as s


print(InClass.area is area, InClass.s is shapes)
