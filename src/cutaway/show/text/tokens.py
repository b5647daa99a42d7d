"""Printer of the first stage: the words that the source is read as.

listing("x = 1\n", "f.py")  ->  1:0-1:1  NAME    'x'
                                1:2-1:3  OP      '='      EQUAL
                                1:4-1:5  NUMBER  '1'
                                ...
"""

from __future__ import annotations

import io
import token as token_numbers
import tokenize

from cutaway.show.text.listing import Item, Listing, as_text


def listing(source: str, filename: str) -> Listing:
    """Cut a source text into its tokens.

    Raises SyntaxError for what the host's tokenizer cannot cut: an unfinished bracket or string, wrong indentation.
    """
    try:
        cut = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except tokenize.TokenError as error:
        message, (line, column) = error.args
        raise SyntaxError(message, (filename, line, column + 1, None)) from None
    items = tuple(_item(number, token) for number, token in enumerate(cut, 1))
    return Listing("tokens", filename, items, facts={"tokens": len(items)}, shows_refs=True)


def render(source: str, filename: str = "<string>") -> str:
    """Print the tokens of a source text."""
    return as_text(listing(source, filename), source)


def _item(number: int, token: tokenize.TokenInfo) -> Item:
    (line, column), (end_line, end_column) = token.start, token.end
    place = f"{line}:{column}-{end_line}:{end_column}"
    kind = token_numbers.tok_name[token.type]
    exact = token_numbers.tok_name[token.exact_type]
    text = f"{place:<11} {kind:<9} {token.string!r}" + (f"  {exact}" if exact != kind else "")
    return Item(
        text,
        line,
        {"kind": kind, "exact": exact, "string": token.string, "start": [line, column], "end": [end_line, end_column]},
        ref=f"t{number}",
    )
