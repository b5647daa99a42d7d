"""Reference leaks: behaviours that run a thousand times must leave nothing behind."""
