"""A document as Markdown: every label is text, whatever it looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..analysis.trend import sparkline
from .blocks import Grid, Heading, Items, Line, Paragraph, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .blocks import Block, Cell, Document, Reference

#: What Markdown, and the HTML in it, could take for more than text.
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#|~!$])")
#: At the beginning of a line these begin a list or a quotation.
_BEGINS: Final = re.compile(r"^(\s*)([-+>]|\d+[.)])(?=\s)")
_BAD_IN_ADDRESS: Final = re.compile(r"[\s<>\\]")


def markdown(document: Document) -> str:
    """Return a document as Markdown, with tables as GitHub and pandoc read them."""
    lines = [f"# {_text(document.title)}", "", _text(document.subtitle), ""]
    lines += [f"- **{_text(value)}** {_text(what)}" for value, what in document.glance]
    for section in document.sections:
        lines += ["", f"## {_text(section.title)}"]
        for block in section.blocks:
            lines += ["", *_lines(block)]
    lines += ["", "## Sources", ""]
    # Numbers are escaped and written out: a renderer that counts anew would count the same.
    lines += [_reference(reference) for reference in document.references] or ["No statement rests on a source."]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"### {_text(block.text)}"
        case Paragraph():
            text = _words(block.words)
            yield f"*{text}*" if block.note else text
        case Items():
            yield from (f"- {_words(item)}" for item in block.items)
        case Grid():
            yield _row(_text(head) for head in block.head)
            yield _row("---:" if place in block.numeric else "---" for place in range(len(block.head)))
            for row in block.rows:
                yield _row(_cell(cell) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Line):
        return f"{sparkline(cell.values)} {_text(cell.first)} to {_text(cell.last)}"
    return _words(cell)


def _words(words: Words) -> str:
    soft = f" ({_text(words.soft)})" if words.soft else ""
    numbers = f" \\[{', '.join(map(str, words.sources))}\\]" if words.sources else ""
    return f"{_text(words.text)}{soft}{numbers}"


def _text(text: str) -> str:
    """Return text in one line, with all that Markdown reads as a sign taken as a letter."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _SPECIAL.sub(r"\\\1", plain)
    return _BEGINS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def _reference(reference: Reference) -> str:
    title = (
        f"{_text(reference.before)} *{_text(reference.title)}*" if reference.before else f"*{_text(reference.title)}*"
    )
    url = _BAD_IN_ADDRESS.sub(lambda bad: f"%{ord(bad[0]):02X}", reference.url)
    return f"{reference.number}. {title}{_text(reference.after)}{f' <{url}>' if url else ''}"
