"""An asyncio echo server and clients, subprocess and thread-safe calls, contextvars."""
import asyncio
import contextvars
import threading

var = contextvars.ContextVar("var", default="unset")


async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(port, text):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text.encode() + b"\n")
    await writer.drain()
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return answer.decode().strip()


async def echo():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(await asyncio.gather(*(client(port, f"message {i}") for i in range(10))))


async def context():
    var.set("main")

    async def child(n):
        before = var.get()
        var.set(n)
        await asyncio.sleep(0)
        return before, var.get()

    print(await asyncio.gather(child(1), child(2)), var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "in copy")
    print(var.get(), ctx[var])
    token = var.set("temporary")
    var.reset(token)
    print(var.get())


async def thread_calls():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    log = []

    def other():
        future = asyncio.run_coroutine_threadsafe(asyncio.sleep(0, "from loop"), loop)
        log.append(future.result(5))
        loop.call_soon_threadsafe(done.set)

    t = threading.Thread(target=other)
    t.start()
    await done.wait()
    t.join()
    print(log)


async def process():
    p = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    out, _ = await p.communicate(b"through cat")
    print(out, p.returncode)


for main in (echo, context, thread_calls, process):
    asyncio.run(main())
print(var.get())
with asyncio.Runner() as runner:
    print(runner.run(asyncio.sleep(0, "runner")))


async def handler_called():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print("handler", c["message"], type(c["exception"]).__name__))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)

    async def lost():
        raise KeyError("never retrieved")

    t = asyncio.create_task(lost())
    await asyncio.sleep(0)
    del t
    await asyncio.sleep(0)


asyncio.run(handler_called())
