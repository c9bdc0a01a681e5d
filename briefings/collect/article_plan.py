"""Which lines of a page are the title, the by-line, the text and its repetition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.article_end import article_end
from briefings.collect.article_title import MIN_TITLE_CHARS, find_title
from briefings.collect.layout import (
    BYLINE,
    DATE,
    MARKED,
    NOT_BODY,
    SENTENCE,
    Layout,
)
from briefings.collect.sourced import is_prose

MIN_BROKEN_CHARS = 30
"""A line of prose that breaks within a sentence is at least so long."""

MIN_REPEAT_CHARS = 90
"""A repeated body is at least so long."""

_LOOSE = re.compile(r"[^\w가-힣]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The parts of an article's page, as lines; `timed` where a by-line has a time."""

    title: int | None
    byline: int | None
    timed: bool
    start: int
    end: int
    repeated: int | None


def find_plan(layout: Layout) -> Plan | None:
    """Give the parts of the page; none where no line is running text."""
    matter = facts.front_matter(layout)
    top = matter.end if matter is not None else 0
    repeated = _repeated_line(layout)
    byline = _byline(layout, top, repeated)
    prose = [
        index
        for index in layout.filled(top)
        if index != repeated and is_prose(layout, index) and not layout.has(index, BYLINE)
    ]
    if not prose:
        return None
    floor = byline if byline is not None and _is_above(layout, byline, prose) else None
    start = next((index for index in prose if floor is None or index > floor), prose[0])
    end = article_end(layout, start)
    title = find_title(layout, top, floor if floor is not None else start, repeated)
    if floor is not None and (title is None or layout.lines.length(title) < MIN_TITLE_CHARS):
        title = find_title(layout, floor + 1, start, repeated) or title
    if floor is None:
        start = _lead_start(layout, start, title)
    else:
        above = max(floor + 1, (title + 1) if title is not None else 0)
        start = next((index for index in prose if index >= above), above)
        start = _paragraph_start(layout, start, above)
    timed = any(
        layout.has(index, BYLINE) and layout.has(index, DATE) for index in layout.filled(top, end)
    )
    return Plan(title=title, byline=byline, timed=timed, start=start, end=end, repeated=repeated)


def _is_above(layout: Layout, byline: int, prose: list[int]) -> bool:
    """Whether the by-line stands above most of the prose, rather than below it."""
    above = sum(layout.lines.length(index) for index in prose if index < byline)
    return above * 3 < sum(layout.lines.length(index) for index in prose)


def _byline(layout: Layout, top: int, repeated: int | None) -> int | None:
    """The line with the times of the article, else the line that names its writer."""
    named = None
    for index in layout.filled(top):
        if index == repeated or not layout.has(index, BYLINE):
            continue
        if layout.has(index, DATE):
            last = index
            for below in layout.filled(index + 1, index + 4):
                if not layout.has(below, BYLINE):
                    break
                last = below
            return last
        named = index if named is None else named
    return named


def _lead_start(layout: Layout, start: int, title: int | None) -> int:
    """Without a by-line, the text starts with the first prose, or right below the title's date."""
    return start if title is None or title < start else title + 1


def _paragraph_start(layout: Layout, start: int, floor: int) -> int:
    """The first line of the paragraph that holds a line of prose."""
    while (
        start > floor
        and not layout.has(start - 1, NOT_BODY | DATE | BYLINE | MARKED | SENTENCE)
        and layout.lines.length(start - 1) >= MIN_BROKEN_CHARS
    ):
        start -= 1
    return start


def _repeated_line(layout: Layout) -> int | None:
    """A line that holds, as one, what several other lines hold again."""
    best = max(
        (index for index in layout.filled() if layout.lines.length(index) >= MIN_REPEAT_CHARS),
        key=layout.lines.length,
        default=None,
    )
    if best is None:
        return None
    whole = _LOOSE.sub("", layout.words(best))
    found = total = 0
    for index in layout.filled():
        if index == best or not is_prose(layout, index):
            continue
        words = _LOOSE.sub("", layout.words(index)[:2_000])
        total += len(words)
        found += len(words) if words[:200] in whole else 0
    repeats = total >= MIN_REPEAT_CHARS and found * 10 >= total * 6 and found * 2 >= len(whole)
    return best if repeats else None
