"""Titles of items that no sign marks: bullets over text of their own, and bare lines."""

from __future__ import annotations

from briefings.collect.heads import (
    LEAD_TEXT_CHARS,
    MAX_HEAD_CHARS,
    MAX_SECTION_CHARS,
    Head,
    Outline,
)
from briefings.collect.layout import (
    BLANK,
    BULLET,
    LINK_ONLY,
    LONG,
    MARKED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)

BARE = "bare"
"""The style of titles without a mark."""

POINT = "point"
"""The style of titles that are bullets."""

MIN_INDENT = 2
"""A text set in by less stands below nothing."""

MAX_BARE_CHARS = 60
"""A title without a mark is shorter than this."""

MIN_BARE_HEADS = 3
"""Fewer lines of the look of titles are subheadings of one text."""


def point_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles that are bullets, each above an indented text of its own; bare sections between."""
    heads: list[Head] = []
    apart = _points_over_prose(layout, start, end)
    for index in layout.filled(start, end):
        if layout.has(index, BULLET) and (_has_text_inside(layout, index) or index in apart):
            heads.append(Head(line=index, style=POINT, words=layout.mark(index).words))
        elif _is_bare_section(layout, index, end):
            heads.append(Head(line=index, style=BARE, words=layout.mark(index).words))
    heads = _without_title(layout, heads)
    points = sum(1 for head in heads if head.style == POINT)
    if points < 2:
        return None
    return Outline(heads=tuple(heads), items=frozenset({POINT}), sections=frozenset({BARE}))


def _points_over_prose(layout: Layout, start: int, end: int) -> frozenset[int]:
    """The bullets of a document if each is a title with room below it over a text of its own."""
    points = [index for index in layout.filled(start, end) if layout.has(index, BULLET)]
    if len(points) < MIN_BARE_HEADS:
        return frozenset()
    told = all(_is_over_prose(layout, index, end) for index in points)
    return frozenset(points) if told else frozenset()


def _is_over_prose(layout: Layout, index: int, end: int) -> bool:
    if layout.has(index, SENTENCE | LONG | LINK_ONLY | SOURCE) or layout.gap_before(index) < 1:
        return False
    below = layout.next_filled(index, end)
    if below is None or layout.lines.length(index) > MAX_BARE_CHARS:
        return False
    return layout.has(below, SENTENCE | LONG) and not layout.has(below, MARKED)


def _without_title(layout: Layout, heads: list[Head]) -> list[Head]:
    """A document's first line that is its one line without a mark names it, and no section."""
    bare = [head for head in heads if head.style == BARE]
    if len(bare) == 1 and heads[0] is bare[0] and next(layout.filled(), None) == bare[0].line:
        return heads[1:]
    return heads


def indented_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles without any mark whose texts alone are indented."""
    heads: list[Head] = []
    inner = outer = 0
    for index in layout.filled(start, end):
        if _indent(layout, index) >= MIN_INDENT:
            inner += 1
            continue
        outer += 1
        below = index + 1
        if (
            below < end
            and not layout.has(below, BLANK | RULE)
            and _indent(layout, below) >= MIN_INDENT
            and not layout.has(index, SENTENCE | LONG | SOURCE | LINK_ONLY)
        ):
            heads.append(Head(line=index, style=BARE, words=layout.mark(index).words))
    if len(heads) < MIN_BARE_HEADS or inner < len(heads) or len(heads) * 10 < outer * 6:
        return None
    return Outline(heads=tuple(heads), items=frozenset({BARE}), sections=frozenset())


def _indent(layout: Layout, index: int) -> int:
    line = layout.lines.head(index, 40).expandtabs(4)
    return len(line) - len(line.lstrip())


def _has_text_inside(layout: Layout, index: int) -> bool:
    """Whether an unmarked, deeper line right below tells what the bullet names."""
    below = index + 1
    if below >= len(layout) or layout.has(below, BLANK | RULE | MARKED | LINK_ONLY | SOURCE):
        return False
    line, under = layout.lines.head(index, 200), layout.lines.head(below, 200)
    deeper = len(under) - len(under.lstrip()) >= len(line) - len(line.lstrip()) + 2
    deeper = deeper or layout.has(below, SENTENCE | LONG)
    return deeper and len(line) <= MAX_HEAD_CHARS // 2 and not layout.has(index, SENTENCE)


def _is_bare_section(layout: Layout, index: int, end: int) -> bool:
    """Whether a short line without a mark stands apart right above bullets."""
    if layout.has(index, MARKED) or layout.gap_before(index) < 1:
        return False
    below = layout.next_filled(index, end)
    return (
        below is not None
        and layout.has(below, BULLET)
        and layout.is_headlike(index, max_chars=MAX_SECTION_CHARS)
    )


def bare_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles without any mark: short lines that stand apart, each above text of its own."""
    heads = []
    for index in layout.filled(start, end):
        if layout.has(index, MARKED) or layout.gap_before(index) < 1:
            continue
        if not layout.is_headlike(index, max_chars=MAX_BARE_CHARS) or layout.gap_after(index) < 1:
            continue
        below = layout.next_filled(index, end)
        if below is not None and _tells(layout, below):
            heads.append(Head(line=index, style=BARE, words=layout.mark(index).words))
    if len(heads) < MIN_BARE_HEADS:
        return None
    return Outline(heads=tuple(heads), items=frozenset({BARE}), sections=frozenset())


def _tells(layout: Layout, index: int) -> bool:
    long = layout.lines.length(index) >= LEAD_TEXT_CHARS
    return layout.has(index, LONG) or (layout.has(index, SENTENCE) and long)
