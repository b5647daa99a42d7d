"""Other Pythons beside ours, on the seven programs (`python -m benchmarks.others`)."""
