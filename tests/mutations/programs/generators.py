def count(n):
    k = 0
    while k < n:
        got = yield k
        k += got or 1
    return "done"

def chain(n):
    result = yield from count(n)
    yield result

def guarded():
    try:
        yield 1
        yield 2
    except ValueError:
        yield "caught"
    finally:
        yield "finally"

results = [list(count(3)), list(chain(2)), [x * x for x in count(4)], {x: -x for x in count(2)}, {x for x in count(2)}]
g = guarded()
results.append(next(g))
results.append(g.throw(ValueError("v")))
results += list(g)
h = count(5)
next(h)
h.send(2)
h.close()
results.append(sum(x for x in range(5) if x % 2))
results.append([(a, b) for a in "xy" for b in range(2)])
unfinished = chain(3)
next(unfinished)
results.append((unfinished.gi_yieldfrom is not None, unfinished.gi_frame.f_locals))
