"""Modules and packages inside a zip file, its tracebacks, data and __main__."""
import os
import sys
import tempfile
import traceback
import zipfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "lib.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("zmod.py", "def f(x):\n    return 1 / x\nname = __name__\n")
        z.writestr("zpack/__init__.py", "from .inner import value\n")
        z.writestr("zpack/inner.py", "value = 'inner of zip'\n")
        z.writestr("zpack/data.txt", "some data")
        z.writestr("broken.py", "def (:\n")
        z.writestr("__main__.py", "import sys, zpack\nprint('main of zip', __name__, zpack.value, sys.argv[1:])\n")
    sys.path.insert(0, path)
    import zmod
    import zpack

    print(zmod.name, zpack.value, zmod.__file__.endswith("lib.zip/zmod.py"), type(zmod.__loader__).__name__)
    try:
        zmod.f(0)
    except ZeroDivisionError:
        print(traceback.format_exc().replace(folder, "FOLDER"))
    print(zpack.__loader__.get_data(os.path.join(path, "zpack", "data.txt")), zmod.__loader__.is_package("zpack"), zmod.__loader__.get_source("zpack"))
    import importlib.resources
    import pkgutil

    print(importlib.resources.files("zpack").joinpath("data.txt").read_text(), pkgutil.get_data("zpack", "data.txt"), [m.name for m in pkgutil.iter_modules([path])])
    try:
        import broken
    except SyntaxError as error:
        print(error.msg, error.lineno, error.filename.endswith("broken.py"))
    try:
        import zpack.nothing
    except ModuleNotFoundError as error:
        print(error)
    import subprocess

    print(subprocess.run([sys.executable, path, "an", "argument"], capture_output=True, text=True).stdout)
    import runpy

    print(runpy.run_path(path, run_name="other")["__name__"])
