real = "real"


def __getattr__(name):
    if name == "forbidden":
        raise AttributeError(f"no {name} here")
    return f"made {name}"


def __dir__():
    return ["b", "a", "z"]
