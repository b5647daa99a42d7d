"""Conway's game of life with sets and Counter, and with nested lists."""
from collections import Counter


def step(cells):
    counts = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0))
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}


def show(cells, size=8):
    return "\n".join("".join(".#"[(x, y) in cells] for x in range(size)) for y in range(size))


class Grid:
    def __init__(self, rows):
        self.rows = [[c == "#" for c in row] for row in rows.split()]

    def neighbours(self, y, x):
        return sum(self.rows[j % len(self.rows)][i % len(self.rows[0])] for j in range(y - 1, y + 2) for i in range(x - 1, x + 2)) - self.rows[y][x]

    def __next__(self):
        self.rows = [[self.neighbours(y, x) == 3 or (alive and self.neighbours(y, x) == 2) for x, alive in enumerate(row)] for y, row in enumerate(self.rows)]
        return self

    def __str__(self):
        return "\n".join("".join(".#"[c] for c in row) for row in self.rows)


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(12):
    glider = step(glider)
print(show(glider))
grid = Grid(".#... ..#.. ###.. ..... .....")
for _ in range(8):
    next(grid)
print(grid)
