"""Each pass on a graph written by hand: text in, text out."""

from __future__ import annotations

from cutaway.bytecode.flags import CO_GENERATOR
from cutaway.bytecode.opcodes import LOAD_FAST
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
from cutaway.compiler.flowgraph.passes.trim_constants import trim_constants
from cutaway.compiler.flowgraph.stack_depth import measure_stack
from tests.compiler.flowgraph.graph_text import graph, same


def test_final_return_of_none_uses_the_constant_that_is_there() -> None:
    flow = graph("a:\n    1 NOP", constants=(1, None), ends_with_return_none=True)
    add_final_return(flow)
    assert same(flow, "a: returns\n    1 NOP\n    - LOAD_CONST 1\n    - RETURN_VALUE")
    assert flow.constants == [1, None]


def test_final_return_behind_a_jump_gets_a_block_and_a_constant() -> None:
    flow = graph("a:\n    1 JUMP a", constants=(1,), ends_with_return_none=True)
    add_final_return(flow)
    assert same(flow, "a:\n    1 JUMP a\nb: returns\n    - LOAD_CONST 1\n    - RETURN_VALUE")
    assert flow.constants == [1, None]
    assert list(flow.unit.constants.values()) == [(0, 1), (1, None)]


def test_final_return_of_an_expression_returns_what_is_on_the_stack() -> None:
    flow = graph("a:\n    1 LOAD_CONST 0", constants=(1,))
    add_final_return(flow)
    assert same(flow, "a: returns\n    1 LOAD_CONST\n    - RETURN_VALUE")


def test_code_that_returns_needs_no_final_return() -> None:
    flow = graph("a: returns\n    1 RETURN_VALUE", ends_with_return_none=True)
    add_final_return(flow)
    assert same(flow, "a: returns\n    1 RETURN_VALUE")


def test_mark_exits() -> None:
    flow = graph("""
        a:
            1 POP_JUMP_IF_FALSE c
        b:
            1 JUMP c
        c:
        d:
            1 RETURN_VALUE
    """)
    mark_exits(flow)
    assert same(
        flow,
        """
        a:
            1 POP_JUMP_IF_FALSE d
        b: no_fallthrough
            1 JUMP d
        c:
        d: exits no_fallthrough
            1 RETURN_VALUE
        """,
    )


def test_inline_small_exits_copies_only_exits_without_a_line() -> None:
    flow = graph("""
        a: no_fallthrough
            1 JUMP c
        b: no_fallthrough
            1 JUMP d
        c: exits no_fallthrough
            - LOAD_CONST 0
            - RETURN_VALUE
        d: exits no_fallthrough
            2 RETURN_VALUE
    """)
    inline_small_exits(flow)
    assert same(
        flow,
        """
        a: exits no_fallthrough
            1 NOP
            - LOAD_CONST
            - RETURN_VALUE
        b: no_fallthrough
            1 JUMP d
        c: exits no_fallthrough
            - LOAD_CONST
            - RETURN_VALUE
        d: exits no_fallthrough
            2 RETURN_VALUE
        """,
    )
    copy, original = flow.entry.instructions[1], flow.entry.next.next.instructions[0]  # type: ignore[union-attr]
    assert copy is not original


def test_prefix_of_a_generator_with_a_closure() -> None:
    flow = graph(
        "a:\n    1 RESUME",
        flags=CO_GENERATOR,
        varnames={"x": 0, "y": 1},
        cellvars={"c": 0, "y": 1},
        freevars={"free": 2},
    )
    insert_prefix(flow)
    expected = """
        a:
            - COPY_FREE_VARS 1
            - MAKE_CELL 1
            - MAKE_CELL
            1 RETURN_GENERATOR
            - POP_TOP
            1 RESUME
    """
    assert same(flow, expected)
    number_cells(flow)
    assert same(flow, expected.replace("MAKE_CELL 1", "MAKE_CELL 1").replace("MAKE_CELL\n", "MAKE_CELL 2\n"))


def test_number_cells_counts_only_the_cells_that_are_no_parameters() -> None:
    flow = graph(
        """
        a:
            1 LOAD_CLOSURE 0
            1 LOAD_DEREF 1
            1 STORE_DEREF 2
            1 LOAD_FAST 1
        """,
        varnames={"x": 0, "y": 1},
        cellvars={"c": 0, "y": 1},
        freevars={"free": 2},
    )
    number_cells(flow)
    assert same(flow, "a:\n    1 LOAD_CLOSURE 2\n    1 LOAD_DEREF 1\n    1 STORE_DEREF 3\n    1 LOAD_FAST 1")


def test_remove_nops() -> None:
    flow = graph("""
        a:
            - NOP
            1 LOAD_FAST 1
            1 NOP
            2 NOP
            3 NOP
            - POP_TOP
            4 NOP
        b:
        c:
            4 RETURN_VALUE
            5 NOP
    """)
    remove_nops(flow)
    assert same(
        flow,
        """
        a:
            1 LOAD_FAST 1
            2 NOP
            3 POP_TOP
        b:
        c:
            4 RETURN_VALUE
            5 NOP
        """,
    )


def test_remove_unreachable_counts_ways_in() -> None:
    flow = graph("""
        a:
            1 SETUP_FINALLY d
            1 POP_JUMP_IF_TRUE c
        b: no_fallthrough
            1 JUMP c
        x: no_fallthrough
            1 JUMP c
        c: no_fallthrough
            1 RETURN_VALUE
        d: no_fallthrough
            1 RERAISE
    """)
    remove_unreachable(flow)
    assert [block.predecessors for block in flow.blocks()] == [1, 1, 0, 2, 1]
    assert [len(block.instructions) for block in flow.blocks()] == [2, 1, 0, 1, 1]


def test_remove_empty_blocks() -> None:
    flow = graph("a:\n    1 JUMP c\nb:\nc:\nd:\n    1 RETURN_VALUE\ne:")
    remove_empty_blocks(flow)
    assert same(flow, "a:\n    1 JUMP d\nd:\n    1 RETURN_VALUE\ne:")


def test_remove_redundant_jumps() -> None:
    flow = graph("a: no_fallthrough\n    1 JUMP b\nb: no_fallthrough\n    1 JUMP a")
    remove_redundant_jumps(flow)
    assert same(flow, "a:\n    1 NOP\nb: no_fallthrough\n    1 JUMP a")


def test_duplicate_exits_gives_each_way_a_line() -> None:
    flow = graph("""
        a:
            1 POP_JUMP_IF_FALSE c
        b:
            2 NOP
        c: exits no_fallthrough
            - LOAD_CONST 0
            - RETURN_VALUE
    """)
    remove_unreachable(flow)
    duplicate_exits(flow)
    propagate_lines(flow)
    assert same(
        flow,
        """
        a:
            1 POP_JUMP_IF_FALSE d
        b:
            2 NOP
        c: exits no_fallthrough
            2 LOAD_CONST
            2 RETURN_VALUE
        d: exits no_fallthrough
            1 LOAD_CONST
            1 RETURN_VALUE
        """,
    )


def test_trim_constants_keeps_the_first_and_the_middle() -> None:
    flow = graph("a:\n    1 LOAD_CONST 2\n    1 LOAD_FAST 4", constants=("doc", 1, 2, 3, 4))
    trim_constants(flow)
    assert flow.constants == ["doc", 1, 2]
    flow = graph("a:\n    1 LOAD_FAST 4", constants=("doc", 1))
    trim_constants(flow)
    assert flow.constants == ["doc"]


def test_guarantee_exit_lines() -> None:
    flow = graph("a: no_fallthrough\n    7 JUMP b\nb:\n    - LOAD_CONST\n    - RETURN_VALUE")
    guarantee_exit_lines(flow)
    assert same(flow, "a: no_fallthrough\n    7 JUMP b\nb:\n    7 LOAD_CONST\n    7 RETURN_VALUE")
    assert flow.entry.next.instructions[0].location == (7, -1, -1, -1)  # type: ignore[union-attr]


def test_stack_is_measured_along_every_way() -> None:
    flow = graph("""
        a:
            1 LOAD_FAST
        b:
            1 FOR_ITER d
        c: no_fallthrough
            1 LOAD_FAST
            1 LOAD_FAST
            1 BUILD_TUPLE 3
            1 POP_TOP
            1 JUMP b
        d:
            1 LOAD_CONST
            1 RETURN_VALUE
    """)
    measure_stack(flow)
    assert flow.stack_size == 4
    assert [block.start_depth for block in flow.blocks()] == [0, 1, 2, 0]


def test_handlers_are_labelled_and_pseudo_instructions_go() -> None:
    flow = graph("""
        a:
            1 SETUP_FINALLY c
            1 SETUP_WITH d
            1 LOAD_FAST
            1 POP_BLOCK
            1 POP_TOP
            1 POP_BLOCK
        b: no_fallthrough
            1 RETURN_VALUE
        c: no_fallthrough
            1 RERAISE
        d: no_fallthrough
            1 RERAISE
    """)
    flow.has_handlers = True
    label_handlers(flow)
    handlers = {
        (block.number, place): instruction.handler.number
        for block in flow.blocks()
        for place, instruction in enumerate(block.instructions)
        if instruction.handler is not None
    }
    # The inner handler is itself guarded by the outer one.
    assert handlers == {(0, 2): 3, (0, 4): 2, (3, 0): 2}
    assert [block.preserve_lasti for block in flow.blocks()] == [False, False, False, True]
    assert flow.entry.instructions[2].opcode == LOAD_FAST
    assert same(
        flow,
        """
        a:
            1 NOP
            1 NOP
            1 LOAD_FAST
            1 NOP
            1 POP_TOP
            1 NOP
        b: no_fallthrough
            1 RETURN_VALUE
        c: no_fallthrough
            1 RERAISE
        d: no_fallthrough
            1 RERAISE
        """,
    )


def test_direct_jumps() -> None:
    flow = graph("a:\n    1 POP_JUMP_IF_NONE c\nb:\n    1 JUMP b\nc:\n    1 JUMP_NO_INTERRUPT a")
    direct_jumps(flow)
    assert same(
        flow,
        "a:\n    1 POP_JUMP_FORWARD_IF_NONE c\nb:\n    1 JUMP_BACKWARD b\nc:\n    1 JUMP_BACKWARD_NO_INTERRUPT a",
    )
