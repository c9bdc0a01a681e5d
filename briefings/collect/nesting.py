"""Of styles of headings inside each other, which heads items and which names sections."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from briefings.collect.heads import Head
from briefings.collect.layout import Layout
from briefings.collect.tails import split_tail


def outermost(
    layout: Layout, heads: list[Head], groups: dict[str, array[int]], items: set[str]
) -> tuple[set[str], set[str]]:
    """Of styles inside each other keep the one that heads items; the outer may be sections."""
    sections: set[str] = set()
    order = sorted(items, key=lambda style: (_depth(heads[groups[style][0]]), groups[style][0]))
    for outer in order:
        for inner in order:
            if inner == outer or outer not in items or inner not in items:
                continue
            if not _contains(heads, groups[outer], groups[inner]):
                continue
            if is_section_of(layout, heads, groups[outer], groups[inner]):
                items.discard(outer)
                sections.add(outer)
            else:
                items.discard(inner)
    return items, sections


def _depth(head: Head) -> int:
    return head.level or 7 + (1 if head.style.startswith("-") else 0) + min(head.indent, 8)


def _contains(heads: list[Head], outer: Sequence[int], inner: Sequence[int]) -> bool:
    """Whether the inner headings stand below outer ones, in more than one place or in numbers."""
    if inner[0] < outer[0]:
        return False
    first, second = heads[outer[0]], heads[inner[0]]
    if first.level and second.level and first.level >= second.level:
        return False
    owners = {bisect_left(outer, position) for position in inner} - {0}
    if first.level and not second.level:
        return True
    return len(owners) * 2 >= len(outer) or len(inner) < len(outer)


def is_section_of(
    layout: Layout, heads: list[Head], outer: Sequence[int], inner: Sequence[int]
) -> bool:
    """Whether the outer headings name fields and the inner ones tell news, not the reverse."""
    outer_words = [heads[position].words for position in outer]
    inner_words = [heads[position].words for position in inner]
    children = len(inner) / max(1, len({bisect_left(outer, position) for position in inner}))
    outer_chars = sum(map(len, outer_words)) / len(outer_words)
    inner_chars = sum(map(len, inner_words)) / len(inner_words)
    weight = 0.0
    weight += (
        1.0 if outer_chars * 1.5 < inner_chars else -1.0 if inner_chars * 1.5 < outer_chars else 0.0
    )
    weight += 1.0 if outer_chars <= 10 else 0.0
    weight -= 4.0 if len(set(inner_words)) * 10 <= len(inner_words) * 6 else 0.0
    weight -= 1.0 if inner_chars <= 7 else 0.0
    weight += 1.5 if tails(inner_words) > 0.4 else 0.0
    weight -= 1.5 if heads[inner[0]].indent > heads[outer[0]].indent else 0.0
    weight -= 2.5 if tails(outer_words) > 0.4 else 0.0
    weight -= 0.5 if heads[outer[0]].number is not None and heads[inner[0]].number is None else 0.0
    weight += 0.5 if heads[outer[0]].number is None and heads[inner[0]].number is not None else 0.0
    weight += 0.5 if children >= 2 else -0.5
    weight += (
        1.0 if heads[outer[0]].style.endswith("Ⅰ") and heads[inner[0]].number is not None else 0.0
    )
    weight += 1.0 if _intro_share(layout, heads, outer, inner) < 0.15 else -1.0
    return weight > 0


def _intro_share(
    layout: Layout, heads: list[Head], outer: Sequence[int], inner: Sequence[int]
) -> float:
    """The share of lines between an outer heading and its first inner one."""
    inner_set = set(inner)
    above = below = 0
    for number, position in enumerate(outer):
        stop = outer[number + 1] if number + 1 < len(outer) else len(heads)
        last_line = heads[stop].line if stop < len(heads) else min(len(layout), heads[-1].line + 12)
        first_inner = next((one for one in range(position + 1, stop) if one in inner_set), None)
        edge = heads[first_inner].line if first_inner is not None else last_line
        above += sum(1 for _ in layout.filled(heads[position].line + 1, edge))
        below += sum(1 for _ in layout.filled(edge, last_line))
    return above / max(1, above + below)


def tails(words: list[str]) -> float:
    """The share of headings with a source, date or link behind them."""
    sample = words[:40]
    found = sum(1 for one in sample if split_tail(one).title != one.rstrip())
    return found / len(sample)
