def inner():
    raise RuntimeError("in -m")


inner()
