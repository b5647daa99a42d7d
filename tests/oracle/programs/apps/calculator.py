"""A tokenizer, recursive-descent parser and evaluator with its own errors."""
import re


class CalcError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


TOKEN = re.compile(r"\s*(?:(?P<num>\d+\.?\d*)|(?P<name>[a-z]+)|(?P<op>\*\*|[-+*/()=,]))")


def tokens(text):
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match or match.end() == position:
            if text[position:].strip():
                raise CalcError(f"unexpected {text[position]!r}", position)
            break
        yield match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)
        position = match.end()
    yield "end", "", len(text)


class Parser:
    levels = [{"+": lambda a, b: a + b, "-": lambda a, b: a - b}, {"*": lambda a, b: a * b, "/": lambda a, b: a / b}]

    def __init__(self, names=None):
        self.names = names if names is not None else {"pi": 3.14159, "max": max, "min": min}

    def run(self, text):
        self.tokens = tokens(text)
        self.advance()
        value = self.statement()
        if self.kind != "end":
            raise CalcError(f"unexpected {self.text!r}", self.at)
        return value

    def advance(self):
        self.kind, self.text, self.at = next(self.tokens)

    def accept(self, text):
        if self.kind == "op" and self.text == text:
            self.advance()
            return True

    def statement(self):
        value = self.level(0)
        if isinstance(value, str) and self.accept("="):
            self.names[value] = result = self.resolve(self.level(0))
            return result
        return self.resolve(value)

    def resolve(self, value):
        if isinstance(value, str):
            try:
                return self.names[value]
            except KeyError:
                raise CalcError(f"unknown name {value}", self.at) from None
        return value

    def level(self, n):
        if n == len(self.levels):
            return self.power()
        left = self.level(n + 1)
        while self.kind == "op" and self.text in self.levels[n]:
            operator = self.levels[n][self.text]
            self.advance()
            left = operator(self.resolve(left), self.resolve(self.level(n + 1)))
        return left

    def power(self):
        base = self.atom()
        if self.accept("**"):
            return self.resolve(base) ** self.resolve(self.power())
        return base

    def atom(self):
        if self.accept("-"):
            return -self.resolve(self.power())
        if self.accept("("):
            value = self.level(0)
            if not self.accept(")"):
                raise CalcError("expected )", self.at)
            return value
        kind, text, at = self.kind, self.text, self.at
        if kind == "num":
            self.advance()
            return float(text) if "." in text else int(text)
        if kind == "name":
            self.advance()
            if self.accept("("):
                arguments = []
                while not self.accept(")"):
                    arguments.append(self.resolve(self.level(0)))
                    self.accept(",")
                return self.resolve(text)(*arguments)
            return text
        raise CalcError(f"unexpected {text or 'end'!r}", at)


parser = Parser()
for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "x = 5", "x * (x - 1)", "max(1, x, 3)", "1 / 0", "1 +", "2 $ 3", "(1", "y + 1", "10 / 4", "1 2", "min()", ""]:
    try:
        print(f"{line:15} = {parser.run(line)}")
    except CalcError as error:
        print(f"{line:15} ! {error} [{error.position}] {error.__cause__} {error.__suppress_context__}")
    except (ArithmeticError, TypeError) as error:
        print(f"{line:15} !! {type(error).__name__}: {error}")
