"""Tables of clippings: which column holds the title, the outlet, the day, the link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.collect.layout import RULE, Layout
from briefings.collect.led_rows import LedRow, led_rows
from briefings.collect.marks import plain
from briefings.collect.outlets import MAX_NAME_CHARS, looks_like_outlet, names_in
from briefings.model.items import SourceRef
from briefings.text.dates import find_dates, find_yearless
from briefings.text.links import find_links

MIN_CELLS = 2
"""A row of fewer cells is a line with a bar in it."""

SAMPLE_ROWS = 40
"""So many rows tell what the columns hold."""

MOSTLY = 0.6
"""A column is what at least this share of its filled cells are."""


class Column(StrEnum):
    """What the cells of a column are."""

    TITLE = "title"
    SOURCE = "source"
    DATE = "date"
    LINK = "link"
    TOLD = "told"
    SECTION = "section"
    OTHER = "other"


_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (
            Column.TITLE,
            (
                r"(?:기사|보도|뉴스)?\s?(?:제목|헤드라인|타이틀)|기사(?:명)?|titles?|headlines?|"
                r"article|story"
            ),
        ),
        (
            Column.SOURCE,
            (
                r"(?:보도\s?)?매체(?:명)?|언론사(?:명)?|신문사?|출처|sources?|outlet|publishers?|media|"
                r"publication"
            ),
        ),
        (
            Column.DATE,
            (
                r"(?:보도|게재|발행|게시|등록|작성)?\s?(?:일자?|날짜|일시|시각)|(?:pub\w* )?dates?|"
                r"published|day|when"
            ),
        ),
        (Column.LINK, r"(?:원문|기사)?\s?(?:링크|주소|url|바로\s?가기)|원문|links?|urls?"),
        (
            Column.TOLD,
            r"(?:주요|핵심|기사|요약)?\s?내용|(?:한\s?줄\s?)?요약|summary|abstract|description|gist",
        ),
        (Column.SECTION, r"분야|구분|분류|카테고리|주제|섹션|section|category|topic|theme|area"),
        (
            Column.OTHER,
            r"번호|순번|연번|순서|no\.?|#|nr\.?|기자(?:명)?|면|지면|비고|author|page|notes?",
        ),
    )
)
_COUNT = re.compile(r"[\d①-⓿]{1,4}[.)]?")
_ANY_DAY = date(2000, 6, 15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a table as an item: words of the title, and what stands beside it."""

    title: str
    told: str = ""
    section: str | None = None
    sources: tuple[SourceRef, ...] = ()
    dates: tuple[str, ...] = ()


def is_column_head(text: str) -> bool:
    """Whether a cell is a word that heads a column of clippings."""
    return any(pattern.fullmatch(text.strip()) for _, pattern in _HEADS)


def cells_of(layout: Layout, index: int) -> list[str]:
    """The cells of a line that is a table's row (bars or tabs between them), else none."""
    words = layout.words(index)
    if words[:1] == "|" and words.count("|") > MIN_CELLS:
        return [cell.strip() for cell in words.strip("|").split("|")]
    if words.count("\t") >= MIN_CELLS:
        return [cell.strip() for cell in words.split("\t")]
    return []


def table_rows(layout: Layout, start: int) -> dict[int, Row]:
    """The rows of all tables from line `start` on, by line; heads of tables are none.

    Lines that start with day and outlet are rows as well.
    """
    rows = {index: _led(row) for index, row in led_rows(layout, start).items()}
    for table in _tables(layout, start):
        rows.update(_read(layout, table))
    return rows


def _led(row: LedRow) -> Row:
    source = SourceRef(name=row.outlet, url=row.link or None)
    return Row(title=row.title, sources=(source,), dates=(row.day,))


def _tables(layout: Layout, start: int) -> Iterator[list[tuple[int, list[str]]]]:
    """Runs of rows of as many cells; rules between them are left out."""
    table: list[tuple[int, list[str]]] = []
    for index in range(start, len(layout)):
        cells = cells_of(layout, index) if not layout.has(index, RULE) else []
        if cells and (not table or len(cells) == len(table[0][1])):
            table.append((index, cells))
        elif not layout.has(index, RULE) and table:
            yield table
            table = [(index, cells)] if cells else []
    if table:
        yield table


def _read(layout: Layout, table: list[tuple[int, list[str]]]) -> dict[int, Row]:
    first, head = table[0]
    named = [_named(cell) for cell in head]
    is_headed = sum(column is not None for column in named) * 2 > len(head) or (
        first + 1 < len(layout) and layout.has(first + 1, RULE)
    )
    body = table[1:] if is_headed else table
    if not body:
        return {}
    columns = _columns(named if is_headed else [None] * len(head), [cells for _, cells in body])
    if Column.TITLE not in columns:
        return {}
    found = {index: _row(columns, cells) for index, cells in body}
    return {index: row for index, row in found.items() if row is not None}


def _named(cell: str) -> Column | None:
    words = plain(cell)
    return next((column for column, pattern in _HEADS if pattern.fullmatch(words)), None)


def _columns(named: Sequence[Column | None], body: list[list[str]]) -> list[Column]:
    """What each column is: by its name, else by what its cells hold."""
    samples = [[cells[at] for cells in body[:SAMPLE_ROWS] if cells[at]] for at in range(len(named))]
    columns = [column or _seen(sample) for column, sample in zip(named, samples, strict=True)]
    widths = [
        _width(sample) if column is None else 0.0
        for column, sample in zip(columns, samples, strict=True)
    ]
    if Column.TITLE not in columns and any(widths):
        columns[widths.index(max(widths))] = Column.TITLE
    if Column.SOURCE not in columns:
        _find_source(columns, samples)
    return [column or Column.OTHER for column in columns]


def _seen(sample: list[str]) -> Column | None:
    """What cells are by themselves: counts, days, links; `None` where they are words."""
    if not sample or _share(sample, lambda cell: _COUNT.fullmatch(cell) is not None) >= MOSTLY:
        return Column.OTHER
    if _share(sample, _is_day) >= MOSTLY:
        return Column.DATE
    if _share(sample, lambda cell: cell.startswith(("http", "<http", "www."))) >= MOSTLY:
        return Column.LINK
    return None


def _find_source(columns: list[Column | None], samples: list[list[str]]) -> None:
    """Of the columns of short words the one that most looks like outlets names the source."""
    rated = [
        (_share(sample, looks_like_outlet), -at)
        for at, (column, sample) in enumerate(zip(columns, samples, strict=True))
        if column is None and sample and _width(sample) <= MAX_NAME_CHARS / 2
    ]
    if rated:
        columns[-max(rated)[1]] = Column.SOURCE


def _share(sample: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, sample)) / len(sample) if sample else 0.0


def _width(sample: list[str]) -> float:
    return sum(len(plain(cell)) for cell in sample) / len(sample) if sample else 0.0


def _is_day(cell: str) -> bool:
    return len(cell) <= 30 and bool(find_dates(cell) or find_yearless(cell, _ANY_DAY))


def _row(columns: list[Column], cells: list[str]) -> Row | None:
    by_column = {
        kind: [cell for column, cell in zip(columns, cells, strict=True) if column is kind and cell]
        for kind in Column
    }
    title = " ".join(by_column[Column.TITLE])
    if not any(char.isalpha() for char in plain(title)):
        return None
    links = [link.url for cell in by_column[Column.LINK] for link in find_links(cell)]
    sections = by_column[Column.SECTION]
    return Row(
        title=title,
        told=" ".join(map(plain, by_column[Column.TOLD])),
        section=plain(sections[0]) if sections else None,
        sources=_sources(by_column[Column.SOURCE], links),
        dates=tuple(by_column[Column.DATE]),
    )


def _sources(cells: list[str], links: list[str]) -> tuple[SourceRef, ...]:
    """The outlets of a row, the first with the row's first link."""
    linked = [link.url for cell in cells for link in find_links(cell)] + links
    names: list[str | None] = [name for cell in cells for name in names_in(cell)]
    rows = max(len(names), len(linked))
    names += [None] * (rows - len(names))
    urls: list[str | None] = [*linked, *([None] * (rows - len(linked)))]
    return tuple(SourceRef(name=name, url=url) for name, url in zip(names, urls, strict=True))
