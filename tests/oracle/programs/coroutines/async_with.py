"""async with: order, errors, suppression, missing methods, several items, returns out of it."""
import types


@types.coroutine
def pause(x):
    return (yield x)


def drive(c):
    try:
        while True:
            print("   pause", c.send(None))
    except StopIteration as stop:
        return stop.value
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    async def __aenter__(self):
        await pause(f"enter {self.name}")
        if self.fail == "enter":
            raise RuntimeError("enter failed")
        return self.name

    async def __aexit__(self, kind, value, tb):
        await pause(f"exit {self.name} {kind and kind.__name__}")
        if self.fail == "exit":
            raise RuntimeError("exit failed")
        return self.swallow


async def simple():
    async with Manager("a") as a, Manager("b") as b:
        return a + b


async def raising(swallow):
    async with Manager("r", swallow):
        raise ValueError("inside")
    return "swallowed"


async def loops():
    for i in range(3):
        async with Manager(f"l{i}"):
            if i == 0:
                continue
            break
    return i


async def failing(kind):
    async with Manager("outer"):
        async with Manager("inner", fail=kind):
            return "value"


async def context():
    try:
        async with Manager("c", fail="exit"):
            raise ValueError("body")
    except RuntimeError as error:
        return repr(error.__context__)


async def unpack():
    class Pair(Manager):
        async def __aenter__(self):
            return 1, (2, 3)

    async with Pair("p") as (x, (y, z)):
        return x, y, z


async def sync_in_async():
    import contextlib

    with contextlib.nullcontext(5) as five:
        async with Manager("s"):
            return five


for c in (simple(), raising(True), raising(False), loops(), failing("enter"), failing("exit"), context(), unpack(), sync_in_async()):
    print(drive(c))


class NoEnter:
    async def __aexit__(self, *a):
        pass


class NoExit:
    async def __aenter__(self):
        pass


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


class NotAwaitable:
    def __aenter__(self):
        return 1

    def __aexit__(self, *a):
        return 2


class ExitNotAwaitable(Manager):
    def __aexit__(self, *a):
        return 2


async def use(m):
    async with m:
        return "used"


async def use_sync(m):
    with m:
        pass


for m in (NoEnter(), NoExit(), Sync(), NotAwaitable(), ExitNotAwaitable("e"), 5):
    print(drive(use(m)))
print(drive(use_sync(Manager("x"))))


async def parenthesised():
    async with (
        Manager("1") as a,
        Manager("2") as b,
    ):
        return [a, b]


print(drive(parenthesised()))
