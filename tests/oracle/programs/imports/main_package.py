#: args one two
"""Running packages and modules with -m, a folder and a zip; __main__'s attributes in each."""
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))


def run(*command, **kw):
    result = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=here, **kw)
    print(command[0].replace(here, "HERE"), result.returncode)
    print(result.stdout.replace(here, "HERE").replace(sys.executable, "EXECUTABLE"), end="")
    print(result.stderr.replace(here, "HERE").replace(sys.executable, "EXECUTABLE"), end="")


print(sys.argv)
run("-m", "runnable", "a", "b")
run("-m", "runnable.tool")
run("runnable", "x")
run(os.path.join(here, "runnable"))
run("-m", "shapes")
run("-m", "runnable.missing")
run("-m", "no_such_module")
run("-m", "runnable.failing")
run("-m", "runnable.exiting")
run("-c", "import sys; print(sys.argv, sys.path[0] == '', __name__, __package__, __spec__)", "arg")
run("-", "arg", input="import sys\nprint(sys.argv, __name__)\nprint(repr(sys.path[0]))\n")
run(input="print('from stdin')\n") if False else None
run("shapes")
