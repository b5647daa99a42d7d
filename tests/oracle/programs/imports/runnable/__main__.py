import os
import sys

print("main", __name__, repr(__package__), __spec__ and __spec__.name, os.path.basename(__file__), [os.path.basename(a) for a in sys.argv], os.path.basename(sys.path[0]))
