"""Verbs that look into objects deeper than a Python expression can."""

from __future__ import annotations

import sys
from types import CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.code import prepared
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.functions import Trampolines, new_function

_method_order: Final = type.__dict__["__mro__"].__get__
_namespace: Final = type.__dict__["__dict__"].__get__


def type_attribute(kind: type, name: str) -> Any:
    """What a type or one of its bases has under a name, as it stands there; NULL if nothing (_PyType_Lookup)."""
    for each in _method_order(kind):
        names = _namespace(each)
        if name in names:
            return names[name]
    return NULL


class ValueVerbs:
    """See cutaway.machine.engine.Values."""

    trampolines: Trampolines

    def find_method(self, owner: Any, name: str) -> Any:
        return NULL

    def lookup_special(self, owner: Any, name: str) -> Any:
        found = type_attribute(type(owner), name)
        if found is NULL:
            return NULL
        if type(found) is FunctionType:
            return MethodType(found, owner)
        get = type_attribute(type(found), "__get__")
        return found if get is NULL else get(found, owner, type(owner))

    def type_name(self, kind: type) -> str:
        # No attribute holds tp_name, but these messages quote it; nothing is a subtype of both.
        for base in (int, list):
            try:
                base.__new__(kind)
            except TypeError as exc:
                before, found, _ = str(exc).partition(" is not a subtype of ")
                if found:
                    return before.partition(": ")[2]
            except BaseException:
                continue
        return kind.__name__

    def is_iterable(self, value: Any) -> bool:
        kind = type(value)
        if type_attribute(kind, "__iter__") is not NULL:
            return True
        return type_attribute(kind, "__getitem__") is not NULL and not isinstance(value, dict)

    def exception_matches(self, exc: BaseException, kind: Any) -> bool:
        if isinstance(kind, tuple):
            matching = [each for each in kind if self.exception_matches(exc, each)]
            return bool(matching)
        # Identity: a metaclass may have its own idea of equality.
        bases = [each for each in _method_order(type(exc)) if each is kind]
        return bool(bases)

    def make_function(
        self,
        frame: Frame,
        code: CodeType,
        defaults: tuple[Any, ...] | None,
        kwdefaults: dict[str, Any] | None,
        annotations: Any,
        closure: tuple[Any, ...] | None,
    ) -> Any:
        trampoline = self.trampolines.of(code, prepared(code))
        function = new_function(trampoline, frame.globals, defaults, closure)
        if kwdefaults is not None:
            function.__kwdefaults__ = kwdefaults
        if annotations is not None:
            pairs = iter(annotations)
            function.__annotations__ = (
                dict(zip(pairs, pairs, strict=True)) if type(annotations) is tuple else annotations
            )
        documentation = code.co_consts[0] if code.co_consts else None
        function.__doc__ = documentation if isinstance(documentation, str) else None
        return function

    def print_expression(self, frame: Frame, value: Any) -> None:
        hook = getattr(sys, "displayhook", NULL)
        if hook is NULL:
            raise RuntimeError("lost sys.displayhook")
        self.call_out(frame, hook, (value,), None)

    if TYPE_CHECKING:

        def call_out(self, frame: Frame, callee: Any, arguments: Any, keywords: Any) -> Any: ...
