"""Never-awaited warnings on stderr, origin tracking, unclosed async generators at exit."""
import asyncio
import sys


async def forgotten():
    pass


def make():
    forgotten()


make()
sys.set_coroutine_origin_tracking_depth(3)
print(sys.get_coroutine_origin_tracking_depth())


def level2():
    return forgotten()


def level1():
    return level2()


c = level1()
print([(line, name) for _, line, name in c.cr_origin])
c.close()
level1()
sys.set_coroutine_origin_tracking_depth(0)
print(forgotten().cr_origin)


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("agen finalised by the loop")


async def leaves_open():
    async for x in agen():
        break
    print("left")


asyncio.run(leaves_open())


async def debug():
    await asyncio.sleep(0)
    return asyncio.get_running_loop().get_debug()


print(asyncio.run(debug(), debug=True))
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
