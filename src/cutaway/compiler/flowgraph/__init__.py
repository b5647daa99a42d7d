"""The flow-graph stage: blocks as code generation leaves them in, blocks in their final order out.

`graph.py` is the value, `passes/` the steps, `passes/__init__.py` their order, `check.py` looks between them.
"""
