"""The traceback module's view: lines, marks, frames of nested calls, classes, lambdas, comprehensions, exec'd code."""
import sys
import traceback


def show(f, *args):
    try:
        f(*args)
    except BaseException:
        traceback.print_exc(file=sys.stdout)
    print("=" * 20)


def divide(a, b):
    return a / b


def chain(x):
    return divide(x, 0) + 1


class K:
    def method(self, key):
        return {"a": [1, 2, 3]}["a"][key]["deep"]

    @property
    def prop(self):
        return self.missing.attribute

    def __getitem__(self, item):
        return item.undefined

    def __iter__(self):
        raise ValueError("in iter")

    def __enter__(self):
        raise OSError("in enter")

    def __exit__(self, *a):
        pass

    def __add__(self, other):
        raise ArithmeticError("in add")


def multi_line():
    value = (
        1
        + divide(
            2,
            0,
        )
    )
    return value


def binary():
    a, b, c = 1, "x", 2
    return a * c + b * (c - a) + (c + b)


def unpack():
    a, b = [1, 2, 3]


def star():
    a, *b, c = [1]


def calls():
    print(len(1), "never")


def comprehension():
    return [1 / x for x in (1, 0)]


def generator():
    return list(1 / x for x in (1, 0))


def nested_lambda():
    return (lambda q: (lambda r: r + "s")(q))(1)


def assertion():
    assert 1 == 2, "one is not two"


def attribute():
    return K().prop.whatever


def with_statement():
    with K() as k:
        pass


def for_loop():
    for x in K():
        pass


def subscript():
    return K()[5]


def operator():
    return K() + K()


def imports():
    import no_such_module_anywhere


def import_from():
    from os import no_such_name


def raise_in_except():
    try:
        chain(1)
    except ZeroDivisionError as e:
        raise RuntimeError("wrapped") from e


def recursion(n):
    if n:
        recursion(n - 1)
    raise ValueError("bottom")


def delete():
    d = {}
    del d["missing"]


def augmented():
    x = 1
    x += "s"


def unicode_line():
    é = "ü"; return é + 1


def long_expression():
    return some_function_name_that_does_not_exist(1, 2, 3) + another_function(4, 5, 6) * yet_another(7, 8, 9)


def executed():
    exec(compile("def made():\n    return 1 / 0\nmade()", "<made>", "exec"))


for f in (chain, ):
    show(f, 1)
show(K().method, 1)
for f in (multi_line, binary, unpack, star, calls, comprehension, generator, nested_lambda, assertion, attribute, with_statement, for_loop, subscript, operator, imports, import_from, raise_in_except, delete, augmented, unicode_line, long_expression, executed):
    show(f)
show(recursion, 8)
show(lambda: sorted([1, "a"]))
show(lambda: int("x"))
show(sorted, [3, 1], )
show(lambda: max([1, 2], key=lambda v: v.bad))
