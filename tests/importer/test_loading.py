"""Source and caches: when they are read, when they are written, and what is in them."""

from __future__ import annotations

import marshal
import os
import py_compile
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cutaway.cache.header import PycHeader
from tests.importer.conftest import Importing, Run

Same = Callable[..., Run]
CACHE = "__pycache__/m.cpython-311.pyc"


def module_m(importing: Importing) -> None:
    importing.write(m="value = 6 * 7\ndef f(a, b='x y'): return a, b, value\n")


def test_first_import_writes_what_cpython_writes(same: Same) -> None:
    run = same("import m; print(m.f(1), m.__cached__, m.__file__)", prepare=module_m)
    assert list(run.files) == [CACHE]


def test_a_package_and_its_modules(same: Same) -> None:
    def prepare(importing: Importing) -> None:
        importing.write({"p/__init__": "from . import a\n", "p/b": "x = 1\n"})
        importing.write({"p/a": "from .b import *\nfrom . import b"})

    program = "import p.a, sys; print(p.a.x, p.a.__spec__.parent, p.__path__, sorted(sys.modules['p'].__dict__))"
    assert len(same(program, prepare=prepare).files) == 3


@pytest.mark.parametrize("options", [("-B",), ("-O",), ("-OO",), ("-X", "pycache_prefix=cache"), ("-I",), ("-v",)])
def test_options(same: Same, options: tuple[str, ...]) -> None:
    def prepare(importing: Importing) -> None:
        importing.write(m="'''doc'''\nassert False, 'no'\n" if "-O" in options[0] else "x = 1\n")

    run = same("import m; print(m.__doc__, m.__cached__)", *options, prepare=prepare)
    assert bool(run.files) == (options[0] != "-B")


@pytest.mark.parametrize(
    "environment", [{"PYTHONDONTWRITEBYTECODE": "1"}, {"PYTHONPYCACHEPREFIX": "deep/er"}, {"PYTHONOPTIMIZE": "2"}]
)
def test_environment(same: Same, environment: dict[str, str]) -> None:
    run = same("import m; print(m.__cached__)", prepare=module_m, environment=environment)
    assert bool(run.files) == ("PYTHONDONTWRITEBYTECODE" not in environment)


def test_a_fresh_cache_is_used(importing: Importing) -> None:
    importing.write(m="print('source')\n")
    code = compile("print('cache')", "elsewhere.py", "exec")
    header = PycHeader.of_timestamp(1_700_000_000, len("print('source')\n")).to_bytes()
    importing.write_bytes(CACHE, header + marshal.dumps(code))
    run = importing.run("import m; print(m.__spec__.loader.get_code('m').co_filename)")
    assert run.out == f"cache\n{importing.folder}/m.py\n"


def stale(importing: Importing) -> None:
    importing.write_bytes(CACHE, PycHeader.of_timestamp(1, 16).to_bytes() + b"N")


def other_size(importing: Importing) -> None:
    importing.write_bytes(CACHE, PycHeader.of_timestamp(1_700_000_000, 5).to_bytes() + b"N")


def java(importing: Importing) -> None:
    importing.write_bytes(CACHE, b"\xca\xfe\xba\xbe" + bytes(30))


def older(importing: Importing) -> None:
    importing.write_bytes(CACHE, (3425).to_bytes(2, "little") + b"\r\n" + bytes(30))


def short(importing: Importing) -> None:
    importing.write_bytes(CACHE, PycHeader.of_timestamp(1, 16).to_bytes()[:9])


def empty(importing: Importing) -> None:
    importing.write_bytes(CACHE, b"")


def odd_flags(importing: Importing) -> None:
    importing.write_bytes(CACHE, PycHeader(0).to_bytes()[:4] + b"\x10" + bytes(30))


def folder_there(importing: Importing) -> None:
    (importing.folder / CACHE).mkdir(parents=True)


MISSES = [stale, other_size, java, older, short, empty, odd_flags, folder_there]


@pytest.mark.parametrize("spoil", MISSES)
def test_anything_wrong_is_a_miss(same: Same, spoil: Callable[[Importing], None]) -> None:
    def prepare(importing: Importing) -> None:
        importing.write(m="print('compiled')\n")
        spoil(importing)

    same("import m", prepare=prepare)


@pytest.mark.parametrize("body", [b"", b"N", b"?", b"\xe3\x00\x00"])
def test_damage_behind_a_good_header_is_a_miss_too(importing: Importing, body: bytes) -> None:
    """Where CPython raises EOFError or ValueError, we compile and put the file right."""
    importing.write(m="print('compiled')\n")
    header = PycHeader.of_timestamp(1_700_000_000, len("print('compiled')\n")).to_bytes()
    importing.write_bytes(CACHE, header + body)
    assert importing.run("import m").out == "compiled\n"
    assert importing.caches()[CACHE].startswith(header + b"\xe3")


@pytest.mark.parametrize("policy", ["default", "always", "never"])
@pytest.mark.parametrize("mode", list(py_compile.PycInvalidationMode))
@pytest.mark.parametrize("changed", [True, False])
def test_invalidation_modes(same: Same, mode: py_compile.PycInvalidationMode, policy: str, changed: bool) -> None:
    def prepare(importing: Importing) -> None:
        importing.write(m="print('old')\n")
        py_compile.compile(str(importing.folder / "m.py"), invalidation_mode=mode)
        if changed:
            importing.write_bytes("m.py", b"print('new')\n", mtime=1_800_000_000)

    run = same("import m", "--check-hash-based-pycs", policy, prepare=prepare)
    looks = mode.name == "TIMESTAMP" or policy == "always" or (mode.name == "CHECKED_HASH" and policy == "default")
    assert run.out == ("new\n" if changed and looks else "old\n")


def test_our_files_run_under_python(importing: Importing) -> None:
    module_m(importing)
    importing.run("import m")
    (importing.folder / "m.py").unlink()
    (importing.folder / CACHE).rename(importing.folder / "m.pyc")
    assert importing.run("import m; print(m.f(2))", ours=False).out == "(2, 'x y', 42)\n"
    assert importing.run("import m; print(m.f(2))").out == "(2, 'x y', 42)\n"
    assert subprocess.run([sys.executable, "m.pyc"], cwd=importing.folder).returncode == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xca\xfe\xba\xbe" + bytes(30),
        PycHeader.of_timestamp(0, 0).to_bytes()[:10],
        PycHeader.of_timestamp(0, 0).to_bytes() + b"N",
        PycHeader.of_timestamp(0, 0).to_bytes(),
        PycHeader.of_timestamp(0, 0).to_bytes() + b"?",
        PycHeader(0).to_bytes()[:4] + b"\x10" + bytes(30),
    ],
    ids=["empty", "java", "short", "no code", "no body", "damaged", "odd flags"],
)
def test_a_pyc_alone_is_refused_in_cpythons_words(same: Same, data: bytes) -> None:
    program = (
        "try:\n  import m\nexcept Exception as e:\n"
        "  print(type(e), e, getattr(e, 'name', 0), getattr(e, 'path', 0), e.__context__, e.__cause__)"
    )
    run = same(program, prepare=lambda importing: importing.write_bytes("m.pyc", data))
    assert "Error" in run.out


@pytest.mark.parametrize("text", ["def (", "x = '\0'", "# coding: nonsense\n", "\tx\n  y", "return", "f(**x, *y)"])
def test_source_that_is_refused(same: Same, text: str) -> None:
    program = "try:\n  import m\nexcept Exception as e:\n  print(type(e), e, e.args)"
    assert not same(program, prepare=lambda importing: importing.write(m=text)).files


def test_read_only_folders_are_no_error(importing: Importing) -> None:
    module_m(importing)
    (importing.folder / "__pycache__").write_text("a file in the way")
    assert importing.run("import m; print(m.f(0))").out == "(0, 'x y', 42)\n"


def test_cache_files_have_the_permissions_of_the_source(importing: Importing) -> None:
    module_m(importing)
    (importing.folder / "m.py").chmod(0o400)
    importing.run("import m")
    assert (importing.folder / CACHE).stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_beside_the_cache(importing: Importing) -> None:
    module_m(importing)
    importing.run("import m")
    assert os.listdir(importing.folder / "__pycache__") == ["m.cpython-311.pyc"]


def test_verbose_says_what_cpython_says(importing: Importing) -> None:
    module_m(importing)
    told = {}
    for ours in (False, True):
        for turn in ("written", "read", "stale", "foreign"):
            if turn == "stale":
                importing.write_bytes(CACHE, PycHeader.of_timestamp(1, 1).to_bytes())
            if turn == "foreign":
                importing.write_bytes(CACHE, b"\xca\xfe\xba\xbe" + bytes(30))
            lines = importing.run("import m", "-v", ours=ours).err.splitlines()
            lines = [line for line in lines if f"{importing.folder}/m.py" in line or line.endswith(("'m'", "\\xbe'"))]
            told[ours, turn] = [line.split(" object at ")[0] for line in lines]
        (importing.folder / CACHE).unlink()
    for turn in ("written", "read", "stale", "foreign"):
        assert told[True, turn] == told[False, turn]
        assert told[True, turn]


def test_every_truncation_of_a_cache_is_survived(importing: Importing) -> None:
    importing.write(m="def f(): return 'x y'\n")
    good = importing.run("import m").files[CACHE]
    importing.write_bytes("good.bin", good)
    program = f"""
import importlib, m
data = open("good.bin", "rb").read()
for size in range(len(data)):
    open("{CACHE}", "wb").write(data[:size])
    m = importlib.reload(m)
    assert m.f() == "x y"
    assert open("{CACHE}", "rb").read() == data, size
print("survived", len(data))
"""
    assert importing.run(program).out == f"survived {len(good)}\n"


def test_a_loader_of_the_guests_own(same: Same) -> None:
    program = """
import importlib.abc, importlib.util, sys
class Loader(importlib.abc.SourceLoader):
    files = {"virtual.py": b"x = 5\\n"}
    def get_filename(self, name): return "virtual.py"
    def get_data(self, path):
        print("get_data", path)
        if path not in self.files: raise OSError(path)
        return self.files[path]
    def path_stats(self, path): return {"mtime": 7.5}
    def set_data(self, path, data): print("set_data", path, bytes(data[:16])); self.files[path] = bytes(data)
for turn in range(2):
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("virtual", Loader()))
    try:
        module.__loader__.exec_module(module)
        print(module.x)
    except KeyError as error:
        print("KeyError", error)
"""

    def nothing(importing: Importing) -> None:
        """Leave the folder empty."""

    run = same(program.replace('{"mtime": 7.5}', '{"mtime": 7.5, "size": 6}'), prepare=nothing)
    assert "set_data" in run.out


def test_an_overridden_source_to_code(same: Same) -> None:
    program = """
import importlib.machinery, importlib.util
class Loader(importlib.machinery.SourceFileLoader):
    def source_to_code(self, data, path, *, _optimize=-1):
        return super().source_to_code(data.replace(b"42", b"43").replace(b"6 * 7", b"9"), path)
spec = importlib.util.spec_from_file_location("m", "m.py", loader=Loader("m", "m.py"))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.value, type(spec.loader).__mro__[1:])
"""
    same(program, prepare=module_m)


def test_py_compile_and_compileall(same: Same) -> None:
    program = """
import py_compile, compileall
print(py_compile.compile("m.py"))
print(py_compile.compile("m.py", invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH, cfile="x.pyc"))
print(compileall.compile_dir(".", quiet=1, force=True, optimize=[0, 1, 2]))
"""
    assert len(same(program, prepare=module_m).files) == 4


def test_who_the_classes_are(same: Same) -> None:
    program = """
import m, inspect, linecache, pickle, pkgutil, sys
from importlib.machinery import SourceFileLoader
print(type(m.__loader__) is SourceFileLoader)
print(SourceFileLoader.get_code.__qualname__, SourceFileLoader.get_code.__module__)
print(inspect.getsource(m.f), inspect.getsourcefile(m), linecache.getline(m.__file__, 1))
print(m.__loader__.get_source("m"), m.__loader__.is_package("m"), m.__loader__.path_stats("m.py"))
print([each.name for each in pkgutil.iter_modules(["."])], pkgutil.get_data("m", "m.py"))
print(m.__loader__ == SourceFileLoader("m", m.__file__), pickle.loads(pickle.dumps(m.__loader__)) == m.__loader__)
"""
    same(program, prepare=module_m)


def test_install_twice_and_undo(importing: Importing) -> None:
    root = str(Path(__file__).resolve().parents[2] / "src")
    program = f"""
import sys
from importlib.machinery import SourceFileLoader, FileFinder
before = dict(SourceFileLoader.__mro__[2].__dict__), dict(SourceFileLoader.__dict__), dict(FileFinder.__dict__)
sys.path.insert(0, {root!r})
from cutaway import importer
from types import SimpleNamespace
services = SimpleNamespace(
    settings=SimpleNamespace(left_to_host=("p",), explains=False), maker="tests", definitions=None, compile=compile)
marked = []
importer.install(services); importer.install(services, leave_to_host=lambda code: marked.append(code.co_filename[-7:]))
assert SourceFileLoader.__dict__["set_data"] is not before[1]["set_data"]
import p.a, q
print(marked)
importer.uninstall(); importer.uninstall()
after = dict(SourceFileLoader.__mro__[2].__dict__), dict(SourceFileLoader.__dict__), dict(FileFinder.__dict__)
print(before == after)
"""
    importing.write({"p/__init__": "", "p/a": "", "q": ""})
    assert importing.run(program, ours=False).out == "['it__.py', '/p/a.py']\nTrue\n"
