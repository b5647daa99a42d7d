"""Hand the process over as start.py does, with functions of ours wrapped in Python functions or objects before.

python -S wrapped_run.py (functions | objects) MODULE|all PROGRAM
"""

import sys

MODULES, GUEST_PATH = dict(sys.modules), list(sys.path)
sys.path[:0] = [__file__.rpartition("/tests/")[0] + "/src", __file__.rpartition("/")[0]]

import wrapping  # noqa: E402  (a module of its own: the code of this one is hidden with the frames below the guest)

from cutaway.launcher import boot  # noqa: E402

style, where, program = sys.argv[1:]
imports = boot.private_imports()
takeover = imports.module("cutaway.universe.takeover")
imports.module("cutaway.bytecode.verify.flow")  # which a start loads when it is called for: it is to be wrapped too
for name, module in imports.first.modules.items():
    if name == where or (where == "all" and name.startswith("cutaway.")):
        wrapping.wrap_all(module, style)
sys.path[:] = GUEST_PATH
takeover.take_over(takeover.Request(boot.parse([program]), "python3", [program], MODULES, GUEST_PATH, ""), imports)
