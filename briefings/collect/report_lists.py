"""Whether lines below a heading are short news of their own, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, pairwise

from briefings.collect.foot import foot_start
from briefings.collect.heads import Head, Outline
from briefings.collect.layout import (
    BULLET,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.oneliners import is_linked_title
from briefings.collect.tails import front_source, split_tail

MANY = 60
"""So many lines tell whether lines without marks are linked titles."""

FEW = 4
"""So many lines of a list tell whether its lines bring sources."""

MAX_FIELD_CHARS = 14
"""Names of fields and outlets are mostly not longer."""

TOO_MANY = 2
"""After so many lines without a source, six in ten of `FEW` cannot have one."""


def are_lists(layout: Layout, found: Outline, bounds: list[Head]) -> bool:
    """Whether lists of news stand below most of the headings, so that one line is a list too."""
    left = sum(1 for head, _ in pairwise(bounds) if found.is_item(head))
    enough = max(1, (left + 1) // 2)
    for head, after in pairwise(bounds):
        if not found.is_item(head):
            continue
        if enough > left:
            return False
        quiet = may_be_list(head, False, bounds)
        enough -= is_list_of_news(layout, head.line + 1, after.line, quiet=quiet)
        left -= 1
        if enough == 0:
            return True
    return False


def are_fields(layout: Layout, found: Outline, bounds: list[Head]) -> bool:
    """Whether the headings are short names of fields or outlets, and each line below is a title."""
    heads = [head for head in bounds if found.is_item(head)]
    if len(heads) < 2 or any(head.number is not None or head.lead_chars for head in heads):
        return False
    last = foot_start(layout, bounds[-1].line + 1, len(layout))
    stops = [*(head.line for head in bounds[1:]), last]
    ends = {head.line: stop for head, stop in zip(bounds, stops, strict=True)}
    widths: list[int] = []
    told = 0
    for head in heads[:MANY]:
        for index in layout.filled(head.line + 1, ends[head.line]):
            if layout.has(index, FURNITURE | SOURCE | LINK_ONLY | DATE):
                continue
            widths.append(layout.lines.length(index))
            told += not layout.has(index, MARKED) or layout.has(index, SENTENCE | LONG)
    names = sorted(len(head.words) for head in heads[:MANY])
    if len(widths) < FEW or len(widths) * 10 < len(names) * 18 or told * 10 > len(widths):
        return False
    typical, name = sorted(widths)[len(widths) // 2], names[len(names) // 2]
    return name <= MAX_FIELD_CHARS and name * 10 <= typical * 6


def may_be_list(head: Head, last_of_prose: bool, bounds: list[Head]) -> bool:
    """Whether bullets without sources below a heading are news by themselves: under a name in
    brackets, and behind stories that are told in prose.
    """
    in_brackets = len(head.style) == 2 and head.style[0] in "[<【《〈「『"
    return in_brackets or (last_of_prose and len(bounds) > 2)


def holds_lines(layout: Layout, start: int, end: int) -> bool:
    """Whether any line from `start` to `end` has words."""
    return any(True for _ in layout.filled(start, end))


def is_list_of_news(layout: Layout, start: int, end: int, *, quiet: bool, fewest: int = 2) -> bool:
    """Whether the lines are bullets that each bring their own source, date or link; where items
    are told in prose (`quiet`), any list of two bullets and more is one.
    """
    first = next(layout.filled(start, end), None)
    if first is None:
        return False
    if not quiet and not layout.has(first, BULLET):
        return _are_linked(layout, start, end) or are_fronted(layout, start, end)
    bullets = (
        index
        for index in layout.filled(start, end)
        if layout.has(index, BULLET)
        and (not layout.has(index, LINK_ONLY | SOURCE) or is_linked_title(layout, index))
    )
    sample = _sources_told(layout, islice(bullets, FEW))
    if not sample:
        return (
            _are_linked(layout, start, end)
            or are_fronted(layout, start, end)
            or (quiet and _are_titles(layout, start, end, fewest))
        )
    if len(sample) < fewest or not layout.has(first, BULLET):
        return False
    if sum(sample) * 10 >= len(sample) * 6:
        return True
    if not quiet:
        return False
    others = sum(
        1
        for index in layout.filled(start, end)
        if not layout.has(index, MARKED | SOURCE | LINK_ONLY | FURNITURE)
        and layout.gap_before(index) == 0
    )
    return others == 0


def _sources_told(layout: Layout, bullets: Iterable[int]) -> list[bool]:
    """Whether each bullet brings its source, until too many do not."""
    told: list[bool] = []
    for index in bullets:
        told.append(_has_own_source(layout, index))
        if told.count(False) == TOO_MANY:
            break
    return told


def _are_titles(layout: Layout, start: int, end: int, fewest: int) -> bool:
    """Whether lines without marks each end with a source and a date of their own."""
    lines = (index for index in layout.filled(start, end) if not layout.has(index, FURNITURE))
    tails = [split_tail(layout.words(index)) for index in islice(lines, FEW)]
    return len(tails) >= fewest and all(tail.sources and tail.date_text for tail in tails)


def _are_linked(layout: Layout, start: int, end: int) -> bool:
    """Whether lines without marks are titles that are links, or that stand right above theirs."""
    news = (index for index in layout.filled(start, end) if not layout.has(index, FURNITURE))
    lines = list(islice(news, MANY))
    titles = [index for index in lines if _may_be_title(layout, index)]
    linked = sum(
        1
        for index in titles
        if is_linked_title(layout, index)
        or (index + 1 < end and layout.has(index + 1, LINK_ONLY) and not layout.has(index, MARKED))
    )
    told = sum(1 for index in lines if layout.has(index, SENTENCE | LONG))
    return len(titles) >= 2 and linked * 10 >= len(titles) * 8 and told * 10 <= len(lines)


def are_fronted(layout: Layout, start: int, end: int) -> bool:
    """Whether lines without marks each start with an outlet in brackets, not all with one."""
    news = (index for index in layout.filled(start, end) if not layout.has(index, FURNITURE))
    lines = list(islice(news, MANY))
    titles = [index for index in lines if not layout.has(index, SOURCE | LINK_ONLY | DATE)]
    if len(titles) < 2 or any(layout.has(index, LONG) for index in titles):
        return False
    fronts = [found[0] for index in titles if (found := front_source(layout.words(index)))]
    return len(fronts) * 10 >= len(titles) * 8 and len(set(fronts)) > 1


def _may_be_title(layout: Layout, index: int) -> bool:
    return not layout.has(index, SOURCE | LINK_ONLY | DATE) or is_linked_title(layout, index)


def _has_own_source(layout: Layout, index: int) -> bool:
    words = layout.words(index)
    return "](" in words or bool(split_tail(words).sources)
