"""Namespace packages over two path entries, growing with sys.path."""
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as root:
    for part in ("one", "two", "three"):
        os.makedirs(f"{root}/{part}/space/sub")
        with open(f"{root}/{part}/space/{part}.py", "w") as f:
            f.write(f"value = {part!r}\n")
        with open(f"{root}/{part}/space/sub/deep_{part}.py", "w") as f:
            f.write("from .. import %s as up\n" % part)
    sys.path[:0] = [f"{root}/one", f"{root}/two"]
    import space.one
    import space.two
    from space.sub import deep_one

    print(space.one.value, space.two.value, deep_one.up.value, len(list(space.__path__)), hasattr(space, "__file__"), space.__spec__.origin, type(space.__loader__).__name__)
    try:
        import space.three
    except ModuleNotFoundError as error:
        print(error)
    sys.path.append(f"{root}/three")
    import space.three
    import space.sub.deep_three

    print(space.three.value, len(list(space.__path__)), type(space.__path__).__name__)
    import pkgutil

    print(sorted(m.name for m in pkgutil.walk_packages(space.__path__, "space.")))
    os.mkdir(f"{root}/one/regular")
    open(f"{root}/one/regular/__init__.py", "w").write("x = 1")
    os.mkdir(f"{root}/two/regular")
    import importlib

    importlib.invalidate_caches()
    import regular

    print(len(regular.__path__), regular.x)
    import importlib.util

    print(importlib.util.find_spec("space.none"), importlib.util.find_spec("space").submodule_search_locations is not None)
    try:
        importlib.util.find_spec("missing.sub")
    except ModuleNotFoundError as error:
        print(error)
    sys.path_importer_cache.clear()
print(space.one.value)
