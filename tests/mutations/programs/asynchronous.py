class Ready:
    def __await__(self):
        yield "waiting"
        return 5

class Items:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n

class Context:
    async def __aenter__(self):
        await Ready()
        return self
    async def __aexit__(self, kind, value, trace):
        return kind is KeyError

async def produce(n):
    for k in range(n):
        got = yield k
    await Ready()

async def consume():
    total = await Ready()
    async for k in Items(3):
        total += k
    async with Context() as c:
        raise KeyError(1)
    total += sum([k async for k in produce(3)])
    return total

def drive(coroutine):
    steps = []
    try:
        while True:
            steps.append(coroutine.send(None))
    except StopIteration as end:
        steps.append(end.value)
    return steps

results = [drive(consume())]
left = consume()
left.send(None)
results.append(left.cr_await is not None)
left.close()
