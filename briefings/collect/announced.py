"""A list of numbered titles before the same numbering starts again is a list of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from briefings.collect.contents import TOP_LINES, dotted_lines, heading_key, likeness
from briefings.collect.head_words import is_opening
from briefings.collect.heads import Head, Outline
from briefings.collect.layout import BLANK, FURNITURE, PAGE, RULE, Layout

MIN_ANNOUNCED = 2
"""A single numbered line without text announces nothing."""

ALIKE = 0.25
"""Announcement and heading share about so many of their letter pairs, however reworded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Announced:
    """The list of contents from line `start` to line `end` (exclusive)."""

    start: int
    end: int


def announced(layout: Layout, found: Outline, start: int) -> Announced | None:
    """Titles that dots lead to pages, or numbered ones without text whose numbers come again.

    `None` where the numbers go on, where an entry has a text of its own, or where nothing that
    follows resembles what was announced.
    """
    dotted = dotted_lines(layout, islice(layout.filled(start), TOP_LINES))
    if dotted:
        top = next((head for head in found.heads if head.line in dotted), None)
        first = dotted[0] if top is None else min(dotted[0], _top(layout, start, found, top))
        return Announced(start=first, end=dotted[-1] + 1)
    numbered = [head for head in found.heads if head.number is not None and found.is_item(head)]
    count = _entries(layout, numbered)
    if count < MIN_ANNOUNCED:
        return None
    entries, bodies = numbered[:count], numbered[count : 2 * count]
    if [head.number for head in entries] != [head.number for head in bodies]:
        return None
    lines = frozenset(head.line for head in found.heads)
    told = sum(1 for head in numbered[count:] if _has_text(layout, lines, head))
    alike = sum(1 for one, other in zip(entries, bodies, strict=True) if _is_same(one, other))
    if told * 2 < len(numbered) - count or alike * 2 < count:
        return None
    return Announced(start=_top(layout, start, found, entries[0]), end=entries[-1].line + 1)


def _entries(layout: Layout, numbered: Sequence[Head]) -> int:
    """How many titles from the top make the list: half of all at most, none but the last told."""
    bare = 0
    for head, following in pairwise(numbered):
        if not _is_next(layout, head, following):
            break
        bare += 1
    numbers = [head.number for head in numbered]
    for count in range(min(bare + 1, len(numbered) // 2), MIN_ANNOUNCED - 1, -1):
        if numbers[:count] == numbers[count : 2 * count]:
            return count
    return 0


def _is_next(layout: Layout, head: Head, following: Head) -> bool:
    """Whether nothing but at most one line (the name of a section) stands between."""
    between = sum(
        1
        for index in range(head.line + 1, following.line)
        if not layout.has(index, BLANK | RULE | PAGE | FURNITURE)
    )
    return between == 0 or (between == 1 and following.number == 1)


def _has_text(layout: Layout, heads: frozenset[int], head: Head) -> bool:
    below = layout.next_filled(head.line)
    return below is not None and below not in heads


def _is_same(entry: Head, heading: Head) -> bool:
    return likeness(heading_key(entry.words), heading_key(heading.words)) >= ALIKE


def _top(layout: Layout, start: int, found: Outline, first: Head) -> int:
    """The list starts with its own heading (`목차`) and the name of its first section."""
    top = first.line
    above = list(layout.filled(start, top))[-2:]
    for index in reversed(above):
        words = layout.mark(index).words.strip("[]<>【】 ").replace(" ", "")
        is_head = any(head.line == index for head in found.heads)
        if is_opening(words):
            return index
        if is_head:
            top = index
    return top
