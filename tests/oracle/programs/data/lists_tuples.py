"""list and tuple operations, slices, sorting, multiplication, comparison, mutation while used."""
l = [3, 1, 2]
l.append(4); l.extend((5, 6)); l.insert(1, 9); l.remove(9)
print(l, l.pop(), l.pop(0), l.index(2), l.count(4), l[::-1], l.copy() == l, l * 2, l + [0], sorted(l, reverse=True))
l[1:3] = ["a", "b", "c"]
print(l)
l[::2] = [0] * len(l[::2])
print(l)
del l[-2:]
l[len(l):] = [7, 8]
l[0:0] = [100]
print(l, l[-1:], l[10:], l[slice(1, 3)])
l.reverse(); print(l); l.sort(key=str); print(l); l.clear(); print(l)
words = ["banana", "Apple", "cherry", "date"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), min(words, key=len))
data = [(1, "b"), (0, "a"), (1, "a"), (0, "b")]
print(sorted(data), sorted(data, key=lambda p: p[0]), sorted(data, key=lambda p: p[1], reverse=True))
t = (1, 2, 3)
print(t + (4,), t * 2, t[1:], t.index(2), t.count(1), 2 in t, (1, 2) < (1, 3), (1,) < (1, 2), [1, 2] == [1.0, True + 1], (1, [2]) == (1, [2]), hash(t) == hash((1, 2, 3)))
print([1, 2] < [1, 2, 0], [[1], [0]] > [[0], [1]], max([1, 5], [2]), [None, 1] == [None, 1], [float("nan")] == [float("nan")])
nested = [[0] * 3] * 2
nested[0][0] = 1
print(nested, [[0] * 3 for _ in range(2)])
a = b = [1]
b += [2]
b = b + [3]
print(a, b, a is b)
l = list(range(10))
for x in l:
    if x % 2:
        l.remove(x)
print(l)
class Bad:
    def __lt__(self, other):
        raise ValueError("cannot compare")
try:
    sorted([Bad(), Bad()])
except ValueError as e:
    print(e)
l = [3, 2, 1]
def key(v):
    try:
        l.append(0)
    except ValueError:
        pass
    return v
try:
    l.sort(key=key)
except ValueError as e:
    print(e, l)
class Mutates:
    def __eq__(self, other):
        target.clear()
        return False
target = [Mutates(), Mutates(), 3]
print(3 in target, target)
it = iter([1, 2, 3])
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__reduce__()[0].__name__)
r = reversed([1, 2, 3])
print(next(r), list(r), list(reversed((4, 5))), list(enumerate("ab", 1)), list(zip([1, 2], "ab", (True, False))))
print(any([]), all([]), sum([[1], [2]], []), [*range(3)], list("abc"), tuple([1]), list({1: 2}), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
try:
    zip([1], [1, 2], strict=True).__next__ and list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
import bisect, heapq, array, collections
h = [5, 3, 8, 1]
heapq.heapify(h)
print([heapq.heappop(h) for _ in range(4)], heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 3, 5], 3), list(heapq.merge([1, 4], [2, 3])))
d = collections.deque([1, 2, 3], maxlen=3)
d.append(4); d.appendleft(0); d.rotate(1)
print(d, array.array("i", [1, 2, 3]), collections.namedtuple("P", "x y")(1, 2)._replace(x=5))
print(range(10)[2:8:2], range(5, 0, -2)[-1], len(range(0, 10, 3)), 4 in range(0, 10, 2), range(3) == range(0, 3, 1), list(range(0)), range(10**20)[10**19], slice(1, None, -1).indices(5))
