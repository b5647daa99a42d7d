"""Mutations of valid code objects: each is rejected, or runs to an ordinary result; the process never crashes."""
