#: stdin first line\nsecond line\n3\n
"""input(), sys.stdin iteration, EOF."""
import sys

print(input("prompt> "))
for line in sys.stdin:
    print(repr(line))
try:
    input()
except EOFError as error:
    print("EOF", error)
print(sys.stdin.isatty(), sys.stdin.encoding, sys.stdout.encoding, sys.stderr.errors)
