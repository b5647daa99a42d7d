"""An edited source, and what is known of the version before it -> the bytes that a full compile would give.

    made = recompile(old, b"...", "app.py", optimize=0)
    made.edition.code          marshal bytes, those of `dumps(compile_source(...))`
    made.compiled              names of the definitions that were compiled, the bodies around them included

Steps: match (which text is as it was) -> read (parse the rest, prove that it stands apart) -> compile what is new ->
link.  A body whose statements are the same ones in the same order is not generated again: its location table gets other
lines, and the rest of its bytes is copied.  Raises Refusal where the edit reaches further; then everything is compiled.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from types import CodeType
from typing import NamedTuple

from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_own, without_collection
from cutaway.compiler.assembler import assemble
from cutaway.compiler.future import CO_FUTURE_BARRY_AS_BDFL
from cutaway.compiler.parse import parse
from cutaway.compiler.unit import CodeUnit
from cutaway.incremental.bodies import all_items, bodies_to_generate, end_of, new_paths
from cutaway.incremental.edition import Edition
from cutaway.incremental.gaps import EMPTY, Gaps, Unspliced
from cutaway.incremental.index_bytes import row_of
from cutaway.incremental.line_shift import last_up_to, shifted
from cutaway.incremental.marshal_link import Linker
from cutaway.incremental.marshal_scan import CodePlace, Stream, Unlinkable
from cutaway.incremental.matching import Fresh, Kept, Matcher, Opened, Piece
from cutaway.incremental.module_code import ModuleCode
from cutaway.incremental.outline import OTHER, Statement, imported_names, may_warn
from cutaway.incremental.outline_edit import new_outline
from cutaway.incremental.refusal import Refusal
from cutaway.incremental.sharing import check_sharing
from cutaway.incremental.skeleton import Item, Path, Skeleton, read_items
from cutaway.incremental.source_text import normalised
from cutaway.incremental.splice import Splice


class Recompiled(NamedTuple):
    """What came of an edit."""

    edition: Edition
    items: list[Item]
    compiled: list[Path]
    """New definitions, each by the indexes of the new statements that lead to it, and bodies generated again."""
    regenerated: dict[Path, str]
    """Bodies, by the indexes of the old statements, that were generated again, and why."""


def recompile(old: Edition, source: bytes, filename: str, optimize: int) -> Recompiled:
    """Compile what changed.

    In: the version before; the new source; the file's name and the level of optimisation, both as before.
    Raises Refusal, and what the parser and the compiler raise, for text that may be right in its whole.
    """
    return without_collection(lambda: _Edit(old, source, filename, optimize).made())


class _Edit:
    """One edit."""

    def __init__(self, old: Edition, source: bytes, filename: str, optimize: int) -> None:
        self.old = old
        self.filename = filename
        self.optimize = optimize
        self.text = normalised(source)
        self.pieces = Matcher(self.text).module(old.outline.statements)
        self._check_futures()
        self.stream = Stream(old.code)
        self.codes: dict[int, list[CodePlace]] = {}
        for code in self.stream.codes[1:]:
            self.codes.setdefault(code.first_line, []).append(code)

    def made(self) -> Recompiled:
        """Do it."""
        statements = self.old.outline.statements
        tree = self._parse(frozenset())[0]
        items = read_items(tree.body, self.pieces, statements, self.text, b"", None)
        self.imports = imported_names(statements)
        if imported_names([item.statement for item in items]) != self.imports:
            raise Refusal("the module imports other names")
        self.ends = {
            (item.line, item.statement.name): end_of(item) for item in all_items(items) if item.opened is not None
        }
        regenerated = bodies_to_generate(items, statements)
        while True:
            link = _Link(self, items, frozenset(regenerated))
            more = link.bodies_that_differ()
            if not more:
                break
            regenerated |= dict.fromkeys(more, "a definition in it begins or ceases to use its class")
        outline = new_outline(items, self.text)
        rows = [
            self.old.rows[item.old] if item.old >= 0 and item.opened is None else row_of(statement)
            for item, statement in zip(items, outline.statements, strict=True)
        ]
        edition = Edition(outline, link.linked(), self.old.flags, self.old.futures, rows)
        return Recompiled(edition, items, new_paths(items), regenerated)

    def _check_futures(self) -> None:
        old = self.old
        if old.flags & CO_FUTURE_BARRY_AS_BDFL:
            raise Refusal("a future statement changes the grammar")
        for fresh in _fresh(self.pieces):
            text = self.text[fresh.start : fresh.stop]
            if b"__future__" in text:
                raise Refusal("new text speaks of __future__")
            if may_warn(text):
                raise Refusal("the parser may warn about new text")
        for index in range(old.futures):
            piece = self.pieces[index] if index < len(self.pieces) else None
            if not isinstance(piece, Kept) or piece.old != index:
                raise Refusal("what stands up to the future statements changed")

    def _parse(
        self, regenerated: frozenset[Path], taken_over: frozenset[int] = frozenset()
    ) -> tuple[ast.Module, Skeleton]:
        skeleton = Skeleton(self.text, regenerated, self._uses_class_cell, taken_over)
        skeleton.write(self.pieces, self.old.outline.statements, (), b"")
        try:
            tree = parse(skeleton.source(), self.filename, "exec", optimize=self.optimize)
        except SyntaxError as error:
            raise Refusal("new text does not stand on its own") from error
        return tree, skeleton

    def compile(self, regenerated: frozenset[Path], plan: Gaps | None) -> tuple[CodeType, Skeleton]:
        """Compile new text, and the bodies that are to be generated again.

        In: these bodies; what is taken over of the module's, where that is one of them.
        """
        tree, skeleton = self._parse(regenerated, plan.copied if plan is not None else frozenset())
        skeleton.ends.update(self.ends)
        skeleton.mend(tree.body)
        if plan is None:
            return self._compile(tree, skeleton), skeleton
        others = EMPTY
        for gap, module in plan.modules(tree.body):
            code = self._compile(module, skeleton, None if gap is None else partial(plan.back_end, gap))
            if gap is None:
                others = code
        return plan.carrier(others), skeleton

    def _compile(
        self, tree: ast.Module, skeleton: Skeleton, of_module: Callable[[CodeUnit], CodeType] | None = None
    ) -> CodeType:
        stubs = skeleton.stubs

        def back_end(unit: CodeUnit) -> CodeType:
            if (unit.first_line, unit.name) in stubs and unit.qualname.rpartition(".")[2] == unit.name:
                return _stub(unit)
            return of_module(unit) if of_module is not None and unit.name == "<module>" else assemble(unit)

        return compile_own(tree, self.filename, self.old.flags, self.optimize, back_end, self.imports)

    def old_line(self, path: Path) -> int:
        """Give the line at which an old statement begins."""
        line = self.old.outline.lines[path[0]]
        statement = self.old.outline.statements[path[0]]
        for index in path[1:]:
            offset, statement = statement.body[index]
            line += offset
        return line

    def old_statement(self, path: Path) -> Statement:
        """Give an old statement."""
        statement = self.old.outline.statements[path[0]]
        for index in path[1:]:
            statement = statement.body[index][1]
        return statement

    def old_code(self, path: Path) -> CodePlace:
        """Find the code object of an old definition; of the module for ()."""
        if not path:
            place: CodePlace = self.stream.codes[0]
            return place
        return place_of(self.stream, self.codes, self.old_line(path), self.old_statement(path).name)

    def _uses_class_cell(self, path: Path) -> bool:
        return self.old_code(path).free > 0


def place_of(stream: Stream, codes: dict[int, list[CodePlace]], line: int, name: str) -> CodePlace:
    """Find a code object by line and name.  Raises Refusal where there is none."""
    for code in codes.get(line, ()):
        if stream.text(code.name) == name:
            return code
    raise Refusal(f"the code object of {name} is not where it should be")


class _Link:
    """One attempt to put the new file together, with some bodies generated again."""

    def __init__(self, edit: _Edit, items: list[Item], regenerated: frozenset[Path]) -> None:
        self.edit = edit
        self.items = items
        self.regenerated = regenerated
        self.starts: list[tuple[int, int]] = []
        self.ends: dict[tuple[int, int], tuple[int, int]] = {}
        self.shifted_bodies: list[Path] = []
        self.differ: set[Path] = set()
        self.replaced: list[tuple[int, int]] = []
        self.fresh: list[int] = []
        self.number = -1
        self.plan = self._plan() if () in regenerated else None
        if regenerated or any(item.old < 0 for item in all_items(items)):
            code, skeleton = self._compiled(regenerated)
            self.carrier = code
            self.new = Stream(dumps(code))
            self.new_codes: dict[int, list[CodePlace]] = {}
            for place in self.new.codes[1:]:
                self.new_codes.setdefault(place.first_line, []).append(place)
            self.stubs = skeleton.stubs
        self.linker = Linker(edit.stream)
        if hasattr(self, "new"):
            try:
                self.number = self.linker.add(self.new)
            except Unlinkable as problem:
                raise Refusal(str(problem)) from problem
        self._body(items, ())

    def _plan(self) -> Gaps | None:
        """Find out how much of the module's body need not be generated; None where all of it must be."""
        old = self.edit.old.outline
        try:
            return Gaps(ModuleCode(self.edit.stream, old.lines), old.statements, self.items)
        except Unspliced:
            return None

    def _compiled(self, regenerated: frozenset[Path]) -> tuple[CodeType, Skeleton]:
        try:
            return self.edit.compile(regenerated, self.plan)
        except Unspliced:
            self.plan = None
            return self.edit.compile(regenerated, None)

    def bodies_that_differ(self) -> set[Path]:
        """Name the bodies that must be generated again although their statements are the same."""
        return self.differ

    def _body(self, items: list[Item], path: Path) -> None:
        all_new = path in self.regenerated
        if not all_new:
            self.shifted_bodies.append(path)
        for position, item in enumerate(items):
            whole = all_new and not (self.plan is not None and not path and self.plan.readings[position] is not None)
            if item.old < 0:
                if not whole:
                    self._replace(item, (*path, position), path)
                continue
            here = (*path, item.old)
            old_line = self.edit.old_line(here)
            self.starts.append((old_line, item.line - old_line))
            if item.opened is not None:
                self._opened(item, here, path, whole)
            elif whole and item.statement.kind != OTHER:
                stub = self._new_code(item.line, item.statement.name)
                self._put(self.number, stub.meeting, 0, self.edit.old_code(here).meeting)

    def _opened(self, item: Item, here: Path, path: Path, whole: bool) -> None:
        assert item.opened is not None
        old = self.edit.old_code(here)
        if here in self.regenerated:
            new = self._new_code(item.line, item.statement.name)
            if new.free != old.free and not whole:
                self.differ.add(path)
            if not whole:
                self._put(0, old.meeting, self.number, new.meeting)
                self.fresh.append(new.meeting)
        elif whole:
            if old.free:
                self.differ.add(here)
            new = self._new_code(item.line, item.statement.name)
            self._put(self.number, new.meeting, 0, old.meeting)
        self._end(item, here, end_of(item))
        self._body(item.opened, here)

    def _replace(self, item: Item, old_path: Path, path: Path) -> None:
        """Let a new definition stand for the old one, in a body that is not generated again."""
        old_line = self.edit.old_line(old_path)
        self.starts.append((old_line, item.line - old_line))
        old = self.edit.old_code(old_path)
        new = self._new_code(item.line, item.statement.name)
        if old.free != new.free:
            self.differ.add(path)
        self._put(0, old.meeting, self.number, new.meeting)
        self.replaced.append((old.meeting, self.edit.stream.after[old.meeting]))
        self.fresh.append(new.meeting)
        self._end(item, old_path, (item.line + item.statement.end_line, item.statement.end_column))

    def _end(self, item: Item, old_path: Path, end: tuple[int, int]) -> None:
        old = self.edit.old_statement(old_path)
        self.ends[self.edit.old_line(old_path) + old.end_line, old.end_column] = end

    def _new_code(self, line: int, name: str) -> CodePlace:
        return place_of(self.new, self.new_codes, line, name)

    def _put(self, stream: int, meeting: int, new_stream: int, new_meeting: int) -> None:
        self.linker.replace(stream, meeting, new_stream, new_meeting)

    def linked(self) -> bytes:
        """Write the file.  Raises Refusal where the sharing of constants cannot be told."""
        edit, linker = self.edit, self.linker
        self.starts.sort()
        lines = [line for line, _ in self.starts]
        shifts = [shift for _, shift in self.starts]
        if any(shifts):
            for code in edit.stream.codes[1:]:
                segment = last_up_to(lines, code.first_line)
                if segment >= 0:
                    linker.move(0, code.meeting, shifts[segment])
        self._shift_tables(lines, shifts)
        whole = () in self.regenerated
        if self.plan is not None:
            return self._spliced(self.plan)
        if self.number > 0:
            check_sharing(linker, self.number, whole)
        result: bytes = linker.link(self.number, 0) if whole else linker.link(0, 0)
        return result

    def _spliced(self, plan: Gaps) -> bytes:
        """Write the file with a body of which most is taken over."""
        linker, edit = self.linker, self.edit
        splice = Splice(plan, linker, self.number, self.carrier.co_consts, self.carrier.co_names)
        shifts = [item.line - edit.old.outline.lines[item.old] if item.old >= 0 else 0 for item in self.items]
        data, places = splice.written(shifts, self.ends)
        codes = [place.meeting for place in edit.stream.codes]
        check_sharing(linker, self.number, True, splice.kept(codes))
        root = linker.add(Stream(data), places)
        result: bytes = linker.link(root, 0)
        return result

    def _shift_tables(self, lines: list[int], shifts: list[int]) -> None:
        tables: dict[bytes, int] = {}
        places: list[tuple[int, int]] = []
        stream = self.edit.stream
        for path in self.shifted_bodies:
            code = self.edit.old_code(path)
            meeting = stream.first[stream.object[code.locations]]
            table = stream.owner[stream.at[meeting] + 5 : stream.stop[meeting]]
            first_line = code.first_line
            segment = last_up_to(lines, first_line) if path else -1
            new_first = first_line + shifts[segment] if segment >= 0 else first_line
            new_table = shifted(table, first_line, new_first, lines, shifts, self.ends)
            if new_table != table:
                # In a stream equal tables are one object.
                data = b"s" + len(new_table).to_bytes(4, "little") + new_table
                places.append((code.locations, tables.setdefault(data, len(tables) + 1)))
        if tables:
            number = self.linker.add(Stream(b"(" + len(tables).to_bytes(4, "little") + b"".join(tables)))
            for place, meeting in places:
                self._put(0, place, number, meeting)


def _stub(unit: CodeUnit) -> CodeType:
    """Make a code object that only says where a definition stands and how many free variables it has."""
    return EMPTY.replace(
        co_name=unit.name,
        co_qualname=unit.name,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_freevars=tuple(unit.freevars),
    )


def _fresh(pieces: list[Piece]) -> list[Fresh]:
    found: list[Fresh] = []
    for piece in pieces:
        if isinstance(piece, Fresh):
            found.append(piece)
        elif isinstance(piece, Opened):
            found.extend(_fresh(piece.pieces))
    return found
