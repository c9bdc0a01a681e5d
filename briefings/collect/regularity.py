"""How alike the items of a reading are, and how little it leaves over: a check on its splitting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem

TITLE_CHARS = range(5, 161)
"""So long are titles."""

GIANT = 8
"""An item so many times as long as the middle one may be several."""

MAX_ITEMS = 300
"""So many items tell how regular a reading is."""

TOLD_CHARS = 60
"""A line at least so long tells something."""


def regularity(document: ParsedDocument) -> float:
    """From 1 for items that are all alike down to 0; a single item has nothing to be unlike."""
    items = document.items[:MAX_ITEMS]
    if len(items) < 2:
        return 1.0 if items else 0.0
    merged, left = _merged_and_left(document, items[-1].position)
    told = [len(item.body) for item in items if item.body]
    lost = 1.2 * merged / len(items)
    lost += 1.0 * left
    lost += 0.6 * (1 - _share(_has_title(item) for item in items))
    lost += 0.4 * (1 - _mostly(bool(item.body) for item in items))
    lost += 0.3 * (1 - _mostly(bool(item.urls) for item in items))
    lost += 0.4 * _giants(told)
    titles = [item.title for item in items if item.title]
    lost += 0.5 * (1 - len(set(titles)) / len(titles) if titles else 0.0)
    return max(0.0, 1.0 - lost)


def _has_title(item: ParsedItem) -> bool:
    return item.title is None or len(item.title) in TITLE_CHARS


def _share(held: Iterable[bool]) -> float:
    values = list(held)
    return sum(values) / len(values)


def _mostly(held: Iterable[bool]) -> float:
    share = _share(held)
    return max(share, 1 - share)


def _giants(chars: Sequence[int]) -> float:
    """The share of items far longer than the middle one."""
    if len(chars) < 3:
        return 0.0
    middle = max(median(chars), 80)
    return sum(count > GIANT * middle for count in chars) / len(chars)


def _merged_and_left(document: ParsedDocument, last: int) -> tuple[int, float]:
    """How many items go on behind their own source, and the share of prose in no item."""
    merged: set[int] = set()
    told: set[int] = set()
    closed: set[int] = set()
    inside = outside = 0
    for line in document.lines:
        if line.item > last:
            break
        if line.role is Role.BODY:
            inside += len(line.text)
            told.add(line.item)
            if line.item in closed:
                merged.add(line.item)
        elif line.role is Role.TITLE:
            inside += len(line.text)
        elif line.role is Role.SOURCE or line.role is Role.LINK:
            if line.item in told:
                closed.add(line.item)
        elif line.role is Role.INTRO and len(line.text) >= TOLD_CHARS:
            outside += len(line.text)
    return len(merged), outside / max(1, inside + outside)
