"""The plain engine: handlers derived from the instruction book, and the loop that calls them.

    def BINARY_SUBSCR(machine, frame, oparg, operand):      # derived; it keeps the book's file and lines
        stack = frame.stack
        key = stack.pop()
        container = stack.pop()
        stack.append(container[key])

In: the book.  Out: HANDLERS, one function for each entry, for any substrate that speaks `cutaway.machine.engine`.
`frame` offers stack, variables and pc; a handler answers None to go on, or what a control verb answered.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import OPERANDS, Instruction, Item

Handler = Callable[[Any, Any, int, Any], Any]

OUTSIDE: Final[Any] = type("Outside", (), {"__slots__": (), "__repr__": lambda self: "OUTSIDE"})()
"""What a control verb answers when the run's outermost frame is left; the machine holds its value or exception."""


def run(machine: Any, frame: Any) -> Any:
    """Run a frame, and all that it calls, until it returns, yields or raises.

    Out: what it returned or yielded.  Raises the guest's exception unchanged.  A frame's `program` is a sequence of
    (handler, oparg, operand, next row, this row).
    """
    caught: BaseException
    while frame is not OUTSIDE:
        try:
            while frame is not OUTSIDE:
                program = frame.program
                switched = None
                while switched is None:
                    handler, oparg, operand, frame.pc, frame.at = program[frame.pc]
                    switched = handler(machine, frame, oparg, operand)
                frame = switched
        except BaseException as exc:
            # Unwinding happens outside this block: in here the host counts exc as being handled.
            caught = exc
        else:
            break
        frame = machine.unwind(frame, caught)
        del caught
    return machine.take_result()


def total(items: list[Item]) -> str:
    """The sum of the items' sizes, as the text of an expression."""
    return " + ".join(item.size for item in items) or "0"


def interleaved(entry: Instruction) -> bool:
    """Does something popped lie beneath something kept?"""
    flags = [item.name in entry.kept for item in entry.inputs]
    return flags != sorted(flags, reverse=True)


def pops(entry: Instruction) -> Iterator[str]:
    """The statements that take the inputs off the stack."""
    items, asked = entry.inputs, entry.parameters
    if interleaved(entry):
        yield f"base = len(stack) - ({total(items)})"
    for k in reversed(range(len(items))):
        item = items[k]
        beneath = f"len(stack) - ({total(items[k:])})"
        if interleaved(entry) or item.name in entry.kept:
            if item.name not in asked:
                continue
            if not interleaved(entry):
                beneath = f"len(stack) - ({total([each for each in items[k:] if each.name in entry.kept])})"
            yield f"first = {beneath}"
            yield f"{item.name} = " + (f"stack[first:first + {item.size}]" if item.is_list else "stack[first]")
        elif item.is_list:
            yield f"first = len(stack) - {item.size}"
            yield f"{item.name} = stack[first:]"
            yield "del stack[first:]"
        else:
            yield f"{item.name} = stack.pop()"


class Returns(ast.NodeTransformer):
    """Turns `return value` into pushes, or into a jump."""

    def __init__(self, entry: Instruction) -> None:
        self.entry = entry

    def visit_Return(self, node: ast.Return) -> Any:
        entry = self.entry
        assert node.value is not None
        value = ast.unparse(node.value)
        if entry.kind == "control":
            return node
        if entry.kind == "jump":
            text = self.jump(value)
        elif interleaved(entry):
            text = self.replace_all(value)
        elif len(entry.results) == 1 and not entry.results[0].is_list:
            text = f"stack.append({value})"
        else:
            text = f"stack.extend({value})"
        statements = [] if text.startswith("frame.pc = ") else ast.parse("return None").body
        return [placed(statement, node) for statement in ast.parse(text).body + statements]

    def jump(self, value: str) -> str:
        kept = self.entry.jumped.partition("--")[2].strip()
        pushes = f"stack.append({kept}); " if kept else ""
        return "frame.pc = oparg" if value == "True" else f"if {value}: {pushes}frame.pc = oparg"

    def replace_all(self, value: str) -> str:
        """Results lie among kept items: write the whole stretch anew."""
        entry = self.entry
        names = ", ".join(item.name for item in entry.results)
        pieces, offset = [], "base"
        for item in entry.outputs:
            new = item in entry.results
            pieces.append(item.name if new else f"*stack[{offset}:{offset} + {item.size}]")
            offset += f" + {item.size}"
        return f"{names} = {value}; stack[base:] = [{', '.join(pieces)}]"


def placed(statement: ast.stmt, like: ast.AST) -> ast.stmt:
    """Give generated statements the place of the book's line that they come from."""
    for node in ast.walk(statement):
        ast.copy_location(node, like)
    return statement


@cache
def definitions(filename: str) -> dict[str, ast.FunctionDef]:
    """The functions of one file of the book, by name."""
    tree = ast.parse(Path(filename).read_text(encoding="utf-8"), filename)
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def derived_tree(entry: Instruction) -> ast.FunctionDef:
    """The handler of an entry as a function definition (`cutaway show` prints it)."""
    book = definitions(entry.function.__code__.co_filename)[entry.name]
    prologue = ["stack = frame.stack"] if entry.inputs or entry.outputs else []
    prologue += pops(entry)
    prologue += [f"{name} = operand" for name in entry.parameters if name in OPERANDS]
    prologue += ["variables = frame.variables"] if "variables" in entry.parameters else []
    body: list[ast.stmt] = [placed(statement, book) for line in prologue for statement in ast.parse(line).body]
    for statement in book.body[1:]:  # the docstring stays in the book
        new = Returns(entry).visit(copy.deepcopy(statement))
        body += new if isinstance(new, list) else [new]
    parameters = [ast.arg(name, lineno=book.lineno, col_offset=0) for name in ("machine", "frame", "oparg", "operand")]
    arguments = ast.arguments(posonlyargs=[], args=parameters, kwonlyargs=[], kw_defaults=[], defaults=[])
    handler = ast.FunctionDef(entry.name, arguments, body, decorator_list=[], returns=None, type_comment=None)
    if not body:
        body.append(placed(ast.Pass(), book))
    return ast.fix_missing_locations(ast.copy_location(handler, book))


def derive(entry: Instruction) -> Handler:
    """Make the handler of an entry; its globals are the book file's own."""
    filename = entry.function.__code__.co_filename
    names = dict(entry.function.__globals__)
    exec(compile(ast.Module([derived_tree(entry)], []), filename, "exec"), names)
    handler: Handler = names[entry.name]
    return handler


HANDLERS: Final[dict[str, Handler]] = {entry.name: derive(entry) for entry in ENTRIES}


def hide_handlers(hide: Callable[[CodeType], None]) -> None:
    """Hide the handlers, and the sentences of the book that they are written with: text has made some of them."""
    for handler in HANDLERS.values():
        assert isinstance(handler, FunctionType)
        hide(handler.__code__)
        for sentence in handler.__globals__.values():
            if isinstance(sentence, FunctionType):
                hide(sentence.__code__)
