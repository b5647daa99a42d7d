"""Rewrites of a few neighbouring instructions, for the pass `simplify`.  They leave NOPs; nothing moves."""
