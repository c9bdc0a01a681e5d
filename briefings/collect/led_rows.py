"""Lists of clippings whose lines start with day and outlet, without a sign between or commas."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.collect.layout import BULLET, LONG, SENTENCE, Layout
from briefings.collect.outlets import MAX_NAME_CHARS, looks_like_outlet
from briefings.text.dates import find_dates
from briefings.text.links import find_links

MIN_ROWS = 3
"""Fewer lines that start so are chance."""

MOSTLY = 0.6
"""In so many of the lines with a day in front a name stands behind it."""

MIN_TITLE_CHARS = 6
"""A title is at least so long."""

MAX_LINE_CHARS = 400
"""Day, outlet, title and link are shorter than this."""

_DAY = re.compile(
    r"[\[(]?(?P<day>(?:19|20)\d\d\s?[-./년]\s?\d{1,2}\s?[-./월]\s?\d{1,2}(?:\s?일|\.)?)[\])]?"
)
_PARTS = re.compile(r"\s{0,3}(?P<comma>,)\s{0,3}|\s{1,8}")


@dataclass(frozen=True, kw_only=True, slots=True)
class LedRow:
    """A line as its day, outlet, title and link (empty where it has none)."""

    day: str
    outlet: str
    title: str
    link: str = ""


def led_rows(layout: Layout, start: int) -> dict[int, LedRow]:
    """The lines from `start` on that start with day and outlet, if these are a list."""
    rows = dict(_rows(layout, start))
    if len(rows) < MIN_ROWS:
        return {}
    counts = Counter(row.outlet for row in rows.values())
    named = sum(looks_like_outlet(row.outlet) or counts[row.outlet] > 1 for row in rows.values())
    papers = any(looks_like_outlet(row.outlet) for row in rows.values())
    return rows if papers and named >= MOSTLY * len(rows) else {}


def _rows(layout: Layout, start: int) -> Iterator[tuple[int, LedRow]]:
    for index in layout.filled(start):
        head = layout.lines.head(index, 4).lstrip("[( ")
        if head[:2] not in {"19", "20"} or layout.has(index, BULLET | LONG | SENTENCE):
            continue
        if layout.lines.length(index) <= MAX_LINE_CHARS:
            row = _row(layout.words(index))
            if row is not None:
                yield index, row


def _row(words: str) -> LedRow | None:
    found = _DAY.match(words)
    if found is None or not find_dates(found["day"]):
        return None
    parted = _PARTS.match(words, found.end())
    if parted is None:
        return None
    rest = words[parted.end() :]
    cells = _cells(rest) if parted["comma"] else [*rest.split(maxsplit=1)]
    if len(cells) < 2 or not 2 <= len(cells[0]) <= MAX_NAME_CHARS or not cells[0][0].isalpha():
        return None
    links = find_links(cells[-1]) if len(cells) > 2 else []
    title = ", ".join(cells[1:-1] if links else cells[1:]).strip()
    if len(title) < MIN_TITLE_CHARS or not any(map(str.isalpha, title)):
        return None
    return LedRow(
        day=found["day"], outlet=cells[0], title=title, link=links[0].url if links else ""
    )


def _cells(rest: str) -> list[str]:
    """What stands between commas, those in quotes aside."""
    return [cell.strip() for cell in next(csv.reader([rest], skipinitialspace=True))]
