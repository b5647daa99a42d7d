"""Number, string and bytes literals, escapes, concatenation, singletons, constant folding results."""
print(1_000, 0x_ff, 0o17, 0b1010, 1e3, 1_0.5e-2, .5, 5., 1j, 2.5e2j, 0xFFFF_FFFF_FFFF_FFFF_FFFF, 1e400, -0.0, 0_0)
print("a" 'b' """c""" '''d''', r"\n" "\n".encode(), b"x" b"y", rb"\x", Rb"\y", u"unicode", "\x41\u0042\U00000043\103\N{LATIN SMALL LETTER A}", "line \
continued")
print("tab\tquote\"back\\bell\a".encode(), '\'', "\0".encode(), "\777".encode("utf-8"), b"\xff\0")
print("""triple "quoted" text
with 'both' \\ and lines""")
print(len("é"), len("é"), len("𝄞"), len("\ud800"), "ß".upper(), "İ".lower().encode(), ascii("é𝄞\ud800"))
print((), (1,), (1, 2), [], [1], {}, {1}, {1: 2}, ..., None, True, not True, Ellipsis is ...)
print(2**10, 7 // 2, -7 // 2, 7 % -3, -7 % 3, 1 / 3, 2**-1, (-8) ** (1 / 3), 10**20, 1 << 70, -1 >> 3, ~5, +-+1, not -1)
print("ab" * 3, 3 * [1], (1, 2) * 2, "%s-%d-%.2f-%r-%%-%5s|%-5s|%05d|%x|%e|%c" % ("s", 4, 1.5, "r", "a", "b", 42, 255, 12345.678, "c"))
print("a" + "b" * 2, (1, 2) + (3,), "abc"[1], (1, 2, 3)[-1], "abc"[::-1], b"abc"[0], "x" in "xyz", 3 in (1, 2, 3), 4 not in [1], "a" < "b")
print(1 if 2 else 3, 0 or "x", "" and 1, None or 0 or [], 1 and 2 and 3)
print(1e16, 1e15, 123456789.123456789, 1e-5, 0.1 + 0.2, 1e22, 1e23, float("nan"), float("-inf"), 5e-324, 1.7976931348623157e308, 100.0, 1.0e10)
print(complex(1, -0.0), -1j, 1 + 2j, (1 + 2j) * (3 - 1j), 1j**2, abs(3 + 4j), complex("1-2j"), 0j, -0j, complex(float("nan"), 1))
print(0.0 == -0.0, 1 == 1.0 == True, hash(1) == hash(1.0), {1: "a", 1.0: "b", True: "c"}, [0.0, -0.0], {0.0, -0.0})
print(10 ** 4299 % 7, len(str(2**10000)), int("1_000"), int(" 12 "), int("-0b11", 2) if False else int("-11", 2), int("0x1f", 0), float("1_0.5"), float(" 1e5\n"))
print(isinstance(True, int), True + True, True * 5, "x" * True, [1, 2][False], sum([True, True]), str(True), repr(None))
a = 257; b = 257
print(a is b, (lambda: 1000)() is (lambda: 1000)(), "abc" is "abc" if False else "", () is tuple())
x = 5; print(x.__add__(3), 5 .real, 5..real, 5.0.is_integer(), 1if x else 2, [1for _ in "ab"], 0xf or x)
print("\N{SNOWMAN}", '\x7f'.encode(), "é".encode("latin-1"), "日本".encode("utf-8"), "日本".encode("utf-16-le"))
print({**{}, "a": [{}, ({},)]}, [[]] * 2, ((((1,),),),), {(): {}}, {None: None, ...: ...})
print(1 < 2 == 2 != 3 > 1 >= 1 <= 5 in [5] is not None)
print(float.fromhex("0x1p3"), (0.1).hex(), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"), (3.7).as_integer_ratio(), (10).bit_length(), (10).bit_count())
def doc():
    "implicit " "docstring"
def nodoc():
    f"not a docstring"
def raw():
    r"""raw \n doc"""
class D: "class doc"
print(doc.__doc__, nodoc.__doc__, raw.__doc__, D.__doc__, __doc__)
print(sum(range(100)), 3 .__class__, "{}".format(3), "%s" % 3, "%(a)s %(b)r" % {"a": 1, "b": "x"}, "%*d" % (5, 3), "%.*f" % (2, 1.239))
