#: options -B -s -X utf8 -X dev
#: args --flag value "with space"
"""sys.flags, sys.argv and what goes with them."""
import sys

print(sys.argv)
print(sys.flags)
print(sys._xoptions, sys.dont_write_bytecode)
print(sys.orig_argv[1:])
print(__name__, __file__, __builtins__.__name__, __spec__, __package__, __doc__)
print(sys.implementation.name, sys.implementation.cache_tag, sys.version_info[:2], sys.byteorder, sys.platform, sys.maxsize)
print(type(__loader__).__name__, sorted(k for k in globals()))
