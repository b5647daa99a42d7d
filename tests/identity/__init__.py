"""Our compiler against the host's, over far more source than `make test` has time for: `python -m tests.identity`."""
