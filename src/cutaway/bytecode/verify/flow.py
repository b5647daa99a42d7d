# cython: language_level=3, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
# cython: nonecheck=False, cdivision=True
"""One code object followed along all its ways, with the kinds of what is on its stack.

    verify(code)            RejectedCodeError where a rule is broken (rules.py)

First the code is read in a row (layout.py), then all ways are followed from the beginning and into each handler.  At
each place where ways meet the stack is kept: one depth, and for each item all that it may be.  What a way brings that
was not known there is followed again, until nothing new is found.

setup.py makes C of this module where it can, by the types in flow.pxd.
"""

from __future__ import annotations

from types import CodeType

from cutaway.bytecode.targets import Target, current
from cutaway.bytecode.verify import kinds
from cutaway.bytecode.verify import tables as book
from cutaway.bytecode.verify.layout import Layout
from cutaway.bytecode.verify.tables import Tables, tables_of

try:
    import cython
except ImportError:
    from cutaway.bytecode.verify import uncompiled as cython

if not cython.compiled:  # else the numbers are flow.pxd's
    from cutaway.bytecode.verify.fields import free_count
    from cutaway.bytecode.verify.layout import CLOSED, KNOWN, START, TARGET, WAITING

    CACHES, PREFIX, JUMP, OPERAND_SHIFT, OPERAND = book.CACHES, book.PREFIX, book.JUMP, book.OPERAND_SHIFT, book.OPERAND
    SIMPLE, COUNTED, UNSEEN, ENDS, SAFE = book.SIMPLE, book.COUNTED, book.UNSEEN, book.ENDS, book.SAFE
    INPUTS_SHIFT, INPUTS, PUSHES_SHIFT, PUSHES = book.INPUTS_SHIFT, book.INPUTS, book.PUSHES_SHIFT, book.PUSHES
    SPECIAL_SHIFT, GIVES_SHIFT = book.SPECIAL_SHIFT, book.GIVES_SHIFT
    MARGIN = 1 << 16
    """Stack items that co_stacksize may be too large by."""
    EFFORT, EFFORT_PER_UNIT = 1 << 20, 256
    """Stack items that may be put down and compared."""

    KIND_NULL, KIND_OBJECT, KIND_NONE, KIND_EXCEPTION = kinds.NULL, kinds.OBJECT, kinds.NONE, kinds.EXCEPTION
    KIND_POSITION, KIND_CELL, KIND_TUPLE, KIND_CONSTANT = kinds.POSITION, kinds.CELL, kinds.TUPLE, kinds.CONSTANT
    KIND_CLOSURE, KIND_CODE, KIND_BITS, KIND_ANY_OBJECT = kinds.CLOSURE, kinds.CODE, kinds.BITS, kinds.ANY_OBJECT
    DETAIL_SHIFT, LARGEST_DETAIL = kinds.DETAIL_SHIFT, kinds.LARGEST_DETAIL
    LOAD_CONST, RETURN_VALUE, BUILD_TUPLE, COPY, SWAP, MAKE_FUNCTION = 1, 2, 3, 4, 5, 6
    RESUME, LOAD_GLOBAL, IF_NOT_NONE, IF_NOT_NONE_BACK = 7, 8, 9, 10
    """tables.SPECIAL, from 1."""


def size_of(form: int, oparg: int) -> int:
    """How many items tables.SIZES[form] stands for."""
    if form == 1:
        return 1
    if form == 2:
        return oparg
    if form == 3:
        return 2 * oparg
    if form == 4:
        return oparg - 1
    if form == 5:
        return oparg - 2
    if 6 <= form <= 9:
        return oparg >> (form - 6) & 1
    if form == 10:
        return 1 if oparg > 0 else 0
    if form == 11:
        return oparg - 1 if oparg > 0 else 0
    if form == 12:
        return (oparg & 255) + (oparg >> 8) + 1
    return 0


def join(one: int, other: int) -> int:
    """What a slot may hold after either of two ways."""
    both = one | other
    if one >> DETAIL_SHIFT == other >> DETAIL_SHIFT:
        return both
    both &= KIND_BITS
    if both & KIND_CODE:  # of which no function can be made any more
        both = both & ~KIND_CODE | KIND_OBJECT
    return both & ~KIND_CLOSURE | KIND_TUPLE if both & KIND_CLOSURE else both


class Flow(Layout):
    """Checks code objects, one after the other; its arrays are used again."""

    def __init__(self, tables: Tables, target: Target) -> None:
        """In: what the target's instructions do, and the target."""
        super().__init__(tables, target)
        self.pictures = self.room("pictures", len(tables.pictures))
        for k, part in enumerate(tables.pictures):
            self.pictures[k] = part
        self.picture, self.jumped, self.gives = [0] * 256, [0] * 256, [0] * 256
        for raw in range(256):
            number = self.plain[raw]
            self.picture[raw], self.jumped[raw] = tables.picture[number], tables.jumped[number]
            self.gives[raw] = tables.gives[number]
        self.saved, self.depths, self.place_room = self.room("saved", 64), self.room("depths", 64), 64
        self.current, self.items = self.room("current", 64), 64
        self.arena, self.arena_room = self.room("arena", 64), 64

    def check(self, code: CodeType) -> int:
        """As `check_alone`, but hold on to the code object."""
        self.read(code)
        if self.count > self.place_room:
            self.place_room = 2 * self.count
            self.saved, self.depths = self.room("saved", self.place_room), self.room("depths", self.place_room)
        if self.stack_size + 4 > self.items:
            self.items = self.stack_size + 64
            self.current = self.room("current", self.items)
        self.used = self.highest = 0
        self.copied_at = -1
        self.effort = EFFORT + EFFORT_PER_UNIT * self.count
        self.follow()
        self.at = 0
        if self.stack_size > self.highest + MARGIN:
            self.reject("stack size", f"co_stacksize is {self.stack_size}, {self.highest} are used")
        return self.place_room + self.items + self.arena_room

    def check_alone(self, code: CodeType) -> int:
        """Check one code object, not those among its constants.

        Out: how many slots are kept for the next one.  Raises RejectedCodeError.
        """
        size = self.check(code)
        self.forget()
        return size

    def check_all(self, code: CodeType) -> int:
        """Check a code object and, wherever they nest, those among its constants.  Out and raises: see above."""
        waiting = [code]
        met = set()
        size = 0
        while waiting:
            each = waiting.pop()
            size = self.check(each)
            for constant in self.consts:
                if type(constant) is CodeType and id(constant) not in met:
                    met.add(id(constant))
                    waiting.append(constant)
        self.forget()
        return size

    def forget(self) -> None:
        """Hold on to no code object."""
        self.code, self.kinds, self.consts = None, b"", ()  # type: ignore[assignment]

    def follow(self) -> None:
        """Follow every way, each place again when something new may be on the stack there."""
        text, marks, count, current_stack = self.text, self.marks, self.count, self.current
        at = depth = guard = 0
        boundary = 0  # where the next guard begins or this one ends
        guarded_from = -1
        told = False
        reachable = True
        self.lowest = count
        while True:
            if at >= count:
                if reachable:
                    self.reject("end", "the code goes on behind it")
                if self.lowest >= count:
                    break
                at, self.lowest, guard, boundary = self.lowest, count, 0, 0
                self.spend(count)
            if marks[at] & TARGET:
                if reachable:
                    self.merge(at, depth)
                reachable = marks[at] & WAITING != 0
                if reachable:
                    marks[at] &= ~WAITING & 255
                    depth = self.depths[at]
                    self.restore(at, depth)
                told = False
            start = at
            opcode, oparg = text[2 * at], text[2 * at + 1]
            fact = self.facts[opcode]
            while fact & PREFIX:
                at += 1
                opcode, oparg = text[2 * at], oparg << 8 | text[2 * at + 1]
                fact = self.facts[opcode]
            at += 1 + (fact & CACHES)
            if not reachable:
                continue
            self.at = start
            if start >= boundary:
                while guard < self.guard_count and self.guards[5 * guard + 1] <= start:
                    guard += 1
                told = False
                guarded_from = -1
                if guard == self.guard_count:
                    boundary = count
                elif self.guards[5 * guard] > start:
                    boundary = self.guards[5 * guard]
                else:
                    boundary, guarded_from = self.guards[5 * guard + 1], self.guards[5 * guard + 3]
            if guarded_from >= 0 and not told:
                self.enter_handler(guard, depth)
                told = True
            if not fact & SIMPLE:
                depth = self.step(opcode, oparg, depth, at, guarded_from)
                base = self.base
            else:
                inputs = fact >> INPUTS_SHIFT & INPUTS
                if fact & COUNTED:
                    inputs += oparg
                base = depth - inputs
                if base < 0:
                    self.too_few(inputs, depth)
                for each in range(base + 1 if fact & UNSEEN else base, depth):
                    if current_stack[each] & KIND_NULL:
                        self.wrong_kind(depth, each, KIND_BITS)
                if base < guarded_from and (not fact & SAFE or depth < guarded_from):
                    self.too_few_guarded(guarded_from, base)
                pushes = fact >> PUSHES_SHIFT & PUSHES
                given = self.gives[opcode]
                special = fact >> SPECIAL_SHIFT
                if special:
                    if special == LOAD_CONST and oparg < LARGEST_DETAIL:
                        given = KIND_CONSTANT | oparg << DETAIL_SHIFT
                    elif special == LOAD_GLOBAL:
                        if not oparg & 1:
                            pushes, given = 1, given >> GIVES_SHIFT
                        self.spend(2 * pushes - 1)
                    else:
                        given = self.look_closer(special, oparg, depth, given)
                depth = base + pushes
                if depth > self.highest:
                    self.highest = depth
                    if depth > self.stack_size:
                        self.too_many(depth)
                if pushes:
                    if pushes > 1:
                        current_stack[base] = given & KIND_BITS
                        current_stack[base + 1] = given >> GIVES_SHIFT
                    else:
                        current_stack[base] = given
                operand = fact >> OPERAND_SHIFT & OPERAND
                if operand >= JUMP:
                    self.jump_to(at + oparg if operand == JUMP else at - oparg, depth, special, start)
            if base < guarded_from:
                told = False
            reachable = fact & ENDS == 0

    def step(self, opcode: int, oparg: int, depth: int, following: int, guarded_from: int) -> int:
        """Carry out an instruction that is not simple.

        In: the depth, where the next instruction is, the depth of the handler (-1: none).  Out: the new depth.
        """
        fact, picture = self.facts[opcode], self.picture[opcode]
        special = fact >> SPECIAL_SHIFT
        total = 0
        for k in range(self.pictures[picture]):
            total += size_of(self.pictures[picture + 2 + 2 * k], oparg)
        base = place = depth - total
        self.base = base
        if base < 0:
            self.too_few(total, depth)
        for k in range(self.pictures[picture]):
            size, wanted = size_of(self.pictures[picture + 2 + 2 * k], oparg), self.pictures[picture + 3 + 2 * k]
            if wanted != KIND_BITS:
                for each in range(place, place + size):
                    if wanted != KIND_ANY_OBJECT:
                        self.current[each] = self.known(self.current[each])
                    if self.current[each] & KIND_BITS & ~wanted:
                        self.wrong_kind(depth, each, wanted)
            place += size
        lowest = depth if fact & SAFE else depth - self.taken(picture, oparg, total)
        if lowest < guarded_from:
            self.too_few_guarded(guarded_from, lowest)
        result = self.look_closer(special, oparg, depth, 0) if special else 0
        first, second = self.current[base], self.current[base + 1]
        deep, top = self.current[base], self.current[depth - 1] if depth else 0
        if self.jumped[opcode]:
            self.merge(following + oparg, self.put(self.jumped[opcode], oparg, base))
            self.current[base], self.current[base + 1] = first, second
        depth = self.put(picture, oparg, base)
        if result:
            self.current[depth - 1] = result
        if special == SWAP:
            self.current[base], self.current[depth - 1] = top, deep
        return depth

    def put(self, picture: int, oparg: int, base: int) -> int:
        """Put an instruction's results on the stack, from `base`.  Out: the new depth."""
        place = base
        start = picture + 2 + 2 * self.pictures[picture]
        for k in range(self.pictures[picture + 1]):
            size, given = size_of(self.pictures[start + 2 * k], oparg), self.pictures[start + 2 * k + 1]
            if place + size > self.stack_size:
                self.too_many(place + size)
            if given >= 0:
                for each in range(place, place + size):
                    self.current[each] = given
                self.spend(size)
            place += size
        if place > self.highest:
            self.highest = place
        return place

    def taken(self, picture: int, oparg: int, total: int) -> int:
        """How many of its inputs an instruction takes off the stack."""
        start = picture + 2 + 2 * self.pictures[picture]
        for k in range(self.pictures[picture + 1]):
            if self.pictures[start + 2 * k + 1] < 0:
                total -= size_of(self.pictures[start + 2 * k], oparg)
        return total

    def look_closer(self, special: int, oparg: int, depth: int, given: int) -> int:
        """What the picture does not say.  In: the kind of the result that it says.  Out: the kind of the result."""
        if special == LOAD_CONST:
            return self.kind_of_constant(self.consts[oparg])
        if special == RETURN_VALUE:
            if depth != 1:
                self.reject("stack depth", f"{depth - 1} items are left on the stack")
        elif special == BUILD_TUPLE:
            given = KIND_CLOSURE if oparg else KIND_TUPLE
            for each in range(depth - oparg, depth):
                if self.current[each] & KIND_BITS != KIND_CELL:
                    given = KIND_TUPLE
            return given | (oparg + 1) << DETAIL_SHIFT if oparg < LARGEST_DETAIL else given
        elif special == COPY:
            self.copied_at = self.at + 1 if oparg == 1 else -1
            return self.current[depth - oparg]
        elif special == MAKE_FUNCTION:
            self.check_function(oparg, depth)
        elif special == RESUME and oparg > 1:
            if depth < 2 or self.current[depth - 2] & KIND_NULL:
                self.reject("suspension", "nothing lies there to be waited for")
        return given

    def known(self, kind: int) -> int:
        """A kind, with a constant looked at: most never need that."""
        return self.kind_of_constant(self.consts[kind >> DETAIL_SHIFT]) if kind & KIND_CONSTANT else kind

    def kind_of_constant(self, constant: object) -> int:
        """What is known of a constant."""
        if constant is None:
            return KIND_NONE
        if type(constant) is tuple:
            size = len(constant)
            return KIND_TUPLE | (size + 1) << DETAIL_SHIFT if size < LARGEST_DETAIL else KIND_TUPLE
        if type(constant) is CodeType:
            free = free_count(constant)
            return KIND_CODE | (free + 1) << DETAIL_SHIFT if free < LARGEST_DETAIL else KIND_OBJECT
        return KIND_OBJECT

    def check_function(self, oparg: int, depth: int) -> None:
        """The parts of a function, whose kinds are right, against each other."""
        free = (self.current[depth - 1] >> DETAIL_SHIFT) - 1
        given = (self.current[depth - 2] >> DETAIL_SHIFT) - 1 if oparg & 8 else 0
        if free != given:
            self.reject("function", f"the code has {free} free variables, the closure {given} cells")
        if oparg & 4:
            size = (self.current[depth - (3 if oparg & 8 else 2)] >> DETAIL_SHIFT) - 1
            if size < 0 or size & 1:
                self.reject("function", "annotations are no tuple of names and values")

    def jump_to(self, target: int, depth: int, special: int, start: int) -> None:
        """The way of a jump.  `COPY 1` and a test for None say of the original too whether it is None."""
        top = depth - 1
        if not special or self.copied_at != start or self.current[top] != KIND_EXCEPTION | KIND_NONE:
            self.merge(target, depth)
        elif IF_NOT_NONE <= special <= IF_NOT_NONE_BACK:
            self.current[top] = KIND_EXCEPTION
            self.merge(target, depth)
            self.current[top] = KIND_NONE
        else:
            self.current[top] = KIND_NONE
            self.merge(target, depth)
            self.current[top] = KIND_EXCEPTION

    def enter_handler(self, guard: int, depth: int) -> None:
        """The way into a handler: the stack cut to its depth, a saved position if it wants one, the exception."""
        place = 5 * guard
        handler_depth, lasti = self.guards[place + 3], self.guards[place + 4]
        if handler_depth > depth:
            self.reject("handler depth", f"the handler wants {handler_depth} items of {depth}")
        if handler_depth + 1 + lasti > self.stack_size:
            self.reject("stack", f"the handler has {handler_depth + 1 + lasti} items, co_stacksize {self.stack_size}")
        first, second = self.current[handler_depth], self.current[handler_depth + 1]
        if lasti:
            self.current[handler_depth] = KIND_POSITION
        self.current[handler_depth + lasti] = KIND_EXCEPTION
        self.merge(self.guards[place + 2], handler_depth + 1 + lasti)
        self.current[handler_depth], self.current[handler_depth + 1] = first, second

    def merge(self, target: int, depth: int) -> None:
        """A way leads to `target`: remember what its stack may hold there."""
        if self.marks[target] & (START | CLOSED) != START:
            self.reject("jump", f"no instruction that may be jumped to begins at code unit {target}")
        self.spend(depth)
        if depth > self.highest:
            self.highest = depth
        new = 1
        if not self.marks[target] & KNOWN:
            if self.used + depth > self.arena_room:
                self.enlarge_arena(depth)
            for k in range(depth):
                self.arena[self.used + k] = self.current[k]
            self.saved[target], self.depths[target] = self.used, depth
            self.used += depth
        else:
            if self.depths[target] != depth:
                self.reject("stack depth", f"{depth} items go to code unit {target}, which has {self.depths[target]}")
            new = self.widen(self.saved[target], depth)
        if new:
            self.marks[target] |= KNOWN | WAITING
            if target <= self.at and target < self.lowest:
                self.lowest = target

    def widen(self, place: int, depth: int) -> int:
        """Join the current stack to the one that is kept at `place`.  Out: was anything new?"""
        changed = 0
        for k in range(depth):
            known = self.arena[place + k]
            if known != self.current[k]:
                joined = join(self.known(known), self.known(self.current[k]))
                if joined != known:
                    self.arena[place + k] = joined
                    changed = 1
        return changed

    def restore(self, target: int, depth: int) -> None:
        """Take up the stack that is kept for `target`."""
        place = self.saved[target]
        for k in range(depth):
            self.current[k] = self.arena[place + k]

    def enlarge_arena(self, depth: int) -> None:
        """Make room for one more stack."""
        self.arena_room = 2 * self.arena_room + depth
        kept = self.rooms["arena"]  # until all is copied
        larger = self.room("arena", self.arena_room)
        for k in range(self.used):
            larger[k] = self.arena[k]
        self.arena = larger
        del kept

    def spend(self, items: int) -> None:
        """Count effort."""
        self.effort -= items + 1
        if self.effort < 0:
            self.reject("effort", "the ways are too many")

    # -- refusals, apart from where they are met: what is made of those places is shorter and faster so

    def too_few(self, wanted: int, depth: int) -> None:
        """Refuse an instruction that finds too little on the stack."""
        self.reject("stack", f"{wanted} items are wanted, {depth} are there")

    def too_many(self, depth: int) -> None:
        """Refuse an instruction for which there is no room."""
        self.reject("stack", f"{depth} items, of which co_stacksize has {self.stack_size}")

    def too_few_guarded(self, wanted: int, left: int) -> None:
        """Refuse an instruction that takes what its handler wants."""
        self.reject("handler depth", f"the handler wants {wanted} items of {left}")

    def wrong_kind(self, depth: int, place: int, wanted: int) -> None:
        """Refuse a stack item.  In: the depth, where it is, what was wanted (KIND_BITS: anything but what it is)."""
        not_wanted = "" if wanted == KIND_BITS else f", not {kinds.describe(wanted)}"
        found = kinds.describe(self.current[place])
        self.reject("kind", f"item {depth - place} from the top is {found}{not_wanted}")


LARGE = 1 << 20
"""Stack items beyond which a Flow's arrays are not kept for the next code object."""

_spare: list[Flow] = []


def verify(code: CodeType) -> None:
    """Check a code object and those among its constants, wherever they nest.  Raises RejectedCodeError."""
    flow = _spare.pop() if _spare else Flow(tables_of(current()), current())
    if flow.check_all(code) < LARGE:
        _spare.append(flow)


def verify_alone(code: CodeType) -> None:
    """Check a code object; those among its constants are checked before they run.  Raises RejectedCodeError."""
    flow = _spare.pop() if _spare else Flow(tables_of(current()), current())
    if flow.check_alone(code) < LARGE:
        _spare.append(flow)
