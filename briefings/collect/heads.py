"""The lines of a document that may head something, each with its style."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from briefings.collect.head_words import is_closing, is_other_news
from briefings.collect.layout import (
    BLANK,
    BULLET,
    CAPTION,
    FURNITURE,
    LINK_ONLY,
    MARKED,
    PAGE,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
    is_plain_point,
)
from briefings.collect.marks import bracketed, plain
from briefings.collect.oneliners import is_linked_title

MAX_HEAD_CHARS = 200
"""A heading is shorter than this, its source and date included."""

LEAD_TEXT_CHARS = 30
"""Behind a bold lead stands at least so much text; less makes the whole line a heading."""

_BOLD_LEAD = re.compile(
    r"(?:\*\*|__)(?P<lead>[^*_\n]{2,120}?)(?:\*\*|__)\s{0,3}(?:[:：–—|-]\s{0,3})?(?=\S)"
)

OTHER_NEWS = "other news"
"""The style of a line without a mark over short news."""

MAX_SECTION_CHARS = 30
"""An unmarked line that names a section is shorter than this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A line that heads what follows, or whose first `lead_chars` do (a bold lead), or the line
    `below` it does (where it only counts).
    """

    line: int
    style: str
    words: str
    level: int = 0
    number: int | None = None
    indent: int = 0
    lead_chars: int = 0
    below: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The headings that count, in order, and which styles head items and sections."""

    heads: tuple[Head, ...]
    items: frozenset[str]
    sections: frozenset[str]

    def is_item(self, head: Head) -> bool:
        """Whether `head` heads an item."""
        return head.style in self.items

    def is_section(self, head: Head) -> bool:
        """Whether `head` heads a section."""
        return head.style in self.sections


def candidates(layout: Layout, start: int, end: int) -> list[Head]:
    """Every line that may head something, in order."""
    found = []
    for index in layout.filled(start, end):
        head = _candidate(layout, index)
        if head is not None:
            found.append(head)
    return found


def _candidate(layout: Layout, index: int) -> Head | None:
    flags = layout.flags[index]
    if flags & (CAPTION | FURNITURE | PAGE | SOURCE):
        return None
    if flags & LINK_ONLY and not _is_linked_head(layout, index):
        return None
    lead = _bold_lead(layout, index)
    if lead is not None:
        return lead
    if not flags & MARKED:
        return _unmarked(layout, index)
    if flags & BULLET and is_plain_point(layout.lines.head(index, 64).lstrip()):
        return None
    mark = layout.mark(index)
    if flags & BULLET and not mark.bold:
        return None
    if not mark.words or (len(mark.words) > MAX_HEAD_CHARS and not mark.level):
        return None
    if flags & SENTENCE and (len(mark.words) > 60 or not mark.level):
        return None
    line = layout.lines.head(index, 64)
    return Head(
        line=index,
        style=mark.style,
        words=mark.words,
        level=mark.level,
        number=mark.number,
        indent=len(line) - len(line.lstrip()),
    )


def _is_linked_head(layout: Layout, index: int) -> bool:
    """Whether a line that is one link has the look of a heading, and a title for its label."""
    if not layout.has(index, MARKED):
        return False
    mark = layout.mark(index)
    return bool(mark.level or mark.bold) and is_linked_title(layout, index)


def _bold_lead(layout: Layout, index: int) -> Head | None:
    """A paragraph that starts with its title in bold (`**Title.** Text …`)."""
    if layout.lines.head(index, 8).lstrip()[:2] not in {"**", "__"}:
        return None
    line = layout.words(index)
    found = _BOLD_LEAD.match(line)
    if found is None or len(line) - found.end() < LEAD_TEXT_CHARS:
        return None
    words = plain(found["lead"]).strip(" :：")
    if not words or bracketed(words) is not None:
        return None
    return Head(line=index, style="**…", words=words, lead_chars=found.end())


def _unmarked(layout: Layout, index: int) -> Head | None:
    """Setext headings, and lines that stand in brackets as a whole."""
    if not layout.is_headlike(index):
        return None
    words = layout.words(index)
    below = index + 1
    if below < len(layout) and layout.has(below, RULE) and layout.gap_before(index) >= 1:
        sign = layout.words(below)[:1]
        if sign in "=-─━~" and len(layout.words(below)) >= 3:
            return Head(
                line=index, style=f"_{sign}", words=plain(words), level=1 if sign == "=" else 2
            )
    if is_other_news(words) and layout.gap_before(index) >= 1 and _is_over_points(layout, index):
        return Head(line=index, style=OTHER_NEWS, words=words)
    inside = bracketed(words)
    if inside is not None and len(inside) <= 40 and _stands_out(layout, index):
        return Head(line=index, style=words[0] + words[-1], words=inside)
    return None


def _is_over_points(layout: Layout, index: int) -> bool:
    """Whether bullets stand right below a line, two at least."""
    below = list(islice(layout.filled(index + 1), 2))
    return len(below) == 2 and all(layout.has(one, BULLET) for one in below)


def _stands_out(layout: Layout, index: int) -> bool:
    """Whether a line has room above it, or parts one marked line from another."""
    if layout.gap_before(index) >= 1:
        return True
    return index + 1 < len(layout) and layout.has(index + 1, MARKED)


def closing_line(layout: Layout, start: int) -> int:
    """The line that stands apart over closing remarks (`편집후기`) behind some text, or the end."""
    for index in islice(layout.filled(start), 1, None):
        if (
            layout.lines.length(index) <= MAX_SECTION_CHARS
            and layout.gap_before(index) >= 1
            and is_closing(layout.mark(index).words)
            and not layout.has(index, BULLET | SOURCE)
        ):
            return index
    return len(layout)


def section_between(
    layout: Layout,
    start: int,
    heading: int,
    number: int | None,
    furniture: Collection[int] = frozenset(),
) -> tuple[int | None, int]:
    """The unmarked line above a heading that names its section, and where the text above ends.

    It stands apart from the text, is short, and the numbers below it start anew; or it stands
    in brackets, or below the source that closed the text.
    """
    above = None
    for index in range(heading - 1, start - 1, -1):
        if not layout.has(index, BLANK | RULE | PAGE) and index not in furniture:
            above = index
            break
    if above is None or layout.has(above, BULLET):
        return None, heading
    style = layout.mark(heading).style
    if layout.mark(above).style == style and (style or not _names_section(layout, above, start)):
        return None, heading
    if number != 1 and not _names_section(layout, above, start):
        return None, heading
    if not layout.is_headlike(above, max_chars=MAX_SECTION_CHARS) or layout.gap_before(above) < 1:
        return None, heading
    return above, above


def _names_section(layout: Layout, index: int, start: int) -> bool:
    """Whether a line that stands apart can only name a section, whatever stands below it."""
    if layout.gap_after(index) < 1 or layout.gap_before(index) < 1:
        return False
    words = layout.words(index)
    if bracketed(words) is not None:
        return True
    above = next(
        (one for one in range(index - 1, start - 1, -1) if not layout.has(one, BLANK)), None
    )
    closed = above is not None and layout.has(above, SOURCE | LINK_ONLY)
    return closed or (words.isupper() and words.isascii())
