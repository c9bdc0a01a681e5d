"""The furniture of printed pages: running heads and page numbers where one page ends."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from briefings.collect.layout import BULLET, CAPTION, DATE, LONG, PAGE, SENTENCE, Layout
from briefings.text.dates import find_dates

MAX_RUNNING_HEAD_CHARS = 60
"""A running head is shorter than this."""

_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_PAGE_AT_END = re.compile(
    r"(?:\s{2,200}|\s[|·–—-]\s|\s(?:page|p\.|pg\.?)\s{0,2})(\d{1,4})(?:\s?(?:쪽|페이지))?$",
    re.IGNORECASE,
)

MASTHEAD_LINES = 6
"""The name of a letter stands within so many lines from the top."""

MIN_NAME_CHARS = 4
"""A shorter shape tells too little to be a letter's name."""

MIN_REPEATS = 3
"""So often comes a running head that is known by its repeating."""


def page_breaks(layout: Layout) -> int:
    """How often a page ends: form feeds, else lines that are a page number."""
    feeds = layout.text.count("\f")
    return feeds or sum(1 for index in layout.filled() if layout.has(index, PAGE))


def running_heads(layout: Layout, own: Iterable[int]) -> Iterator[int]:
    """Short lines that come again at the edges of pages, their figures aside; never the lines
    of `own` (headings and contents).
    """
    paged = page_breaks(layout) > 0
    owned = bytearray(len(layout))
    for index in own:
        owned[index] = True
    shapes: dict[int, str] = {}
    for index in layout.filled():
        if owned[index] or layout.has(index, LONG | CAPTION | BULLET):
            continue
        words = layout.words(index)
        if not paged and (layout.has(index, DATE) or not words[-1:].isdigit()):
            continue  # without marks of pages only a number that grows tells
        if len(words) <= MAX_RUNNING_HEAD_CHARS * 2:
            shape = _SPACES.sub(" ", _DIGITS.sub("", words)).strip(" -–—|/·")
            if shape and len(shape) <= MAX_RUNNING_HEAD_CHARS:
                shapes[index] = shape
    counts = Counter(shapes.values())
    edges = Counter(shape for index, shape in shapes.items() if _at_page_edge(layout, index))
    known = {
        shape for shape, count in counts.items() if edges[shape] >= 2 and edges[shape] * 2 >= count
    }
    beside = Counter(
        shape
        for index, shape in shapes.items()
        if counts[shape] >= MIN_REPEATS
        and any(shapes.get(other) in known for other in (index - 1, index + 1))
    )
    known |= {shape for shape, count in beside.items() if count == counts[shape]}
    known |= _named_at_top(layout, shapes, counts)
    counting = _counting(layout, shapes, counts)
    heads = {index: shape for index, shape in shapes.items() if shape in known | counting}
    dated = _of_several_days(layout, heads)
    for index, shape in heads.items():
        if shape not in dated and not layout.has(index, SENTENCE):
            yield index


def _of_several_days(layout: Layout, heads: dict[int, str]) -> set[str]:
    """Shapes of lines whose dates or times differ: each dates what stands below it."""
    moments: dict[str, set[str]] = defaultdict(set)
    for index, shape in heads.items():
        if layout.has(index, DATE):
            moments[shape].update(one.when.isoformat() for one in find_dates(layout.words(index)))
    return {shape for shape, found in moments.items() if len(found) > 1}


def _named_at_top(layout: Layout, shapes: dict[int, str], counts: Counter[str]) -> set[str]:
    """Shapes of lines that come again and say no more than the masthead: the document's name."""
    top = "".join(layout.words(index) for index in islice(layout.filled(), MASTHEAD_LINES))
    masthead = _SPACES.sub("", top)
    first = {shape: index for index, shape in reversed(shapes.items())}
    return {
        shape
        for shape, index in first.items()
        if counts[shape] >= MIN_REPEATS
        and len(shape) >= MIN_NAME_CHARS
        and _SPACES.sub("", layout.words(index)) in masthead
    }


def _counting(layout: Layout, shapes: dict[int, str], counts: Counter[str]) -> set[str]:
    """Shapes that come again with a number set apart at their end that grows: the page's."""
    pages: dict[str, list[int]] = defaultdict(list)
    for index, shape in shapes.items():
        found = _PAGE_AT_END.search(layout.words(index)) if counts[shape] >= MIN_REPEATS else None
        if found is not None:
            pages[shape].append(int(found[1]))
    return {
        shape
        for shape, numbers in pages.items()
        if len(numbers) == counts[shape] and all(one < two for one, two in pairwise(numbers))
    }


def _at_page_edge(layout: Layout, index: int) -> bool:
    """Whether a form feed or a page number stands right beside the line."""
    before = layout.lines.start(index)
    after = layout.lines.end(index)
    text = layout.text
    if "\f" in text[max(0, before - 6) : before] or "\f" in text[after : after + 6]:
        return True
    below = layout.next_filled(index, min(len(layout), index + 4))
    if below is not None and layout.has(below, PAGE):
        return True
    return any(layout.has(one, PAGE) for one in range(max(0, index - 3), index))
