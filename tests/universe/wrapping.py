"""What wrapped_run.py puts around functions of ours."""

FUNCTION = type(lambda: None)
called = []


class Wrapped:
    """An object that is called instead of a function."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments, **named):
        called.append(self.function.__name__)
        return self.function(*arguments, **named)

    def __getattr__(self, name):
        return getattr(self.function, name)


def in_function(function):
    """A function that is called instead of a function."""

    def wrapper(*arguments, **named):
        called.append(function.__name__)
        return function(*arguments, **named)

    return wrapper


def wrap_all(module, style):
    """Wrap all functions of a module."""
    for name, value in list(vars(module).items()):
        if isinstance(value, FUNCTION):
            setattr(module, name, in_function(value) if style == "functions" else Wrapped(value))
