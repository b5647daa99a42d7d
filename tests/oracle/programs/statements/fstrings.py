"""f-strings: conversions, nested specs, self-documenting, quotes, lambdas, multi-line, escapes, errors."""
import datetime

name, number, width = "World", 3.14159, 12
print(f"Hello {name}!", f"{name!r:>10}", f"{name!s}", f"{name!a}", f"{'é'!a}")
print(f"{number:.2f}", f"{number:{width}.3f}|", f"{number:<{width}}|", f"{number!r:^{width}}|", f"{42:#x}", f"{42:08b}", f"{1234567:,}", f"{0.5:%}")
print(f"{{}} {{{name}}} {{{{ }}}}", f"{ {'a': 1}['a'] }", f"{ {1, 2} }", f"{[i for i in range(3)]}")
print(f"{name=}", f"{number = :.1f}", f"{name = !s}", f"{1 + 1 = }", f"{name.upper()=}", f"{ name = }")
print(f"{(lambda x: x * 2)(5)}", f"{name if number > 3 else 0}", f"{name[0]}{name[-1]!r}", f"{', '.join('abc')}")
print(f"""multi {name}
line {
    number
    :.1f}
""")
print(f'{"nested"}', f"{'single'}", f'{f"{name}"}', f"{f'{1}{name}'}")
print(rf"\n{name}\t", fr"{name}\x", f"\x41{name}\u00e9\N{BULLET}", "a" f"{1}" "b" f"{2}" 'c')
print(f"{datetime.date(2024, 1, 31):%d/%m/%Y}", f"{datetime.date(2024, 1, 31)!s:>12}")
print(f"{3!r}{3.0!s}{None}{True}", f"{''}", f"", f"{name:}", f"{name!r:}")
print(f"{1:{'>'}{5}}", f"{5:{'0'}>{3}}", f"{number:{'.'}{'3'}{'f'}}", f"{-5:+}{5:+}{5: }")


class F:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "F()"


print(f"{F()}", f"{F():anything {name} goes}", f"{F()!r}", f"{F()!r:>6}", f"{F()=}", f"{F():}}}" if False else "")
x = 5
print(f"{x:=^10}", f"{(y := x + 1)}", y, f"{x!r:{x}}", f"{x:>{x}}")
print(f"{'a' 'b'}", f"{x,}", f"{*'ab',}", f"{x, y}", f"{x:d}{y:d}", f"{not x}", f"{x == 5}", f"{x != 5}", f"{x >= 5}", f"{x <= 5!s}")


async def in_async():
    return f"{await value()}"


async def value():
    return "awaited"


try:
    in_async().send(None)
except StopIteration as stop:
    print(stop.value)


def gen():
    got = f"{yield 1}"
    yield got


g = gen()
next(g)
print(g.send("sent"))
for source in ("f'{}'", "f'{ }'", "f'{'", "f'}'", "f'{x!}'", "f'{x!z}'", "f'{x!r'", "f'{a b}'", "f'{x:{y:{z}}}'", "f'{\\n}'", "f'{#}'", "f'{x:{y:{z:{w}}}}'", "f'{lambda x: 1}'", "f'{1 +}'", "f'{*a}'", "f'{a = !x}'", "f'{yield}'", "f'{x' f'y}'", "f'{None.a}'", "f'{\"a\"!r:>{5}}'", "b'' f''", "fb''", "f'{a[\"b\"]}'", "f'{x::}'", "f'{ !r}'", "f'{)}'", "f'{(}'", "f'{a:=5}'"):
    try:
        compile(source, "<f>", "eval")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
for source in ("f'{1:q}'", "f'{[]:>5}'", "f'{undefined_x}'", "f'{1/0}'", "f'{1:{[]}}'", "f'{5:{-3}}'"):
    try:
        eval(source)
    except Exception as error:
        print(source, "->", type(error).__name__, error)
