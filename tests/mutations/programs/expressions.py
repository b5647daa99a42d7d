def operators(a, b):
    c = [a + b, a - b, a * b, a // b, a % b, a ** 2, a << 1, a >> 1, a & b, a | b, a ^ b, -a, +a, ~a, not a]
    a += 1; a -= 2; a *= 3
    c += [a < b < 10, a == b, a is b, a in c, a not in c, a is not None]
    return c

def containers(n):
    items = [*range(n), n]
    table = {"n": n, **{str(k): k for k in items}}
    first, *middle, last = items
    items[1:2] = [9, 9]
    del items[0]
    table["x"] = table.get("n")
    return items[::2], sorted(table), first, middle, last, (n,), {n, *items}

def texts(value, width=5):
    return f"{value!r:>{width}}|{value}|{value!s:<3}", "%s-%d" % (value, width)

def choose(x):
    match x:
        case [a, b, *rest] if a:
            return "sequence", a, b, rest
        case {"k": v, **others}:
            return "mapping", v, others
        case complex(real=r) | float(r):
            return "class", r
        case str() | None:
            return "text"
        case _:
            return "other"

def flow(n):
    total = 0
    for k in range(n):
        if k % 2 and k > 1 or not k:
            total += k
        elif k == 5:
            break
        while total > 3:
            total -= 2
    return total if total else None

results = [operators(7, 3), containers(4), texts("ab"), flow(8), flow(0)]
results += [choose(x) for x in ([1, 2, 3], {"k": 1, "m": 2}, 1.5, None, 7, "s", [0, 1])]
walrus = [y for x in range(3) if (y := x + 1) > 1]
results.append((lambda *a, **k: (a, k))(1, b=2))
