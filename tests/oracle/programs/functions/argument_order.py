"""The order in which the parts of calls, displays, subscripts, comparisons and assignments are evaluated."""


def s(value, tag=None):
    print(tag if tag is not None else value, end=" ")
    return value


def line():
    print()


class Target:
    def __setattr__(self, name, value):
        print(f"set.{name}={value}", end=" ")

    def __setitem__(self, key, value):
        print(f"set[{key}]={value}", end=" ")

    def __getitem__(self, key):
        print(f"get[{key}]", end=" ")
        return 10

    def __delitem__(self, key):
        print(f"del[{key}]", end=" ")


t = Target()
s(lambda *a, **k: 0, "f")(s(1), *s([2]), x=s(3), **s({"y": 4})); line()
[s(1), *s([2]), s(3)]; line()
{s("k1"): s("v1"), **s({"k": 2}), s("k3"): s("v3")}; line()
{s(1), s(2), *s([3])}; line()
s(1) + s(2) * s(3) - s(4); line()
s(1) < s(2) < s(0) < s(9); line()
s(0) or s(2) or s(3); line()
s(1) and s(0) and s(3); line()
s(1) if s(0) else s(2); line()
s([1, 2, 3], "obj")[s(0) : s(2) : s(1)]; line()
s(t, "t")[s("k")] = s("value"); line()
s(t, "a").x = s(t, "b").y = s("value"); line()
s(t, "t")[s("k")] += s(5); line()
t[s(1)], t[s(2)], *t[s(3)] = s((7, 8, 9), "tuple"); line() if False else print()
del s(t, "t")[s("k")], t[s("m")]; line()
print({s(k, f"k{k}"): s(k, f"v{k}") for k in range(2)}); line()
f"{s(1)}{s(2):{s(5)}}"; line()
assert s(True), s("no message"); line()
x = [s(i) for i in s(range(3), "it") if s(i, f"if{i}")]; line()
for t[s("loop")] in s([1, 2], "iter"):
    s("body")
line()
with open(s("/dev/null")) as t[s("with")]:
    s("body") if False else None
lambda d=s("default"): 0
line()


class C(s(object, "base"), metaclass=s(type, "meta")):
    attr: s("annotation") = s("value")


line()
