"""All comprehension forms: nesting, conditions, scoping, order, walrus, class scope, async and errors inside."""
print([x for x in range(5)], {x % 3 for x in range(7)}, {x: x * x for x in range(3)}, list(x for x in "ab"))
print([(x, y) for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(3)])
print([x for x in range(20) if x % 2 if x % 3], [x if x % 2 else -x for x in range(5)])
print([x for x in (1, 2) for x in (x, x * 10)], [a + b for a, b in zip("ab", "cd")])
x = "outer"
[x for x in range(3)]
print(x)
print([(lambda: x)() for x in range(3)], [f() for f in [lambda: x for x in range(3)]])
print([y for x in range(3) if (y := x * 2) > 1], y)


def f():
    total = 0
    partial = [total := total + v for v in range(5)]
    return partial, total


print(f())


def order(tag, value):
    print(tag, end=" ")
    return value


print([order("elt", a) for a in order("outer", [1, 2]) if order("if", True) for b in order("inner", [0])])
print({order("k", k): order("v", v) for k, v in {"a": 1}.items()})


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try:
        crossed = [i * j for i in items for j in items]
    except NameError as e:
        crossed = str(e)


print(C.doubled, C.crossed)


def nested_function_in_comprehension():
    k = 10
    return [(lambda z: z + k + v)(1) for v in range(2)]


print(nested_function_in_comprehension())
for source in ("[1 / v for v in (1, 0)]", "{u: 1 for u in [[]]}", "{u for u in [{}]}", "[a for a, b in [(1,)]]", "[v for v in None]", "list(v for v in 3)", "[undefined for _ in 'x']", "{**{1: 2} for _ in 'x'}", "[*x for x in 'ab']", "[x := 1 for x in 'a']", "[i for i in (i := 3)]", "[(yield) for _ in 'x']", "[await z for z in 'x']", "[x async for x in y]"):
    try:
        print(eval(source))
    except (Exception, SyntaxError) as error:
        print(source, "->", type(error).__name__, error)
print([[[k for k in range(j)] for j in range(i)] for i in range(4)])
print({(i, j): i * j for i in range(2) for j in range(2)}, {frozenset(s) for s in ("ab", "ba")})
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row], list(zip(*matrix)))
print(sorted({w: len(w) for w in "the quick brown fox".split()}.items(), key=lambda p: (p[1], p[0])))
print([c for c in "abc" if not c == "b"], [i for i in range(3) if i if i > 1], [None for _ in range(2)])
print([locals_ for locals_ in [sorted(k for k in locals())]][0][:0], [n for n in (lambda: [m for m in range(2)])()])


def gen():
    got = []
    result = [v for v in range((yield 3))]
    yield result


g = gen()
next(g)
print(g.send(2))
import sys

print([sys._getframe().f_code.co_name for _ in range(1)], [sys._getframe(1).f_code.co_name for _ in range(1)])
print([e for e in [1, 2, 3] if e not in [x for x in range(3)]])
print([*{*[x for x in range(2)]}, *(y for y in "z")])
deep = [[[[w for w in [z]] for z in [y]] for y in [x]] for x in [1, 2]]
print(deep)
