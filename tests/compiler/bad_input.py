"""Sources that strain a compiler, by name: `SMALL` compile or are refused at once, `LARGE` take their time.

Each value is a function, so that the large texts exist only while they are needed.
"""

from __future__ import annotations

import encodings.aliases
from collections.abc import Callable

Source = str | bytes


def _assignments(count: int, target: str, value: str) -> str:
    return "def f():\n" + "".join(f" {target.format(i)} = {value.format(i)}\n" for i in range(count))


def _nested(head: str, depth: int) -> str:
    return "".join(" " * level + head + "\n" for level in range(depth)) + " " * depth + "pass\n"


SMALL: dict[str, Callable[[], Source]] = {
    "100,000 nested parentheses": lambda: "(" * 100_000 + ")" * 100_000,
    "199 nested parentheses": lambda: "(" * 199 + "1" + ")" * 199,
    "100 nested lists": lambda: "[" * 100 + "]" * 100,
    "50,000 terms": lambda: "+".join(["a"] * 50_000),
    "50,000 constant terms": lambda: "+".join(["1"] * 50_000),
    "2,500 terms": lambda: "+".join(["a"] * 2_500),
    "100,000 attributes": lambda: "a" + ".b" * 100_000,
    "5,000 elif": lambda: "if a: pass\n" + "elif b: pass\n" * 5_000,
    "900 elif": lambda: "if a: pass\n" + "elif b: pass\n" * 900,
    "30,000 characters in a line": lambda: 'x = "' + "a" * 30_000 + '" + y\n',
    "30,000 characters of items": lambda: "x = [" + "a, " * 10_000 + "]\n",
    "50,000 strings side by side": lambda: " ".join(["'a'"] * 50_000),
    "20 loops": lambda: _nested("for a in b:", 20),
    "21 loops": lambda: _nested("for a in b:", 21),
    "99 levels of indentation": lambda: _nested("if a:", 99),
    "101 levels of indentation": lambda: _nested("if a:", 101),
    "90 nested functions": lambda: _nested("def f():", 90),
    "90 nested classes": lambda: _nested("class C:", 90),
    "500 lambdas": lambda: "lambda: " * 500 + "1",
    "190 nested patterns": lambda: "match a:\n case " + "[" * 190 + "]" * 190 + ": pass\n",
    "3,000 cells": lambda: _assignments(3_000, "n{}", "{}") + " def g(): return " + "+".join(["n1", "n2999"]),
    "null in text": lambda: "x = 1\0\n",
    "null in bytes": lambda: b"x = 1\0\n",
    "surrogate in a string": lambda: "x = '\ud800'\n",
    "surrogate in a name": lambda: "x\ud800 = 1\n",
    "surrogate escape": lambda: "x = '\\ud800'\n",
    "5,000 digits": lambda: "x = " + "9" * 5_000,
    "100,000 hexadecimal digits": lambda: "x = 0x" + "f" * 100_000,
    "folding a huge power": lambda: "x = 2**100000, (2**127)**(2**60)",
    "folding a huge string": lambda: "x = 'a'*10**9",
    "folding a huge shift": lambda: "x = 1 << 10**12",
    "4,000 keywords, one repeated": lambda: "f(" + ",".join(f"a{i}=1" for i in range(4_000)) + ", **b, a3998=2)",
    "a repeated keyword before one that cannot be": lambda: "f(a=1, b=2, a=3, __debug__=4)",
    "a repeated keyword after one that cannot be": lambda: "f(__debug__=4, a=1, b=2, a=3)",
    "CRLF": lambda: b'x = 1\r\nif x:\r\n  y = """a\r\nb"""\r\n',
    "CR": lambda: b"x = 1\rif x:\r  y\r",
    "form feeds": lambda: b"\x0cx = 1\n\x0c\nif x:\n \x0c  y\n",
    "form feed resets the indentation": lambda: "if x:\n\x0c  y\n  z\n",
    "byte order mark": lambda: b"\xef\xbb\xbfx = 1\n",
    "byte order mark and another encoding": lambda: b"\xef\xbb\xbf# coding: latin-1\nx = 1\n",
    "nothing": lambda: b"",
    "no newline": lambda: b"x",
    "backslash at the end": lambda: b"x = \\",
    "tabs and spaces": lambda: b"if x:\n\ty\n        z\n",
    "open bracket": lambda: b"x = (",
    "open string": lambda: b'"""abc',
    "not UTF-8": lambda: b'x = "\xff"\n',
    "not UTF-8 in a comment": lambda: b"# \xff\n",
    "names that NFKC makes equal": lambda: "\ufb01 = \xaa = 1\n",
}

for _name in sorted({*encodings.aliases.aliases.values(), "nonsense", "utf-8-sig", "rot13", "undefined", "idna"}):
    SMALL[f"cookie {_name}"] = lambda name=_name: (  # type: ignore[misc]
        f"# -*- coding: {name} -*-\nx = '".encode() + b"\xe9\xa4\xa4'\n"
    )

LARGE: dict[str, Callable[[], Source]] = {
    "10 MB of statements": lambda: ("x = y.z('" + "a" * 90 + "')\n") * 100_000,
    "10 MB of blank lines": lambda: "\n" * 10_000_000,
    "10 MB string": lambda: '"' + "x" * 10_000_000 + '"',
    "10 MB comment": lambda: "#" + "x" * 10_000_000,
    "name of 1 MB": lambda: "a" * 1_000_000 + " = 1",
    "50,000 operands of and": lambda: " and ".join(["a"] * 50_000),
    "50,000 comparisons": lambda: " < ".join(["a"] * 50_000),
    "50,000 items": lambda: "x=(" + ",".join(["a"] * 50_000) + ")",
    "50,000 constants in a list": lambda: "x=[" + ",".join(map(str, range(50_000))) + "]",
    "50,000 constants in a set": lambda: "x in {" + ",".join(map(str, range(50_000))) + "}",
    "50,000 entries of a dict": lambda: "x={" + ",".join(f"{i}:{i}" for i in range(50_000)) + "}",
    "70,000 names in a function": lambda: _assignments(70_000, "n{}", "{}.5"),
    "70,000 constants in a function": lambda: _assignments(70_000, "a", "{}.5"),
    "70,000 globals in a function": lambda: "def f():\n" + "".join(f" g{i}\n" for i in range(70_000)),
    "70,000 parameters": lambda: "def f(" + ",".join(f"a{i}" for i in range(70_000)) + "): pass",
    "70,000 arguments": lambda: "f(" + ",".join(["a"] * 70_000) + ")",
    "70,000 keywords": lambda: "f(" + ",".join(f"a{i}=1" for i in range(70_000)) + ")",
    "70,000 statements in a loop": lambda: "def f():\n while a:\n" + "  b(c)\n" * 70_000,
    "20,000 statements in a try": lambda: "def f():\n try:\n" + "  b(c)\n" * 20_000 + " finally:\n  d\n",
    "70,000 imports": lambda: "import " + ", ".join(f"m{i}" for i in range(70_000)),
    "70,000 global names": lambda: "def f():\n global " + ", ".join(f"m{i}" for i in range(70_000)) + "\n m1=1",
    "5,000 decorators": lambda: "@a\n" * 5_000 + "def f(): pass",
    "5,000 managers": lambda: "with " + ", ".join(["a"] * 5_000) + ": pass",
    "5,000 handlers": lambda: "try: pass\n" + "except A: pass\n" * 5_000,
    "5,000 cases": lambda: "match a:\n" + "".join(f" case {i}: pass\n" for i in range(5_000)),
    "5,000 alternatives": lambda: "match a:\n case " + "|".join(map(str, range(5_000))) + ": pass\n",
    "2,000 lambdas": lambda: "lambda: " * 2_000 + "1",
    "2,900 calls": lambda: "a" + "()" * 2_900,
    "2,900 powers": lambda: "**".join(["a"] * 2_900),
    "1,400 conditional expressions": lambda: "a if b else " * 1_400 + "c",
    "5,000 loops of a comprehension": lambda: "[a " + "for a in b " * 5_000 + "]",
    "5,000 conditions of a comprehension": lambda: "[a for a in b " + "if c " * 5_000 + "]",
    "20,000 fields of an f-string": lambda: 'f"' + "{a}" * 20_000 + '"',
}
