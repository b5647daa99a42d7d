"""The code generation stage: a folded tree and its scopes in, code objects out (through the back end).

    code = generate(Compilation(...), tree)

    builder        one code object under construction
    dispatch       node type -> visitor; the families below register themselves there when they are first needed
    names operators conditions displays calls strings comprehensions functions awaiting       expressions
    statements imports loops contexts exceptions exception_groups patterns bodies classes    statements
    frame_block unwinding   what `return`, `break` and `continue` must clean up

Source of the rules: language reference; Python/compile.c up to `assemble`.
"""

from __future__ import annotations

from cutaway.compiler.codegen.bodies import generate_module as generate
from cutaway.compiler.codegen.builder import Compilation

__all__ = ["Compilation", "generate"]
