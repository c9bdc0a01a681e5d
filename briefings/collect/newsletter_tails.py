"""Headings of letters that name their source and day at the end, also on the next line."""

from __future__ import annotations

import re

from briefings.collect.contents import may_be_heading
from briefings.collect.layout import (
    BULLET,
    CAPTION,
    LONG,
    MARKED,
    PAGE,
    SENTENCE,
    Layout,
)
from briefings.collect.tails import bracket_line, split_tail

_DATED_END = re.compile(r"\s[|/–—]\s[^|]{2,40}\d\.?$")


def tailed_headings(layout: Layout, start: int) -> list[tuple[int, ...]]:
    """Numbered lines that end with a source and date, and short lines above a bracket of these."""
    found: list[tuple[int, ...]] = []
    for index in layout.filled(start):
        if not may_be_heading(layout, index):
            continue
        lines = _tailed(layout, index)
        if lines is not None:
            found.append(lines)
    return found


def _tailed(layout: Layout, index: int) -> tuple[int, ...] | None:
    mark = layout.mark(index)
    below = index + 1 if index + 1 < len(layout) else None
    if mark.number is not None or mark.symbol or mark.level:
        tail = split_tail(mark.words)
        if tail.date_text and tail.sources:
            return (index,)
        if below is not None and _completes(layout, mark.words, below):
            return (index, below)
    if below is not None and _runs_on_alone(layout, index, below):
        return (index, below)
    if _stands_alone(layout, index):
        tail = split_tail(mark.words)
        if tail.date_text and tail.sources:
            return (index,)
    following = layout.next_filled(index, min(len(layout), index + 4))
    if following is not None and not layout.has(index, SENTENCE | BULLET):
        bracket = bracket_line(layout.words(following))
        if (
            bracket is not None
            and bracket.date_text
            and bracket.sources
            and layout.gap_before(index) >= 1
        ):
            return (index,)
    return None


def _stands_alone(layout: Layout, index: int) -> bool:
    """Whether a line without a mark has room above and below it, as titles have."""
    return (
        not layout.has(index, MARKED | SENTENCE)
        and layout.gap_before(index) >= 1
        and layout.gap_after(index) >= 1
        and layout.words(index)[-1:] in ")]）］"
    )


def _runs_on_alone(layout: Layout, index: int, below: int) -> bool:
    """Whether two lines without marks that stand apart from all others are one title."""
    if layout.has(index, MARKED | SENTENCE | LONG) or layout.gap_before(index) < 1:
        return False
    if layout.gap_after(below) < 1 or layout.words(below)[-1:] not in {")", "]", "）", "］"}:
        return False
    return _completes(layout, layout.words(index), below)


def _completes(layout: Layout, words: str, below: int) -> bool:
    """Whether a title runs on in the next line, which brings its source and date."""
    if layout.has(below, MARKED | LONG | CAPTION | PAGE) or not any(
        True for _ in layout.filled(below, below + 1)
    ):
        return False
    second = layout.words(below)
    if len(second) > 110 or len(words) < 12:
        return False
    tail = split_tail(f"{words} {second}")
    closed = second.rstrip()[-1:] in ")]）>"
    return bool(tail.date_text and tail.sources) and (
        closed or _DATED_END.search(second) is not None
    )
