"""Lines that credit the text above them, told by where lines with a link stand in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from briefings.collect.buttons import is_button
from briefings.text.links import find_links

MAX_NAME_CHARS = 40
"""Outlet and day beside a link are shorter than this."""

MAX_LINE_CHARS = 700
"""An outlet with its link is shorter than this."""

MIN_CREDITS = 3
"""Fewer lines tell nothing of a document's way to credit."""

MOSTLY = 0.7
"""So many of the short lines with a link stand right below a text without one."""

_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)\]]?\s|\d\.\s{1,2}\(|다\.")
_LETTERS = re.compile(r"[^\W\d_]")


class Page(Protocol):
    """What is asked of a layout here."""

    def words(self, index: int) -> str:
        """A trimmed line."""

    def has(self, index: int, flags: int) -> bool:
        """Whether a line has any of some flags."""

    def next_filled(self, index: int, end: int | None = None) -> int | None:
        """The next line with words."""

    def gap_before(self, index: int) -> int:
        """The blank lines above a line."""


def credit_lines(
    page: Page, linked: Sequence[int], *, link: int, blank: int, told: int, source: int
) -> Iterator[int]:
    """Of the lines `linked` (with a link and other words) those that credit what is above them.

    `link`, `blank`, `told` and `source` are the flags of lines with a link, without words, with
    sentences, and that are known to credit.
    """
    found = [index for index in linked if _is_short(page.words(index))]
    closing = [index for index in found if _closes(page, index, link=link, blank=blank)]
    apart = [index for index in found if _stands_below(page, index, link=link, blank=blank)]
    last = page.next_filled(apart[-1]) if apart else None
    if len(apart) > len(closing) and (last is None or not page.has(last, told)):
        closing = apart
    if len(closing) < MIN_CREDITS or len(closing) < MOSTLY * len(found):
        return
    below = sum(page.has(_above(page, index, blank), told) for index in closing)
    known = sum(page.has(index, source) for index in closing)
    if max(below, known) * 2 >= len(closing):
        yield from closing


def _above(page: Page, index: int, blank: int) -> int:
    """The line with words above, across two blank lines at most; else the line right above."""
    for above in (index - 1, index - 2, index - 3):
        if above >= 0 and not page.has(above, blank):
            return above
    return max(0, index - 1)


def _stands_below(page: Page, index: int, *, link: int, blank: int) -> bool:
    """Whether a line alone stands below one without a link."""
    if index < 2 or page.has(_above(page, index, blank), blank | link):
        return False
    below = page.next_filled(index)
    return below is None or page.gap_before(below) >= 1


def _is_short(line: str) -> bool:
    """Whether little more than a name stands beside the link."""
    if len(line) > MAX_LINE_CHARS or line[-1:] == "." or line[:1] == "|":
        return False
    rest = line
    labels = 0
    for one in reversed(find_links(line)):
        if one.picture or (one.label is not None and is_button(one.label)):
            return False
        labels += len(one.label or "")
        rest = rest[: one.start] + rest[one.end :]
    if _SENTENCE.search(rest) is not None:
        return False
    letters = len(_LETTERS.findall(rest))
    return letters > 0 and len(rest.strip()) + labels <= MAX_NAME_CHARS


def _closes(page: Page, index: int, *, link: int, blank: int) -> bool:
    """Whether a line stands right below one without a link, and ends what it stands in."""
    if index == 0 or page.has(index - 1, blank | link):
        return False
    below = page.next_filled(index)
    return below is None or page.gap_before(below) >= 1 or not page.has(below, link)
