"""Generators, coroutines and asynchronous generators as classes of their own, whose only base is object."""

from __future__ import annotations

from types import FunctionType
from typing import Any, Final

from cutaway.machine.pure.attributes import NameAttribute, add_attribute
from cutaway.machine.pure.suspension import Suspendable

DOCUMENTATION: Final = {
    "send": "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.",
    "throw": (
        "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\n"
        "StopIteration."
    ),
    "close": "close() -> raise GeneratorExit inside generator.",
    "__iter__": "Implement iter(self).",
    "__next__": "Implement next(self).",
    "__await__": "Return an iterator to be used in await expression.",
}


def independent(kind: type[Suspendable], name: str) -> Any:
    """The class again, under the name the guest knows, with all that it inherits in its own namespace."""
    names = {**vars(Suspendable), **vars(kind)}
    slots = (*Suspendable.__slots__, *names["__slots__"])
    for slot in (*slots, "__dict__"):
        names.pop(slot, None)
    names.update(__slots__=slots, __module__="builtins", __qualname__=name)
    for method, text in DOCUMENTATION.items():
        if isinstance(names.get(method), FunctionType):
            own = names[method] = FunctionType(names[method].__code__, names[method].__globals__, method)
            own.__doc__ = text.replace("generator", name)
    made = type(name, (), names)
    add_attribute(made, "__name__", NameAttribute("_name", "__name__", f"name of the {name}"))
    add_attribute(made, "__qualname__", NameAttribute("_qualname", "__qualname__", f"qualified name of the {name}"))
    return made
