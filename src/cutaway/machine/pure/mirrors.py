"""Mirrors: real frame objects that show the guest what its frames hold.

A mirror is made when somebody may look: before a call out of the machine, and for a traceback entry.  While its frame
waits, the mirror *borrows* the frame's variables (their addresses are written into it without counting references,
which costs a microsecond); before the frame goes on they are taken out again.  Where somebody kept the frame object the
mirror *owns* its variables from then on.
"""

from __future__ import annotations

import ctypes
import sys
from types import FrameType
from typing import Any

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.layout import (
    OWNED_BY_FRAME_OBJECT,
    OWNED_BY_THREAD,
    VARIABLES_OFFSET,
    HostFrame,
    HostFrameObject,
    decrement_references,
    first_instruction,
    increment_references,
    new_frame_object,
    thread_address,
    track,
    untrack,
)

_UNSHARED = 2
"""sys.getrefcount of a frame object that only its mirror knows."""

_POINTER = ctypes.sizeof(ctypes.c_void_p)
_ARRAYS: dict[int, Any] = {}


def _array_type(length: int) -> Any:
    kind = _ARRAYS.get(length)
    if kind is None:
        kind = _ARRAYS[length] = ctypes.c_void_p * length
    return kind


class Mirror:
    """The frame object of one guest frame."""

    __slots__ = ("address", "count", "frame_object", "instructions", "owns", "slots", "tracked", "view")

    def __init__(self, frame: Frame) -> None:
        self.frame_object: FrameType = new_frame_object(
            thread_address(), frame.code_object, frame.globals, frame.locals
        )
        self.address: int = HostFrameObject.from_address(id(self.frame_object)).f_frame
        self.view = HostFrame.from_address(self.address)
        self.view.owner = OWNED_BY_THREAD
        self.instructions = first_instruction(frame.code_object)
        self.count = len(frame.code.local_names)
        self.slots: Any = _array_type(self.count).from_address(self.address + VARIABLES_OFFSET)
        self.owns = False
        self.tracked = False
        # Borrowed variables must not be counted by the garbage collector; a frame it knows nothing of is safe.
        untrack(self.frame_object)

    def fill(self, frame: Frame) -> None:
        """Show the frame as it is now."""
        self.view.prev_instr = self.instructions + 2 * frame.at
        variables = frame.variables
        if not self.count:
            return
        new = [id(variables[i]) if i in variables else None for i in range(self.count)]
        if not self.owns:
            self.slots[:] = new
            return
        old = self.slots[:]
        if old == new:
            return
        for i in range(self.count):
            if old[i] != new[i]:
                if new[i] is not None:
                    increment_references(id(variables[i]))
                self.slots[i] = new[i]
                if old[i] is not None:
                    decrement_references(old[i])

    def is_kept(self) -> bool:
        """Does anybody but us hold the frame object?"""
        return sys.getrefcount(self.frame_object) > _UNSHARED

    def own(self, frame: Frame) -> None:
        """Own the variables, since somebody keeps the frame object."""
        if not self.owns:
            self.fill(frame)
            for number in frame.variables:
                increment_references(id(frame.variables[number]))
            self.owns = True

    def disown(self) -> None:
        """Nobody keeps the frame object any more: what only it holds must go, as it would without a mirror."""
        self.owns = False
        values = self.slots[:]
        self.slots[:] = [None] * self.count
        for value in values:
            if value is not None:
                decrement_references(value)

    def release(self, frame: Frame) -> None:
        """The frame goes on: borrowed variables may change from now on."""
        if self.owns:
            if not self.is_kept():
                self.disown()
        elif self.is_kept():
            self.own(frame)
        elif self.count:
            self.slots[:] = [None] * self.count

    def retire(self, frame: Frame, back: FrameType | None) -> None:
        """The frame is over; whoever keeps its frame object sees its last state."""
        if self.is_kept():
            self.own(frame)
            self.fill(frame)
            if back is not None:
                increment_references(id(back))
                HostFrameObject.from_address(id(self.frame_object)).f_back = id(back)
            self.rest()
            return
        if not self.owns and self.count:
            self.slots[:] = [None] * self.count
        self.view.previous = None
        self.view.owner = OWNED_BY_FRAME_OBJECT

    def lend_stack(self, frame: Frame) -> None:
        """Show the value stack too: a debugger that sets f_lineno has the host pop what the jump leaves behind."""
        values = [None if value is NULL else id(value) for value in frame.stack]
        for value in values:
            if value is not None:
                increment_references(value)
        kind = _array_type(len(values))
        kind.from_address(self.address + VARIABLES_OFFSET + _POINTER * self.count)[:] = values
        self.view.stacktop = self.count + len(values)
        self.view.prev_instr = self.instructions + 2 * frame.at

    def take_stack_back(self, frame: Frame) -> None:
        """Take the stack out of sight again, and follow the jump if there was one (`pc` is then its inverse)."""
        depth = self.view.stacktop - self.count
        slots = _array_type(depth).from_address(self.address + VARIABLES_OFFSET + _POINTER * self.count)
        for value in slots[:]:
            if value is not None:
                decrement_references(value)
        self.view.stacktop = self.count
        row = (self.view.prev_instr - self.instructions) // 2
        if row != frame.at:
            del frame.stack[depth:]
            frame.pc = ~row

    def rest(self) -> None:
        """No frame runs behind the frame object any more: it owns all it shows, and the collector may see it."""
        self.view.previous = None
        self.view.owner = OWNED_BY_FRAME_OBJECT
        self.view.frame_obj = None  # the collector would count it as a reference
        if not self.tracked:
            self.tracked = True
            track(self.frame_object)

    def suspend(self, frame: Frame) -> None:
        """A generator's frame waits: it has no frame beneath it until it goes on."""
        self.release(frame)
        if self.owns:
            self.fill(frame)
            self.rest()
        else:
            # What the collector cannot see must not outlast the run: it would keep cycles alive.
            self.view.owner = OWNED_BY_FRAME_OBJECT
            frame.mirror = None

    def go_on(self) -> None:
        """A generator's frame runs again."""
        self.view.owner = OWNED_BY_THREAD
        self.view.frame_obj = id(self.frame_object)


def shown(frame: Frame) -> Mirror:
    """Make the mirrors of a frame and of all frames beneath it, up to date and linked; answers with the frame's own."""
    mirror = frame.mirror
    if mirror is None:
        mirror = frame.mirror = Mirror(frame)
    mirror.fill(frame)
    if frame.shown:
        return mirror
    above, upper = mirror, frame
    while True:
        upper.shown = True
        back = upper.back
        if back is None:
            outer = upper.outer
            if outer is None:
                above.view.previous = None
                break
            if outer.linked or outer.frame is None:
                above.view.previous = outer.host_address
                break
            back = outer.frame
        below = back.mirror
        if below is None:
            below = back.mirror = Mirror(back)
        above.view.previous = below.address
        if back.shown:
            break
        below.fill(back)
        above, upper = below, back
    return mirror
