"""What our modules need of a few large standard modules, in a small form that costs a start next to nothing.

Every start of a guest loads our modules anew.  `typing`, `dataclasses`, `enum`, `functools` and what they import cost
more than all of ours; of each we use a handful of names.  launcher/private_imports.py gives these modules to ours, and
nobody else, when a guest is started; everywhere else (the command line, embedding, tests) the same import statements
lead to the originals.  tests/launcher/test_stand_ins.py holds both to the same behaviour and fails on a name that is
missing here.
"""
