"""Tests of the import machinery."""
