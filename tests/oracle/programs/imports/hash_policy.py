"""A program that sets how .pyc files with a hash of their source are checked, and imports such files."""

import _imp
import importlib
import os
import py_compile
import sys
import tempfile
import zipfile

MODES = (py_compile.PycInvalidationMode.CHECKED_HASH, py_compile.PycInvalidationMode.UNCHECKED_HASH)
before = _imp.check_hash_based_pycs
print(before)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    number = 0
    for mode in MODES:
        for policy in ("default", "always", "never"):
            number += 1
            name = f"hashed{number}"
            path = os.path.join(folder, f"{name}.py")
            write(path, "state = 'old'")
            py_compile.compile(path, invalidation_mode=mode)
            write(path, "state = 'new'")
            importlib.invalidate_caches()
            _imp.check_hash_based_pycs = policy
            print(mode.name, policy, importlib.import_module(name).state)
            os.remove(importlib.util.cache_from_source(path))
            write(path, "state = 'old'")
            cached = py_compile.compile(path, invalidation_mode=mode)
            archive = os.path.join(folder, f"{name}.zip")
            with zipfile.ZipFile(archive, "w") as file:
                file.writestr(f"zipped{number}.py", "state = 'new'")
                file.write(cached, f"zipped{number}.pyc")
            sys.path.insert(0, archive)
            print("zip", importlib.import_module(f"zipped{number}").state)
_imp.check_hash_based_pycs = before
