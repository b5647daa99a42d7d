"""What a half-initialised module says."""
try:
    import _cycle_one
except ImportError as error:
    print(type(error).__name__, str(error).split(" (/")[0])
try:
    import _cycle_three
except AttributeError as error:
    print(type(error).__name__, str(error).split(" (/")[0])
