"""Titles that run on in the next line, told by how the other titles of a document stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from unicodedata import east_asian_width

from briefings.collect.layout import BYLINE, DATE, LINK, MARKED, NOT_BODY, SENTENCE, Layout

MAX_WRAPS = 3
"""A title runs over no more lines than this below its first one."""

MIN_APART = 2
"""So many titles that stand apart from their text tell that all do."""

MAX_SAMPLE = 300
"""So many titles tell how all of them stand."""

FULL = 0.6
"""A line that runs on is nearly as wide as the widest title."""


def wrapped_titles(
    layout: Layout, heads: Sequence[int], others: Iterable[int] = ()
) -> dict[int, tuple[int, ...]]:
    """By title line the lines that it runs on in; empty where texts start right below titles.

    Where titles stand apart from their texts (by a gap, or by the bullets of the text), a line
    right below one is its rest. `others` are the lines of other headings.
    """
    known = bytearray(len(layout))
    for index in chain(heads, others):
        known[index] = True
    apart = joined = 0
    wraps: dict[int, tuple[int, ...]] = {}
    for index in heads[:MAX_SAMPLE]:
        run = _run(layout, index, known)
        if not run:
            apart += 1
        elif _may_wrap(layout, run):
            wraps[index] = run
        else:
            joined += 1
    if apart < MIN_APART or joined * 10 > apart or len(wraps) > 3 * apart:
        return {}
    for index in heads[MAX_SAMPLE:]:
        run = _run(layout, index, known)
        if run and _may_wrap(layout, run):
            wraps[index] = run
    if not wraps:
        return {}
    full = FULL * max(_width(layout, index) for index in heads)
    return {index: run for index, run in wraps.items() if _width(layout, index) >= full}


def _run(layout: Layout, head: int, known: bytearray) -> tuple[int, ...]:
    """The lines right below a title that neither a gap nor a mark sets apart."""
    run = []
    for index in range(head + 1, min(head + MAX_WRAPS + 2, len(layout))):
        if known[index] or layout.has(index, NOT_BODY | DATE | BYLINE | MARKED | LINK):
            break
        run.append(index)
    return tuple(run)


def _may_wrap(layout: Layout, run: tuple[int, ...]) -> bool:
    if len(run) > MAX_WRAPS or any(layout.has(index, SENTENCE) for index in run):
        return False
    below = run[-1] + 1
    return below >= len(layout) or layout.has(below, NOT_BODY | LINK | MARKED)


def _width(layout: Layout, index: int) -> int:
    """The columns of a line: Korean letters are two wide."""
    line = layout.lines.head(index, 200)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
