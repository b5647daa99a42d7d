"""Test suites of packages from the package index, under CPython and under the machine."""
