"""exec, eval and compile: namespaces, modes, code objects, closures, inheritance of future flags, errors."""
import ast

g, l = {"a": 1}, {"b": 2}
exec("c = a + b\nglobal d\nd = 5", g, l)
print(l, {k: v for k, v in g.items() if k != "__builtins__"}, "__builtins__" in g)
print(eval("a + b", g, l), eval("  1 + 1"), eval(compile("3 * 3", "f", "eval")), exec("1"), eval(b"'bytes'"), exec(bytearray(b"x = 1")))


def function():
    x = 1
    exec("x = 2; y = 3")
    return x, eval("x"), "y" in locals()


print(function())


class M(dict):
    def __missing__(self, key):
        return f"missing {key}"

    def __getitem__(self, key):
        return super().__getitem__(key) if key in self else self.__missing__(key)


print(eval("anything", {}, M()), eval("anything + other", {"__builtins__": {}}, M()))
m = M()
exec("assigned = name\ndel assigned", {}, m)
print(m)


class Builtins(dict):
    def __missing__(self, key):
        raise KeyError(key)


print(eval("len([1])", {"__builtins__": {"len": lambda x: "own len"}}))
try:
    eval("len([1])", {"__builtins__": {}})
except NameError as error:
    print(error)
try:
    exec("class A: pass", {"__builtins__": {}})
except NameError as error:
    print(error)
for mode, source in (("single", "1 + 1"), ("single", "x = 5"), ("single", "for i in range(2): i\n"), ("single", "None"), ("exec", "1 + 1"), ("single", "if 1:\n  'a'; 'b'\n")):
    exec(compile(source, "<mode>", mode))
for arguments in (("1 +", "f", "exec"), ("x = 1", "f", "eval"), ("1\n2", "f", "single"), ("x", "f", "wrong"), ("x", "f", "exec", 0xFFFFFF), ("a\0b", "f", "exec"), (5, "f", "exec"), ("x", 5, "exec"), ("x", b"f", "eval")):
    try:
        print(type(compile(*arguments)).__name__)
    except (SyntaxError, ValueError, TypeError) as error:
        print(arguments[:1], type(error).__name__, error)
for call in (lambda: exec("x", 5), lambda: eval("x", {}, 5), lambda: eval("x", [], {}), lambda: exec(), lambda: eval(1), lambda: exec("x", {}, None, 1), lambda: eval("1", globals={})):
    try:
        print(call())
    except (TypeError, NameError) as error:
        print(type(error).__name__, error)


def outer():
    free = 5

    def inner():
        return free

    return inner


code = outer().__code__
try:
    exec(code)
except TypeError as error:
    print(error)
import types

print(exec(code, {}, closure=(types.CellType(7),)))
for bad in (None, (), (1,), (types.CellType(), types.CellType())):
    try:
        exec(code, {}, closure=bad)
        print("fine")
    except TypeError as error:
        print(error)
try:
    exec("x", {}, closure=())
except TypeError as error:
    print(error)
tree = ast.parse("y = 2 * 21")
ns = {}
exec(compile(tree, "<tree>", "exec"), ns)
print(ns["y"], eval(compile(ast.Expression(ast.Constant(9)), "f", "eval") if False else compile(ast.fix_missing_locations(ast.Expression(ast.Constant(9))), "f", "eval")))
print(ast.dump(compile("f(x, *y, k=1)", "f", "eval", ast.PyCF_ONLY_AST)), type(compile("1", "f", "exec", flags=ast.PyCF_ONLY_AST)).__name__)
try:
    compile(ast.Module([ast.Expr(ast.Name("x", ast.Store()))], []), "f", "exec")
except (ValueError, TypeError) as error:
    print(error)
exec("from __future__ import annotations\nexec('def f(a: undefined): pass')\nprint(f.__annotations__)\ncompile('def g(a: undefined2): pass', 'f', 'exec', dont_inherit=True)")
for optimize in (-1, 0, 1, 2):
    c = compile("'doc'\nassert 0\nprint(__debug__)", "f", "exec", optimize=optimize)
    try:
        exec(c, {})
    except AssertionError:
        print("asserted", optimize)
try:
    compile("x", "f", "exec", optimize=3)
except ValueError as error:
    print(error)
print(eval("lambda q: q * 2")(4), eval("[i for i in range(3)]"), eval("(yield_ := 5)"), yield_)
exec("def recursive(n): return 1 if n < 2 else n * recursive(n - 1)")
print(recursive(6), recursive.__code__.co_filename, recursive.__module__)
top = compile("await 1", "f", "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
print(top.co_flags & 0x80 != 0)
exec(compile("import sys; print(sys._getframe().f_code.co_filename, __name__)", "given name", "exec"))
