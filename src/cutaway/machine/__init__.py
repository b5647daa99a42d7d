"""The machine: runs decoded code objects.

`engine` holds the verbs of the instruction book, `plain` the handlers derived from it, `pure` the substrate written in
Python alone.  The compiled substrate and loop are in `cutaway.native`.
"""
