"""Our machine against CPython: seven programs, and small ones for one thing each (`python -m benchmarks --help`)."""
