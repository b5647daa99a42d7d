#: options -I
#: env PYTHONPATH=/nowhere
"""-I: isolated mode."""
import sys

print(sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site, sys.flags.safe_path, "/nowhere" in sys.path)
try:
    import shapes
except ImportError as error:
    print(error)
