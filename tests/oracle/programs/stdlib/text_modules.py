"""re, textwrap, difflib, pprint, string handling modules with callbacks."""
import difflib
import html
import pprint
import re
import shlex
import textwrap
import unicodedata

print(re.findall(r"(\w+)@(\w+)", "a@b c@d"), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "1 a 22"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<year>\d{4})-(?P<m>\d\d)", "2024-05").groupdict())
m = re.search(r"(?i)(hello)\s+(?P<who>\w+)?", "say Hello  world")
print(m, m.groups(), m.span("who"), m.start(), m.expand(r"\2 \g<1>"), m["who"], m.lastgroup)
print([t.span() for t in re.finditer("a+", "aa b aaa")], re.fullmatch("a|ab", "ab"), re.compile("x", re.I | re.M), re.escape("a.b*c"), re.subn("a", "b", "aaa", 2))
print(re.findall(r"(?<=\$)\d+(?!\d*%)", "$10 $20%"), re.sub(r"(?P<a>.)(?P<b>.)", r"\g<b>\g<a>", "abcd"), re.sub("", "-", "ab"), bool(re.match(r"^(a+)+$", "a" * 20)))
tokens = re.compile(r"(?P<num>\d+(\.\d*)?)|(?P<name>[a-z]\w*)|(?P<op>[+*/=-])|(?P<space>\s+)", re.VERBOSE)
print([(m.lastgroup, m.group()) for m in tokens.finditer("x1 = 3.5*y")])
try:
    re.compile("(unclosed")
except re.error as e:
    print(e, e.pos)
print(textwrap.fill("The quick brown fox jumps over the lazy dog", 20), textwrap.dedent("  a\n    b\n"), textwrap.indent("x\ny", "> "), textwrap.shorten("hello wide world", 12))
print("\n".join(difflib.unified_diff(["a", "b"], ["a", "c"], "from", "to", lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3))
pprint.pprint({"key" + str(i): list(range(i * 3)) for i in range(6)}, width=50)
class P:
    def __repr__(self): return "multi\nline"
pprint.pprint([P(), {"nested": (1, "x" * 60, "y" * 60)}])
print(html.escape("<a & 'b'>"), html.unescape("&lt;&eacute;&#65;"), shlex.split("a 'b c' \"d\\\"e\" f\\ g"), shlex.join(["a b", "c"]))
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode(), unicodedata.category("A"), unicodedata.numeric("½"))
import argparse, logging, sys
parser = argparse.ArgumentParser(prog="prog", description="A parser.")
parser.add_argument("file", nargs="*")
parser.add_argument("-n", "--number", type=int, default=5, help="a number (default: %(default)s)")
parser.add_argument("--flag", action="store_true")
sub = parser.add_subparsers(dest="cmd").add_parser("sub", help="sub command") if False else None
print(parser.parse_args(["x", "-n", "3", "--flag"]), parser.format_help())
try:
    parser.parse_args(["-n", "x"])
except SystemExit as e:
    print("exit", e.code)
logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s", level=logging.DEBUG)
def logs():
    logging.getLogger("app").warning("careful %d", 5)
    try:
        1 / 0
    except ZeroDivisionError:
        logging.exception("failed")
    logging.getLogger("app.sub").debug("stack", stack_info=True)
logs()
class F(logging.Filter):
    def filter(self, record): return "secret" not in record.getMessage()
logging.getLogger().handlers[0].addFilter(F())
logging.info("secret"); logging.info("public")
import string, json
print(json.dumps({"b": [1, 2.5, None, True], "a": "é\n"}, sort_keys=True, indent=1), json.loads('{"x": [1, 2, {"y": null}]}', object_hook=lambda d: sorted(d.items())), json.dumps("é", ensure_ascii=False))
class E(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {2, 1}}, cls=E))
for bad in ("{", '{"a" 1}', "[1,]", "nul"):
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        print(e)
try:
    json.dumps(object)
except TypeError as e:
    print(e)
