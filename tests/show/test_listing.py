"""The form that all printers share: text with margins, data, and the filters."""

from __future__ import annotations

from cutaway.show.text.links import listing as links_listing
from cutaway.show.text.links import ranges
from cutaway.show.text.listing import Item, Listing, all_items, as_data, as_text, only_lines, only_named

SOURCE = "a = 1\nb = 2\n"
INNER = Listing("s", "inner", (Item("two", 2, {"n": 2}, ref="x3"),), facts={"name": "inner"})
OUTER = Listing("s", "outer", (Item("one", 1, ref="x1"), Item("uno", 1, ref="x2")), notes=("note",), parts=(INNER,))


def test_source_line_is_printed_once_for_a_run_of_items() -> None:
    assert as_text(OUTER, SOURCE).splitlines() == [
        "── s ── outer",
        "   note",
        "    1 │ a = 1",
        "      · one",
        "      · uno",
        "",
        "── s ── inner",
        "    2 │ b = 2",
        "      · two",
    ]


def test_without_source_the_number_stands_alone() -> None:
    assert "    1 │" in as_text(OUTER).splitlines()


def test_data_says_what_the_text_says() -> None:
    data = as_data(OUTER)
    assert data["items"] == [
        {"line": 1, "ref": "x1", "text": "one"},
        {"line": 1, "ref": "x2", "text": "uno"},
    ]
    assert data["parts"] == [as_data(INNER)]


def test_filters() -> None:
    assert only_lines(OUTER, [2]).parts == (INNER,)
    assert only_lines(OUTER, [1]).parts == ()
    assert only_named(OUTER, "inner").items == ()
    assert only_named(OUTER, "inner").parts == (INNER,)
    assert [item.ref for item in all_items(OUTER)] == ["x1", "x2", "x3"]


def test_links_join_neighbours() -> None:
    assert ranges(["t1", "t2", "t3", "t30"]) == "t1-3 t30"
    assert ranges(["f@0", "f@2", "g@4"]) == "f@0-2 g@4"
    (first, second) = links_listing("f.py", SOURCE, [OUTER]).items
    assert (first.line, first.text) == (1, "s         x1-2")
    assert second.line == 2
