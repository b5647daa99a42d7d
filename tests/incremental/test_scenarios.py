"""Every kind of edit: the bytes are those of a full compile, and no more was compiled than the edit reaches."""

from __future__ import annotations

import marshal
import warnings

import pytest

from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_source
from cutaway.incremental.compiling import MODULE_BODY, Made, Previous, compile_edited
from tests.compiler.codecmp import differences

BASE = '''\
"""A module."""
import os
from sys import path as where

LIMIT = 10


@staticmethod
def first(a, b=1):
    """Return something."""
    return a + b + LIMIT, 'a b', (1, 2)


def second(a, *rest, key=None):
    def inner():
        return a, os.path.join(*rest), where
    return inner


class Shape(object):
    kind = "shape"

    def __init__(self, size):
        self.size = size

    @property
    def area(self):
        return [self.size * i for i in range(3)], 'a b'

    class Inner:
        def method(self):
            return "Shape.Outer", 1000

    def last(self):
        return super().last()


if LIMIT:
    def conditional():
        return 1
else:
    conditional = None


def third(a):
    text = """
def not_a_function():
    pass
"""
    return lambda: (text, a, 'a b', 1000)


class Round(Shape):
    def area(self):
        return 3
'''

WHOLE = "whole"


def edit(old: str, new: str, count: int = 1) -> str:
    assert old in BASE
    return BASE.replace(old, new, count)


# name -> (the source after the edit, what is compiled)
EDITS: dict[str, tuple[str, list[str] | str]] = {
    "nothing": (BASE, []),
    "body": (edit("return a + b + LIMIT", "return a - b"), ["first"]),
    "body grows": (edit("    return inner\n", "    x = 1\n    y = 'a b'\n    return inner, x, y\n"), ["second"]),
    "body shrinks": (edit('    """Return something."""\n', ""), ["first"]),
    "docstring only": (edit("Return something", "Return something else"), ["first"]),
    "module docstring": (edit("A module.", "The module."), [MODULE_BODY]),
    "comment between": (edit("class Shape", "# A comment.\n\n\nclass Shape"), []),
    "comment that looks like code": (edit("\n\nclass Shape", "\n# def f(:\n\nclass Shape"), []),
    "comment inside": (edit("        self.size = size\n", "        # set\n        self.size = size\n"), ["Shape.__init__"]),
    "blank lines inserted above": ("\n\n\n" + BASE, []),
    "blank lines removed": (edit("\n\n\nclass Shape", "\nclass Shape"), []),
    "lines inserted above": (edit("LIMIT = 10\n", "LIMIT = 10\nMORE = 11\nMOST = 12\n"), [MODULE_BODY]),
    "method": (edit("self.size * i", "self.size + i"), ["Shape.area"]),
    "method grows": (edit("        self.size = size\n", "        self.size = size\n        self.x = 'a b'\n"), ["Shape.__init__"]),
    "nested method": (edit('"Shape.Outer", 1000', '"Shape", 1000'), ["Shape.Inner.method"]),
    "last method of a class": (edit("return super().last()", "return super().last(1, 'a b')\n"), ["Shape.last"]),
    "last line of the file": (edit("        return 3\n", "        return 4"), ["Round.area"]),
    "method ceases to use its class": (edit("return super().last()", "return None"), ["Shape", "Shape.last"]),
    "method begins to use its class": (edit("        return 3\n", "        return __class__\n"), ["Round", "Round.area"]),
    "class attribute": (edit('kind = "shape"', 'kind = "form"'), ["Shape"]),
    "method added": (edit("    def area(self):\n        return 3\n", "    def area(self):\n        return 3\n\n    def more(self): pass\n"), ["Round", "Round.more"]),
    "method removed": (edit("    def __init__(self, size):\n        self.size = size\n\n", ""), ["Shape"]),
    "method renamed": (edit("def last(self)", "def final(self)"), ["Shape", "Shape.final"]),
    "function added": (edit("class Round", "def new(a):\n    return 'a b', 1000\n\n\nclass Round"), [MODULE_BODY, "new"]),
    "function removed": (edit("@staticmethod\ndef first(a, b=1):\n    \"\"\"Return something.\"\"\"\n    return a + b + LIMIT, 'a b', (1, 2)\n", ""), [MODULE_BODY]),
    "function renamed": (edit("def second", "def zweite"), [MODULE_BODY, "zweite"]),
    "reordered": (BASE.replace("def first", "def x").replace("def third", "def first").replace("def x", "def third"), [MODULE_BODY, "third", "first"]),
    "class moved": (BASE[: BASE.index("class Round")].replace("import os\n", "import os\n\n\n" + BASE[BASE.index("class Round") :]), [MODULE_BODY]),
    "decorator added": (edit("def third", "@decorate(lambda: 1)\ndef third"), [MODULE_BODY, "third"]),
    "decorator of a method": (edit("    @property\n", "    @staticmethod\n"), ["Shape", "Shape.area"]),
    "default changed": (edit("b=1", "b=2"), [MODULE_BODY, "first"]),
    "annotation added": (edit("def third(a)", "def third(a: int) -> str"), [MODULE_BODY, "third"]),
    "base changed": (edit("class Round(Shape)", "class Round(object)"), [MODULE_BODY, "Round"]),
    "variable becomes a cell": (edit("    text = ", "    b = lambda: text\n    text = "), ["third"]),
    "global declared": (edit("    def inner():\n        return a,", "    def inner():\n        global LIMIT\n        return a,"), [MODULE_BODY, "second"]),
    "global declared in a method": (edit("        self.size = size\n", "        global LIMIT\n        LIMIT = size\n"), [MODULE_BODY, "Shape", "Shape.__init__"]),
    "conditional definition": (edit("        return 1\n", "        return 2\n"), [MODULE_BODY]),
    "string that contains def": (edit("def not_a_function():", "def no_function():"), ["third"]),
    "definition twice": (edit("class Round", "def third(b):\n    return b\n\n\nclass Round"), [MODULE_BODY, "third"]),
    "line continuation": (edit("LIMIT = 10", "LIMIT = \\\n  10"), [MODULE_BODY]),
    "line continuation in a function": (edit("return a + b + LIMIT", "return a + \\\n b"), ["first"]),
    "several": (edit("self.size * i", "self.size + i").replace("        return 3", "        return 4").replace("a + b + LIMIT", "a"), ["first", "Shape.area", "Round.area"]),
    "future added": (edit("import os", "from __future__ import annotations\nimport os"), WHOLE),
    "name of a class in a class": (edit('"Shape.Outer"', '"Shape.Inner"'), WHOLE),
    "import added": (edit("import os", "import os, re"), WHOLE),
    "escape that warns": (edit("'a b', (1, 2)", "'a\\ b', (1, 2)"), WHOLE),
    "all of it in a string": ("x = '''\n" + BASE.replace('"""', "") + "'''\n", WHOLE),
    "everything indented": ("if 1:\n" + "".join(f"    {line}" for line in BASE.splitlines(keepends=True)), [MODULE_BODY]),
    "empty": ("", WHOLE),
}  # fmt: skip


def compiled_whole(source: bytes, level: int = 0) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dumps(compile_source(source, "app.py", "exec", 0, True, level))


def after(before: bytes, source: bytes, level: int = 0) -> Made:
    first = compile_edited(before, "app.py", level)
    assert first.report.whole
    made = compile_edited(source, "app.py", level, Previous(first.body, first.definitions))
    expected = compiled_whole(source, level)
    assert list(differences(marshal.loads(made.body), marshal.loads(expected))) == []
    assert made.body == expected
    again = compile_edited(source, "app.py", level)
    assert again.definitions == made.definitions
    return made


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", EDITS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_edit(name: str, level: int) -> None:
    source, compiled = EDITS[name]
    made = after(BASE.encode(), source.encode(), level)
    if compiled == WHOLE:
        assert made.report.whole
        assert made.report.reason
    else:
        assert not made.report.whole, made.report.reason
        assert sorted(made.report.compiled) == sorted(compiled)
    # And back again.
    after(source.encode(), BASE.encode(), level)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("    ", "\t"),
        lambda text: text.replace("\n\n\n", "\n\f\n"),
        lambda text: "\ufeff" + text,
        lambda text: "# coding: utf-8\n" + text,
        lambda text: "from __future__ import annotations\n" + text.partition("\n")[2],
        lambda text: text.replace("'a b'", "'ä b'"),
    ],
    ids=["crlf", "tabs", "form feeds", "bom", "cookie", "future", "beyond ascii"],
)
def test_one_function_in_files_of_many_kinds(change) -> None:
    made = after(change(BASE).encode(), change(BASE.replace("a + b + LIMIT", "a - b")).encode())
    assert made.report.compiled == ("first",)


def test_another_encoding_is_compiled_whole() -> None:
    text = "# coding: latin-1\n" + BASE.replace("'a b'", "'ä b'")
    made = after(text.encode("latin-1"), text.replace("a + b + LIMIT", "a - b").encode("latin-1"))
    assert made.report.whole
    made = after(BASE.encode(), ("# coding: latin-1\n" + BASE).encode("latin-1"))
    assert "latin-1" in made.report.reason


@pytest.mark.parametrize("at", [0, 5, 12, 30, 50])
@pytest.mark.parametrize("damage", ["def f(:\n", "   x = 1\n", "'''\n", "return (\n", "x = \\\n", "else:\n", "\0"])
def test_syntax_error_is_pythons(at: int, damage: str) -> None:
    lines = BASE.splitlines(keepends=True)
    source = "".join([*lines[:at], damage, *lines[at:]]).encode()
    first = compile_edited(BASE.encode(), "app.py", 0)
    previous = Previous(first.body, first.definitions)
    expected = error_of(source)
    if expected is None:
        assert compile_edited(source, "app.py", 0, previous).body == compiled_whole(source)
        return
    with pytest.raises(type(expected)) as raised:
        compile_edited(source, "app.py", 0, previous)
    assert raised.value.args == expected.args


def error_of(source: bytes) -> Exception | None:
    try:
        compile(source, "app.py", "exec")
    except (SyntaxError, ValueError) as error:
        return error
    return None


def test_string_that_looks_like_the_end_of_its_class() -> None:
    """Text of a method that stands at the left margin is not taken for the module's."""
    before = BASE + "\n\nclass Last:\n    def one(self):\n        return 1\n\n    def two(self):\n        return 2\n"
    during = before.replace("        return 2\n", '        """Text.\n\ndef more():\n    """\n        return 2\n')
    previous = None
    for source in (before, during, during.replace("def more", "def less"), during.replace('    """\n', '"""\n')):
        made = compile_edited(source.encode(), "app.py", 0, previous)
        assert made.body == compiled_whole(source.encode())
        assert made.definitions == compile_edited(source.encode(), "app.py", 0).definitions
        previous = Previous(made.body, made.definitions)


def test_backslash_on_a_line_of_its_own() -> None:
    """It belongs to the statement behind it, which then begins above the comments and empty lines between."""
    made = after(BASE.encode(), edit("    return inner\n", "    return inner\n \\\n\n# A comment.\n").encode())
    assert made.report.whole


def test_equal_sets_of_two_definitions_that_cease_to_have_equal_constants() -> None:
    """Functions with equal constants have one tuple for them, and so one set; with others each has a set of its own."""
    text = "if 1:\n    def one(key):\n        return key in {'read', 'a b'}, 1000\n"
    before = text + text.replace("one", "two")
    after(before.encode(), (text + text.replace("1000", "1001")).encode())


def test_warnings_come_again_with_every_compile() -> None:
    before = BASE.replace("'a b', (1, 2)", "'a\\ b', (1, 2)").encode()
    with pytest.warns(DeprecationWarning, match="invalid escape"):
        first = compile_edited(before, "app.py", 0)
    with pytest.warns(DeprecationWarning, match="invalid escape"):
        compile_edited(before.replace(b"return 3", b"return 4"), "app.py", 0, Previous(first.body, first.definitions))


def test_index_of_another_file_or_level_is_not_used() -> None:
    first = compile_edited(BASE.encode(), "app.py", 0)
    previous = Previous(first.body, first.definitions)
    assert compile_edited(BASE.encode(), "other.py", 0, previous).report.whole
    assert compile_edited(BASE.encode(), "app.py", 1, previous).report.whole
    broken = bytearray(first.definitions)
    broken[60] ^= 1
    assert compile_edited(BASE.encode(), "app.py", 0, Previous(first.body, bytes(broken))).report.whole
