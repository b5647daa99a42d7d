"""runpy, importlib.resources, pkgutil and inspect's readers on source packages."""
import importlib.resources
import inspect
import os
import pkgutil
import runpy
import sys

import shapes
import shapes.square

here = os.path.dirname(os.path.abspath(__file__))
result = runpy.run_module("shapes.square", run_name="renamed", init_globals={"given": 1})
print(result["__name__"], result["given"], result["LOADS"], result["__package__"])
result = runpy.run_path(os.path.join(here, "shapes", "square.py"))
print(result["__name__"], result["__file__"].endswith("square.py"), result["__package__"], result["__cached__"], result["__spec__"])
print(sorted(m.name for m in pkgutil.iter_modules(shapes.__path__)))
print(sorted(p.name for p in importlib.resources.files(shapes).iterdir() if not p.name.startswith("__p")))
print(inspect.getsource(shapes.area))
print(inspect.getsourcefile(shapes.square.Square).endswith("square.py"), inspect.getsourcelines(shapes.square.Square.area)[1])
print(inspect.getmodule(shapes.area) is shapes, shapes.__loader__.get_source("shapes")[:5], shapes.__loader__.is_package("shapes"))
print(shapes.__loader__.get_filename("shapes").endswith("__init__.py"), shapes.__loader__.get_code("shapes").co_name, type(shapes.__loader__).__name__)
print(__name__, __package__, __spec__, __loader__.__class__.__name__, os.path.basename(__file__), "__cached__" in globals() and __cached__)
print(sys.modules["__main__"].__dict__ is globals(), sys.path[0] == here)
print(pkgutil.resolve_name("shapes.square:Square.area").__qualname__)
try:
    runpy.run_module("shapes")
except ImportError as error:
    print(error)
try:
    runpy.run_path("/no/such/path.py")
except OSError as error:
    print(type(error).__name__)
print([type(f).__name__ if not isinstance(f, type) else f.__name__ for f in sys.meta_path][-3:])
print([getattr(h, "__name__", "?") for h in sys.path_hooks])
print([type(f).__name__ for f in sys.path_importer_cache.values() if f][:0], type(sys.path_importer_cache[here]).__name__)
