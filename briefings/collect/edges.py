"""What most items of a document share at their first or last lines: buttons and fields, no news."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice, takewhile

from briefings.collect.draft import Draft, Drafts
from briefings.collect.layout import (
    BYLINE,
    DATE,
    FURNITURE,
    LONG,
    NOT_BODY,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import mark_of
from briefings.collect.outlets import NAME_NOISE, without_dates
from briefings.collect.taken import Taken
from briefings.model.documents import Role
from briefings.text.dates import find_dates, find_yearless

HEAD_LINES = 3
"""Fields and buttons below a title are no more lines than this."""

FOOT_LINES = 4
"""Fields and buttons below a text are no more lines than this."""

AFTER_LINES = 8
"""Below the foot of the last item the document's own foot has no more lines than this."""

MIN_ITEMS = 3
"""What two items share may be chance."""

MAX_SAMPLE = 200
"""So many items tell what all of them share."""

SHARE = 0.6
"""What stands in this share of the items stands in all of them."""

COVERED = 0.7
"""A line of which so much is shared says nothing of its own."""

MAX_TOLD = HEAD_LINES + FOOT_LINES + 1
"""Of a text with more lines something is always left."""

MAX_FIELD_CHARS = 160
"""A line of fields is shorter than this."""

MAX_CREDIT_CHARS = 50
"""A name with a day is shorter than this."""

MAX_EDGE_CHARS = 90
"""Longer lines tell something."""

_PARTED = re.compile(r"\s[|·•/–—]\s|\s\|\s?|[:：]\s")
_FIGURES = re.compile(r"\d[\d.,:]*\s?(?:[KkM만천]\b)?|오전|오후|\b[AaPp]\.?[Mm]\b\.?")
_FIELD = re.compile(
    r"\W{0,4}(?P<label>(?:작성|게시|등록)(?:자|시간|일시?)|글쓴이|글|필자|라벨|태그|카테고리|분류|분야|상태|"
    r"시간|댓글|조회수?|추천|공감|공유|이웃|공개|labels?|tags?|tagged|categor(?:y|ies)|filed under|"
    r"posted (?:by|in|at)|author|by|status|comments?|views?|likes?|share|topics?|type|visibility|"
    r"slug|draft|layout)\s{0,2}(?:[:：]|\b(?=\s))",
    re.IGNORECASE,
)


def take_shared_edges(layout: Layout, taken: Taken, drafts: Drafts) -> None:
    """Take as furniture what the edges of most items have in common, figures aside.

    Below such a foot of the last item stands the foot of the document.
    """
    if len(drafts) < MIN_ITEMS:
        return
    sample = list(islice(drafts, MAX_SAMPLE))
    _date_first_lines(layout, drafts, sample)
    _credit_edges(layout, drafts, sample)
    feet = _Shared(layout, [list(_last(layout, draft)) for draft in sample])
    heads = _Shared(layout, [list(_first(layout, draft)) for draft in sample])
    if _leave_nothing(layout, sample, feet, heads):
        return
    last = sample[-1]
    for draft in drafts if feet.any or heads.any else ():
        last = draft
        for index in takewhile(feet.has, _last(layout, draft)) if feet.any else ():
            _take(layout, taken, index)
        for index in takewhile(heads.has, _first(layout, draft)) if heads.any else ():
            _take(layout, taken, index)
    if feet.any:
        _take_after(layout, taken, last, feet, heads)


def _take(layout: Layout, taken: Taken, index: int) -> None:
    """A shared line with a day in it dates the item."""
    if find_dates(layout.words(index)):
        layout.flags[index] |= DATE
        return
    layout.flags[index] |= FURNITURE
    taken.take(index, Role.FURNITURE)


def _date_first_lines(layout: Layout, drafts: Drafts, sample: Sequence[Draft]) -> None:
    """Where most texts start with a line of fields with a day in it, these lines are dates."""
    often = max(MIN_ITEMS, round(len(sample) * SHARE))
    if sum(_dated_field(layout, draft) is not None for draft in sample) < often:
        return
    for draft in drafts:
        index = _dated_field(layout, draft)
        if index is not None:
            layout.flags[index] |= DATE


def _credit_edges(layout: Layout, drafts: Drafts, sample: Sequence[Draft]) -> None:
    """Where most texts start or end with a name and a day, these lines are their sources."""
    often = max(MIN_ITEMS, round(len(sample) * SHARE))
    for edge in (_last, _first):
        if sum(_credit(layout, draft, edge) is not None for draft in sample) < often:
            continue
        for draft in drafts:
            index = _credit(layout, draft, edge)
            if index is not None:
                layout.flags[index] |= SOURCE


def _credit(
    layout: Layout, draft: Draft, edge: Callable[[Layout, Draft], Iterator[int]]
) -> int | None:
    """The outmost line of a text if it is a short name beside a day."""
    index = next(edge(layout, draft), None)
    if index is None or layout.has(index, SENTENCE | LONG):
        return None
    words = mark_of(layout.words(index)).words
    if len(words) > MAX_CREDIT_CHARS:
        return None
    dates = find_dates(words) or find_yearless(words, _ANY_DAY)
    rest = without_dates(words).strip(NAME_NOISE)
    return index if dates and 2 <= len(rest) <= MAX_CREDIT_CHARS // 2 else None


_ANY_DAY = date(2000, 6, 15)


def _dated_field(layout: Layout, draft: Draft) -> int | None:
    """The first line below a title if it is fields beside each other, one of them a day."""
    if not draft.title:
        return None
    index = next(_told(layout, draft), None)
    if index is None or layout.has(index, SENTENCE | LONG):
        return None
    line = layout.words(index)
    if len(line) > MAX_FIELD_CHARS or _PARTED.search(line) is None:
        return None
    return index if find_dates(line) else None


def _leave_nothing(layout: Layout, sample: Sequence[Draft], feet: _Shared, heads: _Shared) -> bool:
    """Whether most items that have a text would lose all of it."""
    if not (feet.any or heads.any):
        return False
    told = [lines for draft in sample if (lines := list(islice(_told(layout, draft), MAX_TOLD)))]
    lost = sum(all(feet.has(index) or heads.has(index) for index in lines) for lines in told)
    return lost * 2 > len(told)


def _take_after(layout: Layout, taken: Taken, last: Draft, feet: _Shared, heads: _Shared) -> None:
    below: list[int] = []
    for index in _backwards(layout, last):
        if not layout.has(index, NOT_BODY) and feet.has(index) and not heads.has(index):
            for one in below:
                taken.take(one, Role.FURNITURE)
            return
        below.append(index)
        if len(below) > AFTER_LINES:
            return


def _last(layout: Layout, draft: Draft) -> Iterator[int]:
    """The last lines of an item that tell something, the last one first."""
    told = (one for one in _backwards(layout, draft) if _may_be_shared(layout, one))
    return islice(told, FOOT_LINES)


def _first(layout: Layout, draft: Draft) -> Iterator[int]:
    return islice(_told(layout, draft), HEAD_LINES)


def _told(layout: Layout, draft: Draft) -> Iterator[int]:
    start = draft.start + bool(draft.skip_chars)
    return (one for one in layout.filled(start, draft.end) if _may_be_shared(layout, one))


def _may_be_shared(layout: Layout, index: int) -> bool:
    return not layout.has(index, NOT_BODY | DATE | BYLINE)


def _backwards(layout: Layout, draft: Draft) -> Iterator[int]:
    start = draft.start + bool(draft.skip_chars)
    return (
        index
        for index in range(min(draft.end, len(layout)) - 1, start - 1, -1)
        if any(True for _ in layout.filled(index, index + 1))
    )


class _Shared:
    """Which lines say no more than the lines at the same place of most items."""

    def __init__(self, layout: Layout, edges: Sequence[Sequence[int]]) -> None:
        self._layout = layout
        often = max(MIN_ITEMS, round(len(edges) * SHARE))
        keys: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for lines in edges:
            told = [key for index in lines if (key := self._key(index))]
            keys.update(set(told))
            words.update({word for key in told for word in key.split()})
        self._keys = frozenset(key for key, count in keys.items() if count >= often)
        self._words = frozenset(word for word, count in words.items() if count >= often)
        labels = Counter(
            label for lines in edges for label in {self._label(index) for index in lines} if label
        )
        self._labels = frozenset(label for label, count in labels.items() if count >= often)
        self.any = any(self.has(index) for lines in edges for index in lines)

    def has(self, index: int) -> bool:
        """Whether a line is shared."""
        key = self._key(index)
        if not key:
            return False
        if key in self._keys or self._label(index) in self._labels:
            return True
        words = key.split()
        known = sum(len(word) for word in words if word in self._words)
        return known >= COVERED * sum(map(len, words))

    def _key(self, index: int) -> str:
        """The words of a line, figures and mark-up aside; none where it tells a sentence."""
        if self._layout.has(index, LONG) or self._layout.lines.length(index) > 4 * MAX_EDGE_CHARS:
            return ""
        words = mark_of(self._layout.words(index)).words
        return "" if len(words) > MAX_EDGE_CHARS else " ".join(_FIGURES.sub("0", words).split())

    def _label(self, index: int) -> str:
        if self._layout.has(index, LONG | SENTENCE):
            return ""
        found = _FIELD.match(self._layout.lines.head(index, MAX_EDGE_CHARS))
        return "" if found is None else found["label"].lower()
