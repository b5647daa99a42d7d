"""Code objects: fields, replace, positions, constants, equality, marshal round trip."""
import dis
import inspect
import marshal
import types


def sample(a, b=1, /, c=2, *args, d, e=5, **kw):
    "doc"
    x = a + b
    y = [i for i in args]

    def inner():
        return x

    try:
        return inner() + len(y)
    finally:
        pass


c = sample.__code__
for field in ("co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_varnames", "co_names", "co_cellvars", "co_freevars", "co_flags", "co_stacksize", "co_firstlineno"):
    print(field, getattr(c, field))
print([k if not isinstance(k, types.CodeType) else k.co_qualname for k in c.co_consts])
print(list(c.co_lines())[:4], list(c.co_positions())[:5])
print(len(c.co_code), len(c.co_linetable), len(c.co_exceptiontable), c.co_lnotab[:4])
dis.dis(sample.__code__.co_consts[3] if False else (lambda q: q + 1 if q else None))
dis.show_code(lambda q, *r, k=1: (q, r, k))
new = c.replace(co_name="renamed", co_firstlineno=100)
print(new.co_name, new.co_firstlineno, new == c, c == c.replace(), hash(c) == hash(c.replace()))
again = marshal.loads(marshal.dumps(c))
print(again == c, again.co_positions is not None, list(again.co_positions()) == list(c.co_positions()), again.co_consts == c.co_consts)
f = types.FunctionType(compile("def f(x): return x * 2", "f", "exec").co_consts[0], {})
print(f(4))
print(compile("1 + 2 * 3", "f", "eval").co_consts, compile("'a' 'b' + 'c'", "f", "eval").co_consts, compile("x in [1, 2]", "f", "eval").co_consts, compile("x in {1, 2}", "f", "eval").co_consts)
print((lambda: (1, (2, 3), "x", None, 1.0, True, b"b", ...)).__code__.co_consts, compile("-1; +1; ~1; not 1; 1 if 0 else 2", "f", "exec").co_consts)
a = compile("x = 1", "f", "exec")
b = compile("x = 1.0", "f", "exec")
print(a == b, a == compile("x = 1", "f", "exec"), a == compile("x = 1", "g", "exec"), a == compile("\nx = 1", "f", "exec"), a == compile("x = True", "f", "exec"))
flags = {n: v for v, n in inspect.__dict__["dis"].COMPILER_FLAG_NAMES.items()}
for source in ("def f(): pass", "def f(): yield", "async def f(): pass", "async def f(): yield", "def f(*a, **k): pass", "class C:\n def f(self): return __class__"):
    code = compile(source, "f", "exec").co_consts[0]
    print(source[:20], sorted(n for n, v in flags.items() if code.co_flags & v))
for action in (lambda: setattr(c, "co_name", "x"), lambda: c.replace(co_nothing=1), lambda: c.replace(co_code="x"), lambda: c.replace(co_argcount=-1), lambda: types.CodeType(), lambda: c.replace(co_varnames=("a",))):
    try:
        action()
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)
for instruction in dis.get_instructions("a.b(c)[d] = -e"):
    print(instruction.opname, instruction.argrepr, instruction.positions.col_offset, instruction.positions.end_col_offset)
print(dis.stack_effect(dis.opmap["BUILD_LIST"], 5), c._varname_from_oparg(0), bool(c.co_code == c._co_code_adaptive) or True)
