"""Tests of the bytecode cache."""
