"""'Did you mean' for names and attributes, as the traceback shows them."""
import subprocess
import sys

CASES = [
    "foobar = 1\nprint(fooba)",
    "import sys\nsys.modles",
    "class A:\n    blech = None\nA().bluch",
    "class A:\n    def _private(self): pass\nA().private",
    "def f():\n    local_name = 1\n    return local_nam\nf()",
    "print(lenn([]))",
    "[].appendd(1)",
    "import collections\ncollections.OrderedDic",
    "class A:\n    def __init__(self):\n        self.value = 1\n    def m(self):\n        return self.valeu\nA().m()",
    "xyz_completely_different",
    "class A:\n    foo = 1\n    def f(self):\n        return fo\nA().f()",
    "import os.pth",
    "from os import pth",
    "from collections import namedtupel",
    "import sys\nprint(tim.time())",
    "raise NameError('plain', name='prin')",
    "class C:\n    def method(self):\n        return methd()\nC().method()",
    "True1 = 1\nTrue2",
    "class D(dict): pass\nD().keyz",
    "def outer():\n    captured = 1\n    def inner():\n        return captured, captued\n    inner()\nouter()",
    "x = object()\nx.__clas__",
    "a = 1\ndel a\na",
    "class E:\n    def __dir__(self): raise ValueError\nE().x",
    "print(strr)",
    "sys.version",
]
for case in CASES:
    result = subprocess.run([sys.executable, "-c", case], capture_output=True, text=True)
    print(result.stderr.strip().splitlines()[-1], result.returncode)
