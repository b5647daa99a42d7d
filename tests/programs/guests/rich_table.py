"""rich prints a table, a tree, markup, a traceback and a progress bar into plain text."""

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import track
from rich.syntax import Syntax
from rich.table import Table
from rich.tree import Tree

console = Console(width=70, force_terminal=False)
table = Table(title="Planets", show_lines=True)
table.add_column("Name", justify="right", style="cyan")
table.add_column("Moons", justify="center")
for name, moons in (("Earth", 1), ("Mars", 2), ("Jupiter", 95)):
    table.add_row(name, str(moons))
console.print(table)
tree = Tree("root")
tree.add("[bold]branch").add("leaf")
console.print(tree)
console.print(Markdown("# Title\n\n* one\n* two\n\n```python\nx = 1\n```"))
console.print(Syntax("def f(x):\n    return x + 1", "python", line_numbers=True))
console.print({"a": [1, 2, {"b": "c" * 40}]}, [None, True, 3.5])
console.print("[bold red]marked[/] up :smiley:", justify="center")
print(sum(track(range(5), console=console, description="Adding")))
try:
    1 / 0
except ZeroDivisionError:
    console.print_exception(width=70, extra_lines=0, word_wrap=True)
