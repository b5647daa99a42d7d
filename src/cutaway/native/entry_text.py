"""One entry of the book as a native function: its text, its second declaration, how the loop calls it.

In: a `cutaway.bytecode.define.Instruction`.  Out: EntryText.  Three ways, the first that fits:
a *move* (the body only says in which order its inputs go back), a *pattern* (native/patterns.py), the *body* itself.
"""

from __future__ import annotations

import ast
import inspect
import textwrap

from cutaway.bytecode.define import OPERANDS, Instruction, Item, evaluate_size
from cutaway.native import patterns
from cutaway.native.sentences import NativeNames, without_docstring

OPERAND_TEXT = {
    "name": "names[oparg]",
    "constant": "constants[oparg]",
    "operation": "operators[oparg]",
    "keywords": "(<PyObject **>(word + 1))[0]",
}
"""Where the loop finds what an entry asks for by name."""


def total(items: list[Item]) -> str:
    """The sum of the items' sizes, as text."""
    fixed = sum(1 for item in items if not item.is_list)
    sizes = [item.size for item in items if item.is_list]
    return " + ".join([str(fixed)] * bool(fixed) + sizes) or "0"


class Layout:
    """Where each input and each result of an entry lies, relative to `sp` before the instruction."""

    def __init__(self, entry: Instruction) -> None:
        inputs, outputs = entry.inputs, entry.outputs
        self.base = f"sp - ({total(inputs)})"
        self.at = {item.name: f"sp - ({total(inputs[k:])})" for k, item in enumerate(inputs)}
        self.popped = [item for item in inputs if item.name not in entry.kept]
        for k, item in enumerate(outputs):
            self.at.setdefault(item.name, f"{self.base} + ({total(outputs[:k])})")
        self.effect = _effect(inputs, outputs)
        self.keeps_when_jumping = bool(entry.jumped) and entry.kind == "jump"


def _effect(inputs: list[Item], outputs: list[Item]) -> str:
    text = f"{total(outputs)} - ({total(inputs)})"
    if "oparg" in text:
        return text
    change = evaluate_size(text, 0)
    return str(change) if change else ""


class EntryText:
    """The native form of one entry.

    `text` defines do_NAME; `declaration` declares the same C function as go_NAME, which the loop calls with
    `arguments`; `way` says how it was made, for people who tune.
    """

    def __init__(self, entry: Instruction) -> None:
        self.entry, self.layout = entry, Layout(entry)
        tree = ast.parse(textwrap.dedent(inspect.getsource(entry.function)))
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        self.statements = without_docstring(function.body)
        self.inputs = [item for item in entry.inputs if item.name in entry.parameters]
        stacked = {item.name for item in entry.inputs}
        self.operands = [name for name in entry.parameters if name in OPERANDS and name not in stacked]
        self.parameters = ["Frame *frame", "slots_t sp", "int oparg"]
        self.arguments = ["frame", "sp", "oparg"]
        if entry.kind == "control":
            self.way, self.text = "control", self._control_body()
        else:
            self.way, self.text = self._moves() or self._pattern() or self._body()
        kinds = ", ".join(each.replace("object ", "PyObject *") for each in self.parameters)
        answer = "Frame *" if entry.kind == "control" else "int "
        self.declaration = f'{answer}go_{entry.name} "book_{entry.name}"({kinds}) noexcept'

    def _leaf(self, node: ast.expr) -> str | None:
        name = getattr(node, "id", None)
        if name in self.operands:
            return f"operand_{name}"
        if any(item.name == name and not item.is_list for item in self.inputs):
            return f"({self.layout.at[str(name)]})[0]"
        return None

    def _define(self, lines: list[str]) -> str:
        answer = "Frame *" if self.entry.kind == "control" else "int "
        failure = "NULL" if self.entry.kind == "control" else "-1"
        head = f'cdef inline {answer}do_{self.entry.name} "book_{self.entry.name}"({", ".join(self.parameters)}) '
        return head + f"except {failure}:\n" + textwrap.indent("\n".join(lines), "    ")

    def _take_operands_raw(self) -> None:
        for name in self.operands:
            self.parameters.append(f"PyObject *operand_{name}")
            self.arguments.append(OPERAND_TEXT[name])

    # -- moves

    def _moves(self) -> tuple[str, str] | None:
        entry, at = self.entry, self.layout.at
        texts = [ast.unparse(each) for each in self.statements]
        if texts == ["return variables[oparg]"]:
            return "move", self._define(["return copy_variable(frame, sp, oparg)"])
        if texts == ["variables[oparg] = value"]:
            return "move", self._define(["return move_to_variable(frame, oparg, sp - 1)"])
        if entry.kind != "plain" or len(self.statements) > 1:
            return None
        if not self.statements:
            return "move", self._define([*self._drops(), "return 0"])
        match self.statements:
            case [ast.Return(ast.Tuple(values))]:
                names = [getattr(value, "id", "") for value in values]
            case [ast.Return(ast.Name(name))] if name == "NULL":
                return "move", self._define([f"({at[entry.results[0].name]})[0] = NULL", "return 0"])
            case _:
                return None
        if sorted(names) != sorted(item.name for item in self.layout.popped if not item.is_list):
            return None
        lines = [f"cdef PyObject *{name} = ({at[name]})[0]" for name in names]
        lines += [f"({at[item.name]})[0] = {name}" for item, name in zip(entry.results, names, strict=True)]
        return "move", self._define([*lines, "return 0"])

    # -- patterns

    def _pattern(self) -> tuple[str, str] | None:
        entry, popped = self.entry, self.layout.popped
        start = self.layout.at[(popped or entry.results or entry.inputs)[0].name] if popped or entry.results else "sp"
        text = "\n".join(map(ast.unparse, self.statements))
        found: str | None
        if text in ("return list(items)", "return tuple(items)") and entry.inputs[0].is_list:
            kind = text[7:].split("(")[0]
            ending = f"settle({start}, 0, {kind}_from({start}, {total(popped)}))"
        elif entry.kind == "jump":
            found = patterns.truth_of(self.statements, self._leaf)
            if not found:
                return None
            self._take_operands_raw()
            drops = [] if self.layout.keeps_when_jumping else self._drops()
            return "pattern", self._define([f"cdef int answer = {found}", *self._unless_failed(drops), "return answer"])
        elif found := patterns.result_of(self.statements, self._leaf):
            ending = f"settle({start}, {total(popped)}, {found})"
        elif found := patterns.effect_of(self.statements, self._leaf):
            ending = f"finish({start}, {total(popped)}, {found})"
        else:
            return None
        self._take_operands_raw()
        return "pattern", self._define([f"return {ending}"])

    def _unless_failed(self, drops: list[str]) -> list[str]:
        return ["if unlikely(answer < 0):", "    return -1", *drops] if drops else []

    def _drops(self) -> list[str]:
        return [
            f"drop_range({self.layout.at[item.name]}, {self.layout.at[item.name]} + {item.size})"
            for item in reversed(self.layout.popped)
        ]

    # -- bodies

    def _body(self) -> tuple[str, str]:
        for name in self.operands:
            self.parameters.append(f"object {name}")
            self.arguments.append(OPERAND_TEXT[name])
        lines = []
        for item in self.inputs:
            if item.is_list:
                lines.append(f"cdef list {item.name} = copied_list({self.layout.at[item.name]}, {item.size})")
            else:
                self.parameters.append(f"object {item.name}")
                self.arguments.append(f"({self.layout.at[item.name]})[0]")
        if any(item.is_list for item in self.entry.results):
            lines += ["cdef Py_ssize_t index", "cdef list spread"]
        lines += ["cdef bint taken"] * (self.entry.kind == "jump")
        lines += self._translated()
        if not (self.statements and isinstance(self.statements[-1], ast.Return)):
            lines += [*self._drops(), "return 0"]
        return "body", self._define(lines)

    def _control_body(self) -> str:
        entry, at = self.entry, self.layout.at
        self._take_operands_raw()
        lines = [f"cdef object {name} = <object>operand_{name}" for name in self.operands]
        for item in reversed(entry.inputs):
            if item.name in entry.kept:
                if item in self.inputs and item.is_list:
                    lines.append(f"cdef list {item.name} = copied_list({at[item.name]}, {item.size})")
                elif item in self.inputs:
                    lines.append(f"cdef object {item.name} = <object>({at[item.name]})[0]")
            elif item not in self.inputs:
                lines.append(f"drop_range({at[item.name]}, {at[item.name]} + {item.size})")
            elif item.is_list:
                lines.append(f"cdef list {item.name} = taken_list({at[item.name]}, {item.size})")
            else:
                how = "take_or_null" if item.may_be_null else "take"
                lines.append(f"cdef object {item.name} = {how}({at[item.name]})")
        kept = [item for item in entry.inputs if item.name in entry.kept]
        lines.append(f"frame.stacktop = <int>({self.layout.base} + ({total(kept)}) - frame.localsplus)")
        lines += self._translated()
        if not isinstance(self.statements[-1], ast.Return):
            lines.append("return frame")
        return self._define(lines)

    def _translated(self) -> list[str]:
        body = [_Body(self).visit(statement) for statement in self.statements]
        flat = [each for part in body for each in (part if isinstance(part, list) else [part])]
        return ast.unparse(ast.fix_missing_locations(ast.Module(flat, []))).splitlines()

    def returned(self, value: ast.expr) -> list[str]:
        """What `return value` comes to."""
        text = ast.unparse(value)
        if self.entry.kind == "control":
            if text.startswith("machine_"):
                return [f"return {text}"]
            return ["return frame"] if text == "None" else [f"push_value(frame, {text})", "return frame"]
        if self.entry.kind == "jump":
            return [f"taken = {text}", *self._drops(), "return taken"]
        results = self.entry.results
        values = value.elts if len(results) > 1 and isinstance(value, ast.Tuple) else [value]
        if len(values) != len(results):  # several results from one call
            names = [f"result_{item.name}" for item in results]
            return [f"{', '.join(names)} = {text}", *self._drops(), *self._puts(names), "return 0"]
        lines, names = [], []
        for item, each in zip(results, values, strict=True):
            if item.is_list:
                lines.append(f"spread = {ast.unparse(each)}")
                names.append("spread")
            elif isinstance(each, ast.Name) and each.id == "NULL_IN_BOOK":
                names.append("NULL")
            else:
                lines.append(f"result_{item.name} = {ast.unparse(each)}")
                names.append(f"result_{item.name}")
        return [*lines, *self._drops(), *self._puts(names), "return 0"]

    def _puts(self, names: list[str]) -> list[str]:
        lines = []
        for item, name in zip(self.entry.results, names, strict=True):
            at = self.layout.at[item.name]
            if name == "NULL":
                lines.append(f"({at})[0] = NULL")
            elif item.is_list:
                lines += [f"for index in range({item.size}):", f"    put({at} + index, {name}[index])"]
            else:
                lines.append(f"{'put_or_null' if item.may_be_null else 'put'}({at}, {name})")
        return lines


class _Body(NativeNames):
    """A body's statements in terms of the native stack."""

    def __init__(self, text: EntryText) -> None:
        self.text = text

    def visit_Return(self, node: ast.Return) -> list[ast.stmt]:
        assert node.value is not None
        lines = self.text.returned(NativeNames().visit(node.value))
        return ast.parse(textwrap.dedent("\n".join(["def holder():", *["    " + line for line in lines]]))).body[0].body  # type: ignore[attr-defined, no-any-return]

    def visit_Delete(self, node: ast.Delete) -> ast.stmt | list[ast.stmt]:
        if ast.unparse(node) == "del variables[oparg]":
            return ast.parse("forget_variable(frame, oparg)").body
        self.generic_visit(node)
        return node
