"""try/except/else/finally in all combinations with return, break, continue, raise."""


def order(kind):
    log = []
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError
        if kind == "return":
            return log
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("after")
    return log


print([order(k) for k in ("none", "raise", "return")])


def finally_return():
    try:
        return "try"
    finally:
        return "finally"


def finally_return_swallows():
    try:
        1 / 0
    finally:
        return "swallowed"


def finally_break():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return i


def finally_continue():
    out = []
    for i in range(3):
        try:
            out.append(i)
            1 / 0
        finally:
            continue
    return out


def return_value_fixed():
    x = 1
    try:
        return x
    finally:
        x = 2


def return_mutated():
    x = []
    try:
        return x
    finally:
        x.append("late")


def nested():
    log = []
    for i in range(4):
        try:
            try:
                if i == 0:
                    continue
                if i == 1:
                    raise KeyError(i)
                if i == 2:
                    raise ValueError(i)
                return log
            except KeyError:
                log.append("key")
                continue
            finally:
                log.append(f"inner finally {i}")
        except ValueError:
            log.append("value")
            break
        finally:
            log.append(f"outer finally {i}")
    else:
        log.append("else")
    return log


def return_in_except():
    try:
        raise ValueError("x")
    except ValueError as e:
        return str(e)
    finally:
        print("finally of return_in_except")


def except_in_loop():
    out = []
    for i in [1, 0, "x", None, 2]:
        try:
            out.append(10 / i)
        except ZeroDivisionError:
            out.append("zero")
        except (TypeError, ValueError) as e:
            out.append(type(e).__name__)
            continue
        else:
            out.append("ok")
        finally:
            out.append("|")
    return out


def deep_finally(n):
    try:
        if n:
            return deep_finally(n - 1)
        return []
    finally:
        trace.append(n)


trace = []
for f in (finally_return, finally_return_swallows, finally_break, finally_continue, return_value_fixed, return_mutated, nested, return_in_except, except_in_loop):
    print(f.__name__, f())
deep_finally(4)
print(trace)


def while_else():
    n = 0
    while n < 5:
        n += 1
        try:
            if n == 3:
                break
        finally:
            print("n", n)
    else:
        print("never")
    while False:
        pass
    else:
        return "else of while"


print(while_else())


def raise_in_else():
    try:
        try:
            pass
        except ValueError:
            print("not here")
        else:
            raise ValueError("from else")
        finally:
            print("finally first")
    except ValueError as e:
        return str(e)


print(raise_in_else())


def generator_finally():
    for x in (1, 2):
        try:
            yield x
        finally:
            yield -x


print(list(generator_finally()))


def name_deleted():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(name_deleted())
try:
    try:
        raise KeyError("a")
    finally:
        raise ValueError("b")
except ValueError as e:
    print(repr(e), repr(e.__context__))
