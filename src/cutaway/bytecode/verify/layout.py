# cython: language_level=3, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
# cython: nonecheck=False, cdivision=True
"""What can be said of a code object without following it: instructions, operands, opening, tables.

    Layout(tables, target).read(code)       RejectedCodeError where a rule is broken (rules.py)

Afterwards `marks` says where instructions begin and where jumps and handlers lead, `guards` holds the exception table.
setup.py makes C of this module where it can, by the types in layout.pxd.
"""

from __future__ import annotations

import types

from cutaway.bytecode import opcodes
from cutaway.bytecode.targets import Target
from cutaway.bytecode.verify import tables as book
from cutaway.bytecode.verify.rules import RejectedCodeError
from cutaway.bytecode.verify.tables import Tables

try:
    import cython
except ImportError:
    from cutaway.bytecode.verify import uncompiled as cython

if not cython.compiled:  # else the numbers are layout.pxd's
    from cutaway.bytecode.flags import CO_OPTIMIZED, SUSPENDABLE
    from cutaway.bytecode.verify.fields import (
        free_count,
        high_bytes,
        ints_of,
        is_whole,
        kinds_of,
        past_numbers,
        plain_numbers,
        room_for,
        text_of,
        unit_count,
    )

    # Marks of a code unit.
    START, TARGET, CLOSED, KNOWN, WAITING = 1, 2, 4, 8, 16
    # Begins an instruction; ways meet here; no jump may come here; its stack is known; and is to be followed from here.

    ROOM = 1 << 24
    """Slots that a frame may have."""
    LARGEST_OPERAND = 1 << 30
    SLOT_LOCAL, SLOT_CELL, SLOT_FREE = 0x20, 0x40, 0x80
    CACHES, UNUSUAL, OPERAND_SHIFT, OPERAND = book.CACHES, book.UNUSUAL, book.OPERAND_SHIFT, book.OPERAND
    NO_OPERAND, CONSTANT, NAME, GLOBAL, VARIABLE = book.NO_OPERAND, book.CONSTANT, book.NAME, book.GLOBAL, book.VARIABLE
    CELL, ARGUMENTS, BEFORE_CALL, LIMITED, JUMP = book.CELL, book.ARGUMENTS, book.BEFORE_CALL, book.LIMITED, book.JUMP

LINE_ENTRY_LENGTHS = bytes([2] * 80 + [3] * 24 + [1] * 24) * 2
"""Bytes of an entry of the line table, by its first byte; the numbers of forms 13 and 14 come besides."""


class Layout:
    """Reads code objects, one after the other; its arrays are used again."""

    def __init__(self, tables: Tables, target: Target) -> None:
        """In: what the target's instructions are, and the target."""
        self.target = target
        self.plain = plain_numbers()
        self.facts, self.least, self.most, self.limits = [0] * 256, [0] * 256, [0] * 256, [0] * 16
        for raw in range(256):
            self.facts[raw] = tables.facts[self.plain[raw]]
            self.least[raw], self.most[raw] = tables.least[raw], tables.most[raw]
        self.limits[NO_OPERAND] = LARGEST_OPERAND
        number = target.numbers
        self.extended, self.resume = number[opcodes.EXTENDED_ARG], number[opcodes.RESUME]
        self.yield_value, self.kw_names = number[opcodes.YIELD_VALUE], number[opcodes.KW_NAMES]
        self.precall, self.call = number[opcodes.PRECALL], number[opcodes.CALL]
        self.make_cell, self.copy_free = number[opcodes.MAKE_CELL], number[opcodes.COPY_FREE_VARS]
        self.return_generator, self.pop_top = number[opcodes.RETURN_GENERATOR], number[opcodes.POP_TOP]
        self.class_deref = number[opcodes.LOAD_CLASSDEREF]
        self.rooms: dict[str, list[int]] = {}
        self.guards, self.guard_room = self.room("guards", 64), 64
        self.marks_kept, self.mark_room = bytearray(1024), 1024
        self.marks = self.marks_kept

    def room(self, name: str, size: int) -> list[int]:
        """Make room for so many numbers, in the place of what had that name."""
        self.rooms[name] = room = room_for(size)
        return ints_of(room)

    def read(self, code: types.CodeType) -> None:
        """Read one code object, not those among its constants.  Raises RejectedCodeError.

        Its instructions may stand there specialised.  That the code is whole is found by `read_instructions`.
        """
        self.code, self.text, self.count, self.at = code, text_of(code), unit_count(code), 0
        self.consts, self.kinds = code.co_consts, kinds_of(code)
        self.constant_count, self.name_count = len(self.consts), len(code.co_names)
        self.variable_count = len(self.kinds)
        self.stack_size, self.flags, self.free = code.co_stacksize, code.co_flags, free_count(code)
        if self.stack_size < 0 or self.stack_size + self.variable_count > ROOM:
            self.reject("stack size", f"co_stacksize is {self.stack_size}")
        if self.count == 0:
            self.reject("end", "no instructions")
        self.check_variables(code.co_argcount + code.co_kwonlyargcount)
        self.clear_marks()
        self.read_instructions(self.read_opening())
        self.at = 0
        if code.co_exceptiontable:
            self.read_guards(code.co_exceptiontable)
        else:
            self.guard_count = 0
        self.check_lines(code.co_linetable)
        self.at = 0

    def reject(self, rule: str, problem: str) -> None:
        """Raise RejectedCodeError about the instruction at `self.at`, or about a code that is not whole."""
        if not is_whole(self.code):
            raise RejectedCodeError(self.code, 0, "", "caches", "the code ends inside an instruction")
        at = self.at
        while at + 1 < self.count and self.plain[self.text[2 * at]] == self.extended:
            at += 1
        opcode = self.target.ids[self.plain[self.text[2 * at]]] if at < self.count else -1
        raise RejectedCodeError(self.code, 2 * self.at, opcodes.NAMES[opcode] if opcode >= 0 else "", rule, problem)

    def clear_marks(self) -> None:
        """Mark nothing."""
        if self.count >= self.mark_room:
            self.mark_room = 2 * self.count + 2
            self.marks_kept = bytearray(self.mark_room)
            self.marks = self.marks_kept
        else:
            marks = self.marks
            for k in range(self.count + 1):
                marks[k] = 0

    def check_variables(self, parameters: int) -> None:
        """The order of variables, on which the numbers of cells and parameters rest; how many are cells."""
        place = self.cell_count = 0
        self.limits[VARIABLE] = self.variable_count
        all_kinds = self.kinds
        for k in range(self.variable_count):
            kind = all_kinds[k]
            if kind == SLOT_LOCAL and not place:
                continue
            if kind & (SLOT_CELL | SLOT_FREE) and self.limits[VARIABLE] > k:
                self.limits[VARIABLE] = k
            if kind & SLOT_CELL:
                self.cell_count += 1
            rank = 3
            if kind == SLOT_LOCAL or kind == SLOT_LOCAL | SLOT_CELL:
                rank = 0
            elif kind == SLOT_CELL:
                rank = 1
            elif kind == SLOT_FREE:
                rank = 2
            if rank == 3 or rank < place or (k < parameters and rank):
                self.reject("variables", f"variable {k} is of kind {kind:#x}")
            place = rank

    # -- instructions

    def read_instruction(self, at: int) -> int:
        """Read the instruction at `at` into `opcode`, `oparg`.  Out: where the next one begins."""
        text = self.text
        self.at = start = at
        oparg = 0
        while True:
            if at >= self.count:
                self.reject("instructions", "EXTENDED_ARG leads to no instruction")
            opcode = self.plain[text[2 * at]]
            oparg = oparg << 8 | text[2 * at + 1]
            at += 1
            if opcode != self.extended:
                break
            if at > start + 3:
                self.reject("instructions", "more than three EXTENDED_ARG")
        fact = self.facts[opcode]
        if fact < 0:
            self.reject("instructions", f"number {opcode} is no instruction here")
        at += fact & CACHES
        if at > self.count:
            self.reject("caches", "the code ends inside an instruction")
        if oparg > self.most[opcode] or oparg < self.least[opcode]:
            self.reject("operand", f"the operand is {oparg}")
        self.opcode, self.oparg = opcode, oparg
        return at

    def read_instructions(self, at: int) -> None:
        """Mark where instructions begin and where jumps lead; check operands."""
        text, marks, count = self.text, self.marks, self.count
        self.keywords = self.yielded = -1
        self.limits[CONSTANT], self.limits[NAME] = self.constant_count, self.name_count
        self.limits[GLOBAL], self.limits[ARGUMENTS] = 2 * self.name_count, LARGEST_OPERAND
        while at < count:
            marks[at] |= START
            raw, oparg = text[2 * at], text[2 * at + 1]
            fact = self.facts[raw]
            if fact & UNUSUAL:
                at = self.read_unusual(at)
                continue
            start = at
            at += 1 + (fact & CACHES)
            what = fact >> OPERAND_SHIFT & OPERAND
            if oparg >= self.limits[what]:
                self.at = start
                self.check_operand(what, self.plain[raw], oparg, at)
        if at != count:
            self.reject("caches", "the code ends inside an instruction")

    def read_unusual(self, at: int) -> int:
        """An instruction with a prefix or with rules of its own.  Out: where the next is."""
        following = self.read_instruction(at)
        opcode, oparg = self.opcode, self.oparg
        if opcode == self.kw_names:
            self.keywords = self.keyword_count(oparg)
            if not self.is_followed_by(self.precall, following) and not self.is_followed_by(self.call, following):
                self.reject("keywords", "no call follows")
            self.marks[following] |= CLOSED
            self.limits[ARGUMENTS] = 0
        elif opcode == self.yield_value:
            if not self.flags & SUSPENDABLE:
                self.reject("suspension", "the code is no generator's")
            if not self.is_followed_by(self.resume, following):
                self.reject("suspension", "YIELD_VALUE is not followed by RESUME")
            self.yielded = following
        elif opcode == self.resume:
            if oparg == 0:
                self.reject("opening", "it is not the beginning")
            if at != self.yielded:
                self.reject("suspension", "RESUME does not follow YIELD_VALUE")
        elif opcode == self.make_cell or opcode == self.copy_free or opcode == self.return_generator:
            self.reject("opening", "it is not the beginning")
        else:
            self.check_operand(self.facts[opcode] >> OPERAND_SHIFT & OPERAND, opcode, oparg, following)
        return following

    def is_followed_by(self, opcode: int, at: int) -> bool:
        """Is that the instruction at `at`?"""
        while at < self.count and self.plain[self.text[2 * at]] == self.extended:
            at += 1
        return at < self.count and self.plain[self.text[2 * at]] == opcode

    def check_operand(self, what: int, opcode: int, oparg: int, following: int) -> None:
        """An operand's range, and what follows a PRECALL.  In: what it stands for, where the next instruction is.

        `limits` has, for each thing that an operand may stand for, the least operand at which this is asked.
        """
        if what == CONSTANT:
            if oparg >= self.constant_count:
                self.reject("operand", f"constant {oparg} of {self.constant_count}")
        elif NAME <= what <= GLOBAL:
            if (oparg >> 1 if what == GLOBAL else oparg) >= self.name_count:
                self.reject("operand", f"name {oparg} of {self.name_count}")
        elif what >= JUMP:
            jump = following + oparg if what == JUMP else following - oparg
            if jump < 0 or jump >= self.count:
                self.reject("jump", f"it leads to code unit {jump} of {self.count}")
            self.marks[jump] |= TARGET
        elif what == BEFORE_CALL:
            if not self.is_followed_by(self.call, following):
                self.reject("keywords", "no call follows")
            self.marks[following] |= CLOSED
        elif what == ARGUMENTS:
            if self.keywords > oparg:
                self.reject("keywords", f"{self.keywords} of {oparg} arguments bear names")
            self.keywords, self.limits[ARGUMENTS] = -1, LARGEST_OPERAND
        elif what == LIMITED:
            if oparg > self.most[opcode] or oparg < self.least[opcode]:
                self.reject("operand", f"the operand is {oparg}")
        elif what:
            if oparg >= self.variable_count:
                self.reject("operand", f"variable {oparg} of {self.variable_count}")
            is_cell = self.kinds[oparg] & (SLOT_CELL | SLOT_FREE) != 0
            if what == CELL:
                if not is_cell:
                    self.reject("cell", f"variable {oparg} is no cell")
                if opcode == self.class_deref and self.flags & CO_OPTIMIZED:
                    self.reject("flags", "an OPTIMIZED code has no namespace")
            elif what == VARIABLE and is_cell:
                self.reject("cell", f"variable {oparg} is a cell")

    def read_opening(self) -> int:
        """COPY_FREE_VARS, MAKE_CELL, RETURN_GENERATOR, POP_TOP, RESUME.  Out: where the rest begins."""
        suspends, at, made = self.flags & SUSPENDABLE, 0, 0
        if suspends & (suspends - 1):
            self.reject("flags", f"co_flags is {self.flags:#x}")
        following = self.close(at)
        if self.free:
            if self.opcode != self.copy_free or self.oparg != self.free:
                self.reject("opening", f"it is not COPY_FREE_VARS {self.free}")
            following = self.close(following)
        if self.opcode == self.make_cell:  # few code objects have any
            met = bytearray(self.variable_count)
        while self.opcode == self.make_cell:
            if self.oparg >= self.variable_count or not self.kinds[self.oparg] & SLOT_CELL:
                self.reject("cell", f"variable {self.oparg} is no cell")
            if met[self.oparg]:
                self.reject("opening", f"variable {self.oparg} is a cell already")
            met[self.oparg] = 1
            made += 1
            following = self.close(following)
        if made != self.cell_count:
            self.reject("opening", "not all cells are made")
        if suspends:
            if self.opcode != self.return_generator:
                self.reject("opening", "it is not RETURN_GENERATOR")
            following = self.close(following)
            if self.opcode != self.pop_top:
                self.reject("opening", "it is not POP_TOP")
            following = self.close(following)
        if self.opcode != self.resume or self.oparg:
            self.reject("opening", "it is not RESUME 0")
        return following

    def close(self, at: int) -> int:
        """Read an instruction of the opening, which nothing may jump to.  Out: where the next one begins."""
        following = self.read_instruction(at)
        self.marks[at] |= START | CLOSED
        return following

    def keyword_count(self, oparg: int) -> int:
        """How many names a KW_NAMES gives."""
        if oparg >= self.constant_count or type(self.consts[oparg]) is not tuple:
            self.reject("keywords", f"constant {oparg} is no tuple of names")
        for name in self.consts[oparg]:
            if type(name) is not str:
                self.reject("keywords", f"constant {oparg} is no tuple of names")
        return len(self.consts[oparg])

    # -- tables

    def read_guards(self, table: bytes) -> None:
        """The exception table: five numbers for each entry in `guards`."""
        self.guard_count = self.next_byte = self.at = end = 0
        if 2 * len(table) + 8 > self.guard_room:
            self.guard_room = 4 * len(table) + 8
            self.guards = self.room("guards", self.guard_room)
        while self.next_byte < len(table):
            if not table[self.next_byte] & 128:
                self.reject("handlers", f"no entry begins at byte {self.next_byte} of the table")
            start = self.read_number(table)
            length = self.read_number(table)
            jump = self.read_number(table)
            depth = self.read_number(table)
            if start < end or length == 0 or start + length > self.count:
                self.reject("handlers", f"code units {start} to {start + length} do not follow {end}")
            end = start + length
            if self.marks[start] & (START | CLOSED) != START or (end < self.count and not self.marks[end] & START):
                self.reject("handlers", f"code units {start} to {end} are not whole instructions that may be guarded")
            if jump >= self.count or self.marks[jump] & (START | CLOSED) != START:
                self.reject("handlers", f"no handler can be at code unit {jump}")
            self.marks[jump] |= TARGET
            place = 5 * self.guard_count
            self.guards[place], self.guards[place + 1], self.guards[place + 2] = start, end, jump
            self.guards[place + 3], self.guards[place + 4] = depth >> 1, depth & 1
            self.guard_count += 1

    def read_number(self, table: bytes) -> int:
        """Six bits a byte, highest first; bit 6 means more."""
        number = 0
        while True:
            if self.next_byte >= len(table):
                self.reject("handlers", "the table ends inside an entry")
            byte = table[self.next_byte]
            self.next_byte += 1
            number = number << 6 | byte & 63
            if number >= LARGEST_OPERAND:
                self.reject("handlers", "a number that no code needs")
            if not byte & 64:
                break
        return number

    def check_lines(self, table: bytes) -> None:
        """The line table, entry by entry; bytecode/line_table.py says how they are written."""
        place = units = entries = 0
        size, lengths = len(table), LINE_ENTRY_LENGTHS
        while place < size:
            first = table[place]
            entries += 1
            units += (first & 7) + 1
            place += lengths[first]
            form = first >> 3 & 15
            if form == 13 or form == 14:
                place = past_numbers(table, place, size, 1 if form == 13 else 4)
                if place < 0:
                    self.reject("lines", "a number has more than 32 bits")
        if place > size:
            self.reject("lines", "the table ends inside an entry")
        if entries != high_bytes(table, size):
            # The host finds entries by that bit.
            self.reject("lines", "bytes above 127 stand elsewhere than at the beginning of an entry")
        if units > self.count:
            self.reject("lines", f"it speaks of {units} code units of {self.count}")
