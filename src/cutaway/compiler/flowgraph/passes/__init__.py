"""The passes, in order.  Each is a function of a module of its own that changes a FlowGraph in place.

run(graph)      ──▶   blocks in their final order, jumps directed, handlers labelled, stack size known
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.passes.add_final_return import add_final_return
from cutaway.compiler.flowgraph.passes.direct_jumps import direct_jumps
from cutaway.compiler.flowgraph.passes.duplicate_exits import duplicate_exits
from cutaway.compiler.flowgraph.passes.guarantee_exit_lines import guarantee_exit_lines
from cutaway.compiler.flowgraph.passes.inline_small_exits import inline_small_exits
from cutaway.compiler.flowgraph.passes.insert_prefix import insert_prefix
from cutaway.compiler.flowgraph.passes.label_handlers import label_handlers
from cutaway.compiler.flowgraph.passes.mark_exits import mark_exits
from cutaway.compiler.flowgraph.passes.number_cells import number_cells
from cutaway.compiler.flowgraph.passes.propagate_lines import propagate_lines
from cutaway.compiler.flowgraph.passes.remove_empty_blocks import remove_empty_blocks
from cutaway.compiler.flowgraph.passes.remove_nops import remove_nops
from cutaway.compiler.flowgraph.passes.remove_redundant_jumps import remove_redundant_jumps
from cutaway.compiler.flowgraph.passes.remove_unreachable import remove_unreachable
from cutaway.compiler.flowgraph.passes.simplify import simplify
from cutaway.compiler.flowgraph.passes.trim_constants import trim_constants
from cutaway.compiler.flowgraph.stack_depth import measure_stack

Pass = Callable[[FlowGraph], None]
Watch = Callable[[str, FlowGraph], None]

CODEGEN: Final = "codegen"
"""The name under which a graph is watched before the first pass."""

PASSES: Final[tuple[Pass, ...]] = (
    add_final_return,
    mark_exits,
    inline_small_exits,
    insert_prefix,
    number_cells,
    simplify,
    inline_small_exits,
    remove_unreachable,
    remove_empty_blocks,
    remove_nops,
    remove_redundant_jumps,
    duplicate_exits,
    trim_constants,
    propagate_lines,
    guarantee_exit_lines,
    measure_stack,
    label_handlers,
    remove_nops,
    direct_jumps,
)
"""Source of the order: assemble() and optimize_cfg() in Python/compile.c."""


def run(graph: FlowGraph, watch: Watch | None = None) -> None:
    """Take a graph through all passes.

    `watch` is called with ("codegen", graph) first and with the name of each pass after it: by the checker
    (`flowgraph.check`) in tests, and by whoever shows what each pass does.
    """
    if watch is None:
        for step in PASSES:
            step(graph)
    else:
        watch(CODEGEN, graph)
        for step in PASSES:
            step(graph)
            watch(step.__name__, graph)
