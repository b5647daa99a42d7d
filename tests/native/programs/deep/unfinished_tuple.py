"""A generator looks for the tuple that is being made of what it yields: CPython 3.11 shows it, with empty places."""

import gc


def items():
    mark = object()
    yield mark
    yield [each for each in gc.get_referrers(mark) if type(each) is tuple]
    yield [each for each in gc.get_objects() if type(each) is tuple and any(item is mark for item in each)]
    yield sum(type(each) is tuple for each in gc.get_referents([(), (1, 2)]))


print(tuple(items())[1:])
