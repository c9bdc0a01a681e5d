"""The runs of characters of a PDF page to the rows of its tables, and what stands between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from briefings.collect.columns import is_column_head
from briefings.model.markup import PdfWord

MIN_CELLS = 3
"""A row of fewer cells is a table's only below the words that head columns."""
MIN_HEADED_CELLS = 2
MIN_ROWS = 3
MIN_HEADED_ROWS = 2
FULL_SHARE = 0.85
"""Where the lines of all columns are so nearly as long as the longest, they are prose."""
MIN_PAIRS = 4
"""So many rows of two cells, the second a name."""
NAME_SHARE = 0.5
EDGE_POINTS = 2.0
MIN_LETTERS = 2
ORDERED_SHARE = 0.8
PROSE_CHARS = 8
APART_STEP = 1.4
SAME_STEP = 1.15
"""Rows stand so many times farther apart than the lines of a cell, which stand nearly alike."""
WRAPPED_STEP = 1.7
"""A cell's second line stands so near below, in times of the letters' size."""
_SAME_LINE_SHARE = 0.5

Row = list[PdfWord]


@dataclass(slots=True)
class Table:
    """Rows of as many cells; `ranges` are the columns' left and right edges so far."""

    rows: list[list[Row]]
    ranges: list[tuple[float, float]]
    numbers: list[int] = field(default_factory=list)

    @property
    def last(self) -> PdfWord:
        """Any word of the last row."""
        return next(cell[-1] for cell in self.rows[-1] if cell)


def parted(words: Sequence[PdfWord]) -> Iterator[Table | list[PdfWord]]:
    """Tables, and the words before, between and behind them, from the top down.

    Words come in the order of the file, tables in that of their rows.
    """
    numbers = {id(word): number for number, word in enumerate(words)}
    loose: list[PdfWord] = []
    for part in map(_unwrapped, _candidates(words, numbers)):
        if isinstance(part, Table) and _is_table(part):
            if loose:
                yield sorted(loose, key=lambda word: numbers[id(word)])
            yield part
            loose = []
        else:
            loose += _words_of(part) if isinstance(part, Table) else part
    if loose:
        yield sorted(loose, key=lambda word: numbers[id(word)])


def _candidates(words: Sequence[PdfWord], numbers: Mapping[int, int]) -> Iterator[Table | Row]:
    """Rows that stand in the same columns as what may be a table; others by themselves."""
    table: Table | None = None
    for row in rows_of(words):
        if table is not None and (_add_row(table, row) or _add_rest(table, row)):
            table.numbers += [numbers[id(word)] for word in row]
            continue
        if table is not None:
            yield table
            table = None
        if len(row) < MIN_HEADED_CELLS:
            yield row
            continue
        table = Table(
            rows=[[[word] for word in row]],
            ranges=[(word.left, word.right) for word in row],
            numbers=[numbers[id(word)] for word in row],
        )
    if table is not None:
        yield table


def _unwrapped(part: Table | Row) -> Table | Row:
    """The table, lines of cells that stand nearer to the row above than rows do as part of it."""
    if not isinstance(part, Table) or len(part.rows) <= MIN_ROWS:
        return part
    tops = [min(word.top for cell in row for word in cell) for row in part.rows]
    steps = [behind - top for top, behind in itertools.pairwise(tops)]
    least = min(steps)
    if max(steps) < least * APART_STEP or least > part.last.size * WRAPPED_STEP:
        return part
    rows: list[list[Row]] = [part.rows[0]]
    for row, step in zip(part.rows[1:], steps, strict=True):
        if step <= least * SAME_STEP and row[0] and not row[0][0].text[:1].isdigit():
            rows[-1] = [above + below for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    if len(rows) < MIN_ROWS:
        return part
    return Table(rows=rows, ranges=part.ranges, numbers=part.numbers)


def _words_of(table: Table) -> list[PdfWord]:
    return [word for row in table.rows for cell in row for word in cell]


def rows_of(words: Sequence[PdfWord]) -> Iterator[Row]:
    """Words of one height, from left to right."""
    row: Row = []
    for word in sorted(words, key=lambda word: (word.top, word.left)):
        if row and not on_one_line(row[-1], word):
            yield sorted(row, key=lambda word: word.left)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.left)


def on_one_line(one: PdfWord, other: PdfWord) -> bool:
    """Whether two runs stand beside each other."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _SAME_LINE_SHARE * min(one.bottom - one.top, other.bottom - other.top)


def _columns_of(table: Table, row: Row) -> list[int] | None:
    """The one column that each word stands in; `None` where one stands in none or in two."""
    found = []
    for word in row:
        within = [
            number
            for number, (left, right) in enumerate(table.ranges)
            if word.left < right and left < word.right
        ]
        if len(within) != 1:
            return None
        found += within
    return found if len(set(found)) == len(found) else None


def _add_row(table: Table, row: Row) -> bool:
    if len(row) != len(table.ranges) or _columns_of(table, row) is None:
        return False
    table.rows.append([[word] for word in row])
    table.ranges = [
        (min(left, word.left), max(right, word.right))
        for (left, right), word in zip(table.ranges, row, strict=True)
    ]
    return True


def _add_rest(table: Table, row: Row) -> bool:
    """Second lines of cells, right below their first ones."""
    columns = _columns_of(table, row)
    last = table.last
    if columns is None or row[0].top - last.top > last.size * WRAPPED_STEP:
        return False
    if len(table.rows) < 2 and 0 in columns:
        return False
    if row[0].bold != last.bold or abs(row[0].size - last.size) > 1:
        return False
    for column, word in zip(columns, row, strict=True):
        table.rows[-1][column].append(word)
    return True


def _is_table(table: Table) -> bool:
    """Whether rows are a table's: headed as such, or many of many cells; written row by row, and
    not the full lines of columns of prose.
    """
    headed = _is_headed(table)
    cells, rows = len(table.ranges), len(table.rows)
    if not headed and cells == MIN_HEADED_CELLS:
        return rows >= MIN_PAIRS and _is_ordered(table) and _names_second(table)
    if cells < (MIN_HEADED_CELLS if headed else MIN_CELLS):
        return False
    if rows < (MIN_HEADED_ROWS if headed else MIN_ROWS):
        return False
    return headed or (_is_ordered(table) and not _is_prose(table))


def _is_ordered(table: Table) -> bool:
    """Whether the file writes row by row, at least nearly: wrapped cells are written whole."""
    pairs = list(itertools.pairwise(table.numbers))
    return sum(one < other for one, other in pairs) >= len(pairs) * ORDERED_SHARE


def _names_second(table: Table) -> bool:
    """Whether the second of two columns holds a few words each, from one left edge on."""
    first, second = ([row[number] for row in table.rows if row[number]] for number in (0, 1))
    lefts = [cell[0].left for cell in second]
    texts = [" ".join(word.text for word in cell) for cell in second]
    widths = [median(cell[0].right - cell[0].left for cell in column) for column in (first, second)]
    return (
        max(lefts) - min(lefts) <= EDGE_POINTS
        and widths[1] <= widths[0] * NAME_SHARE
        and all(sum(map(str.isalpha, text)) >= MIN_LETTERS for text in texts)
    )


def _is_headed(table: Table) -> bool:
    heads = [" ".join(word.text for word in cell) for cell in table.rows[0]]
    known = sum(is_column_head(text) for text in heads)
    return known >= MIN_HEADED_CELLS and known * 3 >= len(heads) * 2


def _is_prose(table: Table) -> bool:
    columns = zip(*table.rows, strict=True)
    widths = [[cell[0].right - cell[0].left for cell in column if cell] for column in columns]
    return all(median(one) >= max(one) * FULL_SHARE for one in widths) and all(
        median(len(row[number][0].text) for row in table.rows) > PROSE_CHARS
        for number in range(len(table.ranges))
    )


def row_text(row: Sequence[Row]) -> str:
    """A row as Markdown has it; a linked cell is a link."""
    return "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _cell(words: Row) -> str:
    text = " ".join(" ".join(word.text.split()) for word in words).replace("|", "/")
    url = next((word.url for word in words if word.url), None)
    if url is None or text.startswith(("http://", "https://")):
        return text
    return f"[{text}]({url})"
