"""Pages of a PDF file to text: columns in reading order, without running heads and page numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from briefings.collect.chrome import is_page_number
from briefings.collect.html_furniture import MORE
from briefings.errors import UnreadableDocument
from briefings.model.markup import PdfMarkup, PdfPage, PdfWord

MARGIN_SHARE = 0.11
"""Running heads and page numbers stand in this share of a page, at its top or bottom."""

REPEATED_PAGES = 3
"""A line in the margin of so many pages, or of half of them, is a running head."""

GUTTER_POINTS = 10.0
COLUMN_LINES = 4
SPANNING_SHARE = 0.62
PARAGRAPH_GAP = 1.4
"""Lines farther apart than so many times the usual distance are different paragraphs."""

FULL_LINE_SHARE = 0.85
"""A line that ends before so much of the text's width goes on in no other."""

_PRINTED = re.compile(
    r"^\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?,?\s{0,2}(?:오전|오후)?\s?\d{1,2}:\d{2}|"
    r"^(?:https?|file)://\S+(?:\s+\d+\s?/\s?\d+)?$"
)
"""What browsers print in the margins: when, and from which address."""

_REST_OF_WORD = re.compile(
    r"(?:다|요|죠|까|니다|습니다|입니다|했다|됐다|였다|이다|있다|한다|된다)[.!?]|"
    r"(?:을|를|은|는|에|로|와|과|으로|에서|에게|까지|부터|라고|이라고|에는|에도|들이|들은|"
    r"들을)(?=[\s,])"
)
"""A word cut at the line's end goes on with these; none of them starts a word of its own."""

_DIGITS = re.compile(r"\d+")
WRAPPED_SHARE = 0.75
"""A line of at least so much of its paragraph's longest line was broken by the margin."""

_SAME_LINE_SHARE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    urls: tuple[str, ...]


def pdf_text(markup: PdfMarkup, name: str) -> str:
    """The text of a PDF file: a line a line, paragraphs apart by an empty line, a form feed
    between pages; web addresses of links on a line of their own behind their paragraph.

    Raises `UnreadableDocument` naming the file where it holds no text.
    """
    pages = [_lines(page) for page in markup.pages]
    if not any(pages):
        raise UnreadableDocument(_without_text(markup, name))
    heads = _running_heads(markup.pages, pages)
    written = (
        _written([line for line in lines if not _is_furniture(line, page, heads)])
        for page, lines in zip(markup.pages, pages, strict=True)
    )
    return "\n\f".join(text for text in written if text)


def unwrapped(text: str) -> str:
    """The text with the lines of a paragraph joined, for readers of running text."""
    return "\n\n".join(_joined(part.split("\n")) for part in re.split(r"\n\s*\n", text))


def _joined(lines: Sequence[str]) -> str:
    full = max(map(len, lines)) * WRAPPED_SHARE
    parts = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if before.endswith("-") and line[:1].islower():
            parts[-1] = parts[-1][:-1] + line
        elif len(before) >= full and not line.startswith(("http://", "https://")):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return "\n".join(parts)


def _without_text(markup: PdfMarkup, name: str) -> str:
    if any(page.pictures for page in markup.pages):
        return f"{name}: the PDF holds pictures of pages, no text; run text recognition (OCR) first"
    return f"{name}: the PDF holds no text"


def _lines(page: PdfPage) -> list[_Line]:
    words = [word for word in page.words if word.text.strip()]
    return [line for group in _in_reading_order(words) for line in _merged(group)]


def _in_reading_order(words: Sequence[PdfWord]) -> Iterator[list[PdfWord]]:
    """Groups of words to be read one after the other: bands between lines over the whole width,
    and in each band its columns from left to right.
    """
    if not words:
        return
    left, right = min(word.left for word in words), max(word.right for word in words)
    band: list[PdfWord] = []
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        if word.right - word.left >= (right - left) * SPANNING_SHARE:
            yield from _columns(band)
            yield [word]
            band = []
        else:
            band.append(word)
    yield from _columns(band)


def _columns(band: Sequence[PdfWord]) -> Iterator[list[PdfWord]]:
    """The band's columns, where a gutter runs down all of it; else the band as it is."""
    gutter = _gutter(band)
    if gutter is None:
        if band:
            yield list(band)
        return
    yield from _columns([word for word in band if word.right <= gutter])
    yield from _columns([word for word in band if word.left >= gutter])


def _gutter(band: Sequence[PdfWord]) -> float | None:
    """The middle of the widest strip that no word crosses, with lines enough on both sides."""
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for word in sorted(band, key=lambda word: word.left):
        if reach > float("-inf") and word.left - reach >= GUTTER_POINTS:
            middle = (word.left + reach) / 2
            if _is_column_pair(band, middle) and (best is None or word.left - reach > best[0]):
                best = word.left - reach, middle
        reach = max(reach, word.right)
    return None if best is None else best[1]


def _is_column_pair(band: Sequence[PdfWord], middle: float) -> bool:
    """Whether both sides are text of their own, not numbers or marks beside the lines."""
    sides = (
        [word for word in band if word.right <= middle],
        [word for word in band if word.left >= middle],
    )
    if any(len({round(word.top) for word in side}) < COLUMN_LINES for side in sides):
        return False
    return all(median(len(word.text) for word in side) >= COLUMN_LINES * 2 for side in sides)


def _merged(words: Sequence[PdfWord]) -> Iterator[_Line]:
    """Words of one height to one line, from left to right."""
    row: list[PdfWord] = []
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        if row and not _on_one_line(row[-1], word):
            yield _line(row)
            row = []
        row.append(word)
    if row:
        yield _line(row)


def _on_one_line(one: PdfWord, other: PdfWord) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _SAME_LINE_SHARE * min(one.bottom - one.top, other.bottom - other.top)


def _line(row: list[PdfWord]) -> _Line:
    row = sorted(row, key=lambda word: word.left)
    return _Line(
        text=" ".join(" ".join(word.text.split()) for word in row),
        left=row[0].left,
        top=min(word.top for word in row),
        right=row[-1].right,
        bottom=max(word.bottom for word in row),
        urls=tuple(dict.fromkeys(word.url for word in row if word.url)),
    )


def _in_margin(line: _Line, page: PdfPage) -> bool:
    edge = page.height * MARGIN_SHARE
    return line.bottom <= edge or line.top >= page.height - edge


def _pattern(line: _Line) -> str:
    return _DIGITS.sub("#", line.text)


def _running_heads(pages: Sequence[PdfPage], lines: Sequence[Sequence[_Line]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page, found in zip(pages, lines, strict=True):
        counts.update({_pattern(line) for line in found if _in_margin(line, page)})
    enough = max(2, min(REPEATED_PAGES, (len(pages) + 1) // 2))
    return frozenset(pattern for pattern, count in counts.items() if count >= enough)


def _is_furniture(line: _Line, page: PdfPage, heads: frozenset[str]) -> bool:
    if not _in_margin(line, page):
        return False
    return (
        _pattern(line) in heads
        or is_page_number(line.text)
        or _PRINTED.search(line.text) is not None
    )


def _written(lines: Sequence[_Line]) -> str:
    usual = _usual_step(lines)
    edge = max((line.right for line in lines), default=0.0) * FULL_LINE_SHARE
    parts: list[str] = []
    urls: list[str] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and _starts_paragraph(before, line, usual):
            parts += [*_unseen(urls, parts), ""]
            urls = []
        if parts and parts[-1] == _last_text(before) and _is_cut_word(parts[-1], line.text):
            parts[-1] += line.text
        elif not (line.urls and MORE.match(line.text)):
            parts.append(line.text)
        urls += line.urls
        if urls and line.right < edge:  # a line that ends early ends its sentence or title
            parts += _unseen(urls, parts)
            urls = []
        before = line
    parts += _unseen(urls, parts)
    return "\n".join(parts)


def _last_text(line: _Line | None) -> str | None:
    return None if line is None else line.text


def _is_cut_word(before: str, line: str) -> bool:
    """Whether a line starts with the rest of a Korean word: an ending or particle by itself."""
    return bool(before) and "가" <= before[-1] <= "힣" and _REST_OF_WORD.match(line) is not None


def _unseen(urls: Sequence[str], parts: Sequence[str]) -> list[str]:
    """Addresses that the paragraph does not show itself."""
    shown = "".join(parts[-12:]).replace(" ", "")
    return [url for url in dict.fromkeys(urls) if url.rstrip("/") not in shown]


def _usual_step(lines: Sequence[_Line]) -> float:
    """From line to line inside a paragraph: of all distances one of the shorter ones."""
    steps = [
        after.top - before.top
        for before, after in itertools.pairwise(lines)
        if 0 < after.top - before.top < 60
    ]
    return quantiles(steps, n=5)[0] if len(steps) > 1 else 14.0


def _starts_paragraph(before: _Line, line: _Line, usual: float) -> bool:
    step = line.top - before.top
    return step < -usual or step > usual * PARAGRAPH_GAP
