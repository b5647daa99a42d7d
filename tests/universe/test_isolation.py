"""The process is the guest's own: nothing of ours is visible, and nothing that the guest breaks breaks us."""

from __future__ import annotations

import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runners import HOST, OURS, assert_same, environment, run

SOURCES = Path(__file__).resolve().parents[2] / "src"

# Extension modules that our side loads.  Each is loaded once per process by CPython, or keeps
# objects of the side that loaded it first, so each needs a reason.
EXTENSIONS_WITH_REASON = {
    "array": "the verifier: what it follows; one type without Python callbacks",
    "_struct": "struct; functions and one type without Python callbacks",
    "math": "constant folding; functions only",
    "cutaway.universe.process": "ours",
}
OURS_PREFIX = "cutaway."

LOADED = f"""
import sys
sys.path.insert(0, {str(SOURCES)!r})
from cutaway.launcher.boot import private_imports
imports = private_imports()
imports.module("cutaway.universe.takeover")
imports.module("cutaway.compiler")
files = {{name: str(getattr(module, "__file__", "")) for name, module in imports.first.modules.items()}}
print(*[name for name, file in files.items() if file.endswith(".so")])
"""


def test_extension_modules_at_hand_over() -> None:
    done = subprocess.run([HOST, "-S", "-c", LOADED], capture_output=True, text=True, env=environment(), check=True)
    loaded = {name for name in done.stdout.split() if not name.startswith(OURS_PREFIX)}
    assert loaded <= EXTENSIONS_WITH_REASON.keys()


NOTHING_OF_OURS = """
import sys, gc, threading
print([name for name in sys.modules if 'cutaway' in name])
print([path for path in sys.path if 'launcher' in path])
print([thing for thing in gc.get_objects() if type(thing) is type(sys) and 'cutaway' in thing.__name__])
import importlib, inspect, pkgutil, warnings, ast
for module in list(sys.modules.values()):
    for name, value in list(vars(module).items()):
        if 'cutaway' in str(getattr(value, '__module__', '')):
            print('ours:', module.__name__, name)
import _frozen_importlib, _frozen_importlib_external
print(_frozen_importlib.__name__, _frozen_importlib_external.__spec__)
"""


def test_nothing_of_ours_is_visible(programs: Path) -> None:
    assert_same(["-c", NOTHING_OF_OURS], folder=programs)


def test_modules_that_shadow_ours(tmp_path: Path) -> None:
    """A guest's folder may hold modules with the names of the standard modules that we use."""
    for name in ("ast", "enum", "dataclasses", "typing", "inspect", "cutaway", "re", "operator", "marshal", "stat"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('the guest put me here')\n")
    (tmp_path / "app.py").write_text("print(eval('6 * 7'))\n")
    assert run(OURS, ["app.py"], folder=tmp_path).out == "42\n"
    assert (
        run(OURS, ["-c", "print(eval('6 * 7'))"], folder=tmp_path, PYTHONPATH=str(tmp_path)).code
        == run(HOST, ["-c", "print(eval('6 * 7'))"], folder=tmp_path, PYTHONPATH=str(tmp_path)).code
    )


VANDAL = """
import builtins, sys, posix, time, marshal, types
say, evaluate, do, make = print, eval, exec, compile
kept = {'__import__', '__build_class__'}
for module in (posix, time, marshal):
    for name in list(vars(module)):
        if not name.startswith('__'):
            setattr(module, name, None)
for name in list(vars(builtins)):
    if name not in kept and not name.startswith('__'):
        delattr(builtins, name)
say(evaluate('6 * 7'))
space = {'say': say}
do('''
class A:
    def f(self, *a, k=1, **r):
        return [x for x in a if x] + [k]
say(A().f(0, 1, 2, k=3))
def g():
    try:
        yield from (1, 2)
    finally:
        say('done')
for x in g(): say(x)
match {'k': (1, [2, 3])}:
    case {'k': (1, [2, y])}: say(y)
''', space)
code = make('1 / 0', '<vandal>', 'eval')
evaluate(code)
"""


def test_a_guest_that_edits_builtins(programs: Path) -> None:
    assert_same(["-c", VANDAL], folder=programs)


LATE_VANDAL = """
import builtins, sys, posix, time, marshal, _thread
say, evaluate, texts = print, eval, %r
for name in list(vars(sys)):
    if callable(getattr(sys, name)) and name not in ('stdout', 'stderr', 'stdin', 'excepthook'):
        setattr(sys, name, None)
for module in (posix, time, marshal, _thread):
    for name in list(vars(module)):
        if not name.startswith('__'):
            setattr(module, name, None)
builtins.__import__ = None
sys.modules.clear()
sys.meta_path.clear()
sys.path.clear()
for text in texts:
    say(evaluate(text))
"""


def test_the_compiler_comes_late(tmp_path: Path) -> None:
    """A program from the cache runs without the compiler; what loads it later meets a guest that has edited all."""
    program = tmp_path / "program.py"
    program.write_text(LATE_VANDAL % (["6 * 7", "[x for x in (1, 2)]", "'%s-%s' % (1, 2)", "f'{3:>4}'"],))
    py_compile.compile(str(program), str(tmp_path / "program.pyc"))
    assert run(OURS, ["-I", "-S", "program.pyc"], folder=tmp_path).out == "42\n[1, 2]\n1-2\n   3\n"


def test_a_cache_elsewhere_that_is_cold(tmp_path: Path) -> None:
    """No .pyc of the standard library's is at hand: what ours load late is compiled without what is being loaded."""
    for _ in range(2):
        result = run(OURS, ["-I", "-X", f"pycache_prefix={tmp_path / 'cold'}", "-c", "print(6 * 7)"], folder=tmp_path)
        assert (result.out, result.err) == ("42\n", "")


def test_a_late_load_without_bundle_and_caches(tmp_path: Path) -> None:
    """The compiler itself is what has to be compiled."""
    package = tmp_path / "cutaway"
    shutil.copytree(SOURCES / "cutaway", package, ignore=shutil.ignore_patterns("__pycache__", "*.bundle", "show"))
    for name in ("launcher", "compiler"):
        assert (package / name).is_dir()
    start = [HOST, "-S", str(package / "launcher" / "start.py"), "launch", "python", "-I", "-S", "-c", "print(6 * 7)"]
    unwritten = {**environment(), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(start, capture_output=True, text=True, env=unwritten, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("42\n", "")


VERIFIED_LATE = """
import sys, types, gc
before, finders, objects = set(sys.modules), list(sys.meta_path), len(gc.get_objects())
seen = []
sys.addaudithook(lambda *event: seen.append(event[0]))
def f(): return 42
print(types.FunctionType(f.__code__.replace(co_name='g'), {})(), set(sys.modules) - before, sys.meta_path == finders)
print(len(gc.get_objects()) - objects < 500, [name for name in seen if name in ('import', 'open', 'exec')])
"""

COMPILED_LATE = f"""
import sys
sys.path.insert(0, {str(SOURCES)!r})
from cutaway.launcher.boot import private_imports
imports = private_imports()
process = imports.module("cutaway.universe.process")
imports.module("cutaway.base.shared_objects")
for name in [name for name in sys.modules if name.startswith("cutaway")]:
    del sys.modules[name]
before = set(sys.modules)
imports.hand_over(lambda code: None, process.call_apart, lambda code: None, process.lead_imports)
imports.load_late("cutaway.bytecode.verify.flow", None)
flow = imports.complete["cutaway.bytecode.verify.flow"]
flow.verify(compile("def f(): return [x for x in range(3)]", "f", "exec"))
print(flow.__file__.endswith(".so"), set(sys.modules) - before)
"""


def test_the_verifier_is_loaded_late_and_unseen(tmp_path: Path) -> None:
    assert_same(["-c", VERIFIED_LATE], folder=tmp_path)


def test_what_is_loaded_late_is_compiled() -> None:
    pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")
    done = subprocess.run(
        [HOST, "-S", "-c", COMPILED_LATE], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.stdout, done.stderr) == ("True set()\n", "")


SHOWN = "print(getattr(sys, 'edited', 'as it was'))"
MARK = "import ast\nimport sys\nsys.edited = 'edited'\n"
VERSION = "print(sys.implementation._cutaway.version)"


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        (
            "__init__.py",
            '__version__ = "0.1.0"',
            '__version__ = "edited"',
            "print(sys.implementation._cutaway.version)",
        ),
        ("launcher/boot.py", "INSPECT = b", "sys.edited = 'edited'\nINSPECT = b", SHOWN),
        ("universe/sys_state.py", 'name="cutaway"', 'name="edited"', "print(sys.implementation._cutaway.name)"),
        ("compiler/codegen/names.py", "import ast\n", MARK, SHOWN),
        (
            "compiler/codegen/strings.py",
            "import ast\n",
            "import ast\nimport sys\nsys.edited = 'edited'\n",
            "f'{1}'\n" + SHOWN,
        ),
    ],
)
def test_an_edit_of_ours_takes_effect_at_the_next_start(
    tmp_path: Path, file: str, old: str, new: str, shown: str
) -> None:
    package = tmp_path / "cutaway"
    shutil.copytree(SOURCES / "cutaway", package, ignore=shutil.ignore_patterns("__pycache__", "*.bundle", "show"))
    app = tmp_path / "app.py"
    app.write_text(f"import sys\n{shown}\n")
    command = [HOST, "-S", str(package / "launcher" / "start.py"), "launch", "python", "-I", "-S", str(app)]

    def start() -> str:
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60, check=False)
        return done.stdout

    before = [start(), start()]  # without a bundle, and with it
    assert before[0] == before[1] != "edited\n"
    assert (package / "launcher" / "start.bundle").is_file()
    source = (package / file).read_text()
    assert old in source
    (package / file).write_text(source.replace(old, new, 1))
    assert [start(), start()] == ["edited\n", "edited\n"]


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nseen = []\nsys.addaudithook(lambda *event: seen.append(event[0]))\neval('6 * 7')\nprint(seen)",
        "def deep():\n try: return deep()\n except RecursionError: return eval('6 * 7')\nprint(deep())",
        "def deep(n): return deep(n - 1) if n else eval('6 * 7')\nprint(deep(950))",
        "import gc\nbefore = len(gc.get_objects())\neval('6 * 7')\nprint(len(gc.get_objects()) - before < 500)",
    ],
    ids=["audit", "deepest", "deep", "collector"],
)
def test_what_a_guest_sees_of_a_late_load(tmp_path: Path, text: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(text)
    py_compile.compile(str(program), str(tmp_path / "program.pyc"))
    assert_same(["-I", "-S", "program.pyc"], folder=tmp_path)


def test_the_compiler_is_asked_for_while_it_is_loaded(tmp_path: Path) -> None:
    """A signal handler that compiles, in the middle of the load that another call began."""
    program = tmp_path / "program.py"
    program.write_text(
        "import signal\n"
        "seen = []\n"
        "def handler(number, frame):\n    seen.append(eval('6 * 7'))\n"
        "signal.signal(signal.SIGALRM, handler)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)\n"
        "print(eval('1 + 1'))\n"
        "while not seen: pass\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "print(set(seen))\n"
    )
    py_compile.compile(str(program), str(tmp_path / "program.pyc"))
    result = run(OURS, ["-I", "-S", "program.pyc"], folder=tmp_path)
    assert (result.out, result.err) == ("2\n{42}\n", "")


def test_threads_that_need_the_compiler_at_once(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, threading\n"
        "sys.setswitchinterval(1e-6)\n"
        "answers = []\n"
        "start = threading.Barrier(4)\n"
        "def work():\n    start.wait()\n    answers.append(eval('6 * 7'))\n"
        "threads = [threading.Thread(target=work) for _ in range(4)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
        "print(answers)\n"
    )
    py_compile.compile(str(program), str(tmp_path / "program.pyc"))
    result = run(OURS, ["-I", "-S", "program.pyc"], folder=tmp_path)
    assert (result.out, result.err) == ("[42, 42, 42, 42]\n", "")


def test_warnings_point_at_the_guest(programs: Path) -> None:
    code = "import warnings\ndef f(): warnings.warn('careful', stacklevel=3)\ndef g(): f()\ng()\neval('1 is 1')"
    assert_same(["-Wd", "-c", code], folder=programs)


def test_signal_handlers_see_the_guest(programs: Path) -> None:
    code = (
        "import signal\n"
        "def handler(number, frame): print(frame.f_code.co_filename)\n"
        "signal.signal(signal.SIGALRM, handler)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.05)\n"
        "text = '\\n'.join(f'x{n} = [a + {n} for a in range(3)]' for n in range(3000))\n"
        "compile(text, 'long', 'exec')\n"
    )
    assert_same(["-c", code], folder=programs)


def test_start_again(programs: Path) -> None:
    """sys.executable starts our machine: it takes python's options and shows its own name."""
    code = (
        "import subprocess, sys\n"
        "print(subprocess.run([sys.executable, '-O', '-c', 'import sys; print(sys.flags.optimize, sys.executable)'],"
        " capture_output=True, text=True))\n"
    )
    assert_same(["-c", code], folder=programs)


def test_python_version() -> None:
    assert run(OURS, ["-c", "import sys; print(sys.version)"]).out == sys.version + "\n"
