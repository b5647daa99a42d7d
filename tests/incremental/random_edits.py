"""Random edits of real sources: what people and tools do to a file, some of it nonsense.

edits = Edits(seed)
name, text = edits.next(text)       what was done, and the text after it; it may be no Python any more
"""

from __future__ import annotations

import ast
import random
import re

SNIPPETS = [
    "x_{n} = {n}\n",
    "def fresh_{n}(a, b={n}):\n    return a + b\n",
    "def shares_{n}(key):\n    global counter_{n}\n    counter_{n} = key in {{'read', 'write', 'a b'}}\n    return 'a b', 1000, (1, 2)\n",
    "class Fresh_{n}:\n    'A class.'\n    kind = {n}\n    def m(self):\n        return super().m() or __class__\n",
    "class Outer_{n}:\n    class Inner:\n        def m(self): return 'Outer_{n}.Inner'\n    def n(self): return self\n",
    "@staticmethod\ndef decorated_{n}():\n    '''A string that contains\ndef not_a_function(): pass\n'''\n    return lambda: [i for i in range({n})]\n",
    "if x:\n    def conditional_{n}():\n        return {n}\nelse:\n    conditional_{n} = None\n",
    "a_{n} = 1; b_{n} = 'a b'; c_{n} = lambda: {n}\n",
    "y_{n} = [1, \\\n  {n}]\n",
    "def cells_{n}(a):\n    def inner():\n        nonlocal a\n        a = {n}\n    return inner, 1e999 - 1e999, 1j, -0.0, b'', b'xy', 2 ** 70\n",
    "async def later_{n}(x):\n    async with x as y:\n        return [z async for z in y]\n",
    "def ö_{n}(größe): return 'größe', f(größe={n})\n",
]


class Edits:
    """A stream of edits, the same for the same seed."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))
        self.count = 0
        self.kinds = [
            self.insert_statement, self.insert_statement, self.delete_statement, self.change_line, self.change_line,
            self.change_number, self.change_number, self.change_number, self.rename, self.insert_blank_lines,
            self.insert_comment, self.move_statement, self.duplicate_statement, self.add_decorator, self.change_default,
            self.append_to_body, self.append_to_body, self.indent_block, self.delete_line, self.join_lines,
            self.edit_docstring, self.swap_characters, self.open_string, self.trailing_white_space, self.several,
            self.several, self.global_statement, self.form_feed, self.future, self.close_up,
        ]  # fmt: skip

    def next(self, text: str) -> tuple[str, str]:
        """Make one edit.  Out: its name, the text after it."""
        self.count += 1
        for _ in range(20):
            kind = self.random.choice(self.kinds)
            changed = kind(text)
            if changed is not None and changed != text:
                return kind.__name__, changed
        return "append", text + f"z_{self.count} = {self.count}\n"

    # What there is to choose from

    def nodes(self, text: str, kinds: tuple[type[ast.AST], ...] = (ast.stmt,)) -> list[ast.AST]:
        return [node for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]

    def pick(self, text: str, kinds: tuple[type[ast.AST], ...] = (ast.stmt,), top: bool = False):
        tree = ast.parse(text)
        if top or self.random.random() < 0.5:
            bodies = [tree.body] + [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
            nodes = [node for body in bodies for node in body if isinstance(node, kinds)]
        else:
            nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
        return self.random.choice(nodes) if nodes else None

    @staticmethod
    def span(node) -> tuple[int, int]:
        decorators = getattr(node, "decorator_list", None)
        return (decorators[0].lineno if decorators else node.lineno) - 1, node.end_lineno

    def snippet(self, indent: str = "") -> list[str]:
        self.count += 1
        text = self.random.choice(SNIPPETS).format(n=self.count)
        return [indent + line if line.strip() else line for line in text.splitlines(keepends=True)]

    def with_lines(self, text: str, change) -> str:
        lines = text.splitlines(keepends=True) if "\f" not in text else re.findall(r"[^\n]*\n|[^\n]+$", text)
        change(lines)
        return "".join(lines)

    # The edits

    def insert_statement(self, text: str):
        node = self.pick(text, top=True)
        if node is None:
            return None
        start, _ = self.span(node)
        return self.with_lines(text, lambda lines: lines.insert(start, "".join(self.snippet(" " * node.col_offset))))

    def delete_statement(self, text: str):
        node = self.pick(text)
        if node is None:
            return None
        start, stop = self.span(node)
        return self.with_lines(text, lambda lines: lines.__delitem__(slice(start, stop)))

    def move_statement(self, text: str):
        one, other = self.pick(text, top=True), self.pick(text, top=True)
        if one is None or one.col_offset != other.col_offset:
            return None
        (a, b), (c, d) = sorted([self.span(one), self.span(other)])
        if b > c:
            return None

        def swap(lines: list[str]) -> None:
            lines[a:d] = lines[c:d] + lines[b:c] + lines[a:b]

        return self.with_lines(text, swap)

    def duplicate_statement(self, text: str):
        node = self.pick(text, top=True)
        if node is None:
            return None
        start, stop = self.span(node)
        return self.with_lines(text, lambda lines: lines.insert(stop, "".join(lines[start:stop])))

    def change_number(self, text: str):
        found = list(re.finditer(r"\b\d+\b", text))
        if not found:
            return None
        one = self.random.choice(found)
        return text[: one.start()] + str(self.random.choice([0, 7, 300, 70000, 10**12])) + text[one.end() :]

    def change_line(self, text: str):
        node = self.pick(text, (ast.Return, ast.Assign, ast.Expr))
        if node is None or node.lineno != node.end_lineno:
            return None
        new = self.random.choice(["pass", "return_value = 'a b', 1000", "print('read')", "x = {'read', 'write'}"])
        lines = text.splitlines(keepends=True)
        line = lines[node.lineno - 1]
        if node.col_offset != len(line) - len(line.lstrip()):
            return None
        lines[node.lineno - 1] = " " * node.col_offset + new + "\n"
        return "".join(lines)

    def rename(self, text: str):
        node = self.pick(text, (ast.FunctionDef, ast.ClassDef))
        return None if node is None else re.sub(rf"\b{node.name}\b", f"{node.name}_{self.count}", text)

    def insert_blank_lines(self, text: str):
        at = self.random.randrange(text.count("\n") + 1)
        return self.with_lines(text, lambda lines: lines.insert(at, "\n" * self.random.randrange(1, 4)))

    def insert_comment(self, text: str):
        at = self.random.randrange(text.count("\n") + 1)
        indent = " " * self.random.choice([0, 0, 4, 8, 3])
        return self.with_lines(text, lambda lines: lines.insert(at, f"{indent}# def comment_{self.count}(:\n"))

    def add_decorator(self, text: str):
        node = self.pick(text, (ast.FunctionDef, ast.ClassDef))
        if node is None:
            return None
        start, _ = self.span(node)
        return self.with_lines(
            text, lambda lines: lines.insert(start, " " * node.col_offset + "@decorator(lambda: 0)\n")
        )

    def change_default(self, text: str):
        return re.sub(r"=None([,)])", f"={self.count}\\1", text, count=self.random.randrange(1, 4))

    def append_to_body(self, text: str):
        node = self.pick(text, (ast.FunctionDef, ast.ClassDef))
        if node is None or node.body[-1].lineno == node.lineno:
            return None
        return self.with_lines(
            text, lambda lines: lines.insert(node.end_lineno, " " * node.body[0].col_offset + f"last = {self.count}\n")
        )

    def indent_block(self, text: str):
        node = self.pick(text, (ast.FunctionDef, ast.Assign, ast.Expr), top=True)
        if node is None:
            return None
        start, stop = self.span(node)

        def indent(lines: list[str]) -> None:
            lines[start:stop] = [" " * node.col_offset + "if x:\n"] + ["    " + line for line in lines[start:stop]]

        return self.with_lines(text, indent)

    def delete_line(self, text: str):
        at = self.random.randrange(text.count("\n") + 1)
        return self.with_lines(text, lambda lines: lines.__delitem__(slice(at, at + 1)))

    def close_up(self, text: str):
        """Take out the blank lines before a definition."""
        return re.sub(r"\n\n+(?=(?:    )?def )", "\n", text, count=self.random.randrange(1, 3))

    def join_lines(self, text: str):
        at = self.random.randrange(text.count("\n") + 1)

        def join(lines: list[str]) -> None:
            if at < len(lines):
                lines[at] = lines[at].rstrip("\n") + " \\\n"

        return self.with_lines(text, join)

    def edit_docstring(self, text: str):
        found = [match.start() for match in re.finditer('"""', text)]
        if not found:
            return None
        at = self.random.choice(found)
        return text[: at + 3] + self.random.choice(["More.\n\ndef more():\n", "é ", ""]) + text[at + 3 :]

    def swap_characters(self, text: str):
        at = self.random.randrange(len(text) + 1)
        return text[:at] + self.random.choice(["(", ")", ":", "'", "\n", "    ", "x", ",", "\\", "\t"]) + text[at:]

    def open_string(self, text: str):
        """Put a part of the file into a string, as one does to try a thing without it."""
        lines = text.splitlines(keepends=True)
        if len(lines) < 4:
            return None
        a, b = sorted(self.random.sample(range(len(lines)), 2))
        lines.insert(b, "'''\n")
        lines.insert(a, "'''\n")
        return "".join(lines)

    def trailing_white_space(self, text: str):
        return text.rstrip("\n") if self.random.random() < 0.3 else text + self.random.choice(["  \n", "\t", "# end"])

    def several(self, text: str):
        for _ in range(self.random.randrange(2, 6)):
            changed = self.random.choice(
                [self.change_number, self.append_to_body, self.change_line, self.insert_comment]
            )(text)
            try:
                ast.parse(changed or "(")
            except SyntaxError:
                continue
            text = changed
        return text

    def global_statement(self, text: str):
        node = self.pick(text, (ast.FunctionDef,))
        names = re.findall(r"^(\w+) = ", text, re.MULTILINE)
        if node is None or not names or node.body[0].lineno == node.lineno:
            return None
        at = node.body[0].lineno - 1
        line = " " * node.body[0].col_offset + f"global {self.random.choice(names)}\n"
        return self.with_lines(text, lambda lines: lines.insert(at, line))

    def form_feed(self, text: str):
        at = self.random.randrange(text.count("\n") + 1)
        return self.with_lines(text, lambda lines: lines.insert(at, "\f\n"))

    def future(self, text: str):
        if self.random.random() < 0.7:
            return None
        if "from __future__" in text:
            return re.sub(r"from __future__ import \w+\n", "", text)
        node = ast.parse(text).body
        at = node[0].end_lineno if node and ast.get_docstring(ast.parse(text)) else 0
        return self.with_lines(text, lambda lines: lines.insert(at, "from __future__ import annotations\n"))
