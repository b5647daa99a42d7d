"""The verbs: what a body of the instruction book means by `machine`.

Two substrates implement this protocol: `cutaway.machine.pure` in Python, over frames of its own, and `cutaway.native`
in compiled code, over the host's own frames.  Both engines (the handlers of `cutaway.machine.plain`, the compiled loop
generated from the book) speak it.  `frame` is opaque to bodies.

*Value verbs* answer with a value, or None where they act.  *Control verbs* answer with the frame to go on with, None
for the same frame, or `plain.OUTSIDE` where the run is over and the machine holds its result.  They find the inputs of
their instruction popped already (all but the kept ones), and push what the picture says when it is there, on whichever
frame it belongs to.
Every verb raises as CPython does, message included.  NULL is `cutaway.bytecode.define.NULL` (compiled: a null pointer).
"""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType
from typing import Any, Protocol


class Stack(Protocol):
    """A frame's value stack as handlers see it; the pure substrate's is a list."""

    def append(self, value: Any, /) -> None: ...
    def extend(self, values: Sequence[Any], /) -> None: ...
    def pop(self) -> Any: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: Any, /) -> Any: ...
    def __setitem__(self, index: Any, value: Any, /) -> None: ...
    def __delitem__(self, index: Any, /) -> None: ...


class Variables(Protocol):
    """Local variables by number; reading or deleting one without a value raises UnboundLocalError."""

    def __getitem__(self, number: int, /) -> Any: ...
    def __setitem__(self, number: int, value: Any, /) -> None: ...
    def __delitem__(self, number: int, /) -> None: ...


class Frame(Protocol):
    """What handlers touch of a frame.

    `pc` is the row of the next instruction, `at` the row that is being carried out.
    `program` holds (handler, oparg, operand, next row, row) for each row.
    """

    stack: Any
    variables: Any
    pc: int
    at: int
    program: Sequence[Any]


class Names(Protocol):
    """Value verbs for names, variables and cells."""

    def load_global(self, frame: Any, name: str) -> Any: ...
    def store_global(self, frame: Any, name: str, value: Any) -> None: ...
    def delete_global(self, frame: Any, name: str) -> None: ...
    def load_name(self, frame: Any, name: str) -> Any: ...
    def store_name(self, frame: Any, name: str, value: Any) -> None: ...
    def delete_name(self, frame: Any, name: str) -> None: ...
    def load_build_class(self, frame: Any) -> Any: ...
    def setup_annotations(self, frame: Any) -> None: ...
    def make_cell(self, frame: Any, number: int) -> None: ...
    def copy_free_vars(self, frame: Any, count: int) -> None: ...
    def load_deref(self, frame: Any, number: int) -> Any: ...
    def load_classderef(self, frame: Any, number: int) -> Any: ...
    def store_deref(self, frame: Any, number: int, value: Any) -> None: ...
    def delete_deref(self, frame: Any, number: int) -> None: ...
    def import_name(self, frame: Any, name: str, fromlist: Any, level: Any) -> Any: ...
    def import_from(self, frame: Any, module: Any, name: str) -> Any: ...
    def import_star(self, frame: Any, module: Any) -> None: ...


class Values(Protocol):
    """Value verbs that look into objects deeper than a Python expression can."""

    def find_method(self, owner: Any, name: str) -> Any:
        """A method found on owner's type that owner itself does not hide, unbound; NULL where getattr must decide.

        Runs no guest code (_PyObject_GetMethod in Objects/object.c).
        """

    def lookup_special(self, owner: Any, name: str) -> Any:
        """The method of owner's type, bound to owner; NULL if there is none (_PyObject_LookupSpecial)."""

    def type_name(self, kind: type) -> str:
        """tp_name, as error messages call a type: dotted for types written in C."""

    def is_iterable(self, value: Any) -> bool:
        """Has the type an iterator slot, or is it a sequence?  Says which of two TypeErrors is meant."""

    def exception_matches(self, exc: BaseException, kind: Any) -> bool:
        """PyErr_GivenExceptionMatches: real subclasses only, tuples searched."""

    def make_function(
        self,
        frame: Any,
        code: CodeType,
        defaults: tuple[Any, ...] | None,
        kwdefaults: dict[str, Any] | None,
        annotations: tuple[Any, ...] | None,
        closure: tuple[Any, ...] | None,
    ) -> Any: ...

    def get_awaitable(self, frame: Any, value: Any, where: int) -> Any: ...
    def get_aiter(self, frame: Any, value: Any) -> Any: ...
    def get_anext(self, frame: Any, iterator: Any) -> Any: ...
    def get_yield_from_iter(self, frame: Any, iterable: Any) -> Any: ...
    def wrap_async(self, value: Any) -> Any: ...
    def print_expression(self, frame: Any, value: Any) -> None: ...


class Handling(Protocol):
    """Value verbs for the exception that is being handled."""

    def handled(self, frame: Any) -> BaseException | None:
        """What sys.exception() would say: an outer frame's, where this frame handles none."""

    def push_handled(self, frame: Any, exc: BaseException) -> BaseException | None:
        """Handle exc; answers with what this frame's own item held before (never an outer generator's)."""

    def set_handled(self, frame: Any, exc: BaseException | None) -> None: ...


class Steering(Protocol):
    """Control verbs, and the two effects that go with them."""

    def push(self, frame: Any, value: Any) -> None:
        """Push one more value before a control verb (a context manager's exit method)."""

    def resume(self, frame: Any, oparg: int) -> None:
        """RESUME: the place where a trace function hears of a call."""

    def poll(self, frame: Any) -> None:
        """Signals, other threads, pending calls, the machine's countdown: after entries that say `polls`."""

    def call(self, frame: Any, callee: Any, arguments: list[Any], keywords: tuple[str, ...] | None) -> Any:
        """Call; the last len(keywords) arguments bear these names."""

    def call_special(self, frame: Any, callee: Any, arguments: list[Any]) -> Any:
        """Call a method that no call in the source names: profilers hear nothing of it where it is written in C."""

    def call_ex(self, frame: Any, callee: Any, arguments: tuple[Any, ...], keywords: dict[str, Any] | None) -> Any: ...

    def leave(self, frame: Any, value: Any) -> Any:
        """Return value to whoever called or resumed the frame."""

    def return_generator(self, frame: Any) -> Any:
        """Make a generator, coroutine or asynchronous generator of the frame and return it."""

    def suspend(self, frame: Any, value: Any) -> Any:
        """Yield value."""

    def next_item(self, frame: Any, iterator: Any, target: int) -> Any:
        """Push the next item, or drop the iterator (it lies on the stack) and go to row target."""

    def send(self, frame: Any, receiver: Any, value: Any, target: int) -> Any:
        """Push what receiver yields; or put its return value in its place on the stack and go to row target."""

    def raise_exception(self, frame: Any, exc: Any) -> Any: ...
    def raise_from(self, frame: Any, exc: Any, cause: Any) -> Any: ...
    def reraise_handled(self, frame: Any) -> Any: ...

    def reraise(self, frame: Any, exc: BaseException, lasti: int | None) -> Any:
        """Raise again without a new traceback entry for this frame; at instruction lasti if given."""


class Machine(Names, Values, Handling, Steering, Protocol):
    """All verbs, and what the loop asks for when a handler raised."""

    def unwind(self, frame: Any, exc: BaseException) -> Any:
        """Add the traceback entry, find the handler, here or in a caller; answers with the frame to go on with.

        Where not even the run's outermost frame has a handler the answer is OUTSIDE.
        """

    def take_result(self) -> Any:
        """The value of the run that is over; raises, unchanged, the exception that ended it."""
