"""A JSON parser with generators and precise errors, compared with the standard one."""
import json


class JSONError(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.text, self.i = text, 0

    def error(self, message):
        line = self.text.count("\n", 0, self.i) + 1
        raise JSONError(f"{message}: line {line} char {self.i}")

    def skip(self):
        while self.i < len(self.text) and self.text[self.i] in " \n\t\r":
            self.i += 1

    def peek(self):
        self.skip()
        return self.text[self.i : self.i + 1]

    def expect(self, c):
        if self.peek() != c:
            self.error(f"expected {c!r}, found {self.peek()!r}")
        self.i += 1

    def value(self):
        c = self.peek()
        method = {"{": self.object, "[": self.array, '"': self.string}.get(c)
        if method:
            return method()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.i):
                self.i += len(word)
                return value
        return self.number()

    def number(self):
        start = self.i
        while self.i < len(self.text) and self.text[self.i] in "+-0123456789.eE":
            self.i += 1
        token = self.text[start : self.i]
        try:
            return int(token) if token.lstrip("-").isdigit() else float(token)
        except ValueError as error:
            self.i = start
            try:
                self.error("not a value")
            except JSONError as json_error:
                raise json_error from error

    def string(self):
        self.expect('"')
        out = []
        while True:
            if self.i >= len(self.text):
                self.error("unterminated string")
            c = self.text[self.i]
            self.i += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                e = self.text[self.i]
                self.i += 1
                if e == "u":
                    out.append(chr(int(self.text[self.i : self.i + 4], 16)))
                    self.i += 4
                else:
                    out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(e, e))
            else:
                out.append(c)

    def items(self, close, one):
        self.i += 1
        if self.peek() == close:
            self.i += 1
            return
        while True:
            yield one()
            if self.peek() == ",":
                self.i += 1
                continue
            self.expect(close)
            return

    def array(self):
        return list(self.items("]", self.value))

    def object(self):
        def pair():
            if self.peek() != '"':
                self.error("key must be a string")
            key = self.string()
            self.expect(":")
            return key, self.value()

        return dict(self.items("}", pair))

    def document(self):
        value = self.value()
        if self.peek():
            self.error("extra data")
        return value


DOCUMENTS = ['{"a": [1, 2.5, -3e2, true, null], "b": {"c": "x\\n\\u00e9\\""}}', "[]", "{}", ' [ [ [ ] ] , 1 ] ', '"plain"', "-0", "[1, 2", '{"a" 1}', "{1: 2}", "[1,]", "nul", '"open', "[1] x", ""]
for text in DOCUMENTS:
    try:
        ours = Parser(text).document()
        print(repr(ours), ours == json.loads(text))
    except JSONError as error:
        print(f"{text!r}: {error}", "| cause:", repr(error.__cause__))
