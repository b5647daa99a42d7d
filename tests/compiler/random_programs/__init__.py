"""Random programs, compiled by the host and by us: what people do not write is where compilers differ.

    python -m tests.compiler.random_programs --count 2000 --seed 7

Programs make no sense and are never run.  One that compiles differently is cut down to the smallest that still does.
"""
