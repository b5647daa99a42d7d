"""functools and itertools with guest callbacks."""
import functools
import itertools
import operator

print(functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]), functools.reduce(operator.add, [], "init"))
p = functools.partial(lambda *a, **k: (a, k), 1, x=2)
print(p(3, y=4), p.func.__name__, p.args, p.keywords, functools.partial(p, 5)(6))
calls = []


@functools.lru_cache(maxsize=2)
def cached(x, typed=False):
    calls.append(x)
    return x * 2


print([cached(i) for i in (1, 2, 1, 3, 2, 1)], calls, cached.cache_info(), cached.cache_clear(), cached.cache_parameters())


@functools.total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([V(3), V(1)], key=functools.cmp_to_key(lambda a, b: a.v - b.v))[0].v)


class Area:
    @functools.singledispatchmethod
    def of(self, x):
        return "unknown"

    @of.register
    def _(self, x: int):
        return "int"

    @of.register(str)
    def _(self, x):
        return "str"

    @functools.cached_property
    def once(self):
        print("once")
        return 5


a = Area()
print(a.of(1), a.of("s"), a.of([]), a.once, a.once)


def wrapped():
    "doc"


@functools.wraps(wrapped)
def wrapper():
    pass


print(wrapper.__name__, wrapper.__doc__, wrapper.__wrapped__ is wrapped)
I = itertools
print(list(I.chain("ab", [1])), list(I.chain.from_iterable(["ab", "c"])), list(I.islice(I.count(5, 2), 3)), list(I.islice(I.cycle("ab"), 5)), list(I.repeat(1, 2)))
print(list(I.accumulate([1, 2, 3])), list(I.accumulate([3, 1, 2], max)), list(I.accumulate("abc", lambda a, b: a + b, initial=">")))
print(list(I.product("ab", repeat=2))[:3], list(I.permutations("abc", 2))[:3], list(I.combinations("abc", 2)), list(I.combinations_with_replacement("ab", 2)))
print([(k, list(g)) for k, g in I.groupby("aabbbc")], [(k, list(g)) for k, g in I.groupby([1, 3, 2, 4], key=lambda v: v % 2)])
print(list(I.takewhile(lambda v: v < 3, range(9))), list(I.dropwhile(lambda v: v < 3, range(5))), list(I.filterfalse(lambda v: v % 2, range(5))), list(I.compress("abc", [1, 0, 1])), list(I.starmap(pow, [(2, 3)])))
print(list(I.zip_longest("ab", [1], fillvalue="-")), list(I.pairwise([1, 2, 3])), [list(t) for t in I.tee([1, 2])])
a, b = I.tee(x * x for x in range(4))
print(next(a), list(b), list(a))


def raises(v):
    if v == 2:
        raise ValueError("in callback")
    return v


for f in (lambda: list(map(raises, range(4))), lambda: list(filter(raises, range(4))), lambda: sorted(range(4), key=raises), lambda: functools.reduce(lambda a, b: raises(b), range(4)), lambda: max(range(4), key=raises), lambda: list(I.accumulate(range(4), lambda a, b: raises(b))), lambda: dict.fromkeys(map(raises, range(4)))):
    try:
        print(f())
    except ValueError as e:
        print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print(operator.itemgetter(1, "k")({1: "a", "k": "b"}), operator.attrgetter("real", "imag")(3j), operator.methodcaller("replace", "a", "b")("aa"), operator.index(5), operator.length_hint(iter([1, 2])))
