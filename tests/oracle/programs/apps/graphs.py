"""Dijkstra, topological order, components, and n-queens by generators."""
import heapq
from collections import defaultdict, deque

EDGES = [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3), ("x", "y", 1)]
graph = defaultdict(dict)
for s, t, w in EDGES:
    graph[s][t] = w
    graph[t]


def dijkstra(start):
    best, queue, previous = {start: 0}, [(0, start)], {}
    while queue:
        cost, node = heapq.heappop(queue)
        if cost > best[node]:
            continue
        for neighbour, w in graph[node].items():
            if (new := cost + w) < best.get(neighbour, float("inf")):
                best[neighbour] = new
                previous[neighbour] = node
                heapq.heappush(queue, (new, neighbour))
    return best, previous


def path(previous, end):
    out = [end]
    while out[-1] in previous:
        out.append(previous[out[-1]])
    return "".join(reversed(out))


best, previous = dijkstra("a")
print(best, path(previous, "e"))


def order(g):
    seen, done = {}, []

    def visit(n):
        if seen.get(n) == "open":
            raise ValueError(f"cycle at {n}")
        if n not in seen:
            seen[n] = "open"
            for m in g.get(n, ()):
                visit(m)
            seen[n] = "done"
            done.append(n)

    for n in sorted(g):
        visit(n)
    return done[::-1]


print(order(graph))
try:
    order({"p": "q", "q": "p"})
except ValueError as error:
    print(error)


def components():
    both = defaultdict(set)
    for s, t, _ in EDGES:
        both[s].add(t)
        both[t].add(s)
    left = set(both)
    while left:
        queue, found = deque([min(left)]), set()
        while queue:
            n = queue.popleft()
            if n not in found:
                found.add(n)
                queue.extend(sorted(both[n] - found))
        left -= found
        yield sorted(found)


print(list(components()))


def queens(n, row=0, cols=(), placed=frozenset()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if not {("c", c), ("d", row - c), ("u", row + c)} & placed:
            yield from queens(n, row + 1, cols + (c,), placed | {("c", c), ("d", row - c), ("u", row + c)})


solutions = list(queens(6))
print(len(solutions), solutions[0])


def knapsack(items, capacity):
    table = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for c in range(capacity, weight - 1, -1):
            table[c] = max(table[c], (table[c - weight][0] + value, table[c - weight][1] + (name,)))
    return table[capacity]


print(knapsack([("tent", 5, 10), ("axe", 3, 7), ("rope", 2, 4), ("gold", 4, 30)], 9))


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


print(edit_distance("kitten", "sitting"), edit_distance("", "abc"))
