"""asyncio: gather, tasks, cancellation, timeouts, queues, locks, TaskGroup, exceptions."""
import asyncio
import contextlib


async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name * n


async def gather():
    log = []
    print(await asyncio.gather(worker("a", 2, log), worker("b", 3, log)), log)
    results = await asyncio.gather(fails("x"), worker("c", 1, log), return_exceptions=True)
    print([repr(r) for r in results])


async def fails(text):
    await asyncio.sleep(0)
    raise ValueError(text)


async def cancelled():
    async def sleeper():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError as error:
            print("cancelled", error.args)
            raise
        finally:
            print("clean up")

    task = asyncio.create_task(sleeper(), name="sleeper")
    await asyncio.sleep(0)
    print(task.cancel("reason"), task.get_name())
    try:
        await task
    except asyncio.CancelledError as error:
        print("awaited", error.args)
    print(task.cancelled(), task.done())


async def timeouts():
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError as error:
        print("wait_for", type(error).__name__)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timeout")
    print(await asyncio.wait_for(asyncio.sleep(0, "value"), 1))


async def queue():
    q = asyncio.Queue(2)

    async def producer():
        for i in range(4):
            await q.put(i)
        await q.put(None)

    async def consumer():
        got = []
        while (item := await q.get()) is not None:
            got.append(item)
        return got

    _, got = await asyncio.gather(producer(), consumer())
    print(got, q.empty())


async def locks():
    lock, event, log = asyncio.Lock(), asyncio.Event(), []

    async def critical(n):
        async with lock:
            log.append(f"in{n}")
            await asyncio.sleep(0)
            log.append(f"out{n}")

    async def waiter():
        await event.wait()
        log.append("event")

    t = asyncio.create_task(waiter())
    await asyncio.gather(*(critical(i) for i in range(3)))
    event.set()
    await t
    print(log)


async def groups():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(worker("g", 1, []))
        b = tg.create_task(worker("h", 2, []))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails("one"))
            tg.create_task(fails("two"))
            tg.create_task(asyncio.sleep(10))
    except* ValueError as group:
        print(group, sorted(map(str, group.exceptions)))


async def futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_soon(f.set_result, "soon")
    print(await f)
    f = loop.create_future()
    loop.call_later(0.001, f.set_exception, KeyError("later"))
    with contextlib.suppress(KeyError):
        await f
    print(f.exception())
    print(await loop.run_in_executor(None, sum, range(10)), await asyncio.to_thread(lambda: "thread"))


async def generators():
    async def ticker(n):
        for i in range(n):
            yield i
            await asyncio.sleep(0)

    async with contextlib.aclosing(ticker(5)) as t:
        async for i in t:
            if i == 2:
                break
    print(i, [x async for x in ticker(3)])

    @contextlib.asynccontextmanager
    async def managed():
        print("enter")
        try:
            yield "m"
        finally:
            print("exit")

    async with managed() as m:
        print(m)


async def shield_and_wait():
    inner = asyncio.create_task(worker("s", 2, []))
    done, pending = await asyncio.wait([inner, asyncio.create_task(asyncio.sleep(10))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), inner.result(), await asyncio.shield(worker("t", 1, [])))
    for p in pending:
        p.cancel()
    for c in asyncio.as_completed([worker("u", 1, [])]):
        print(await c)


for main in (gather, cancelled, timeouts, queue, locks, groups, futures, generators, shield_and_wait):
    print("--", main.__name__)
    asyncio.run(main())
try:
    asyncio.run(fails("out of run"))
except ValueError as error:
    print(error)
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
