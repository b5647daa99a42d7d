"""The top-level file of a two-module program: it is run, so it gets no .pyc; what it imports does."""

import sys

from hello_chai import Chai, brew

guests = sys.argv[1:] or ["Asha", "Ben"]
for line in brew(Chai(spices=("ginger", "cardamom")), guests):
    print(line)
