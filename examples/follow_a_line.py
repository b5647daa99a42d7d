"""Use the stages from a program: compile one line and print what each stage makes of it.

Run it with `python examples/follow_a_line.py`; `cutaway show all FILE --line N` does the same for any file.
"""

import ast

import cutaway
from cutaway.compiler.scopes import build
from cutaway.show.text import bytecode, scopes, tokens, tree

SOURCE = "total = sum(n * n for n in numbers)\n"

print(tokens.render(SOURCE, "line.py"))
print(tree.render(ast.parse(SOURCE), SOURCE, "line.py"))
print(scopes.render(build(ast.parse(SOURCE), "line.py", future_annotations=False), SOURCE, "line.py"))

code = cutaway.compile(SOURCE, "line.py", "exec")
print(bytecode.render(code, SOURCE))

# The code object is the host's own type, so the host can run it too, and finds nothing different from its own.
theirs = compile(SOURCE, "line.py", "exec")
print("same instructions as CPython's:", code.co_code == theirs.co_code)
print("same constants:", code.co_consts == theirs.co_consts)

namespace = {"numbers": range(10)}
exec(code, namespace)
print("total:", namespace["total"])
