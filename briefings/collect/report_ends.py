"""Where the last item of a document ends: above the page's foot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from briefings.collect.foot import foot_start
from briefings.collect.heads import closing_line
from briefings.collect.layout import (
    BLANK,
    CAPTION,
    FURNITURE,
    LINK_ONLY,
    NOT_BODY,
    RULE,
    SOURCE,
    Layout,
)

MAX_SAMPLE = 60
"""So many headings tell whether texts stand below them."""

MIN_ITEMS = 4
"""Fewer items do not tell how wide the gaps inside of items are."""

MAX_FOOT_LINES = 6
"""A foot below the last item is no longer than this; more is text."""


def last_end(
    layout: Layout, starts: Sequence[int], furniture: Collection[int] = frozenset()
) -> int:
    """The end of the last of the items that start at the lines `starts`.

    It ends at a divider, or at a gap wider than any inside of the items before it, if these hold
    none within their text, and at its source line, if the items before it end with theirs.
    """
    below = starts[-1] + 1
    bare = _are_bare(layout, starts)
    end = foot_start(layout, below, closing_line(layout, below), furniture, bare=bare)
    last = _last_source(layout, starts[-1], end)
    if last is not None and _end_with_sources(layout, starts):
        return last + 1
    for start, following in pairwise(starts):
        if _divider(layout, start + 1, following) is not None:
            return end
    cut = _divider(layout, starts[-1] + 1, end)
    return _wide_gap(layout, starts, end if cut is None else cut)


def _are_bare(layout: Layout, starts: Sequence[int]) -> bool:
    """Whether most of the headings have no words below them but sources."""
    told = sum(
        any(not layout.has(index, NOT_BODY) for index in layout.filled(start + 1, following))
        for start, following in pairwise(starts[:MAX_SAMPLE])
    )
    return told * 2 < len(starts[:MAX_SAMPLE]) - 1


def _wide_gap(layout: Layout, starts: Sequence[int], end: int) -> int:
    """Where a gap wider than all inside of the other items parts a few last lines off."""
    if len(starts) < MIN_ITEMS:
        return end
    widest = max((_widest(layout, one, other) for one, other in pairwise(starts)), default=1)
    lines = list(layout.filled(starts[-1] + 1, end))
    for at, index in enumerate(lines[1:], start=1):
        if layout.gap_before(index) > max(widest, 1) and len(lines) - at <= MAX_FOOT_LINES:
            return index
    return end


def _widest(layout: Layout, start: int, end: int) -> int:
    """The widest gap between the lines of one item."""
    return max((layout.gap_before(index) for index in layout.filled(start + 1, end)), default=0)


def _last_source(layout: Layout, start: int, end: int) -> int | None:
    found = None
    for index in layout.filled(start, end):
        if layout.has(index, SOURCE | LINK_ONLY):
            found = index
    return found


def _end_with_sources(layout: Layout, starts: Sequence[int]) -> bool:
    """Whether most of the stretches above the last heading end with a source line."""
    closed = told = 0
    for start, following in pairwise(starts):
        lines = [
            index
            for index in layout.filled(start + 1, following)
            if not layout.has(index, FURNITURE | CAPTION)
        ]
        if lines:
            told += 1
            closed += layout.has(lines[-1], SOURCE | LINK_ONLY)
    return told >= 2 and closed * 10 >= told * 8


def _divider(layout: Layout, start: int, end: int) -> int | None:
    """A drawn line with text above and below it, between two lines."""
    seen = False
    for index in range(start, end):
        if layout.has(index, RULE):
            drawn = layout.words(index)[:1] not in {"<", "&"}
            if seen and drawn and next(layout.filled(index + 1, end), None) is not None:
                return index
        elif not layout.has(index, BLANK):
            seen = True
    return None
