"""The entries of docs/differences.md, read from the proofs beside this file.

A difference is one file `test_<what differs>.py`:

    '''The title: one sentence that says what differs.

    What CPython does, what Cutaway does.

    **Why:** the reason.

    **Instead:** what a program can do that needs CPython's behaviour; left out where there is nothing to do.
    '''

    AREA = "Imports and caches"     # the heading on the page; one of AREAS
    KIND = "chosen"                 # one of KINDS
    ENGINES = "all"                 # "all", or names of engines

    def test_...                    # the proof: fails when the difference is gone, and then the file goes

`tools/differences.py` writes the page; `test_page.py` fails where the page is stale.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
AREAS = (
    "Who runs",
    "Imports and caches",
    "Code objects",
    "Recursion and the stack",
    "Frames, tracing and profiling",
    "The process",
    "Speed and memory",
)
KINDS = {
    "chosen": "We chose it; CPython's behaviour would be worse for the purpose.",
    "detail": "A detail of how CPython is made, which its own tests mark or ought to mark as such.",
    "host limit": "The host that we live in does not let us.",
    "not done yet": "We know how; nobody has done it.",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry: its title and text in Markdown, its heading, kind and engines, and the file that proves it."""

    title: str
    text: str
    area: str
    kind: str
    engines: str
    proof: Path


def differences() -> list[Difference]:
    """Answer every entry, by area and then by title.  Raises ValueError where a file does not say what it must."""
    found = [read(path) for path in sorted(HERE.glob("test_*.py")) if path.name != "test_page.py"]
    return sorted(found, key=lambda entry: (AREAS.index(entry.area), entry.title))


def read(path: Path) -> Difference:
    """Read one file without running it.  Raises ValueError where it does not say what it must."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    said = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()
        if node.targets[0].id in ("AREA", "KIND", "ENGINES")
    }
    title, _, text = (ast.get_docstring(tree) or "").partition("\n")
    if said.get("AREA") not in AREAS or said.get("KIND") not in KINDS or not said.get("ENGINES"):
        raise ValueError(f"{path.name}: AREA must be one of {AREAS}, KIND one of {tuple(KINDS)}, ENGINES not empty")
    if not title.endswith(".") or "**Why:**" not in text:
        raise ValueError(f"{path.name}: the docstring begins with a sentence and gives a **Why:**")
    if not any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in ast.walk(tree)):
        raise ValueError(f"{path.name}: proves nothing")
    return Difference(title.removesuffix("."), text.strip(), said["AREA"], said["KIND"], said["ENGINES"], path)
