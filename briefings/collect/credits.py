"""Lines that credit the text above them, told by where lines with a link stand in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from briefings.text.links import find_links

MAX_NAME_CHARS = 40
"""Outlet and day beside a link are shorter than this."""

MAX_LINE_CHARS = 700
"""An outlet with its link is shorter than this."""

MIN_CREDITS = 3
"""Fewer lines tell nothing of a document's way to credit."""

MOSTLY = 0.7
"""So many of the short lines with a link stand right below a text without one."""

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
    page: Page, linked: Sequence[int], *, link: int, blank: int, told: int
) -> Iterator[int]:
    """Of the lines `linked` (with a link and other words) those that credit what is above them.

    `link`, `blank` and `told` are the flags of lines with a link, without words, and with
    sentences.
    """
    found = [index for index in linked if _is_short(page.words(index))]
    closing = [index for index in found if _closes(page, index, link=link, blank=blank)]
    if len(closing) < MIN_CREDITS or len(closing) < MOSTLY * len(found):
        return
    below = sum(page.has(index - 1, told) for index in closing)
    if below * 2 >= len(closing):
        yield from closing


def _is_short(line: str) -> bool:
    """Whether little more than a name stands beside the link."""
    if len(line) > MAX_LINE_CHARS or line[-1:] == "." or line[:1] == "|":
        return False
    rest = line
    labels = 0
    for one in reversed(find_links(line)):
        if one.picture:
            return False
        labels += len(one.label or "")
        rest = rest[: one.start] + rest[one.end :]
    letters = len(_LETTERS.findall(rest))
    return letters > 0 and len(rest.strip()) + labels <= MAX_NAME_CHARS


def _closes(page: Page, index: int, *, link: int, blank: int) -> bool:
    """Whether a line stands right below one without a link, and ends what it stands in."""
    if index == 0 or page.has(index - 1, blank | link):
        return False
    below = page.next_filled(index)
    return below is None or page.gap_before(below) >= 1 or not page.has(below, link)
