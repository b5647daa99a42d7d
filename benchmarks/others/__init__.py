"""Other Pythons beside ours in the table of `python -m benchmarks`, on the seven programs."""
