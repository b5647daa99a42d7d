"""Run a benchmark in Pydantic Monty's sandbox: `python monty_program.py PROGRAM SIZE`, where Monty is installed.

Monty has neither `sys.argv` nor a clock, so the program goes in without the lines that use them, and `run(SIZE)` is
asked for.  The time is the CPU time of Monty's worker process while it answers, as the system counts it.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from pydantic_monty import Monty


def without_frame(text: str) -> str:
    """The program's definitions alone: no import, nothing that runs."""
    tree = ast.parse(text)
    wanted = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign)
    tree.body = [each for each in tree.body if isinstance(each, wanted) and not uses_frame(each)]
    return ast.unparse(tree)


def uses_frame(node: ast.AST) -> bool:
    """Does a statement speak of `sys`, of `time` or of what was measured?"""
    return not isinstance(node, (ast.FunctionDef, ast.ClassDef)) and any(
        isinstance(each, ast.Name) and each.id in ("sys", "time", "run") for each in ast.walk(node)
    )


def cpu_of_children() -> float:
    """Seconds of CPU time that our child processes, with their threads, have used up to now."""
    spent = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text().split():
            for times in Path(f"/proc/{child}/task").glob("*/schedstat"):
                spent += int(times.read_text().split()[0])
    return spent / 1e9


def main() -> None:
    """Run, and print what a benchmark prints."""
    program, size = sys.argv[1:3]
    with Monty() as pool, pool.checkout(script_name=program) as session:
        session.feed_run(without_frame(Path(program).read_text(encoding="utf-8")))
        before = cpu_of_children()
        result = session.feed_run(f"run({size})")
        print(f"CHECK {result} CPU {cpu_of_children() - before:.6f}")


if __name__ == "__main__":
    main()
