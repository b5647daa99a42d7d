"""Latin-1 bytes without a declaration."""
x = "café"
