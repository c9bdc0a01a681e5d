"""Lines that only count (`Story 2`, `2번째 소식`, `뉴스 둘`) part items: titles stand below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from briefings.collect.head_words import is_closing, is_other_news
from briefings.collect.heads import Head, Outline, candidates
from briefings.collect.layout import CAPTION, LINK_ONLY, LONG, PAGE, RULE, SENTENCE, SOURCE, Layout

DIVIDED = "divided"
"""The style of titles below lines that only count."""

MIN_DIVIDERS = 3
"""Two lines that count may be anything, unless they name news."""

MAX_DIVIDER_CHARS = 28
"""A line that only counts is shorter than this, signs around it included."""

MAX_TITLE_CHARS = 120
"""A title below such a line is shorter than this."""

_KOREAN = (
    ("하나", "첫", "첫째"),
    ("둘", "두", "둘째"),
    ("셋", "세", "셋째"),
    ("넷", "네", "넷째"),
    ("다섯", "다섯째"),
    ("여섯", "여섯째"),
    ("일곱", "일곱째"),
    ("여덟", "여덟째"),
    ("아홉", "아홉째"),
    ("열", "열째"),
)
_ENGLISH = (
    ("one", "first", "1st"),
    ("two", "second", "2nd"),
    ("three", "third", "3rd"),
    ("four", "fourth", "4th"),
    ("five", "fifth", "5th"),
    ("six", "sixth", "6th"),
    ("seven", "seventh", "7th"),
    ("eight", "eighth", "8th"),
    ("nine", "ninth", "9th"),
    ("ten", "tenth", "10th"),
)
_VALUES = {
    word: value
    for words in (_KOREAN, _ENGLISH)
    for value, alike in enumerate(words, start=1)
    for word in alike
}
_COUNTED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))}|\d{{1,2}})"
    r"(?=(?:번째)?(?![^\W_])|번째|번\b)",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"issue|story|stories|news|item|topic|headline|이슈|소식|뉴스|토픽|기사|이야기|단신|헤드라인"
)
_NO_TITLE = SENTENCE | LONG | SOURCE | LINK_ONLY | CAPTION | PAGE


def divided_outline(layout: Layout, start: int, end: int) -> Outline | None:
    """Titles below lines that count from one on and say nothing else; `None` without these."""
    dividers = _dividers(layout, start, end)
    titles = [_title_below(layout, line, end) for line in dividers]
    heads = [
        Head(line=line, style=DIVIDED, words=layout.mark(title).words, number=number, below=title)
        for number, (line, title) in enumerate(zip(dividers, titles, strict=True), start=1)
        if title is not None
    ]
    if len(heads) < _fewest(layout, dividers) or len(heads) < len(dividers):
        return None
    more = [
        head
        for head in candidates(layout, heads[-1].line + 2, end)
        if is_other_news(head.words) or is_closing(head.words)
    ]
    return Outline(heads=(*heads, *more), items=frozenset({DIVIDED}), sections=frozenset())


def _dividers(layout: Layout, start: int, end: int) -> Sequence[int]:
    """The most lines that are alike but for a number, which counts them from one on."""
    found: dict[str, list[int]] = defaultdict(list)
    for index in layout.filled(start, end):
        if layout.lines.length(index) > MAX_DIVIDER_CHARS or layout.has(index, PAGE | CAPTION):
            continue
        words = layout.words(index).casefold()
        counted = _COUNTED.search(words)
        if counted is None:
            continue
        rest = words[: counted.start()] + "#" + words[counted.end() :]
        value = _VALUES.get(counted[0]) or int(counted[0])
        if any(map(str.isalpha, rest)) and value == len(found[rest]) + 1:
            found[rest].append(index)
    return max(found.values(), key=len, default=[])


def _fewest(layout: Layout, dividers: Sequence[int]) -> int:
    news = dividers and _NEWS.search(layout.words(dividers[0]).casefold())
    return MIN_DIVIDERS - 1 if news else MIN_DIVIDERS


def _title_below(layout: Layout, divider: int, end: int) -> int | None:
    """The title right below a divider, with words of its own below it."""
    title = layout.next_filled(divider, end)
    if title is None or layout.has(title, _NO_TITLE) or layout.gap_before(title) > 1:
        return None
    if layout.lines.length(title) > MAX_TITLE_CHARS:
        return None
    told = layout.next_filled(title, end)
    return None if told is None or layout.has(told, RULE) else title
