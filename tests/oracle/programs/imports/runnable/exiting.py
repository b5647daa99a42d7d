import sys

sys.exit("message of exit")
