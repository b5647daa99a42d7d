"""Assignment expressions and boolean short circuits in conditions, their scope and order."""
import io

stream = io.StringIO("one\ntwo\n\nthree")
while line := stream.readline().strip():
    print("line", line)
print(repr(line))
if (n := len("abcde")) > 3 and (m := n * 2) < 20:
    print(n, m)
print([y := 1, y**2], (z := 3) + z, f"{(w := 7)}", w)
data = {"k": [1, 2, 3]}
if (v := data.get("k")) and (last := v[-1]) and not (missing := data.get("x")):
    print(v, last, missing)


def f(x=(default := 5)):
    return x


print(f(), default)


def scoped():
    if any((found := c) == "b" for c in "abc"):
        return found


def scope_nonlocal():
    x = 0

    def inner():
        nonlocal x
        return [x := x + i for i in range(4)]

    return inner(), x


def scope_global():
    global made
    [made := i for i in range(3)]


print(scoped(), scope_nonlocal())
scope_global()
print(made)
print((lambda: (q := 5) + q)(), [((a := i), (b := a * 2)) for i in range(2)], a, b)
x = 1
print(x if (x := 2) else 0, x)
print((x := 5, 6), x, [x := 7], x, {(x := 8)}, x)


def t(v):
    print("t", v, end=" ")
    return v


for expression in (
    "t(1) and t(0) or t(2)", "t(0) or t(0) or t(3)", "not (t(1) and t(0))", "t(1) < t(2) < t(1) < t(9)", "t(1) if t(0) else t(2)", "(t(0) and t(1)) or (t(2) and t(3))",
    "not t(0) and not t(0)", "(t(1) or t(2)) and (t(0) or t(4))", "t(1) and (t(0) or t(0)) and t(5)", "[t(i) for i in range(4) if t(i) and i != 2 or i == 0]",
):
    print(eval(expression))


def conditions(a, b, c):
    out = []
    if a and b or c:
        out.append(1)
    if a and (b or c):
        out.append(2)
    if not a or not b and c:
        out.append(3)
    if not (a or b) or not (b and c):
        out.append(4)
    while a and not out:
        out.append(5)
    if a < b < c:
        out.append(6)
    if not a < b <= c:
        out.append(7)
    if (a if b else c):
        out.append(8)
    if a is None or b is not None and c in (0, 1):
        out.append(9)
    assert a or b or True
    return out


for bits in range(8):
    print(bits, conditions(bits & 1, bits >> 1 & 1, bits >> 2 & 1))


class Noisy:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("bool", self.value, end=" ")
        return self.value


T, F = Noisy(True), Noisy(False)
if T and F: pass
if T or F: pass
if not (F or T): pass
while F: pass
print((T and F) is F, (F or T) is T)
if 1: print("constant true")
if None: print("never")
while 0: print("never")
if "" or []: print("never")
elif () or {} or 0.0 or 0j: print("never")
else: print("all empty")
