"""str methods, slicing, comparison, translation, encodings, interning-sensitive operations."""
s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), s.center(20, "*"), s.ljust(15, "."), s.rjust(15), s.zfill(15))
print(s.find("o"), s.rfind("o"), s.index("W"), s.count("l"), s.startswith(("x", "He")), s.endswith("ld"), s.replace("l", "L", 2), s.partition(", "), s.rpartition("o"))
print(s.split(", "), "a b  c".split(), "a,b,,c".split(","), "a,b,c".rsplit(",", 1), "a\nb\r\nc\x0bd".splitlines(), "x".join(["1", "2"]), " pad ".strip(), "xxaxx".strip("x"), "abcabc".lstrip("ab"))
print(s[0], s[-1], s[2:5], s[::-1], s[::3], s[-100:100], s[5:2], "" in s, "World" in s, s * 2, s + "!")
print("abc".isalpha(), "12".isdigit(), "½".isnumeric(), "²".isdigit(), "a1".isalnum(), " \t".isspace(), "Ab".istitle(), "AB".isupper(), "x_1".isidentifier(), "é".isascii(), "\n".isprintable())
print("{:>8}|{:<8}|{:^8}|{:08.3f}|{:+d}|{:x}|{:e}|{:,}|{:%}".format("a", "b", "c", 3.14159, 5, 255, 12345.678, 1234567, 0.25))
print("{0}{1}{0} {name} {0!r} {obj.real} {lst[0]} {d[key]}".format("x", "y", name="n", obj=3, lst=[1], d={"key": "v"}))
print("%5.2f|%-8s|%+d|%x|%o|%e|%g|%c|%r|%%|%s" % (3.14159, "left", 5, 255, 8, 1e10, 1e-10, "c", "r", [1]))
print("abc".translate(str.maketrans("ab", "xy", "c")), "tab\texpand".expandtabs(4), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"))
print(sorted("hello"), min("hello"), max("hello"), list(map(ord, "aé𝄞")), chr(0x1F600), len("👨‍👩‍👧"), "é" == "é", "Straße".casefold() == "STRASSE".casefold())
print("é".encode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"), b"\xff".decode("utf-8", "replace"), b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
print(repr("quote ' \" both"), repr("it's"), repr('say "hi"'), repr("\n\t\r\\\x00\x7f\xa0é\u200b\U0001F600"), ascii("é😀"))
print("a" < "b" < "ba", "Z" < "a", "" < "a", "a" == "a", "10" < "9", max("a", "B", key=str.lower))
print(str(b"bytes"), str(b"bytes", "ascii"), str(1.0), str(None), "".join(reversed("abc")), "abc".__contains__("b"), "x".__mul__(3))
print("one two three".title(), "they're bill's".title(), "ǆ".title(), "ﬁ".upper(), "İ".lower(), "ΑΣ".lower())
import string

print(string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$x").safe_substitute(), string.capwords("a bc d"), string.Formatter().format("{0:{1}}", 5, "03"))
class Fmt(string.Formatter):
    def get_value(self, key, args, kwargs):
        return f"<{key}>"
print(Fmt().format("{a} {0} {b!r:>8}"))
print("%s" % ((1, 2),), "%(a)s" % {"a": 1}, "%s %s" % ("a", "b"), "%.3s" % "abcdef", "%5s%%" % 1)
t = "x"
for i in range(5): t += t
print(len(t), t.count("x"), hash(t) == hash("x" * 32))
print(" ".join(f"{c}:{n}" for c, n in sorted({c: s.count(c) for c in s}.items())))
