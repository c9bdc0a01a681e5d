"""Pages of a PDF file to text: a paragraph a line, without running heads and captions."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.collect.chrome import is_page_number
from briefings.collect.html_blocks import Block
from briefings.collect.html_furniture import MORE
from briefings.collect.layout import is_date_line
from briefings.collect.pdf_blocks import blocks_by_size
from briefings.collect.pdf_columns import PdfLine, lines_of
from briefings.collect.pdf_paragraphs import Paragraph, Wrapping
from briefings.errors import UnreadableDocument
from briefings.model.markup import PdfBox, PdfMarkup, PdfPage

MARGIN_SHARE = 0.11
"""Running heads and page numbers stand in this share of a page, at its top or bottom."""

REPEATED_PAGES = 3
"""A line in the margin of so many pages, or of half of them, is a running head."""

MAX_MARGIN_LINES = 50
"""A page with more lines in its margins than this has no margins."""

CAPTION_SIZE = 0.93
"""A caption's letters are at most so large beside those of the text."""
CAPTION_GAP = 1.6
"""A caption stands so near to its picture, in times of its letters' size."""
CAPTION_LINES = 3
APART_STEP = 2.1
"""Paragraphs farther apart than so many times their letters' size have an empty line between."""

MAX_TABLE_HEAD_CHARS = 40
MIN_ROWS = 4
TABLES_SHARE = 0.6

_PRINTED = re.compile(
    r"^\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?,?\s{0,2}(?:오전|오후)?\s?\d{1,2}:\d{2}|"
    r"^(?:https?|file)://\S+(?:\s+\d+\s?/\s?\d+)?$"
)
"""What browsers print in the margins: when, and from which address."""
_ADDRESS = re.compile(r"(https?://[^\s…]{4,2000}?)(?:\s+\d+\s?/\s?\d+)?")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfText:
    """What a PDF file says.

    `text` has a paragraph a line, those set apart by an empty line, a form feed between pages; web
    addresses of links on a line of their own behind their paragraph. `blocks` are the same
    paragraphs with the rank that their letters' size gives them. `address` is where a browser
    printed it from; `is_tables` says that most of its paragraphs are rows of tables.
    """

    text: str
    blocks: tuple[Block, ...]
    address: str | None = None
    is_tables: bool = False


def pdf_text(markup: PdfMarkup, name: str) -> PdfText:
    """Read the pages of a PDF file.

    Raises `UnreadableDocument` naming the file where it holds no text.
    """
    if not any(word.text.strip() for page in markup.pages for word in page.words):
        raise UnreadableDocument(_without_text(markup, name))
    pages = [lines_of(page.words) for page in _without_margins(markup.pages)]
    wrapping = Wrapping(pages)
    body_size = _body_size(pages)
    told: list[list[Paragraph]] = []
    for page, lines in zip(markup.pages, pages, strict=True):
        found = list(wrapping.paragraphs(lines))
        figures = _figures(page)
        told.append([one for one in found if not _is_caption(one, figures, body_size)])
    told = _turned(told, wrapping)
    written = map(_written, told)
    return PdfText(
        text="\n\f".join(text for text in written if text),
        blocks=blocks_by_size([one for page in told for one in page]),
        address=_printed_address(markup.pages),
        is_tables=_is_tables([one for page in told for one in page]),
    )


def _is_tables(paragraphs: Sequence[Paragraph]) -> bool:
    rows = sum(one.first.is_row for one in paragraphs)
    return rows >= MIN_ROWS and rows >= len(paragraphs) * TABLES_SHARE


def _turned(pages: Sequence[list[Paragraph]], wrapping: Wrapping) -> list[list[Paragraph]]:
    """The pages, a paragraph that goes on overleaf whole on the page where it starts."""
    turned: list[list[Paragraph]] = []
    holder: list[Paragraph] = []
    for page in pages:
        rest = page
        if holder and page:
            whole = wrapping.turned(holder[-1], page[0])
            if whole is not None:
                holder[-1], rest = whole, page[1:]
        turned.append(list(rest))
        holder = turned[-1] or holder
    return turned


def _printed_address(pages: Sequence[PdfPage]) -> str | None:
    """The address that a browser printed in the margin of the pages."""
    found = (
        _ADDRESS.fullmatch(word.text.strip())
        for page in pages[:1]
        for word in page.words
        if word.bottom <= page.height * MARGIN_SHARE or word.top >= page.height * (1 - MARGIN_SHARE)
    )
    return next((one[1] for one in found if one is not None), None)


def _without_text(markup: PdfMarkup, name: str) -> str:
    if any(page.pictures for page in markup.pages):
        return f"{name}: the PDF holds pictures of pages, no text; run text recognition (OCR) first"
    return f"{name}: the PDF holds no text"


def _without_margins(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without running heads, page numbers and what browsers print around them."""
    margins = [_margin_lines(page) for page in pages]
    counts: Counter[str] = Counter()
    for lines in margins:
        counts.update({_pattern(line.text) for line in lines})
    enough = max(2, min(REPEATED_PAGES, (len(pages) + 1) // 2))
    heads = frozenset(pattern for pattern, count in counts.items() if count >= enough)
    return [_without(page, lines, heads) for page, lines in zip(pages, margins, strict=True)]


def _margin_lines(page: PdfPage) -> list[PdfLine]:
    edge = page.height * MARGIN_SHARE
    inside = [word for word in page.words if word.bottom <= edge or word.top >= page.height - edge]
    return lines_of(inside)


def _without(page: PdfPage, margin: Sequence[PdfLine], heads: frozenset[str]) -> PdfPage:
    found = (line for line in margin if _is_furniture(line.text, heads))
    dropped = list(itertools.islice(found, MAX_MARGIN_LINES))
    kept = tuple(
        word
        for word in page.words
        if not any(
            line.top <= word.top
            and word.bottom <= line.bottom
            and line.left <= word.left
            and word.right <= line.right
            for line in dropped
        )
    )
    return replace(page, words=kept)


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", text)


def _is_furniture(text: str, heads: frozenset[str]) -> bool:
    return _pattern(text) in heads or is_page_number(text) or _PRINTED.search(text) is not None


def _body_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _figures(page: PdfPage) -> list[PdfBox]:
    """What is drawn without words in it: pictures, not the frames of tables and boxes."""
    return [
        box
        for box in page.figures
        if not any(
            box.left <= (word.left + word.right) / 2 <= box.right
            and box.top <= (word.top + word.bottom) / 2 <= box.bottom
            for word in page.words
        )
    ]


def _is_caption(paragraph: Paragraph, figures: Sequence[PdfBox], body_size: float) -> bool:
    """Small letters right below or above a picture, no wider than it."""
    first, last = paragraph.first, paragraph.last
    if len(paragraph.lines) > CAPTION_LINES or first.size > body_size * CAPTION_SIZE:
        return False
    near = first.size * CAPTION_GAP
    return any(
        (0 <= first.top - box.bottom <= near or 0 <= box.top - last.bottom <= near)
        and box.left - near <= first.left
        and max(line.right for line in paragraph.lines) <= box.right + near
        for box in figures
    )


def _written(paragraphs: Sequence[Paragraph]) -> str:
    parts: list[str] = []
    before: Paragraph | None = None
    for paragraph, behind in itertools.zip_longest(paragraphs, paragraphs[1:]):
        if before is not None and _is_apart(before, paragraph):
            parts.append("")
        if _heads_table(before, paragraph, behind):
            parts.append(f"## {paragraph.text}")
        elif not (paragraph.urls and MORE.match(paragraph.text)):
            parts.append(paragraph.text)
        parts += _unseen(paragraph.urls, parts)
        before = paragraph
    return "\n".join(parts)


def _heads_table(before: Paragraph | None, one: Paragraph, behind: Paragraph | None) -> bool:
    """Whether a short line between others heads the table below it."""
    if before is None or behind is None or one.first.is_row or not behind.first.is_row:
        return False
    return len(one.text) <= MAX_TABLE_HEAD_CHARS and not is_date_line(one.text)


def _is_apart(before: Paragraph, paragraph: Paragraph) -> bool:
    step = paragraph.first.top - before.last.top
    return step < -before.last.size or step > APART_STEP * before.last.size


def _unseen(urls: Sequence[str], parts: Sequence[str]) -> list[str]:
    """Addresses that the text does not show itself right before."""
    shown = "".join(parts[-12:]).replace(" ", "")
    return [url for url in urls if url.rstrip("/") not in shown]
