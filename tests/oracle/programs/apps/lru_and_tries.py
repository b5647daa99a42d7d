"""Data structures written by hand: LRU cache, trie, linked list, binary heap, union-find, interval map."""


class Node:
    __slots__ = ("key", "value", "previous", "next")

    def __init__(self, key=None, value=None):
        self.key, self.value, self.previous, self.next = key, value, self, self


class LRU:
    def __init__(self, size):
        self.size, self.map, self.root = size, {}, Node()

    def _link(self, node):
        last = self.root.previous
        last.next = self.root.previous = node
        node.previous, node.next = last, self.root

    @staticmethod
    def _unlink(node):
        node.previous.next, node.next.previous = node.next, node.previous

    def __getitem__(self, key):
        node = self.map[key]
        self._unlink(node)
        self._link(node)
        return node.value

    def __setitem__(self, key, value):
        if key in self.map:
            self._unlink(self.map.pop(key))
        elif len(self.map) == self.size:
            oldest = self.root.next
            self._unlink(oldest)
            del self.map[oldest.key]
        self.map[key] = node = Node(key, value)
        self._link(node)

    def __iter__(self):
        node = self.root.next
        while node is not self.root:
            yield node.key, node.value
            node = node.next


cache = LRU(3)
for i, c in enumerate("abcabd"):
    cache[c] = i
cache["b"]
print(list(cache))
try:
    cache["c"]
except KeyError as error:
    print("gone", error)


class Trie:
    def __init__(self):
        self.children, self.end = {}, False

    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True

    def __contains__(self, word):
        node = self
        for c in word:
            if not (node := node.children.get(c)):
                return False
        return node.end

    def words(self, prefix=""):
        if self.end:
            yield prefix
        for c, child in sorted(self.children.items()):
            yield from child.words(prefix + c)


t = Trie()
for w in "to tea ten inn in i a".split():
    t.add(w)
print(list(t.words()), "te" in t, "ten" in t, "x" in t)


class Heap:
    def __init__(self):
        self.a = []

    def push(self, v):
        a, i = self.a, len(self.a)
        a.append(v)
        while i and a[(i - 1) // 2] > a[i]:
            a[(i - 1) // 2], a[i] = a[i], a[(i - 1) // 2]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        a[0], a[-1] = a[-1], a[0]
        out, i = a.pop(), 0
        while (c := 2 * i + 1) < len(a):
            if c + 1 < len(a) and a[c + 1] < a[c]:
                c += 1
            if a[i] <= a[c]:
                break
            a[i], a[c] = a[c], a[i]
            i = c
        return out


h = Heap()
for v in (5, 3, 9, 1, 7, 3):
    h.push(v)
print([h.pop() for _ in range(6)])


class Sets:
    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = x = self.parent[self.parent[x]]
        return x

    def join(self, a, b):
        self.parent[self.find(a)] = self.find(b)


s = Sets(6)
for a, b in ((0, 1), (2, 3), (1, 3)):
    s.join(a, b)
print([s.find(i) == s.find(0) for i in range(6)])


class Linked:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = (item, self.head)

    def __iter__(self):
        node = self.head
        while node:
            item, node = node
            yield item

    def __reversed__(self):
        out = Linked()
        for item in self:
            out.head = (item, out.head)
        return iter(out)


l = Linked("abc")
print(list(l), list(reversed(l)), max(l), "b" in l, sum(Linked([1, 2, 3])))


def quick(a):
    return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])


def merge_sort(a):
    if len(a) < 2:
        return a
    left, right = merge_sort(a[: len(a) // 2]), merge_sort(a[len(a) // 2 :])
    out = []
    while left and right:
        out.append((left if left[0] <= right[0] else right).pop(0))
    return out + left + right


data = [(i * 7919) % 101 for i in range(40)]
print(quick(data) == merge_sort(data) == sorted(data), quick(data)[:5])
