"""A folder with programs of every kind that a command line can name."""

from __future__ import annotations

import os
import py_compile
import zipfile
from pathlib import Path

import pytest

PROGRAMS: dict[str, bytes] = {
    "app.py": b"import sys\nprint(__name__, __file__, sys.argv, sys.path[0], sys.orig_argv[1:])\nprint(globals())\n",
    "null.py": b"x=1\nabc = 'q' # zz\0 more\ny\n",
    "null_in_brackets.py": b"x=(1,\n2\0,3)\n",
    "no_utf8.py": b"x=1\n\xff\n",
    "no_utf8_in_string.py": b'x=1\ny = "\xc3\x28"\n',
    "no_utf8_with_bom.py": b"\xef\xbb\xbfx=1\n\xff",
    "latin_with_bom.py": b"\xef\xbb\xbf# coding: latin-1\nx=1\n",
    "no_utf8_declared.py": b'# coding: utf-8\nx="\xff"\n',
    "no_utf8_after_error.py": b'x ==== 1\n"\xff"\n',
    "unknown_encoding.py": b"# coding: foo\nx=1",
    "unknown_encoding_vim.py": b"#!/x\n# vim: set fileencoding=foo-bar :\n",
    "ascii_with_more.py": b'# coding: ascii\n\nx="\xe9"',
    "undefined_byte.py": b'# coding: cp1252\n\nx="\x81"',
    "no_text_encoding.py": b"# coding: rot13\nk=1",
    "latin_error.py": b"# coding: latin-1\nx=1\n\xff = \n",
    "latin.py": b"# coding: latin-1\nprint(ascii('\xff'))\n",
    "Foo.class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "foreign.pyc": b"\x61\x0d\x0d\x0a" + bytes(20),
    "short.pyc": b"xx",
    "dying.py": b"class D:\n def __del__(self): print('del', '__file__' in globals())\nd=D()\n",
    "folder/__main__.py": b"import sys; print(__name__, __package__, __spec__, __file__, sys.argv, sys.path[0])\n",
    "empty/readme.txt": b"nothing to run\n",
    "package/__init__.py": b"print('init')\n",
    "package/part.py": b"from . import __name__ as n; import sys; print(n, __spec__.name, sys.argv)\n",
    "first_line.py": b"this is no Python\nimport sys; print(sys._getframe().f_lineno)\n",
    "unreadable.py": b"1",
    "raises.py": b"def f(n):\n    return n / 0\n\n\nf(1 + 1)\n",
    "syntax.py": b"def f(:\n  pass\n",
    "null_then_no_utf8.py": b"#\0\xfd\n",
    "no_utf8_then_null.py": b"#\xfd\0\n",
    "null_after_bom.py": b"\xef\xbb\xbf\0# coding: foo\n",
    "no_block.py": b"def f():\n",
    "no_block_no_newline.py": b"def f():",
    "no_block_but_comment.py": b"class A:\n  # c\n",
    "no_except.py": b"try:\n  pass\n",
    "no_block_empty_lines.py": b"for x in y:\n\n\n",
    "no_matching_indent.py": b"if 1:\n    x\n  y\n",
    "ends_in_backslash.py": b"x = \\\n",
    "ends_in_bracket.py": b"x = (1,\n",
    "ends_in_operator.py": b"x = 1 +",
    "ends_in_decorator.py": b"@foo",
    "mixed_indent.py": b"if 1:\n        x\n\ty\n",
}


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    for name, data in PROGRAMS.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (folder / "link.py").symlink_to("folder/__main__.py")
    (folder / "unreadable.py").chmod(0)
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.write(folder / "folder" / "__main__.py", "__main__.py")
    py_compile.compile(str(folder / "app.py"), str(folder / "good.pyc"), dfile="app.py")
    data = (folder / "good.pyc").read_bytes()
    (folder / "truncated.pyc").write_bytes(data[:100])
    (folder / "header_only.pyc").write_bytes(data[:9])
    os.makedirs(folder / "deep" / "er")
    return folder
