"""int, float, complex arithmetic, conversions, rounding, big numbers, bit operations, math."""
import decimal
import fractions
import math
import random
import statistics

print([7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 3), 7.5 // 2, -7.5 % 2, 2**-2, (-2) ** 3, 0**0])
print(2**200, -(2**65) >> 3, (1 << 100) | 1, (1 << 100) & ~1, ~(1 << 70), 10**30 // 7**10, 10**30 % 7**10, (-10**30) // 7, int(1e20), -5 & 0xFF, 5 ^ -1)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1e20), round(0.5), round(-0.5), round(1.005, 2), type(round(1.0)).__name__)
print(0.1 + 0.2, 1 / 3, 1e308 * 10, -1e308 * 10, float("nan") == float("nan"), 1e-400, 5e-324 / 2, 2.0**0.5, 1e16 + 1, 0.1 * 3, 100 * 1.1)
print(int("ff", 16), int("0b11", 0), int("-077", 8), int(" 42 "), int(3.99), int(-3.99), float("1e3"), float("-inf"), float("  2.5 "), complex("1+2j"), int("१२"))
print(bin(10), oct(8), hex(255), hex(-1), bin(-5), (255).to_bytes(2, "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), (-1).bit_length(), (7).bit_count())
print(math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.isqrt(10**20), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.9), math.fsum([0.1] * 10), math.hypot(3, 4), math.prod([1, 2, 3]))
print(math.inf > 10**1000, math.isnan(math.nan), math.copysign(1, -0.0), math.frexp(8.0), math.ldexp(0.5, 4), math.modf(2.5), math.log(8, 2), math.log2(1024), math.exp(0), math.pi, math.nextafter(1, 2), math.ulp(1.0))
print((1 + 2j) * (3 - 4j), (1 + 2j) ** 2, abs(3 + 4j), (1 + 2j).conjugate(), (1 + 2j) / (1 - 1j), 1j == 1j, complex(1.5), (2 + 0j).real)
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53 + 1), 1 < 1.5 < 2, hash(2**61 - 1), hash(-1), hash(1.5), hash(float("inf")), True + 1, False * 10)
print((0.5).as_integer_ratio(), (1.5).hex(), float.fromhex("0x1.8p1"), (3.0).is_integer(), (10).as_integer_ratio(), (5).numerator, (2.5).__floor__(), (7).__rfloordiv__(22))
D = decimal.Decimal
print(D("0.1") + D("0.2"), D(1) / D(7), D("1.10").normalize(), D("NaN"), D("-0"), round(D("2.675"), 2), D(10).sqrt(), D("1E+3").quantize(D(1)))
with decimal.localcontext() as ctx:
    ctx.prec = 5
    print(D(1) / D(3), D(2) ** D("0.5"))
try:
    D(1) / D(0)
except decimal.DivisionByZero as e:
    print(type(e).__name__)
F = fractions.Fraction
print(F(1, 3) + F(1, 6), F("0.125"), F(0.5), F(7, 3) // 1, F(7, 3) % 1, F(3, 4) ** 2, F(1, 3) < 0.34, F(3.14159).limit_denominator(100), float(F(1, 8)))
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(10), 3), random.shuffle(l := list(range(5))), l, round(random.gauss(0, 1), 6))
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.stdev([1, 2, 3]), statistics.mode("aab"))
total = 0
for i in range(1, 200):
    total = (total * 31 + i * i // 3 - i % 7) ^ (i << 3)
print(total)
x = 1.0
for i in range(100):
    x = x * 1.1 - i / 7 if i % 3 else x / 1.3 + i
print(x)
