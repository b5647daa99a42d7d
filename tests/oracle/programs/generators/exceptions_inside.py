"""Exception state across yields: sys.exc_info, context, handlers around yield."""
import sys


def inside():
    try:
        raise ValueError("v")
    except ValueError:
        yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]


g = inside()
print(next(g), sys.exc_info()[0])
try:
    raise KeyError("outer")
except KeyError:
    print(next(g), sys.exc_info()[0].__name__)
    print(next(g).__name__ if False else "resumed in handler")
print(sys.exc_info()[0])


def sees_callers():
    yield sys.exc_info()[0]
    yield sys.exc_info()[0]


s = sees_callers()
try:
    raise TypeError("caller's")
except TypeError:
    print(next(s))
print(next(s))


def context():
    try:
        yield 1
    except ValueError:
        raise KeyError("during handling")


c = context()
next(c)
try:
    c.throw(ValueError("thrown"))
except KeyError as error:
    print(repr(error.__context__), error.__cause__)


def throw_in_handler():
    yield 1


t = throw_in_handler()
next(t)
try:
    try:
        raise RuntimeError("handled")
    except RuntimeError:
        t.throw(ValueError("v"))
except ValueError as error:
    print(repr(error.__context__))


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            got = yield i
            if got:
                break
        except ZeroDivisionError as e:
            print("loop caught", e)
            del e
        finally:
            print("finally", i)
    else:
        print("else clause")
    yield "end"


l = loop()
print(next(l), next(l))
try:
    print(l.throw(ZeroDivisionError("z")))
    print(l.send(True))
except StopIteration:
    print("stopped")


def finally_overrides():
    try:
        yield 1
    finally:
        return "override"


f = finally_overrides()
next(f)
try:
    f.throw(ValueError("lost"))
except StopIteration as stop:
    print(stop.value)


def nested():
    try:
        try:
            yield 1
        except KeyError:
            print("inner handler")
            yield 2
    except ValueError:
        print("outer handler", type(sys.exc_info()[1].__context__).__name__)
        yield 3


n = nested()
print(next(n), n.throw(KeyError), n.throw(ValueError))


def reraise():
    try:
        yield 1
    except Exception:
        try:
            yield 2
        finally:
            raise


r = reraise()
next(r)
r.throw(IndexError("original"))
try:
    next(r)
except IndexError as error:
    print("re-raised", error)


def many():
    while True:
        try:
            yield
        except BaseException as error:
            print("got", type(error).__name__)
            if isinstance(error, GeneratorExit):
                return


m = many()
next(m)
for exc in (ValueError, KeyboardInterrupt, SystemExit, StopIteration, StopIteration(3)):
    m.throw(exc)
m.close()
