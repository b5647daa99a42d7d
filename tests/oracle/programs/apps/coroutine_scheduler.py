"""A cooperative scheduler with sleep, channels and errors, built on generators and on await."""
import heapq
import types


class Scheduler:
    def __init__(self):
        self.now, self.ready, self.sleeping, self.n, self.log = 0, [], [], 0, []

    def spawn(self, co, name):
        self.ready.append((co, name, None))

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, co, name = heapq.heappop(self.sleeping)
                self.ready.append((co, name, None))
            co, name, value = self.ready.pop(0)
            try:
                request = co.send(value)
            except StopIteration as stop:
                self.log.append(f"{self.now} {name} -> {stop.value}")
                continue
            except Exception as error:
                self.log.append(f"{self.now} {name} !! {error!r}")
                continue
            match request:
                case ("sleep", t):
                    self.n += 1
                    heapq.heappush(self.sleeping, (self.now + t, self.n, co, name))
                case ("get", channel) if channel.items:
                    self.ready.append((co, name, channel.items.pop(0)))
                case ("get", channel):
                    channel.waiting.append((co, name))
                case ("put", channel, item):
                    if channel.waiting:
                        other, other_name = channel.waiting.pop(0)
                        self.ready.append((other, other_name, item))
                    else:
                        channel.items.append(item)
                    self.ready.append((co, name, None))
                case "now":
                    self.ready.append((co, name, self.now))
        return self.log


@types.coroutine
def ask(*request):
    return (yield request if len(request) > 1 else request[0])


class Channel:
    def __init__(self):
        self.items, self.waiting = [], []

    async def get(self):
        return await ask("get", self)

    async def put(self, item):
        await ask("put", self, item)

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


async def producer(channel, n):
    for i in range(n):
        await ask("sleep", i)
        await channel.put(f"item {i}")
    await channel.put(None)
    return "produced"


async def consumer(channel):
    got = [f"{item}@{await ask('now')}" async for item in channel]
    return got


async def failing():
    try:
        await ask("sleep", 2)
        raise ValueError("task failed")
    finally:
        await ask("sleep", 1)


def old_style(n):
    for i in range(n):
        yield ("sleep", 10)
    return "old done"


s = Scheduler()
c = Channel()
s.spawn(producer(c, 4), "producer")
s.spawn(consumer(c), "consumer")
s.spawn(failing(), "failing")
s.spawn(old_style(2), "old")
for line in s.run():
    print(line)
