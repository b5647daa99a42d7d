"""Classes: members that go together with what is done to the instance `o` (or the class <f>) that has them."""

HEADS = [
    "class <f>:",
    "class <f>(Node):",
    "class <f>(<base>):",
    "class <f>(<base>):",
    "class <f>(<base>, extra=<i>):",
    "class <f>(list):",
    "class <f>(int):",
    "class <f>(dict):",
    "class <f>(Exception):",
    "class Meta_<f>(type):\n    def __new__(m, name, bases, space, **rest):\n        tick()\n"
    "        show('new class', name, list(space)[:9], rest)\n        return super().__new__(m, name, bases, space)\n"
    "    def __init__(cls, name, bases, space, **rest):\n        super().__init__(name, bases, space)\n"
    "    def __call__(cls, *args, **rest):\n        tick()\n        show('calling', args)\n"
    "        return super().__call__(*args, **rest)\n"
    "    @classmethod\n    def __prepare__(m, name, bases, **rest):\n        return {'prepared': 1}\n"
    "    def __getattr__(cls, name):\n        return 'class has no ' + name\n"
    "class <f>(metaclass=Meta_<f>, extra=<i>):",
    "class Left_<f>:\n    def greet(self):\n        tick()\n        return ['left']\n"
    "class Right_<f>(Left_<f>):\n    def greet(self):\n        tick()\n        return ['right', *super().greet()]\n"
    "class Other_<f>(Left_<f>):\n    def greet(self):\n        tick()\n        return ['other', *super(Other_<f>, self).greet()]\n"
    "class <f>(Right_<f>, Other_<f>):",
]

# (member, what uses it)
MEMBERS = [
    ("def __init__(self, *a, **k):\n    tick()\n    super().__init__()\n    self.value = <e>\n    <body>", "show(o.value)"),
    ("def __init__(self, a=1, b=2):\n    tick()\n    self.value, self.left = a, b\n    self.right = <e>", "show(vars(o))"),
    ("def __init__(self):\n    return <e>", "show('made')"),
    ("def __new__(cls, *a, **k):\n    tick()\n    show('new', cls, a)\n    return super().__new__(cls)", "show(type(o))"),
    ("def method(self, a=1, b=2, c=3):\n    tick()\n    <body>\n    return self, a", "show(o.method(<args>))"),
    ("def method(self, *a, **k):\n    tick()\n    return a, k", "m = o.method\nshow(m(<args>), <f>.method(o, <args>))"),
    ("def greet(self):\n    tick()\n    return ['me', *super().greet()]", "show(o.greet())"),
    ("@classmethod\ndef made(cls, a=1, b=2, c=3):\n    tick()\n    return cls.__name__, a, super().__repr__ is None",
     "show(o.made(<args>), <f>.made(<args>))"),
    ("@staticmethod\ndef free(a=1, b=2, c=3):\n    tick()\n    <body>\n    return a", "show(o.free(<args>), <f>.free())"),
    ("@property\ndef size(self):\n    tick()\n    <body>\n    return <e>\n@size.setter\ndef size(self, value):\n    tick()\n"
     "    show('set', value)\n@size.deleter\ndef size(self):\n    tick()\n    show('deleted')",
     "show(o.size)\no.size = <e>\no.size <aug> <i>\ndel o.size"),
    ("@property\ndef broken(self):\n    raise AttributeError('inside')", "show(o.broken)"),
    ("def __getattr__(self, name):\n    tick()\n    show('getattr', name)\n    if name.startswith('__'):\n"
     "        raise AttributeError(name)\n    return name * 2", "show(o.absent, hasattr(o, 'other'), getattr(o, 'x', 1))"),
    ("def __getattribute__(self, name):\n    tick()\n    show('getattribute', name)\n    return super().__getattribute__(name)",
     "show(o.absent)"),
    ("def __setattr__(self, name, value):\n    tick()\n    show('setattr', name)\n    super().__setattr__(name, value)",
     "o.fresh = <e>\nshow(o.fresh)\ndel o.fresh, o.fresh"),
    ("def __call__(self, a=1, b=2, c=3, **k):\n    tick()\n    <body>\n    return a, b", "show(o(<args>))\nshow(list(map(o, <l>)))"),
    ("def __repr__(self):\n    tick()\n    return f'<f>({<i>})'\n__str__ = lambda self: word(<n>)",
     "show(f'{o}|{o!r}|{o!s:>8}', '%s %r' % (o, o))"),
    ("def __format__(self, spec):\n    tick()\n    return spec * 2", "show(f'{o:abc}', format(o, 'x'))"),
    ("def __eq__(self, other):\n    tick()\n    show('eq', other)\n    return <b>", "show(o == <e>, <e> == o, o != 1, o in <l>)"),
    ("def __lt__(self, other):\n    tick()\n    return NotImplemented if <b> else <b>\ndef __ge__(self, other):\n    return <e>",
     "show(o < <e>, o >= 2, 3 <= o, 1 < o)"),
    ("def __hash__(self):\n    tick()\n    return <i>", "show({o: 1}[o], hash(o) if abs(hash(o)) < 1 << 40 else 'by address')"),
    ("def __bool__(self):\n    tick()\n    return <b>", "show('yes' if o else 'no', not o, o and 1, o or 2)"),
    ("def __bool__(self):\n    return <e>", "while o:\n    tick()\n    break"),
    ("def __len__(self):\n    tick()\n    return <i>\ndef __getitem__(self, key):\n    tick()\n    show('item', key)\n"
     "    if isinstance(key, int) and key > 3:\n        raise IndexError(key)\n    return key",
     "show(len(o), o[1], o[1:2], o[::2, ...], list(o), 2 in o)\na, *b = o\nmatch o:\n    case [a, *_]:\n        show(a)"),
    ("def __setitem__(self, key, value):\n    tick()\n    show('set', key, value)\ndef __delitem__(self, key):\n    tick()\n"
     "    show('del', key)", "o[<e>] = <e>\no[1:2] = 3\ndel o[<e>], o[:]\no['a'], o['b'] = <l>"),
    ("def __contains__(self, item):\n    tick()\n    return <e>", "show(<e> in o, <e> not in o)"),
    ("def __iter__(self):\n    tick()\n    yield <e>\n    <gbody>\n    yield <e>",
     "show(list(o), [*o, *o], tuple(o))\nfor a in o:\n    tick()\n    <loop>\na, b = o"),
    ("def __add__(self, other):\n    tick()\n    return ('add', other) if <b> else NotImplemented\n"
     "def __radd__(self, other):\n    tick()\n    return ('radd', other)\ndef __iadd__(self, other):\n    tick()\n"
     "    show('iadd', other)\n    return self", "show(o + 1, <e> + o, sum([o]))\no += <e>\nshow(o + o)"),
    ("def __neg__(self):\n    return -1\ndef __mul__(self, other):\n    return <e>\n__rmul__ = __mul__\n"
     "def __matmul__(self, other):\n    <body>\ndef __index__(self):\n    tick()\n    return <i>",
     "show(-o, o * 2, 2 * o, o @ o, [1, 2, 3][o], range(9)[o:])\nshow(o ** 2)"),
    ("def __enter__(self):\n    tick()\n    show('in')\n    return self\ndef __exit__(self, *error):\n    tick()\n"
     "    show('out', error[0])\n    <body>\n    return <b>", "with o as a:\n    <block>\n    <raise>"),
    ("def __enter__(self):\n    return <e>\ndef __exit__(self, kind, error, trail):\n    <raise>", "with o:\n    <block>\n    <raise>"),
    ("def __get__(self, owner, kind=None):\n    tick()\n    show('get', kind)\n    return <e>\n"
     "def __set__(self, owner, value):\n    tick()\n    show('set', value)\ndef __set_name__(self, owner, name):\n    show('named', name)",
     "class Owner:\n    field = o\n    other = <f>\nshow(Owner.field, Owner().field)\nOwner().field = <e>\nOwner.field = 1"),
    ("def __init_subclass__(cls, extra=None, **k):\n    tick()\n    super().__init_subclass__(**k)\n    show('sub', cls, extra)\n"
     "    <body>", "class Sub(<f>, extra=<e>):\n    pass\nclass Bad(<f>, more=1):\n    pass"),
    ("def __class_getitem__(cls, item):\n    return cls.__name__, item", "show(<f>[<e>], <f>[1, 2:3])"),
    ("def __del__(self):\n    print('deleted <f>')", "del o"),
    ("def __del__(self):\n    print('deleted <f>')", "o = [o, (o,)]\no = None\n<f>()\nshow('after')"),
    ("__slots__ = ('alpha', '__beta')\ndef fill(self):\n    tick()\n    self.alpha = self.__beta = <e>\n    return self.__beta",
     "show(o.fill(), o.alpha)\ndel o.alpha\nshow(o.alpha)"),
    ("a = <e>\nb = [a for _ in <l>]\nfor c in <l>:\n    tick()\n    <loop>\nshow(sorted(locals())[:5])", "show(<f>.a, <f>.b)"),
    ("def __await__(self):\n    tick()\n    yield <e>\n    return <e>",
     "async def wait():\n    return await o, await o\ndrive(wait())"),
    ("def __aiter__(self):\n    self.n = 3\n    return self\nasync def __anext__(self):\n    tick()\n    self.n -= 1\n"
     "    if self.n < 0:\n        raise StopAsyncIteration\n    return await Asked(self.n)",
     "async def walk():\n    async for a in o:\n        show('walk', a)\n    return [b async for b in o]\ndrive(walk())"),
    ("__match_args__ = ('first', 'left')\n@property\ndef first(self):\n    tick()\n    <body>\n    return <e>",
     "match o:\n    case <f>(<p>, left=<p>):\n        show('both')\n    case <f>(<p>):\n        <block>\n    case object():\n"
     "        show('other')"),
    ("def __dir__(self):\n    return ['z', 'y']\ndef __sizeof__(self):\n    return 5\ndef __reversed__(self):\n    return <l>",
     "show(dir(o), reversed(o))"),
    ("@<e>\ndef odd(self):\n    pass", "show('never')"),
    ("def again(self):\n    tick()\n    def inner():\n        return super().__init__, __class__, self\n"
     "    return len(inner()), [super().__hash__ for _ in (1,)]", "show(o.again())"),
]  # fmt: skip

ENDS = [
    "show('end of <f>')",
    "show(<f>.__mro__)",
    "show(<f>.__qualname__, len(vars(<f>)) > 1)",
    "o.left = 1\nshow(o.left)",
]
