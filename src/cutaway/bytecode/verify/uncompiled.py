"""Stands in for Cython's own module where that is not installed: what runs is not compiled."""

compiled = False
