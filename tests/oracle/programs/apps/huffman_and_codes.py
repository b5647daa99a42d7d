"""Huffman coding, run-length coding, roman numerals, sieve, caesar: classic exercises."""
import heapq
import itertools
from collections import Counter


def huffman(text):
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(Counter(text).items()))]
    heapq.heapify(heap)
    tick = itertools.count(len(heap))
    while len(heap) > 1:
        n1, _, left = heapq.heappop(heap)
        n2, _, right = heapq.heappop(heap)
        heapq.heappush(heap, (n1 + n2, next(tick), (left, right)))
    codes = {}

    def walk(node, prefix):
        if isinstance(node, str):
            codes[node] = prefix or "0"
        else:
            walk(node[0], prefix + "0")
            walk(node[1], prefix + "1")

    walk(heap[0][2], "")
    return codes


def decode(bits, codes):
    back, out, current = {v: k for k, v in codes.items()}, [], ""
    for bit in bits:
        current += bit
        if current in back:
            out.append(back[current])
            current = ""
    return "".join(out)


text = "this is an example of a huffman tree"
codes = huffman(text)
bits = "".join(codes[c] for c in text)
print(codes, len(bits), decode(bits, codes) == text)


def rle(s):
    return "".join(f"{c}{len(list(g))}" for c, g in itertools.groupby(s))


def unrle(s):
    it = iter(s)
    return "".join(c * int(n) for c, n in zip(it, it))


print(rle("aaabccd"), unrle(rle("aaabccd")))
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def roman(n):
    out = ""
    for value, letters in ROMAN:
        while n >= value:
            out += letters
            n -= value
    return out


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 3999)])


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]


print(len(sieve(10000)), sieve(50))
shift = lambda s, k: "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.isalpha() else c for c in s)
print(shift("hello world", 13), shift(shift("abc xyz", 5), -5))


def collatz(n):
    while True:
        yield n
        if n == 1:
            return
        n = n // 2 if n % 2 == 0 else 3 * n + 1


print(list(collatz(7)), max(range(1, 300), key=lambda n: sum(1 for _ in collatz(n))))


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [1, *map(sum, itertools.pairwise(row)), 1]


for row in pascal(6):
    print(" ".join(map(str, row)).center(20).rstrip())


def brackets(s):
    pairs, stack = {")": "(", "]": "[", "}": "{"}, []
    for i, c in enumerate(s):
        if c in pairs.values():
            stack.append(c)
        elif c in pairs and (not stack or stack.pop() != pairs[c]):
            return i
    return None if not stack else len(s)


print([brackets(s) for s in ("([]{})", "([)]", "((", ")", "")])
program, tape, pointer, pc, out = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.", [0] * 30, 0, 0, []
jumps, stack = {}, []
for i, c in enumerate(program):
    if c == "[":
        stack.append(i)
    elif c == "]":
        jumps[i] = stack.pop()
        jumps[jumps[i]] = i
while pc < len(program):
    match program[pc]:
        case ">": pointer += 1
        case "<": pointer -= 1
        case "+": tape[pointer] = (tape[pointer] + 1) % 256
        case "-": tape[pointer] = (tape[pointer] - 1) % 256
        case ".": out.append(chr(tape[pointer]))
        case "[" if not tape[pointer]: pc = jumps[pc]
        case "]" if tape[pointer]: pc = jumps[pc]
    pc += 1
print("".join(out))
