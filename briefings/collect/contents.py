"""A list of contents and the headings in the body that its entries announce."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import add

from briefings.collect.head_words import is_opening
from briefings.collect.layout import (
    BLANK,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    PAGE,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.tails import split_tail

TOP_LINES = 300
"""A list of contents stands within so many lines with words from the top."""

SAME = 0.72
"""Two headings that share so many of their bigrams are the same."""

ALIKE = 0.34
"""Between two announced headings, a heading this much like the announcement is the one meant."""

MIN_ENTRIES = 3
"""A shorter list of contents is taken for a coincidence."""

MAX_ENTRY_CHARS = 200
"""An entry with its source and date is shorter than this."""

MAX_SEARCH_LINES = 3_000
"""A heading worded otherwise is looked for within so many lines."""

MAX_REPEATS = 2
"""An entry and its heading make two; what stands there more often is a running head."""

MAX_KEY_CHARS = 60
"""Headings that are the same have more in common than this many letters can tell."""

MAX_RIVALS = 200
"""A pair of letters in more headings than this tells none of them from the others."""

MAX_COMPARED = 8
"""So many of the headings with most pairs in common are compared as a whole."""

_NOISE = re.compile(r"[^\w가-힣]+|_")
_DOTS = re.compile(r"(?:[.·…‥_]\s?){4,80}\d{1,4}$")
_LEADER = re.compile(r"[\s.·…‥_-]{2,80}\d{1,4}\s*$|\s+(?:p\.?\s?)?\d{1,3}\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of the list of contents and the line in the body that it announces (if found)."""

    line: int
    words: str
    style: str
    target: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """The list of contents from `start` to `end` (exclusive), its entries in order."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def matched(self) -> int:
        """How many entries were found again in the body."""
        return sum(1 for entry in self.entries if entry.target is not None)


def heading_key(words: str) -> str:
    """What makes two wordings of a heading equal: its letters and figures, source cut off."""
    title = split_tail(_LEADER.sub("", words)).title
    return _NOISE.sub("", title.lower())


def likeness(one: str, other: str) -> float:
    """The share of letter pairs that two keys have in common, 0 to 1 (Dice's coefficient)."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    first = set(map(add, one, one[1:]))
    second = set(map(add, other, other[1:]))
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def may_be_heading(layout: Layout, index: int) -> bool:
    """Whether a line could be a heading or an entry: short and nothing else known."""
    if layout.has(index, LONG | CAPTION | FURNITURE | LINK_ONLY | PAGE | SOURCE | RULE | BLANK):
        return False
    if layout.has(index, DATE) and not layout.has(index, MARKED):
        return False
    words = layout.words(index)
    return 2 <= len(words) <= MAX_ENTRY_CHARS and not (
        layout.has(index, SENTENCE) and len(words) > 70
    )


def find_contents(layout: Layout, start: int) -> Contents | None:
    """The list of contents near the top whose entries come again as headings, if there is one."""
    tops = []
    for count, index in enumerate(layout.filled(start)):
        if count >= TOP_LINES:
            break
        tops.append(index)
    keys = _keys(layout, start)
    pairs = _pairs(layout, tops, keys)
    dotted = dotted_lines(layout, tops)
    if dotted:
        return _dotted_contents(layout, tops, dotted, pairs, keys)
    if len(pairs) < MIN_ENTRIES:
        return None
    first, last = _region(pairs)
    inside = {index: target for index, target in pairs.items() if first <= index <= last}
    if len(inside) < MIN_ENTRIES or not _is_list(layout, first, last, inside):
        return None
    body = min(inside.values())
    entries = _entries(layout, first, last, body, inside, keys)
    end = _region_end(layout, last, body)
    return Contents(start=_with_heading(layout, tops, first), end=end, entries=entries)


def dotted_lines(layout: Layout, lines: Iterable[int]) -> list[int]:
    """The lines that end with dots and a page number, if they are enough for a list."""
    found = [index for index in lines if _DOTS.search(layout.words(index)[-90:]) is not None]
    return found if len(found) >= MIN_ENTRIES else []


def _with_heading(layout: Layout, tops: list[int], first: int) -> int:
    """The list starts with its own heading (`목차`), if it has one."""
    above = next((index for index in reversed(tops) if index < first), None)
    if above is not None and is_opening(layout.mark(above).words.replace(" ", "")):
        return above
    return first


def _dotted_contents(
    layout: Layout,
    tops: list[int],
    dotted: list[int],
    pairs: dict[int, int],
    keys: dict[int, str],
) -> Contents:
    """Entries that dots lead to their pages are a list of contents, however they are worded."""
    first, last = dotted[0], dotted[-1]
    above = [index for index in tops if index < first]
    if above and pairs.get(above[-1], 0) > last:
        first = above[-1]  # the name of the first section, without a page
    inside = {
        index: target for index, target in pairs.items() if first <= index <= last and target > last
    }
    entries = _entries(layout, first, last, last + 1, inside, keys)
    return Contents(start=_with_heading(layout, tops, first), end=last + 1, entries=entries)


def _is_list(layout: Layout, first: int, last: int, inside: dict[int, int]) -> bool:
    """Whether the lines from the first to the last entry name things and tell nothing."""
    lines = list(layout.filled(first, last + 1))
    told = sum(1 for index in lines if layout.has(index, LONG | SENTENCE))
    return told * 10 <= len(lines) and len(inside) * 10 >= len(lines) * 4


def _keys(layout: Layout, start: int) -> dict[int, str]:
    """The key of every line that may be a heading; one that goes on in the next line counts too."""
    keys = {}
    for index in layout.filled(start):
        if may_be_heading(layout, index):
            key = heading_key(layout.mark(index).words)
            if len(key) >= 2:
                keys[index] = key
    return keys


def _pairs(layout: Layout, tops: list[int], keys: dict[int, str]) -> dict[int, int]:
    """For each line near the top the first later line that says the same."""
    by_pair: dict[str, list[int]] = defaultdict(list)
    asked = {pair for index in tops if index in keys for pair in _pairs_of(keys[index])}
    for index, key in keys.items():
        for pair in asked.intersection(_pairs_of(key)):
            rivals = by_pair[pair]
            if len(rivals) <= MAX_RIVALS:  # one more tells that the pair is too common
                rivals.append(index)
    often = Counter(keys.values())
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for index in tops:
        if index not in keys or index in used or often[keys[index]] > MAX_REPEATS:
            continue
        target = _target(index, keys[index], keys, by_pair, used)
        if target is not None:
            pairs[index] = target
            used.add(target)
    return pairs


def _pairs_of(key: str) -> dict[str, None]:
    """The letter pairs of a key's start, each once, in order."""
    start = key[:MAX_KEY_CHARS]
    return dict.fromkeys(map(add, start, start[1:]))


def _target(
    index: int, key: str, keys: dict[int, str], by_pair: dict[str, list[int]], used: set[int]
) -> int | None:
    votes: Counter[int] = Counter()
    for pair in _pairs_of(key):
        rivals = by_pair[pair]
        if len(rivals) <= MAX_RIVALS:
            votes.update(rivals[bisect_right(rivals, index) :])
    for taken in used:
        votes.pop(taken, None)
    best: tuple[float, int] | None = None
    for rival, _ in votes.most_common(MAX_COMPARED):
        same = likeness(key, keys[rival])
        if len(key) <= 4 and keys[rival] != key:
            continue
        if same >= SAME and (
            best is None or same > best[0] + 0.001 or (same >= best[0] and rival < best[1])
        ):
            best = (same, rival)
    return best[1] if best is not None else None


def _region(pairs: dict[int, int]) -> tuple[int, int]:
    """From the first entry to the last one that stands above everything announced."""
    ordered = sorted(pairs)
    best = (ordered[0], ordered[0], 0)
    for at, first in enumerate(ordered):
        last, edge, count = first, pairs[first], 0
        for index in ordered[at:]:
            if index >= edge:
                break
            edge = min(edge, pairs[index])
            if index >= edge:
                break
            last, count = index, count + 1
        if count > best[2]:
            best = (first, last, count)
    return best[0], best[1]


def _region_end(layout: Layout, last: int, body: int) -> int:
    """The list ends below its last entry; a source line in brackets may still belong to it."""
    end = last + 1
    for index in layout.filled(last + 1, body):
        if not layout.has(index, SOURCE | DATE):
            break
        end = index + 1
    return end


def _entries(
    layout: Layout,
    first: int,
    last: int,
    body: int,
    inside: dict[int, int],
    keys: dict[int, str],
) -> tuple[Entry, ...]:
    entries = []
    for index in layout.filled(first, last + 1):
        if index not in keys:
            continue
        mark = layout.mark(index)
        entries.append(
            Entry(line=index, words=mark.words, style=mark.style, target=inside.get(index))
        )
    return tuple(_with_likely_targets(layout, entries, body, keys))


def _with_likely_targets(
    layout: Layout, entries: list[Entry], body: int, keys: dict[int, str]
) -> list[Entry]:
    """Entries worded otherwise find the likest heading between the targets around them."""
    found: list[Entry] = []
    floor = body - 1
    for number, entry in enumerate(entries):
        target = entry.target
        if target is None:
            later = (other.target for other in entries[number + 1 :])
            ceiling = next((one for one in later if one is not None and one > floor), len(layout))
            target = _likely(layout, entry, floor, ceiling, keys)
        if target is not None:
            floor = max(floor, target)
        found.append(replace(entry, target=target))
    return found


def _likely(
    layout: Layout, entry: Entry, floor: int, ceiling: int, keys: dict[int, str]
) -> int | None:
    key = heading_key(entry.words)
    best, best_likeness = None, ALIKE
    for index in range(floor + 1, min(ceiling, floor + MAX_SEARCH_LINES)):
        other = keys.get(index)
        if other is None or layout.gap_before(index) == 0:
            continue
        same = likeness(key, other)
        if same > best_likeness:
            best, best_likeness = index, same
    return best
