"""Private names: in methods, nested functions, attributes, imports, parameters, and what is not mangled."""


class Spam:
    __class_private = 1
    __dunder__ = 2
    _single = 3

    def __init__(self):
        self.__value = 10
        self.__other__ = 11

    def __hidden(self, __param=5, *, __kw=6):
        __local = __param + __kw
        return sorted(locals()), __local

    def call(self):
        return self.__hidden(), self.__value, Spam.__class_private

    def nested(self):
        def __inner(__a):
            return __a, self.__value

        return __inner(1), __inner.__name__, __inner.__code__.co_varnames

    def comprehension(self):
        return [__x + self.__value for __x in range(2)]

    def string(self):
        return hasattr(self, "__value"), hasattr(self, "_Spam__value")

    def deletes(self):
        del self.__value
        try:
            self.__value
        except AttributeError as error:
            return str(error)

    def globals_here(self):
        global __module_level
        __module_level = 1

    def keyword(self):
        try:
            return dict(__k=1)
        except TypeError as error:
            return error

    class __Inner:
        def f(self):
            return self.__g()

        def __g(self):
            return sorted(n for n in dir(self) if n.endswith("__g"))

    def inner(self):
        return self.__Inner().f(), Spam.__Inner.__name__


class _Under(Spam):
    def __hidden(self):
        return "_Under hidden"

    def own(self):
        return self.__hidden()


class ___(Spam):
    def __all_underscores(self):
        return 1

    def f(self):
        return self.__all_underscores()


s = Spam()
print(s.call())
print(s.nested())
print(s.comprehension(), s.string())
print(s.deletes())
s.globals_here()
print(sorted(n for n in globals() if "module_level" in n))
print(s.keyword())
print(s.inner())
print(_Under().own(), _Under().call()[0][1])
print(sorted(n for n in vars(_Under) if "hidden" in n), ___().f())
print(sorted(n for n in vars(Spam) if not n.startswith("__")))


class Importer:
    import os as __os
    from os import path as __path

    def have(self):
        return self.__os.name == self.__os.name, self.__path.sep


print(Importer().have(), [n for n in vars(Importer) if "os" in n])
__loose = 1


def outside():
    return __loose


print(outside())


class Annotated:
    __field: int = 1
    public: "__text" = 2


print(Annotated.__annotations__)
