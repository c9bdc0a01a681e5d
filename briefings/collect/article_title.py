"""The title of an article: the heading line, else the most title-like line above the text."""

from __future__ import annotations

import re

from briefings.collect.layout import (
    BLANK,
    BULLET,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    NOT_BODY,
    PAGE,
    RELATED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.outlets import looks_like_outlet

MIN_TITLE_CHARS = 10
"""A shorter line above a text is the name of a site, a section or a kind of text."""

MAX_TITLE_REST_CHARS = 60
"""The second line of a title is shorter than this."""

MAX_MENU_WORD_CHARS = 12
"""A word of a menu is not longer."""

_MENU_PARTS = re.compile(r"\s{2,9}|\s{0,3}[|>]\s{0,3}")

_FORM = re.compile(
    r"\W{0,3}(?:담당\s?(?:부서|자|과장?|기관)|(?:배포|보도|작성|발표)\s?(?:일시?|시점|처|자|부서|기관)|책임자|"
    r"문의처?|연락처|수신|발신|for immediate release|media contact|contact)(?=\s|[:：(]|$)",
    re.IGNORECASE,
)
"""The fields of a press release's form are no title."""

_NAME_OF_SITE = re.compile(r"(?:The\s)?(?:[A-Z][\w&'’.-]{0,18}\s?){1,4}")
"""So few words, all with capitals, name a paper rather than a piece of news."""


def find_title(layout: Layout, top: int, edge: int, repeated: int | None) -> int | None:
    """The title: a heading line, else the most title-like line above the text."""
    lines = []
    for index in layout.filled(top, edge):
        if index == repeated or layout.has(
            index, FURNITURE | CAPTION | DATE | BYLINE | LINK_ONLY | SOURCE | PAGE | RELATED | LONG
        ):
            continue
        words = layout.words(index)
        if layout.has(index, BULLET) or _is_menu(words) or _FORM.match(words) is not None:
            continue
        if len(words) <= 160 and (not layout.has(index, SENTENCE) or len(words) <= 80):
            lines.append(index)
    for index in lines:
        if layout.has(index, MARKED) and layout.mark(index).level == 1:
            return index
    if not lines:
        return None
    lines = _without_section_path(layout, lines)
    return max(lines[:6], key=lambda index: _titleness(layout, index, lines))


def title_lines(layout: Layout, title: int | None, start: int, end: int) -> tuple[int, ...]:
    """The title with the line that it runs on in, where the text's lines are broken as well."""
    if title is None:
        return ()
    below = title + 1
    if (
        below >= start
        or layout.mark(title).level
        or layout.has(below, NOT_BODY | DATE | BYLINE | MARKED)
        or layout.lines.length(below) > MAX_TITLE_REST_CHARS
        or layout.words(below).endswith(".")
        or not _is_broken(layout, start, end)
    ):
        return (title,)
    return (title, below)


def _is_broken(layout: Layout, start: int, end: int) -> bool:
    """Whether the lines of the text break within sentences."""
    lines = [
        index for index in layout.filled(start, end) if not layout.has(index, NOT_BODY | BYLINE)
    ]
    broken = sum(
        1
        for index in lines
        if not layout.has(index, SENTENCE) and index + 1 < end and not layout.has(index + 1, BLANK)
    )
    return broken * 3 >= len(lines) > 0


def _is_menu(words: str) -> bool:
    """Whether a line is several short words side by side, as menus are."""
    pieces = [piece for piece in _MENU_PARTS.split(words) if piece.strip()]
    return len(pieces) >= 3 and max(map(len, pieces)) <= MAX_MENU_WORD_CHARS


def _without_section_path(layout: Layout, lines: list[int]) -> list[int]:
    """Without the names of site and section that stand above a title (`경제 > 금융`)."""
    kept = [
        index
        for index in lines
        if len(layout.words(index)) >= MIN_TITLE_CHARS and " > " not in layout.words(index)
    ]
    return kept or lines


def _titleness(layout: Layout, index: int, lines: list[int]) -> float:
    words = layout.words(index)
    score = min(len(words), 40) / 40
    score -= lines.index(index) * 0.35
    score -= 0.5 if looks_like_outlet(words) and len(words) < 14 else 0.0
    score -= 0.3 if layout.has(index, SENTENCE) else 0.0
    score -= 0.4 if _NAME_OF_SITE.fullmatch(words) is not None else 0.0
    return score
