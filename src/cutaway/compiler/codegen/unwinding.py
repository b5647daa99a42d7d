"""Code generation for leaving statements early: `return`, `break`, `continue` run the clean-up of what they leave.

    for x in y:            return inside emits:  <value>; SWAP, POP_TOP (the iterator);  finally body;  RETURN_VALUE
        try: return f()
        finally: g()

Source of the rules: `compiler_unwind_fblock` and `compiler_unwind_fblock_stack` in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import GET_AWAITABLE, POP_BLOCK, POP_EXCEPT, POP_TOP, SWAP
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.dispatch import move_to, visit_statements
from cutaway.compiler.codegen.frame_block import FrameBlock, FrameBlockKind
from cutaway.compiler.codegen.names import delete_name, store_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block

_MAX_NESTED_BLOCKS = 20
"""CO_MAXBLOCKS: CPython refuses deeper nesting of loops, `try` and `with` in one code object."""

_LOOPS = (FrameBlockKind.WHILE_LOOP, FrameBlockKind.FOR_LOOP)


def push_frame_block(
    unit: UnitBuilder,
    kind: FrameBlockKind,
    start: Block | None = None,
    exit_block: Block | None = None,
    datum: object = None,
) -> None:
    """Note that the code emitted from now on is inside a statement.  Raises SyntaxError at the 21st level."""
    if len(unit.frame_blocks) >= _MAX_NESTED_BLOCKS:
        raise unit.error("too many statically nested blocks")
    unit.frame_blocks.append(FrameBlock(kind, start, exit_block, datum))


def pop_frame_block(unit: UnitBuilder) -> None:
    """Note that the innermost statement has been left at its end."""
    unit.frame_blocks.pop()


def call_exit_with_nones(unit: UnitBuilder) -> None:
    """Emit the call `__exit__(None, None, None)`; the method is on the stack."""
    unit.load_const(None)
    unit.load_const(None)
    unit.load_const(None)
    unit.call(2)


def unwind_all(unit: UnitBuilder, preserve_value: bool) -> None:
    """Emit the clean-up of every statement around; for `return`.

    In: whether the top of the stack is a value that must survive.  Raises SyntaxError inside `except*`.
    """
    _unwind_until(unit, preserve_value, stop_at_loop=False)


def unwind_to_loop(unit: UnitBuilder) -> FrameBlock | None:
    """Emit the clean-up of the statements inside the nearest loop.  Out: that loop, None where there is none."""
    return _unwind_until(unit, False, stop_at_loop=True)


def _unwind_until(unit: UnitBuilder, preserve_value: bool, stop_at_loop: bool) -> FrameBlock | None:
    blocks = unit.frame_blocks
    if not blocks:
        return None
    top = blocks[-1]
    if top.kind is FrameBlockKind.EXCEPTION_GROUP_HANDLER:
        raise unit.error("'break', 'continue' and 'return' cannot appear in an except* block")
    if stop_at_loop and top.kind in _LOOPS:
        return top
    # Popped while its clean-up is emitted: a `return` inside a finally body must not run that body again.
    blocks.pop()
    unwind(unit, top, preserve_value)
    loop = _unwind_until(unit, preserve_value, stop_at_loop)
    blocks.append(top)
    return loop


def unwind(unit: UnitBuilder, block: FrameBlock, preserve_value: bool) -> None:
    """Emit the clean-up of one statement; with `preserve_value` the top of the stack survives it."""
    match block.kind:
        case FrameBlockKind.FOR_LOOP | FrameBlockKind.POP_VALUE:
            _swap_if(unit, preserve_value)
            unit.emit(POP_TOP)
        case FrameBlockKind.TRY_EXCEPT:
            unit.emit(POP_BLOCK)
        case FrameBlockKind.FINALLY_TRY:
            _unwind_finally_try(unit, block, preserve_value)
        case FrameBlockKind.FINALLY_END:
            _swap_if(unit, preserve_value)
            unit.emit(POP_TOP)  # the exception
            _swap_if(unit, preserve_value)
            unit.emit(POP_BLOCK)
            unit.emit(POP_EXCEPT)
        case FrameBlockKind.WITH | FrameBlockKind.ASYNC_WITH:
            _unwind_with(unit, block, preserve_value)
        case FrameBlockKind.HANDLER_CLEANUP:
            _unwind_handler(unit, block, preserve_value)
        case _:
            # While loops, and handlers whose inner frame block has already done the work.
            return


def _swap_if(unit: UnitBuilder, preserve_value: bool) -> None:
    if preserve_value:
        unit.emit(SWAP, 2)


def _unwind_finally_try(unit: UnitBuilder, block: FrameBlock, preserve_value: bool) -> None:
    unit.emit(POP_BLOCK)
    if preserve_value:
        push_frame_block(unit, FrameBlockKind.POP_VALUE)
    visit_statements(unit, block.datum)
    if preserve_value:
        pop_frame_block(unit)
    # The finally body seems to run after the statement that leaves, so what follows is nobody's line.
    unit.location = NO_LOCATION


def _unwind_with(unit: UnitBuilder, block: FrameBlock, preserve_value: bool) -> None:
    move_to(unit, block.datum)
    unit.emit(POP_BLOCK)
    _swap_if(unit, preserve_value)
    call_exit_with_nones(unit)
    if block.kind is FrameBlockKind.ASYNC_WITH:
        unit.emit(GET_AWAITABLE, 2)
        unit.load_const(None)
        from cutaway.compiler.codegen.awaiting import emit_yield_from  # few programs need it, each start loads this

        emit_yield_from(unit, is_await=True)
    unit.emit(POP_TOP)
    unit.location = NO_LOCATION


def _unwind_handler(unit: UnitBuilder, block: FrameBlock, preserve_value: bool) -> None:
    name: str | None = block.datum
    if name:
        unit.emit(POP_BLOCK)
    _swap_if(unit, preserve_value)
    unit.emit(POP_BLOCK)
    unit.emit(POP_EXCEPT)
    if name:
        unbind_exception_name(unit, name)


def unbind_exception_name(unit: UnitBuilder, name: str) -> None:
    """Emit `name = None; del name`, which never fails even where the handler deleted the name itself."""
    unit.load_const(None)
    store_name(unit, name)
    delete_name(unit, name)
