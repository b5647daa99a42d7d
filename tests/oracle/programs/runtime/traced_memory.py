"""What each line of a program holds, as tracemalloc counts it: the blocks and bytes are CPython's to the last one.

Free lists keep what was dropped, and their blocks belong to the line that first took them:
that of lists is emptied first, those of tuples are filled.
"""

import gc
import tracemalloc

SOURCE = '''\
class Plain:
    """A class."""
    count = 3
    def __init__(self, value):
        self.value = value
    @property
    def half(self):
        return self.value / 2

def many(count):
    return [Plain(each) for each in range(count)]

def table(count):
    made = {}
    for each in range(count):
        made[each] = str(each)
    return made

def pairs(count):
    for each in range(count):
        yield each, each + 1

plain = many(100)
half = plain[3].half
by_number = table(100)
listed = list(pairs(100))
waiting = pairs(3)
next(waiting)
add = lambda number: number + 1
turned = [*map(lambda number: -number, range(300, 600))]
texts = tuple(map(str, range(1000, 1100)))
try:
    1 / 0
except ZeroDivisionError as caught:
    error = caught
class Heir(Plain):
    pass
heir = Heir(2)
heirs = {heir: [add(each) for each in range(1000, 1003)]}
async def coroutine():
    return [each for each in "abc"]
try:
    coroutine().send(None)
except StopIteration as end:
    value = end.value
'''

code = compile(SOURCE, "traced", "exec")
namespace: dict[str, object] = {}
gc.disable()
dropped = [tuple(range(length)) for length in range(1, 20) for _ in range(500)]
del dropped
lists = [[] for _ in range(100)]  # and no list is left
tracemalloc.start()
exec(code, namespace)
snapshot = tracemalloc.take_snapshot()
tracemalloc.stop()
of_lines = snapshot.filter_traces([tracemalloc.Filter(True, "traced")]).statistics("lineno")
for found in sorted(of_lines, key=lambda each: each.traceback[0].lineno):
    print(found.traceback[0].lineno, found.count, found.size)
