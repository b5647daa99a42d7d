"""Reading text, counting, grouping, formatting a report."""
import re
from collections import Counter, defaultdict
from itertools import groupby

TEXT = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity,
it was the season of Light, it was the season of Darkness."""
words = re.findall(r"[a-z]+", TEXT.lower())
counts = Counter(words)
print(counts.most_common(5), len(set(words)), sum(map(len, words)) / len(words))
by_length = defaultdict(set)
for w in words:
    by_length[len(w)].add(w)
for length, group in sorted(by_length.items()):
    print(f"{length:>3} {'#' * len(group):<8} {', '.join(sorted(group))}")
print({k: [w for w in g] for k, g in groupby(sorted(set(words)), key=lambda w: w[0])})
pairs = Counter(zip(words, words[1:]))
print(max(pairs.items(), key=lambda p: (p[1], p[0])))
index = {}
for number, line in enumerate(TEXT.splitlines(), 1):
    for w in re.findall(r"\w+", line):
        index.setdefault(w.lower(), []).append(number)
print({w: sorted(set(n)) for w, n in sorted(index.items()) if len(set(n)) > 1})
print("\n".join(line[::-1].swapcase() for line in TEXT.splitlines()[:1]))
vowels = str.maketrans("aeiou", "*****")
print(TEXT.translate(vowels)[:40], sorted(set(TEXT) - set("abcdefghijklmnopqrstuvwxyz")))


def markov(words):
    table = defaultdict(list)
    for a, b in zip(words, words[1:]):
        table[a].append(b)
    word, out, seed = "it", ["it"], 7
    for _ in range(12):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        choices = table.get(word)
        if not choices:
            break
        word = choices[seed % len(choices)]
        out.append(word)
    return " ".join(out)


print(markov(words))
