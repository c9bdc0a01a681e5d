"""Where an article ends: above the page's foot, what is attached and notes on the writer."""

from __future__ import annotations

import re

from briefings.collect.buttons import is_button
from briefings.collect.chrome import is_copyright
from briefings.collect.foot import foot_start
from briefings.collect.layout import (
    FURNITURE,
    LONG,
    RELATED,
    RULE,
    SENTENCE,
    Layout,
)
from briefings.collect.sourced import is_prose

ATTACHED = re.compile(r"[<\[※\s]{0,4}(?:붙임|별첨|첨부)(?:\s?\d|\s?[:：.>\]]|\s{2}|\s?자료)")
"""A press release ends above the list of what is attached."""

_ASIDE = re.compile(r"[*_](?![*_]).{1,300}[*_]")

MAX_WRITER_LINES = 12
"""So many lines at the end may tell of the writer."""

MAX_WRITER_CHARS = 60
"""So much of a line tells whether it names the writer."""

_ROLE = r"(?:필자|글쓴이|저자|기고자|작가|지은이|칼럼니스트)"
_WRITER_HEAD = re.compile(
    rf"\W{{0,4}}(?:{_ROLE}\s?(?:약력|소개|프로필|이력)|약력|"
    r"about the (?:author|writer|columnist)s?)\W{0,4}",
    re.IGNORECASE,
)
_WRITER_NOTE = re.compile(
    rf"[※*☞■▶►●◆_(\[<]\s?[*_]{{0,2}}{_ROLE}(?:[은는]\s|\s?(?:약력|소개|프로필|이력)?\s?[:：|])|"
    rf"{_ROLE}\s?(?:약력|소개|프로필|이력)\s?[:：|]|"
    r"[*_]{0,2}about the (?:author|writer|columnist)s?[*_]{0,2}\s?[:：]",
    re.IGNORECASE,
)


def article_end(layout: Layout, start: int) -> int:
    """The line behind the article's last one: above the page's foot and notes on the article."""
    end = foot_start(layout, start, _page_end(layout, start))
    return _above_writer(layout, start, _above_aside(layout, start, end))


def _page_end(layout: Layout, start: int) -> int:
    """A rights line, a related list or the end."""
    last = start
    for index in layout.filled(start):
        if layout.has(index, RELATED) and index > start:
            return index
        if ATTACHED.match(layout.lines.head(index, 40).strip()) is not None and index > start:
            return index
        if (
            layout.has(index, FURNITURE)
            and not layout.has(index, LONG)
            and (is_copyright(layout.words(index)) and _prose_share(layout, start, index) > 0.5)
        ):
            return index
        last = index
    return last + 1


def _above_aside(layout: Layout, start: int, end: int) -> int:
    """A last line in italics, the only one, behind a rule or above buttons tells who wrote."""
    lines = [one for one in layout.filled(start, end) if not layout.has(one, FURNITURE)]
    last = lines[-1] if len(lines) > 1 else start
    asides = [one for one in lines if _is_aside(layout, one)]
    if asides != [last] or layout.gap_before(last) < 1:
        return end
    ruled = any(layout.has(one, RULE) for one in range(last - layout.gap_before(last), last))
    followed = any(_may_be_button(layout, one) for one in layout.filled(last + 1))
    return last if ruled or followed else end


def _is_aside(layout: Layout, index: int) -> bool:
    return layout.has(index, SENTENCE) and _ASIDE.fullmatch(layout.words(index)) is not None


def _may_be_button(layout: Layout, index: int) -> bool:
    return layout.has(index, FURNITURE | RELATED) or is_button(layout.words(index))


def _above_writer(layout: Layout, start: int, end: int) -> int:
    """A few lines at the end, under their own heading or sign, tell of the writer."""
    lines = list(layout.filled(start, end))[1:][-MAX_WRITER_LINES:]
    return next((index for index in lines if _tells_of_writer(layout, index)), end)


def _tells_of_writer(layout: Layout, index: int) -> bool:
    if layout.gap_before(index) < 1 and not layout.has(index - 1, SENTENCE):
        return False
    words = layout.words(index)[:MAX_WRITER_CHARS]
    return _WRITER_HEAD.fullmatch(words) is not None or _WRITER_NOTE.match(words) is not None


def _prose_share(layout: Layout, start: int, index: int) -> float:
    above = sum(layout.lines.length(one) for one in layout.filled(start, index))
    below = sum(
        layout.lines.length(one) for one in layout.filled(index + 1) if is_prose(layout, one)
    )
    return above / max(1, above + below)
