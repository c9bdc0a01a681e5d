"""Which of a document's headings head its items, and which head sections of items."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefings.collect.dividers import divided_outline
from briefings.collect.head_words import is_closing, is_other_news
from briefings.collect.heads import Head, Outline, candidates
from briefings.collect.layout import BULLET, DATE, FURNITURE, LINK_ONLY, SOURCE, Layout
from briefings.collect.nesting import is_section_of, outermost, tails
from briefings.collect.tails import NOTE_SIGNS
from briefings.collect.unmarked_heads import bare_outline, indented_outline, point_outline
from briefings.text.dates import find_dates

PICTOGRAPH = "☺"
"""The style of lines behind a pictograph."""

PICTOGRAPH_SECTION = "☺ section"
"""The style of lines behind a pictograph of their own, right above items behind another."""

LAST_LIST = "last list"
"""The style of a heading over short news at the end."""

DIRECT_SHARE = 0.4
"""From this share of headings with words of their own below them, a style heads items."""


def outline(layout: Layout, start: int, end: int) -> Outline | None:
    """The headings of the items between two lines, or `None` where no style stands out."""
    divided = divided_outline(layout, start, end)
    if divided is not None:
        return divided
    heads = _pictographs_apart(layout, _without_title(layout, candidates(layout, start, end)))
    groups: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for position, head in enumerate(heads):
        groups[head.style].append(position)
    direct = {
        style: _direct_share(layout, heads, positions, end) for style, positions in groups.items()
    }
    tailed = {
        style
        for style, positions in groups.items()
        if len(positions) > 1 and tails([heads[position].words for position in positions]) > 0.5
    }
    items = {
        style
        for style, positions in groups.items()
        if _may_head_items(heads, positions) and (direct[style] >= DIRECT_SHARE or style in tailed)
    }
    if not items:
        return (
            point_outline(layout, start, end)
            or indented_outline(layout, start, end)
            or bare_outline(layout, start, end)
        )
    sections = set()
    for style in sorted(set(groups) - items):
        positions = groups[style]
        if direct[style] >= DIRECT_SHARE and not heads[positions[0]].level:
            continue
        inner = _others_below(heads, positions, items)
        if inner is None or style in NOTE_SIGNS:
            continue
        if len(positions) > 1 and not is_section_of(layout, heads, positions, groups[inner]):
            items.add(style)
        elif len(positions) > 1 or _names_a_field(heads[positions[0]].words):
            sections.add(style)
    items, more_sections = outermost(layout, heads, groups, items)
    sections |= more_sections
    heads = _with_last_list(layout, heads, items, end)
    kept = tuple(
        head
        for head in heads
        if head.style in items
        or head.style == LAST_LIST
        or head.style in sections
        or head.level
        or is_other_news(head.words)
        or is_closing(head.words)
    )
    return Outline(heads=kept, items=frozenset(items), sections=frozenset(sections))


def _pictographs_apart(layout: Layout, heads: list[Head]) -> list[Head]:
    """Where items share one pictograph, a line with another one right above them is a section."""
    counts: dict[str, int] = defaultdict(int)
    for head in heads:
        if head.style == PICTOGRAPH:
            counts[layout.mark(head.line).symbol] += 1
    common = max(counts.values(), default=0)
    if common < 2 or len(counts) < 2:
        return heads
    following = {head.line: after for head, after in pairwise(heads)}
    return [
        replace(head, style=PICTOGRAPH_SECTION)
        if head.style == PICTOGRAPH
        and counts[layout.mark(head.line).symbol] < common
        and head.line in following
        and _is_right_above(layout, head, following[head.line])
        else head
        for head in heads
    ]


def _is_right_above(layout: Layout, head: Head, below: Head) -> bool:
    same = layout.mark(head.line).symbol == layout.mark(below.line).symbol
    return below.style == PICTOGRAPH and not same and layout.next_filled(head.line) == below.line


def _with_last_list(layout: Layout, heads: list[Head], items: set[str], end: int) -> list[Head]:
    """Behind numbered items, a heading without number over bullets alone heads short news."""
    last = max((at for at, head in enumerate(heads) if head.style in items), default=-1)
    if last < 0 or heads[last].number is None or len(heads) != last + 2:
        return heads
    tail = heads[last + 1]
    below = [
        index for index in layout.filled(tail.line + 1, end) if not layout.has(index, FURNITURE)
    ]
    bullets = sum(
        1 for index in below if layout.has(index, BULLET) and not layout.has(index, LINK_ONLY)
    )
    if tail.number is not None or layout.gap_before(tail.line) < 2 or bullets < 2:
        return heads
    if bullets < len(below) - 1:
        return heads
    return [*heads[:-1], replace(tail, style=LAST_LIST)]


def _without_title(layout: Layout, heads: list[Head]) -> list[Head]:
    """Without the document's own title: a first heading of a kind and level of its own, or one
    that its date stands right below or in.
    """
    if not heads:
        return heads
    first = heads[0]
    above = any(True for _ in layout.filled(0, first.line))
    if not first.level and first.number is None and not above:
        last = next(head for head in reversed(heads) if head.style == first.style)
        dated = _is_dated_below(layout, first) and not _is_dated_below(layout, last)
        dated = dated or bool(find_dates(first.words))
        return heads[1:] if dated and len(heads) > 2 else heads
    if not first.level:
        return heads
    alike = sum(1 for head in heads if head.style == first.style)
    deeper = any(head.level > first.level for head in heads[1:])
    if alike == 1 and (deeper or len(heads) > 2) and not (above and not deeper):
        return heads[1:]
    return heads


def _is_dated_below(layout: Layout, head: Head) -> bool:
    below = layout.next_filled(head.line)
    return below is not None and layout.has(below, DATE) and not layout.has(below, SOURCE)


def _may_head_items(heads: Sequence[Head], positions: Sequence[int]) -> bool:
    if len(positions) >= 2:
        return True
    head = heads[positions[0]]
    return head.number == 1 and head.level > 0


def _direct_share(layout: Layout, heads: list[Head], positions: Sequence[int], end: int) -> float:
    """How many of these headings are followed by words that are no heading."""
    direct = 0
    for position in positions:
        below = layout.next_filled(heads[position].line, end)
        following = heads[position + 1].line if position + 1 < len(heads) else None
        if heads[position].lead_chars or (below is not None and below != following):
            direct += 1
    return direct / len(positions)


def _names_a_field(words: str) -> bool:
    """Whether the words of a heading that stands alone can name a section."""
    return len(words) <= 40 and ":" not in words and "：" not in words


def _others_below(heads: list[Head], positions: Sequence[int], items: set[str]) -> str | None:
    """The style of item headings that stand right below most of these headings, if one does."""
    below = [heads[position + 1].style for position in positions if position + 1 < len(heads)]
    alike = [style for style in below if style in items]
    if not alike or len(alike) * 2 < len(positions):
        return None
    return max(set(alike), key=alike.count)
