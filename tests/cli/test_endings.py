"""How a program ends: exit codes, uncaught exceptions, excepthook, atexit, threads, signals, broken pipes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.runners import HOST, OURS, assert_same, environment

ENDINGS = {
    "zero": "import sys; sys.exit()",
    "none": "import sys; sys.exit(None)",
    "true": "import sys; sys.exit(True)",
    "300": "import sys; sys.exit(300)",
    "-1": "import sys; sys.exit(-1)",
    "large": "import sys; sys.exit(2**40)",
    "huge": "import sys; sys.exit(2**80)",
    "message": "import sys; sys.exit('farewell')",
    "exception as code": "raise SystemExit(ValueError('x'))",
    "tuple as code": "raise SystemExit((1,2))",
    "no str": "class A:\n  def __str__(self): 1/0\nraise SystemExit(A())",
    "exit()": "exit(3)",
    "quit()": "quit()",
    "uncaught": "def f(): 1/0\nf()",
    "syntax error": "x=1\ndef f(: pass",
    "group": "raise ExceptionGroup('g', [ValueError(1), TypeError(2)])",
    "chained": "try: 1/0\nexcept ZeroDivisionError as e: raise KeyError('k') from e",
    "notes": "e = ValueError(1); e.add_note('n'); raise e",
    "suggestion": "import sys\nsys.exi",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "subclass of it": "class K(KeyboardInterrupt): pass\nraise K",
    "hook that fails": "import sys\nsys.excepthook=lambda *a: 1/0\n[][1]",
    "hook that exits": "import sys\nsys.excepthook=lambda *a: sys.exit(7)\n[][1]",
    "no hook": "import sys\ndel sys.excepthook\n[][1]",
    "hook of None": "import sys\nsys.excepthook=None\n[][1]",
    "stderr of None": "import sys\nsys.stderr=None\n[][1]",
    "exit message without stderr": "import sys\nsys.stderr=None\nsys.exit('m')",
    "hook sees last": "import sys\nsys.excepthook=lambda *a: print(sys.last_type, a[2].tb_next, a[2].tb_lineno)\n[][1]",
    "atexit": "import atexit; atexit.register(print,'bye'); 1/0",
    "atexit fails": "import atexit; atexit.register(lambda: 1/0)",
    "thread outlives": "import threading,time\ndef f(): time.sleep(.1), print('t')\n"
    "threading.Thread(target=f).start()\n1/0",
    "thread fails": "import threading\nt=threading.Thread(target=lambda: 1/0, name='T'); t.start(); t.join()",
    "finaliser": "class D:\n def __del__(self): print('del', __name__)\nd=D()",
    "os._exit": "import os; os._exit(9)",
    "abort by signal": "import os,signal; os.kill(os.getpid(), signal.SIGTERM)",
    "interrupt": "import os,signal,time; os.kill(os.getpid(), signal.SIGINT); time.sleep(5)",
    "closed stdout": "import sys; sys.stdout.write('x'*100); sys.stdout.close()",
    "endless recursion": "def f(): f()\nf()",
    "depth": "import sys\ndef f(n):\n  try: return f(n+1)\n  except RecursionError: return n\nprint(f(0))",
    "frames": "import sys; print(sys._getframe().f_back, sys._getframe().f_code)",
    "faulthandler": "import faulthandler\ndef f(): faulthandler.dump_traceback()\nf()",
    "tracing to the end": "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)\nprint(1)",
    "modules": "import sys; print(list(sys.modules), sys.meta_path)",
    "surrogates": "'\udcff'",
    "warning": "import warnings\nwarnings.warn('careful', stacklevel=2)",
    "prompt by the environment": "import os; os.environ['PYTHONINSPECT'] = '1'; print('end')",
    "no prompt by an empty variable": "import os; os.environ['PYTHONINSPECT'] = ''; print('end')",
    "no prompt without os.environ": "import os; os.environ = None; print('end')",
    "garbage is hidden": "import gc; print(len(gc.get_objects()) < 20000, gc.is_tracked({}))",
}


@pytest.mark.parametrize("case", ENDINGS)
def test_ending(case: str, programs: Path) -> None:
    assert_same(["-c", ENDINGS[case]], folder=programs)


@pytest.mark.parametrize("before", ["", "import warnings; ", "import collections.abc; "])
def test_a_warning_when_modules_are_going(before: str, programs: Path) -> None:
    """A function of the guest's runs for the first time then, and is verified: what that needs can be loaded still."""
    said = assert_same(["-Wd", "-c", f"{before}f = open({__file__!r})"], folder=programs)
    assert "ResourceWarning" in said.err


def test_broken_pipe(programs: Path) -> None:
    """A reader that goes away: exit code 120 and CPython's words about it."""
    endings = []
    for program in (HOST, OURS):
        writer = subprocess.Popen(
            [program, "-c", "import sys\nsys.stdin.read()\nprint('x' * 100)"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()
        writer.stdin.close()
        endings.append((writer.stderr.read(), writer.wait(60)))
        writer.stderr.close()
    assert endings[0] == endings[1]
    assert endings[0][1] == 120
