class Manager:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        return self
    def __exit__(self, kind, value, trace):
        return self.swallow

def attempt(f, *args):
    try:
        return f(*args)
    except (ZeroDivisionError, KeyError) as error:
        return type(error).__name__
    except ValueError:
        raise RuntimeError("again") from None
    else:
        return "else"
    finally:
        results.append("finally")

def divide(a, b):
    return a / b

def managed(swallow):
    with Manager(swallow) as m, Manager(False):
        if m.swallow:
            raise KeyError("inside")
        return "left"

def groups(*errors):
    try:
        raise ExceptionGroup("g", list(errors))
    except* ValueError as matched:
        results.append(len(matched.exceptions))
    except* TypeError:
        results.append("type")
    return "handled"

def nested():
    for k in range(3):
        try:
            try:
                if k == 1:
                    continue
                raise ValueError(k)
            finally:
                results.append(k)
        except ValueError as error:
            assert error.args[0] == k, "message"
            if k == 2:
                break
    else:
        results.append("never")

results = []
results.append(attempt(divide, 1, 0))
results.append(attempt(divide, 1, 2))
results.append(managed(True))
results.append(managed(False))
try:
    attempt(int, "x")
except RuntimeError as error:
    results.append(error.args)
results.append(groups(ValueError(1), TypeError(2)))
try:
    groups(KeyError(1))
except ExceptionGroup as group:
    results.append(len(group.exceptions))
nested()
