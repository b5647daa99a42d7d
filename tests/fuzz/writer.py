"""Write one random program: templates filled in, depth bounded, so that every program ends.

    Writer(seed=0, number=17).program()     out: source text, the same for the same seed and number

Every loop runs over something finite or burns fuel (`tick()`, see prelude.py), and so does every function.
"""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Final

from tests.fuzz.templates import classes, definitions, expressions, statements

VARIABLES: Final = "abcd"
HOLE: Final = re.compile(r"<(e|i|s|l|d|b|n|p|q|call|args|error|aug|base|raise)>")
BLOCK: Final = re.compile(r"^( *)<(block|loop|body|gbody|cbody|agbody|raise)>$", re.MULTILINE)
DEEPEST_EXPRESSION: Final = 2
DEEPEST_BLOCK: Final = 3

# What may stand in a block besides simple statements.
YIELDS: Final = [
    "yield <e>",
    "<n> = yield <e>",
    "show((yield <i>))",
    "yield from <l>",
    "<n> = clip((yield))",
    "return <e>",
]
AWAITS: Final = ["await Asked(<e>)", "<n> = await Asked(<i>)", "show(await Asked(<s>), <e>)", "return await Asked(<e>)"]
ASYNC_YIELDS: Final = ["yield <e>", "<n> = yield <i>", "await Asked(<i>)", "return"]
HEAD: Final = "a, b, c, d, w, r = 3, 'text', [1, 'x', None], {'k0': 1, 'k1': [2]}, 0, {}"


class Writer:
    """One program in the making."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = random.Random(f"{seed}/{number}")
        self.functions: list[str] = []
        self.bases: list[str] = []
        self.made = 0
        self.inside = ""  # what the innermost function is: "", "body", "gbody", "cbody" or "agbody"
        self.looping = False
        self.atoms: Final[dict[str, Callable[[], str]]] = {
            "n": lambda: self.pick(VARIABLES),
            "call": self.call,
            "error": lambda: self.pick(expressions.ERRORS),
            "aug": lambda: self.pick(statements.AUGMENTED),
            "base": lambda: self.pick(self.bases or ["object"]),
        }

    def pick(self, choices: Sequence[str]) -> str:
        """One of several, at random."""
        return self.random.choice(choices)

    def program(self) -> str:
        """Write the whole program."""
        parts = [HEAD]
        for _ in range(self.random.randint(3, 7)):
            parts.append(self.part())
        if self.random.random() < 0.3:
            parts.append(self.pick(self.functions or ["show"]) + "(" + self.arguments(0) + ")")
        return "\n".join(parts) + "\n"

    def part(self) -> str:
        """Write one part; templates that do not go together (a name bound twice in a pattern, say) are drawn again."""
        while True:
            kinds = [self.function, self.generator, self.coroutine, self.klass, self.plain]
            text = self.sheltered(self.random.choices(kinds, [4, 3, 2, 4, 3])[0]())
            if compiles(text):
                return text

    def sheltered(self, text: str) -> str:
        """Most parts may fail without ending the program; some end it."""
        if self.random.random() < 0.06:
            return text
        shelter = self.pick(["report(error)", "report(error)", "full_report(error)"])
        return f"try:\n{indented(text)}\nexcept Exception as error:\n    {shelter}"

    # The parts of a program

    def plain(self) -> str:
        """Some statements."""
        return self.block("", 0)

    def function(self) -> str:
        """A function and uses of it."""
        return self.definition(definitions.FUNCTIONS, definitions.FUNCTION_USES, 3, callable_by_all=True)

    def generator(self) -> str:
        """A generator function and uses of it."""
        return self.definition(definitions.GENERATORS, definitions.GENERATOR_USES, 3)

    def coroutine(self) -> str:
        """A coroutine function and uses of it."""
        return self.definition(definitions.COROUTINES, definitions.COROUTINE_USES, 2)

    def definition(self, choices: Sequence[str], uses: Sequence[str], most: int, callable_by_all: bool = False) -> str:
        """One definition from a template, then some uses."""
        name = self.new_name("f")
        lines = [self.fill(self.pick(choices).replace("<f>", name))]
        for _ in range(self.random.randint(1, most)):
            lines.append(self.fill(self.pick(uses).replace("<f>", name)))
        if callable_by_all:
            self.functions.append(name)
        return "\n".join(lines)

    def klass(self) -> str:
        """A class of some members, an instance, and what is done to it."""
        name = self.new_name("C")
        members = self.random.sample(classes.MEMBERS, self.random.randint(1, 4))
        lines = [self.fill(self.pick(classes.HEADS).replace("<f>", name))]
        lines += [indented(self.fill(member.replace("<f>", name))) for member, _ in members]
        lines.append(f"o = {name}({self.pick(['', '', '', self.arguments(1)])})")
        for use in [*[use for _, use in members], self.pick(classes.ENDS)]:
            text = self.fill(use.replace("<f>", name))
            alone = self.random.random() < 0.5
            lines.append(text if alone else f"try:\n{indented(text)}\nexcept Exception as e:\n    report(e)")
        self.bases.append(name)
        self.functions.append(name)
        return "\n".join(lines)

    # Filling in

    def fill(self, template: str, depth: int = 0) -> str:
        """Fill in the blocks of a template, then its expressions."""

        def fill_block(match: re.Match[str]) -> str:
            indent, kind = match[1], match[2]
            return indented(self.raising(depth + 1) if kind == "raise" else self.block(kind, depth + 1), indent)

        return HOLE.sub(lambda match: self.hole(match[1], 0), BLOCK.sub(fill_block, template))

    def block(self, kind: str, depth: int) -> str:
        """Write some statements.  In: what they stand in ("block": where we are already)."""
        before = self.inside, self.looping
        if kind.endswith("body"):
            self.inside, self.looping = kind, False
        elif kind == "loop":
            self.looping = True
        text = "\n".join(self.statement(depth) for _ in range(self.random.randint(1, 3)))
        self.inside, self.looping = before
        return text

    def statement(self, depth: int) -> str:
        """Write one statement that may stand where we are."""
        chance = self.random.random()
        if depth < DEEPEST_BLOCK and chance < 0.3:
            return self.fill(self.pick(statements.COMPOUND), depth)
        if self.looping and chance < 0.4:
            return self.fill(self.pick(statements.LOOP_ONLY), depth)
        special = {"body": statements.FUNCTION_ONLY, "gbody": YIELDS, "cbody": AWAITS, "agbody": ASYNC_YIELDS}
        if self.inside and chance > (0.85 if self.inside == "body" else 0.6):
            return self.fill(self.pick(special[self.inside]), depth)
        return self.fill(self.pick(statements.SIMPLE), depth)

    def raising(self, depth: int) -> str:
        """Write a statement that raises, most of the time."""
        return self.fill(self.pick(statements.RAISES), depth)

    def hole(self, kind: str, depth: int) -> str:
        """Write what stands for one hole of a template."""
        if kind in self.atoms:
            return self.atoms[kind]()
        if kind == "args":
            return self.arguments(depth)
        templates = {
            "e": expressions.ANYTHING,
            "i": expressions.INTS,
            "s": expressions.TEXTS,
            "l": expressions.LISTS,
            "d": expressions.TABLES,
            "b": expressions.TRUTHS,
            "p": expressions.PATTERNS,
            "q": expressions.UNQUOTED,
        }[kind]
        if depth >= DEEPEST_EXPRESSION:
            templates = [
                each for each in templates if "<" not in HOLE.sub("", each) and not HOLE.search(each)
            ] or templates[:1]
            if kind in "eisl" and self.random.random() < 0.5:
                return {"e": "<n>", "i": "num(<n>)", "s": "word(<n>)", "l": "items(<n>)"}[kind].replace(
                    "<n>", self.pick(VARIABLES)
                )
        return HOLE.sub(lambda match: self.hole(match[1], depth + 1), self.pick(templates))

    def arguments(self, depth: int) -> str:
        """Write the arguments of a call."""
        return HOLE.sub(lambda match: self.hole(match[1], depth + 1), self.pick(expressions.ARGUMENTS))

    def call(self) -> str:
        """Write a call of something defined before."""
        return f"{self.pick(self.functions or ['text_of'])}({self.arguments(1)})"

    def new_name(self, prefix: str) -> str:
        """A name that nothing has yet."""
        self.made += 1
        return f"{prefix}{self.made}"


def compiles(text: str) -> bool:
    """Whether the host has no objection to the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<part>", "exec")
        except SyntaxError:
            return False
    return True


def indented(text: str, by: str = "    ") -> str:
    """The text moved to the right."""
    return "\n".join(by + line for line in text.split("\n"))
