"""An uncaught exception group with nested groups, notes and causes."""


def fail(kind, text):
    try:
        raise kind(text)
    except kind as error:
        error.add_note(f"note about {text}")
        return error


def caused():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise OSError("caused") from e
    except OSError as e:
        return e


raise ExceptionGroup("many", [fail(ValueError, "v"), ExceptionGroup("inner", [fail(TypeError, "t"), caused()]), KeyError("bare")])
