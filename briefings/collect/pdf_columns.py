"""The runs of characters of a PDF page to lines in reading order, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from briefings.collect.pdf_tables import Table, parted, row_text, rows_of
from briefings.model.markup import SOFT_HYPHEN, PdfWord

GUTTER_POINTS = 10.0
COLUMN_LINES = 4
"""A column has so many lines; a shorter one must be written apart from the column before it."""
PROSE_CHARS = 8
"""Shorter runs are numbers and marks beside the lines, or the words of a table."""
SPANNING_SHARE = 0.62
CROSSED_SHARE = 0.2
"""So few lines may run across a gutter: headings over two of three columns."""
MAX_EDGES = 12
"""Left edges that are tried as the start of a column, the most common first."""
BLOCK_LINES = 12
"""So many lines from one left edge on show where lines end."""
_NEARLY_ALL = 0.9
_EDGE_POINTS = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfLine:
    """A line of one column: `edge` is where the column's lines end; `is_row` says that it is the
    row of a table.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    edge: float
    size: float
    bold: bool
    urls: tuple[str, ...]
    is_row: bool = False


def lines_of(words: Sequence[PdfWord]) -> list[PdfLine]:
    """The lines of a page, or of a part of it, as they are read."""
    filled = [word for word in words if word.text.strip(f" \xa0{SOFT_HYPHEN}")]
    lines: list[PdfLine] = []
    for part in parted(filled):
        if isinstance(part, Table):
            lines += map(_table_line, part.rows)
        else:
            lines += [
                line for group, edge in _in_reading_order(part) for line in _merged(group, edge)
            ]
    return _narrowed(lines)


def _table_line(row: Sequence[Sequence[PdfWord]]) -> PdfLine:
    words = [word for cell in row for word in cell]
    right = max(word.right for word in words)
    return PdfLine(
        text=row_text([list(cell) for cell in row]),
        left=words[0].left,
        top=min(word.top for word in words),
        right=right,
        bottom=max(word.bottom for word in words),
        edge=right,
        size=max(word.size for word in words),
        bold=all(word.bold for word in words),
        urls=(),
        is_row=True,
    )


def _narrowed(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines, those of a block that starts at one left edge with the right edge that nearly
    none of them passes: a page may use one of its columns alone.
    """
    blocks: dict[int, list[float]] = {}
    for line in lines:
        blocks.setdefault(round(line.left / _EDGE_POINTS), []).append(line.right)
    edges = {
        left: sorted(rights)[int(len(rights) * _NEARLY_ALL)]
        for left, rights in blocks.items()
        if len(rights) >= BLOCK_LINES
    }
    return [
        replace(line, edge=min(line.edge, edges.get(round(line.left / _EDGE_POINTS), line.edge)))
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A run with its number in the file: what is written apart was set apart."""

    word: PdfWord
    number: int


_Band = Sequence[_Placed]
_Group = tuple[list[PdfWord], float]
"""Words to be read one after the other, and where their lines end."""


def _in_reading_order(words: Sequence[PdfWord]) -> Iterator[_Group]:
    """Bands between lines over the whole width, and in each band its columns from left to
    right.
    """
    if not words:
        return
    placed = [_Placed(word, number) for number, word in enumerate(words)]
    left, right = min(word.left for word in words), max(word.right for word in words)
    band: list[_Placed] = []
    for one in sorted(placed, key=lambda one: (one.word.top, one.word.left)):
        if one.word.right - one.word.left >= (right - left) * SPANNING_SHARE:
            yield from _columns(band, right)
            yield [one.word], right
            band = []
        else:
            band.append(one)
    yield from _columns(band, right)


def _columns(band: _Band, edge: float) -> Iterator[_Group]:
    """The band's columns, where a gutter runs down all of it or nearly; else the band as it is."""
    gutter = _gutter(band)
    if gutter is not None:
        first, second = _sides(band, gutter)
        yield from _columns(first, max(one.word.right for one in first))
        yield from _columns(second, edge)
        return
    crossing = _crossing(band)
    part: list[_Placed] = []
    for one in band:
        if one in crossing:
            yield from _columns(part, edge)
            yield [one.word], edge
            part = []
        else:
            part.append(one)
    if crossing:
        yield from _columns(part, edge)
    elif part:
        yield [one.word for one in part], edge


def _gutter(band: _Band) -> float | None:
    """The middle of the widest strip that no word crosses, with text enough on both sides."""
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for one in sorted(band, key=lambda one: one.word.left):
        width = one.word.left - reach
        if reach > float("-inf") and width >= GUTTER_POINTS:
            middle = (one.word.left + reach) / 2
            if (best is None or width > best[0]) and _is_column_pair(band, middle):
                best = width, middle
        reach = max(reach, one.word.right)
    return None if best is None else best[1]


def _crossing(band: _Band) -> frozenset[_Placed]:
    """The few lines that run across what is a gutter beside them; none where there is none."""
    edges: dict[int, int] = {}
    for one in band:
        edge = round(one.word.left / _EDGE_POINTS)
        edges[edge] = edges.get(edge, 0) + 1
    for edge in sorted(edges, key=lambda edge: -edges[edge])[:MAX_EDGES]:
        at = edge * _EDGE_POINTS - GUTTER_POINTS / 2
        crossing = frozenset(one for one in band if one.word.left < at < one.word.right)
        if not crossing or len(crossing) > len(band) * CROSSED_SHARE:
            continue
        rest = [one for one in band if one not in crossing]
        if _is_column_pair(rest, at) and _are_written_apart(rest, at):
            return crossing
    return frozenset()


def _is_column_pair(band: _Band, middle: float) -> bool:
    """Whether both sides are text of their own, not numbers or marks beside the lines."""
    sides = _sides(band, middle)
    if any(not side for side in sides):
        return False
    if any(median(len(one.word.text) for one in side) < PROSE_CHARS for side in sides):
        return False
    heights = [len({round(one.word.top) for one in side}) for side in sides]
    return max(heights) >= COLUMN_LINES and (
        min(heights) >= COLUMN_LINES or _are_written_apart(band, middle)
    )


def _sides(band: _Band, middle: float) -> tuple[list[_Placed], list[_Placed]]:
    return (
        [one for one in band if one.word.right <= middle],
        [one for one in band if one.word.left >= middle],
    )


def _are_written_apart(band: _Band, middle: float) -> bool:
    """Whether the file writes one side to its end before it starts the other: tables are written
    row by row.
    """
    first, second = _sides(band, middle)
    return max(one.number for one in first) < min(one.number for one in second)


def _merged(words: Sequence[PdfWord], edge: float) -> Iterator[PdfLine]:
    """Words of one height to one line, from left to right."""
    for row in rows_of(words):
        yield _line(row, edge)


def _line(row: list[PdfWord], edge: float) -> PdfLine:
    return PdfLine(
        text=" ".join(" ".join(word.text.split()) for word in row),
        left=row[0].left,
        top=min(word.top for word in row),
        right=max(word.right for word in row),
        bottom=max(word.bottom for word in row),
        edge=edge,
        size=max(word.size for word in row),
        bold=all(word.bold for word in row),
        urls=tuple(dict.fromkeys(word.url for word in row if word.url)),
    )
