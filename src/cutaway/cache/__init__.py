"""The bytecode cache: code objects <-> `.pyc` files, in CPython's own format.

marshal_write  code object -> bytes          marshal_read  bytes -> code object, or where and why not
header         the first 16 bytes            paths         greet.py <-> __pycache__/greet.cpython-311.pyc
freshness      may this file be used?        store         written beside, then moved into place
explain        every byte range of a file    magic         which Python wrote a file

This room knows files and formats, and nothing of the compiler; the importer brings the two together.
"""
