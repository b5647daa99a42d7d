"""match: literals, captures, wildcards, or-patterns, guards, dotted names, and binding rules."""
import enum


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class consts:
    limit = 10


def describe(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 1.5 | 2 + 3j | -4 - 1j:
            return "float or complex"
        case "a" "b":
            return "ab"
        case b"bytes":
            return "bytes"
        case None:
            return "None"
        case True:
            return "True"
        case False:
            return "False"
        case Colour.RED:
            return "red"
        case consts.limit:
            return "the limit"
        case int() as n if n > 100:
            return f"big {n}"
        case int(n) if n % 2:
            return f"odd {n}"
        case str() | bytes() as text:
            return f"text {text!r}"
        case float(f):
            return f"float {f}"
        case _:
            return "other"


for value in (0, 1, 3, -1, 1.5, 2 + 3j, -4 - 1j, "ab", b"bytes", None, True, False, Colour.RED, Colour.BLUE, 10, 101, 7, 8, "x", b"y", 2.5, [], 0.0, 1.0):
    print(repr(value), describe(value))


def binding(x):
    match x:
        case [a, b] | {"a": a, "b": b}:
            pass
        case (1, y) if y > 5:
            return "guard", y
        case c:
            return "captured", c
    return a, b


print(binding([1, 2]), binding({"a": 3, "b": 4, "c": 5}), binding((1, 9)), binding("z"))


def guard_order(x):
    match x:
        case n if print("guard 1", n):
            return 1
        case n if (print("guard 2", n), True)[1]:
            return 2


print(guard_order(5))
match 5:
    case left_behind if False:
        pass
print(left_behind)


def no_match(x):
    match x:
        case 1:
            return "one"
    return "fell through"


print(no_match(2))
match = 5
case = 6
print(match, case, match * case)
match, case = 1, 2
match[0] if False else None
print([match for match in range(2)])
match (1, 2):
    case (a, b):
        print("subject tuple", a, b)
match 1, 2:
    case a, b:
        print("open tuple", a, b)
match [1]:
    case [x]: print("one line", x)


class Eq:
    def __eq__(self, other):
        print("compare with", other)
        return other == 2


match Eq():
    case 1:
        print("one")
    case 2:
        print("two")


def returns_in_match():
    for x in range(5):
        match x:
            case 0:
                continue
            case 3:
                break
            case _ if x == 2:
                pass
        print("loop", x)
    else:
        print("never")
    return x


print(returns_in_match())


def nested(x):
    match x:
        case {"k": [1, {"deep": d}]}:
            match d:
                case [first, *_]:
                    return first
                case str(s):
                    return s.upper()
    return None


print(nested({"k": [1, {"deep": [7, 8]}]}), nested({"k": [1, {"deep": "s"}]}), nested({}))
match "walrus":
    case str() as s if (n := len(s)) > 3:
        print(s, n)
