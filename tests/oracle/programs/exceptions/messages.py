"""Messages of the common errors of the built-in types, as users meet them."""
import sys

snippets = """
[][0]
[1, 2].index(5)
[].pop()
[1].pop(7)
[].remove(1)
{}["k"]
{}.popitem()
set().pop()
{1}.remove(2)
()[1]
"abc"[10]
"abc".index("z")
int("12a")
int("")
int("5", 99)
float("x")
complex("x")
chr(-1)
ord("ab")
ord("")
1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
0 ** -1
0.0 ** -1
2.0 ** 10000
10 ** 400 * 1.0
float("inf").__int__()
int(float("nan"))
1 << -1
"x" * (1 << 62)
[None] * (1 << 62)
range(1, 2, 0)
range("a")
slice(1)[0]
"%d" % "x"
"%d %d" % 1
"%s" % (1, 2)
"%z" % 1
"%(a)s" % {}
"{} {}".format(1)
"{a}".format()
"{0.x}".format(1)
"{:d}".format("x")
"{:>{w}}".format("x")
f"{1:q}"
"a".encode("ascii", "bad" * 2) if False else "é".encode("ascii")
b"\\xff".decode()
bytes([256])
bytes("x")
bytearray(-1)
"x".join([1])
" ".join("a", "b")
"abc".replace("a")
sum(["a"])
sum([[1]], 0)
max()
max([])
min(1)
zip([1], [1, 2], strict=True).__class__(*[[1], [1, 2]], strict=True).__next__() and list(zip([1], [1, 2], strict=True))
dict([1])
dict([(1, 2, 3)])
dict(1)
list(1)
tuple(None)
set([[]])
{[]: 1}
hash({})
iter(1)
next([])
len(5)
abs("x")
round("x")
pow(2, -1, 4)
pow(1, 2, 0)
divmod(1, 0)
isinstance(1, 5)
issubclass(1, int)
getattr(1, "x")
setattr(1, "x", 2)
delattr(1, "x")
type("x", (), {}, 1, 2) if False else type(1, 2)
type("X", (int, str), {})
type("X", (bool,), {})
object.__new__(5)
open("/no/such/file")
open("/tmp", "w")
open("x", "q")
import_missing = __import__("missing_module_x")
memoryview(1)
"abc".split("")
"abc".center("x")
"a" "b".zfill("x")
b"a" + "a"
"a" in b"a"
1 in "abc"
[] < 1
sorted([1, "a"])
compile("x", "f", "mode")
eval("1 +")
exec(5)
vars(1)
dir(1, 2)
input.nothing
print(sep=1)
enumerate(1)
reversed({1})
map()
filter(1)
int.from_bytes(b"", "x")
(5).to_bytes(0, "big")
(-1).to_bytes(1, "big")
"abc".__getitem__()
[].sort(1)
[3, "a"].sort()
[1, 2, 3][::0]
[1, 2][0:2:1] = 5
x = [1, 2, 3]; x[::2] = [1]
x = [1]; x["a"] = 1
del [][0]
x = (); x[0] = 1
x = "s"; x[0] = "t"
a, b = 1
a, b = 1, 2, 3
a, b = ()
(a, b), c = 1, 2
a, *b, c = ()
for a, b in [1]: pass
for a, b in [(1, 2, 3)]: pass
lambda: (yield)
del undefined_name
undefined_name
with 5: pass
async_not = 1; await_ = 2; await_.send
assert False
assert 0, "message"
assert [], ("a", "tuple")
raise 5
raise ValueError from 5
""".strip().splitlines()
for snippet in snippets:
    try:
        exec(snippet)
    except (Exception, AssertionError) as error:
        print(f"{snippet[:60]:60} {type(error).__name__}: {error}")
    else:
        print(f"{snippet[:60]:60} fine")
try:
    int("9" * 5000)
except ValueError as error:
    print(error)
print(sys.int_info.default_max_str_digits)
