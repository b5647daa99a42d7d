"""Differential fuzzing: random programs that print what they do, under CPython and under every engine of the machine."""
