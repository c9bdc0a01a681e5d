"""The runs of characters of a PDF page to the rows of its tables, and what stands between them."""

from __future__ import annotations

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
    for part in _candidates(words, numbers):
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
    if columns is None or row[0].top - last.top > last.size * WRAPPED_STEP or len(table.rows) < 2:
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
    if cells < (MIN_HEADED_CELLS if headed else MIN_CELLS):
        return False
    if rows < (MIN_HEADED_ROWS if headed else MIN_ROWS):
        return False
    return headed or (table.numbers == sorted(table.numbers) and not _is_prose(table))


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


PROSE_CHARS = 8


def row_text(row: Sequence[Row]) -> str:
    """A row as Markdown has it; a linked cell is a link."""
    return "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _cell(words: Row) -> str:
    text = " ".join(" ".join(word.text.split()) for word in words).replace("|", "/")
    url = next((word.url for word in words if word.url), None)
    if url is None or text.startswith(("http://", "https://")):
        return text
    return f"[{text}]({url})"
