"""The traceback of an error in an imported module shows no frame of the import system."""
import traceback

try:
    import shapes.failing
except ValueError:
    print(traceback.format_exc().replace(__file__.rpartition("/")[0], "HERE"))
try:
    import shapes.no_such
except ImportError:
    traceback.print_exc()
import shapes.failing
