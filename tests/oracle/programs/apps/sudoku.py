"""A backtracking solver with sets, exceptions for contradictions and a generator of solutions."""
PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


class Contradiction(Exception):
    pass


def peers(i):
    r, c = divmod(i, 9)
    return {r * 9 + k for k in range(9)} | {k * 9 + c for k in range(9)} | {(r // 3 * 3 + a) * 9 + c // 3 * 3 + b for a in range(3) for b in range(3)} - {i}


PEERS = [peers(i) - {i} for i in range(81)]


def assign(grid, i, d):
    grid[i] = d
    for p in PEERS[i]:
        if d in grid[p]:
            grid[p] = grid[p].replace(d, "")
            if not grid[p]:
                raise Contradiction(p)
            if len(grid[p]) == 1:
                assign(grid, p, grid[p])
    return grid


def solve(grid):
    if all(len(v) == 1 for v in grid):
        yield "".join(grid)
        return
    i = min((i for i in range(81) if len(grid[i]) > 1), key=lambda i: len(grid[i]))
    for d in grid[i]:
        try:
            yield from solve(assign(grid.copy(), i, d))
        except Contradiction:
            continue


def start(text):
    grid = ["123456789"] * 81
    for i, c in enumerate(text):
        if c != ".":
            assign(grid, i, c)
    return grid


solution = next(solve(start(PUZZLE)))
for r in range(9):
    print(" ".join(solution[r * 9 : r * 9 + 9]))
try:
    start("55" + "." * 79)
except Contradiction as error:
    print("contradiction at", error)
