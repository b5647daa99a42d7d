"""for and while: else, break, continue, deep nesting, modification while iterating, loop variables."""


def find(n, items):
    for i, item in enumerate(items):
        if item == n:
            break
    else:
        return "not found"
    return i


print(find(3, [1, 2, 3]), find(9, [1]), find(1, []))
for i in range(10):
    if i % 2:
        continue
    for j in range(10):
        if j == i:
            break
    else:
        print("inner finished")
    if i > 4:
        break
print(i, j)
n = 10
while n:
    n -= 1
    if n == 5:
        continue
    if n == 2:
        break
else:
    print("never")
print(n)
while True:
    while True:
        break
    else:
        print("no")
    break
l = [1, 2, 3]
for v in l:
    if len(l) < 6:
        l.append(v * 10)
print(l)
d = {1: "a", 2: "b"}
try:
    for k in d:
        d[k + 10] = "new"
except RuntimeError as error:
    print(error)
s = {1, 2}
try:
    for k in s:
        s.add(k + 10)
except RuntimeError as error:
    print(error)
try:
    for k in d:
        del d[k]
        d[k * 7] = 0
except RuntimeError as error:
    print(error)
for x in []:
    pass
try:
    print(x)
except NameError as error:
    print(error)
for x in range(3):
    x = x * 10
print(x)
for c in "añ𝄞":
    print(c, end=",")
for b in b"ab":
    print(b, end=",")
for k, v in {"a": 1}.items():
    print(k, v, end=",")
for line in "x\ny\n".splitlines():
    print(line, end=",")
print()
for i in range(3): print(i, end=" ") if i else None
print()
it = iter([1, 2, 3, 4, 5])
for a in it:
    b = next(it, "none")
    print(a, b, end=";")
print()
for i in iter(lambda: l.pop(), 1):
    pass
print(l)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i > self.n:
            raise StopIteration("used as an end")
        return self.n - i


try:
    print(list(Countdown(2)))
except StopIteration as stop:
    print("never")


def many_breaks():
    out = []
    for i in range(5):
        for j in range(5):
            for k in range(5):
                if k > j:
                    break
                if (i + j + k) % 2:
                    continue
                if i == 3:
                    return out
                out.append(i * 100 + j * 10 + k)
    return out


print(len(many_breaks()), many_breaks()[-1])
i = 0
while i < 3: i += 1
print(i)
if 0: print("no")
elif "": print("no")
else: print("else")
if not []: print("empty is false")
x = 5
print("big" if x > 3 else "small", "a" if x > 9 else "b" if x > 4 else "c")
print(1 < x < 10, 1 < x > 4, x == 5 == 5.0, not x is None, x is not None, x in (1, 5), not x in (1, 5))
print(x and 0 or "z", (x or 1 / 0), (0 and 1 / 0), x > 3 and x < 9 or False)
total = 0
for i in range(1000):
    for _ in range(10):
        total += i & 3
print(total)
pass; ...; 5; "text"; None
assert x == 5, "message not used"
