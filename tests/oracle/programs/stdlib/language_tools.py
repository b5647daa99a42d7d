"""ast, tokenize, symtable, dis, code, codeop, compileall on small inputs."""
import ast
import code
import codeop
import io
import symtable
import tokenize

tree = ast.parse("def f(x, *y):\n    return x + 1 if y else [z async for z in w]\n" if False else "def f(x, *y):\n    return x + 1 if y else [z for z in w]\n")
print(ast.dump(tree, indent=1))
print(ast.unparse(tree), ast.literal_eval("{'a': [1, -2.5, (True, None)]}"))


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


class Names(ast.NodeVisitor):
    def __init__(self):
        self.names = []

    def visit_Name(self, node):
        self.names.append((node.id, type(node.ctx).__name__, node.lineno, node.col_offset))


ns = {}
exec(compile(ast.fix_missing_locations(Double().visit(ast.parse("v = 21\nw = 'ab'"))), "<t>", "exec"), ns)
print(ns["v"], ns["w"])
n = Names()
n.visit(ast.parse("a = b + c(d)\nfor e in f: g"))
print(n.names, ast.get_docstring(ast.parse("'doc'\nx")), [type(x).__name__ for x in ast.walk(ast.parse("x.y[0]"))])
try:
    ast.literal_eval("f()")
except ValueError as e:
    print(str(e)[:24])
for token in tokenize.generate_tokens(io.StringIO("if x:\n    y = 'a' # c\n\nz += (1,\n 2)\n").readline):
    print(tokenize.tok_name[token.type], repr(token.string), token.start, token.end)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO("a  =  1\n").readline)))
table = symtable.symtable("def f(a):\n    global g\n    def h(): return a\n    x: int = [a for b in c]\nclass K:\n    y = 1\n", "f", "exec")


def show(t, depth=0):
    print("  " * depth, t.get_type(), t.get_name(), sorted((s.get_name(), s.is_local(), s.is_free(), s.is_global(), s.is_parameter(), s.is_referenced()) for s in t.get_symbols()))
    for child in t.get_children():
        show(child, depth + 1)


show(table)
console = code.InteractiveConsole({"start": 1})
for line in ("start + 1", "def f():", "    return 5", "", "f()", "x = ", "1 / 0", "for i in range(2): i", "", "_"):
    print(">>>", line, "->", console.push(line))
for source in ("x = 1", "if x:", "x = (", "x +", "'''", "def f():\n  pass\n", "1 1"):
    try:
        print(repr(source), codeop.compile_command(source) is not None)
    except SyntaxError as e:
        print(repr(source), e.msg)
namespace = {}
codeop_compiler = codeop.Compile()
exec(codeop_compiler("from __future__ import annotations", "f", "exec"))
exec(codeop_compiler("def g(a: undefined): pass", "f", "exec"), namespace)
print(namespace["g"].__annotations__)
import py_compile, compileall, os, tempfile, sys
with tempfile.TemporaryDirectory() as d:
    open(f"{d}/good.py", "w").write("x = 1\n")
    open(f"{d}/bad.py", "w").write("def\n")
    print(compileall.compile_dir(d, quiet=2), sorted(os.listdir(f"{d}/__pycache__")))
    try:
        py_compile.compile(f"{d}/bad.py", doraise=True)
    except py_compile.PyCompileError as e:
        print(e.exc_type_name)
import timeit
print(timeit.timeit("x + 1", "x = 1", number=100) > 0)
import pdb, bdb
class Lines(bdb.Bdb):
    def user_line(self, frame):
        if frame.f_code.co_filename == "<bdb>":
            print("bdb line", frame.f_lineno)
        self.set_step()
Lines().run(compile("a = 1\nb = a\nfor i in range(2):\n    a += i\n", "<bdb>", "exec"))
stdin = io.StringIO("n\nn\np x\nw\nc\n")
p = pdb.Pdb(stdin=stdin, stdout=sys.stdout)
p.use_rawinput = False
p.prompt = "(pdb) "
p.run(compile("x = 1\nx += 1\nx += 2\n", "<pdb>", "exec"))
