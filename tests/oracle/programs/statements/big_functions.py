"""Generated code with long jumps, many locals, many constants, deep nesting: EXTENDED_ARG everywhere."""
lines = ["def many(x):", "    total = 0"]
for i in range(400):
    lines += [f"    v{i} = x + {i * 1000}", f"    if v{i} % 7 == {i % 7}:", f"        total += v{i}", "    else:", f"        total -= {i}.5"]
lines += ["    for k in range(3):", "        try:"]
lines += [f"            total += v{i} // (k + 1)" for i in range(300)]
lines += ["            if k == 1: continue", "        finally:", "            total += 1", "    return total"]
namespace = {}
exec("\n".join(lines), namespace)
print(namespace["many"](5), namespace["many"].__code__.co_nlocals)
exec("names = [" + ", ".join(f"'name{i}'" for i in range(1000)) + "]\n" + "\n".join(f"attr{i} = {i}" for i in range(600)) + "\ntotal = " + " + ".join(f"attr{i}" for i in range(600)), namespace)
print(len(namespace["names"]), namespace["total"])
exec("def nest(n):\n" + "".join("    " * (i + 1) + f"if n > {i}:\n" for i in range(15)) + "    " * 16 + "return 'deepest'\n    return 'shallow'", namespace)
print(namespace["nest"](20), namespace["nest"](5))
print(eval("+".join(["1"] * 1000)), eval("[" * 50 + "]" * 50), len(eval("{" + ",".join(f"{i}: '{i}'" for i in range(500)) + "}")), eval("(" * 80 + "1" + ")" * 80))
exec("def chain(x):\n  return " + " or ".join(f"x == {i}" for i in range(300)), namespace)
print(namespace["chain"](299), namespace["chain"](300))
exec("def w():\n" + "".join("  " * (i + 1) + "while True:\n" for i in range(18)) + "  " * 19 + "return 1", namespace)
print(namespace["w"]())
exec("class Big:\n" + "\n".join(f"  def m{i}(self): return {i}" for i in range(300)), namespace)
print(sum(getattr(namespace["Big"](), f"m{i}")() for i in range(300)))
exec("def loop(n):\n  t = 0\n  while n:\n    n -= 1\n" + "\n".join(f"    if n == {i}: t += {i}" for i in range(400)) + "\n  return t", namespace)
print(namespace["loop"](450))
exec("def elifs(x):\n  if x == 0: return 0\n" + "\n".join(f"  elif x == {i}: return {i * 2}" for i in range(1, 500)) + "\n  else: return -1", namespace)
print(namespace["elifs"](499), namespace["elifs"](1000))
exec("def cells():\n" + "\n".join(f"  c{i} = {i}" for i in range(300)) + "\n  def inner(): return " + " + ".join(f"c{i}" for i in range(300)) + "\n  return inner", namespace)
print(namespace["cells"]()(), len(namespace["cells"]().__closure__))
exec("def unpack(s):\n  " + ", ".join(f"u{i}" for i in range(250)) + ", *rest = s\n  return u0, u249, rest", namespace)
print(namespace["unpack"](range(253)))
try:
    namespace["unpack"](range(5))
except ValueError as e:
    print(e)
exec("def gen():\n" + "\n".join(f"  x{i} = yield {i}" for i in range(300)) + "\n  return x0, x299", namespace)
g = namespace["gen"]()
r = next(g)
try:
    while True:
        r = g.send(r * 2)
except StopIteration as s:
    print(s.value)
match_lines = "def m(x):\n  match x:\n" + "\n".join(f"    case [{i}, *r]: return r, {i}" for i in range(280)) + "\n    case {'k': v}: return v"
exec(match_lines, namespace)
print(namespace["m"]([279, 1, 2]), namespace["m"]({"k": 5}), namespace["m"](7))
exec("f = lambda " + ", ".join(f"a{i}={i}" for i in range(260)) + ": a0 + a259", namespace)
print(namespace["f"](), namespace["f"](a259=1))
print(len(eval("f'" + "{1}" * 400 + "'")), len("%s" * 300 % tuple(range(300))))
import sys
try:
    eval("1" + "+1" * 100000) if False else None
    eval("-" * 100000 + "1")
except (RecursionError, MemoryError, SyntaxError) as e:
    print(type(e).__name__, e)
try:
    exec("if 1:\n" + "".join(" " * (i + 1) + "if 1:\n" for i in range(101)) + " " * 102 + "pass")
except (IndentationError, SyntaxError) as e:
    print(type(e).__name__, e)
