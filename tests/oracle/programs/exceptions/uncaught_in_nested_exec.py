"""Uncaught from exec and eval without source, and with source known to linecache."""
import linecache

source = "def inner():\n    raise ValueError('inner')\n\ninner()\n"
linecache.cache["<known>"] = (len(source), None, source.splitlines(True), "<known>")
try:
    exec(compile(source, "<unknown>", "exec"))
except ValueError as first:
    try:
        eval("inner()")
    except ValueError as second:
        exec(compile(source, "<known>", "exec"))
