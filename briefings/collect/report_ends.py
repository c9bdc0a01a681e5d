"""Where the last item of a report ends."""

from __future__ import annotations

from itertools import pairwise

from briefings.collect.heads import Head, closing_line
from briefings.collect.layout import BLANK, CAPTION, FURNITURE, LINK_ONLY, RULE, SOURCE, Layout


def last_end(layout: Layout, bounds: list[Head]) -> int:
    """The last item ends at a divider, if the items before it hold none within their text, and
    at its source line, if the items before it end with theirs.
    """
    end = closing_line(layout, bounds[-1].line + 1)
    last = _last_source(layout, bounds[-1].line, end)
    if last is not None and _end_with_sources(layout, bounds):
        return last + 1
    for head, following in pairwise(bounds):
        if _divider(layout, head.line + 1, following.line) is not None:
            return end
    cut = _divider(layout, bounds[-1].line + 1, end)
    return end if cut is None else cut


def _last_source(layout: Layout, start: int, end: int) -> int | None:
    found = None
    for index in layout.filled(start, end):
        if layout.has(index, SOURCE | LINK_ONLY):
            found = index
    return found


def _end_with_sources(layout: Layout, bounds: list[Head]) -> bool:
    """Whether most of the stretches above the last heading end with a source line."""
    closed = told = 0
    for head, following in pairwise(bounds):
        lines = [
            index
            for index in layout.filled(head.line + 1, following.line)
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
