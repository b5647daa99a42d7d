"""Definitions and what is done with them: functions, closures, generators, coroutines.

<f> is one new name all through a template, `define` says that later calls may use it.  <body> is statements of a
function; <gbody> is a generator's, <cbody> a coroutine's, <agbody> an asynchronous generator's.
"""

FUNCTIONS = [
    "def <f>(a, b=<i>, *args, c=<e>, **rest):\n    tick()\n    show('<f>', a, b, args, c, rest)\n    <body>",
    "def <f>(a=<e>, b=<e>, c=<e>):\n    tick()\n    <body>\n    return a",
    "def <f>(a=<i>, /, b=<e>, *, c=<i>):\n    tick()\n    d = <e>\n    <body>\n    return (a, b, c, d)",
    "def <f>(*a, **b):\n    tick()\n    c = d = <i>\n    <body>\n    return len(a) + len(b)",
    "def <f>(a=1, *b, c=2):\n    tick()\n    global d\n    d = clip(<e>)\n    <body>\n    return d",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    d = <e>\n    def inner(e=<i>):\n        tick()\n        nonlocal d, b\n"
    "        <body>\n        d = clip(<e>)\n        return a, b, d\n    <body>\n    return inner(<e>), inner, d",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    w = [lambda b=b: (a, b, c) for c in <l>]\n    return [f() for f in w]",
    "def <f>(a=3, b=1, c=None):\n    tick()\n    if num(a) <= 0:\n        <body>\n        return b\n"
    "    return <f>(num(a) // 2, b, c=a)",
    "def <f>(a=3, b=1, c=None):\n    tick()\n    try:\n        <body>\n    except <error> as e:\n        <body>\n"
    "    else:\n        <body>\n    finally:\n        <body>\n    return b",
    "def <f>(a=3, b=1, c=None):\n    tick()\n    for d in <l>:\n        try:\n            <loop>\n            return d\n"
    "        finally:\n            <loop>\n    return c",
    "def <f>(a=3, b=1, c=None):\n    tick()\n    with Manager('<f>', <error>) as d:\n        <body>\n    return d.name",
    "def <f>(a: <e> = 1, b: 'text' = 2, *c: int) -> <e>:\n    'A docstring.'\n    tick()\n    <body>\n"
    "show(<f>.__annotations__, <f>.__doc__, <f>.__defaults__)",
    "def deco_<f>(function):\n    def wrapper(*args, **rest):\n        tick()\n        show('before', args, rest)\n"
    "        return function(*args, **rest)\n    return wrapper\n"
    "@deco_<f>\n@deco_<f>\ndef <f>(a=1, b=2, c=3):\n    tick()\n    <body>\n    return c",
    "<f> = lambda a=<e>, b=<i>, *args, c=<i>: (a, b, c, <e>)",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    del a\n    <body>\n    return a",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    if <b>:\n        late = <e>\n    def inner():\n        return late\n"
    "    <body>\n    show(inner())\n    return late",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    class Local:\n        b = clip(<e>)\n        c = (a, b)\n"
    "        def method(self):\n            return __class__.b, a, c\n    <body>\n    return Local().method()",
    "def <f>(a=1, b=2, c=3):\n    tick()\n    exec('d = 5')\n    show(sorted(locals()), 'd' in locals())\n    return eval('a')",
    "import functools\n@functools.lru_cache(None)\ndef <f>(a=1, b=2, c=3):\n    tick()\n    <body>\n    return b",
]

FUNCTION_USES = [
    "show(<f>(<args>))",
    "show(<f>(<args>), <f>(<args>))",
    "try:\n    show(<f>(<args>))\nexcept Exception as e:\n    report(e)",
    "try:\n    show(<f>(<args>))\nexcept Exception as e:\n    full_report(e)",
    "try:\n    show(traced(<f>, <e>))\nexcept Exception as e:\n    report(e)",
    "try:\n    show(traced(<f>, opcodes=True))\nexcept Exception as e:\n    report(e)",
    "try:\n    show(profiled(<f>, <e>))\nexcept Exception as e:\n    report(e)",
    "show(list(map(<f>, <l>)))",
    "show(sorted(<l>, key=lambda w: text_of(<f>(w))))",
]

GENERATORS = [
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    <gbody>\n    b = yield a\n    <gbody>\n    return b",
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    for b in range(num(a)):\n        c = yield b, c\n        show('got', c)\n"
    "    <gbody>",
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    try:\n        <gbody>\n        b = yield 1\n        <gbody>\n"
    "    except <error> as e:\n        report(e)\n        yield 'caught'\n        <gbody>\n    finally:\n"
    "        show('finally')\n        <gbody>",
    "def inner_<f>(a):\n    tick()\n    b = c = d = 1\n    try:\n        while num(a) > 0:\n            tick()\n"
    "            a = yield a\n        <gbody>\n    except KeyError as e:\n        report(e)\n        yield 'inner'\n"
    "    return 'result'\n"
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    show('from', (yield from inner_<f>(a)))\n    <gbody>",
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    with Manager('g', <error>):\n        yield 1\n        <gbody>\n"
    "        yield from <l>\n    yield 2",
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    try:\n        yield 1\n    except GeneratorExit:\n        show('closing')\n"
    "        <gbody>\n        raise\n    yield 3",
    "def <f>(a=3):\n    tick()\n    b = c = d = 1\n    yield [(yield b) for b in ()] if 0 else (yield 5), (yield 6)\n"
    "    try:\n        <raise>\n    except <error>:\n        yield handled()\n        handled()\n        raise",
    "<f> = lambda a=3: (w for w in <l> if <b>)",
    "<f> = lambda a=3: (w * 2 for b in range(3) for w in range(b))",
    "def <f>(a=3):\n    tick()\n    yield from (yield_ for yield_ in <l>)\n    raise StopIteration(<i>)",
    "class C_<f>:\n    def __init__(self):\n        self.left = 3\n    def __iter__(self):\n        return self\n"
    "    def __next__(self):\n        tick()\n        self.left -= 1\n        if self.left < 0:\n            raise StopIteration\n"
    "        return self.left\ndef <f>(a=3):\n    tick()\n    b = c = d = 1\n    yield from C_<f>()\n    <gbody>",
]

GENERATOR_USES = [
    "show(list(<f>()))",
    "try:\n    for a in <f>(<i>):\n        tick()\n        show('item', a)\n        <loop>\nexcept Exception as e:\n    report(e)",
    "feed(<f>(<i>), 'next', ('send', <e>), 'next', 'close', 'next')",
    "feed(<f>(<i>), 'next', ('throw', <error>(<i>)), 'next', ('send', <i>), 'close')",
    "feed(<f>(<i>), ('throw', <error>(<i>)), 'next')",
    "feed(<f>(<i>), ('send', None), ('send', <i>), ('send', <i>), ('throw', KeyError('k')), 'next', 'next')",
    "feed(<f>(<i>), 'next', 'close', ('send', <i>))",
    "g = <f>()\nshow(next(g, None))\ndel g",
    "g = <f>()\nshow(next(g, None))\ng = None",
    "a, *b = <f>()\nshow(a, b)",
    "a, b = <f>(<i>)",
    "show(*<f>())",
    "try:\n    feed(g := <f>(), 'next')\n    full_report(g.throw(<error>(1)))\nexcept Exception as e:\n    full_report(e)",
    "try:\n    show(traced(lambda: list(<f>())))\nexcept Exception as e:\n    report(e)",
    "try:\n    show(profiled(lambda: list(<f>())))\nexcept Exception as e:\n    report(e)",
    "show(max(<f>(), key=text_of))",
    "show(dict.fromkeys(map(word, <f>())))",
]

COROUTINES = [
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    b = await Asked('q')\n    <cbody>\n    return b",
    "async def inner_<f>(a):\n    tick()\n    b = c = d = 1\n    try:\n        <cbody>\n        return await Asked(a)\n"
    "    finally:\n        <cbody>\n"
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    try:\n        d = await inner_<f>(a)\n"
    "    except <error> as e:\n        report(e)\n        await Asked('after')\n    <cbody>\n    return d",
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    async with Manager('m', <error>) as d, Manager('n'):\n        <cbody>\n"
    "        <raise>\n    return d",
    "async def source_<f>(a):\n    tick()\n    b = c = d = 1\n    for b in range(num(a)):\n        d = yield b\n"
    "        await Asked(b)\n        <agbody>\n"
    "async def <f>(a=3):\n    tick()\n    b = c = d = 1\n    async for w in source_<f>(a):\n        tick()\n        show('item', w)\n"
    "        <loop>\n    else:\n        <cbody>\n    return d",
    "async def source_<f>(a):\n    tick()\n    b = c = d = 1\n    try:\n        yield 1\n        <agbody>\n        yield 2\n"
    "    except KeyError as e:\n        report(e)\n        yield 'caught'\n    finally:\n        await Asked('f')\n        show('f')\n"
    "async def <f>(a=3):\n    tick()\n    b = c = d = 1\n    g = source_<f>(a)\n    show(await g.__anext__())\n"
    "    try:\n        show(await g.athrow(<error>(<i>)))\n        show(await g.asend(<i>))\n"
    "    except StopAsyncIteration:\n        show('over')\n    finally:\n        await g.aclose()\n    return d",
    "async def source_<f>(a):\n    tick()\n    for b in range(4):\n        yield b\n"
    "async def <f>(a=3):\n    tick()\n    b = c = d = 1\n    show([w async for w in source_<f>(a) if <b>])\n"
    "    show({w: await Asked(w) async for w in source_<f>(a)})\n    show([await Asked(w) for w in <l>])\n"
    "    d = (w async for w in source_<f>(1))\n    show(await anext(d), await anext(d, None))\n    return <e>",
    "import types\n@types.coroutine\ndef old_<f>(a):\n    tick()\n    b = yield a\n    return b\n"
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    return (await old_<f>(a)), await old_<f>(2)",
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    await <e>\n    return 1",
    "async def <f>(a=1):\n    tick()\n    b = c = d = 1\n    async with <e>:\n        pass\n    async for d in <l>:\n        pass",
]

COROUTINE_USES = [
    "try:\n    drive(<f>(<i>))\nexcept Exception as e:\n    report(e)",
    "try:\n    drive(<f>(<i>), [<e>, <e>])\nexcept Exception as e:\n    full_report(e)",
    "drive(<f>())",
    "c = <f>()\nshow(c.send(None))\nc.close()",
    "c = <f>()\nshow(c.send(None))\ntry:\n    show(c.throw(<error>(<i>)))\nexcept Exception as e:\n    report(e)\nc.close()",
    "try:\n    traced(drive, <f>())\nexcept Exception as e:\n    report(e)",
    "import asyncio\nasync def main():\n    return await asyncio.gather(asyncio.sleep(0, 'slept'), asyncio.sleep(0, <i>))\n"
    "show(asyncio.run(main()))",
]
