"""Watching a machine: trace.py reports each instruction that a guest executes."""
