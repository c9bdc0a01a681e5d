"""The lines of a title become its words; what stands behind them becomes source and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.collect.draft import Draft, Gathered
from briefings.collect.frames import Frame
from briefings.collect.layout import DATE, LINK_ONLY, MARKED, NOT_BODY, SENTENCE, SOURCE, Layout
from briefings.collect.marks import bracketed, mark_of, plain
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import Role
from briefings.model.items import SourceRef
from briefings.text.dates import find_dates
from briefings.text.links import find_links

MAX_REST_CHARS = 40
"""The rest of a title behind a line's end is shorter than this."""

MAX_TITLE_CHARS = 500
"""A longer title is a paragraph that lost its line break: it is cut at a word."""


MIN_BRACKETED_CHARS = 14
"""Brackets around so many letters mark a title, around fewer a series or a kind of text."""

_LEADING_DAY = re.compile(
    r"[(\[]?(?:19|20)\d\d\s?(?P<sign>[./-])\s?\d{1,2}\s?(?P=sign)\s?\d{1,2}\.?"
    r"(?:\s?\(\w{1,3}\))?[)\]]?[\s|:·–—-]{1,4}(?=[^\s\d~])"
)
"""A day in figures in front of a title."""

MIN_LETTERS = 5
"""A title has at least so many letters."""

_LABEL = re.compile(
    r"^(?:>\s?|(?:기사\s?)?제목\s{0,2}[:：]\s{0,3}|(?:title|headline)\s?:\s)", re.IGNORECASE
)
"""A sign of quoting, or the name of the field, in front of a title."""

_RATING = re.compile(r"\s{1,3}[(\[]?[★☆⭐✨🔥👍❤️]{1,10}[)\]]?$")
"""Stars behind a title tell how much the writer liked it."""


def title_of(
    layout: Layout,
    taken: Taken,
    draft: Draft,
    gathered: Gathered,
    position: int,
    frame: Frame,
) -> str | None:
    """The title of an item without mark, source and date; these are added to `gathered`."""
    for index in draft.title:
        taken.take(index, Role.TITLE, item=position)
    if draft.words is not None:
        raw = draft.words
    elif draft.title:
        raw = _title_words(layout, draft.title)
    else:
        return None
    linked = None
    for link in find_links(raw):
        if link.label is not None and not link.picture:
            linked = link.url
            gathered.urls.append(link.url)
    fronted = front_source(raw) if draft.front else None
    if fronted is not None:
        gathered.sources.append(SourceRef(name=fronted[0]))
        raw = fronted[1]
    if draft.tail:
        cut = split_tail(raw, loose=draft.loose)
        gathered.sources.extend(cut.sources)
        if cut.date_text:
            gathered.dates.append(cut.date_text)
        raw = cut.title
    if linked is not None and not any(ref.url for ref in gathered.sources):
        _lend_link(gathered, linked)
    raw, day = _without_day(raw)
    if day:
        gathered.dates.append(day)
    words = frame.inside(_LABEL.sub("", _unbracketed(plain(raw))))
    return shortened(_RATING.sub("", words) or words) or None


def with_wrapped_title(layout: Layout, draft: Draft) -> Draft:
    """The draft with the rest of its title, where a title alone runs over the line's end.

    A short line right below a title is its rest only if nothing but sources and days follow it:
    else it may be a sub-title or the body.
    """
    if draft.whole_title or not draft.title or draft.start != draft.title[-1] + 1:
        return draft
    told = [
        index
        for index in layout.filled(draft.start, draft.end)
        if not layout.has(index, SOURCE | LINK_ONLY | DATE | NOT_BODY)
    ]
    if len(told) != 1 or told[0] != draft.start or layout.lines.length(told[0]) > MAX_REST_CHARS:
        return draft
    if layout.has(told[0], MARKED | SENTENCE) or not _is_closed(layout, told[0] + 1, draft.end):
        return draft
    words = None if draft.words is None else f"{draft.words} {layout.words(told[0])}"
    return replace(draft, title=(*draft.title, told[0]), start=told[0] + 1, words=words)


def _is_closed(layout: Layout, start: int, end: int) -> bool:
    return any(layout.has(index, SOURCE | LINK_ONLY | DATE) for index in layout.filled(start, end))


def _lend_link(gathered: Gathered, url: str) -> None:
    """A title that is a link leads to the source that is named behind it, or is one itself."""
    if len(gathered.sources) == 1 and gathered.sources[0].url is None:
        gathered.sources[0] = SourceRef(name=gathered.sources[0].name, url=url)
    else:
        gathered.sources.append(SourceRef(url=url))


def _title_words(layout: Layout, lines: Sequence[int]) -> str:
    """The raw words of a title over one or several lines, mark cut off, links still in it."""
    first = layout.words(lines[0])
    mark = mark_of(first)
    raw = first
    if mark.style and "](" not in first and "http" not in first:
        raw = mark.words
    elif mark.style:
        raw = _behind_mark(first)
    rest = " ".join(layout.words(index) for index in lines[1:])
    return f"{raw} {rest}".strip()


def _behind_mark(line: str) -> str:
    """The line from its first word on, by what its plain words begin with."""
    if line[:1] == "|":
        line = line.rstrip("| ")
    words = mark_of(line).words
    stem = words[:6]
    at = line.find(stem) if stem else -1
    if at < 0:
        at = line.find(stem[:2]) if stem[:2] else -1
    if at > 0 and line[at - 1] == "[":
        at -= 1
    if at < 0:
        return words
    rest = re.sub(r"[*_]{1,3}$", "", line[at:].rstrip("# "))
    return rest.replace("**", "", 1) if rest.count("**") == 1 else rest


def _without_day(raw: str) -> tuple[str, str]:
    """The title without the day that it starts with, and this (empty where there is none)."""
    found = _LEADING_DAY.match(raw)
    if found is None or not find_dates(found[0]):
        return raw, ""
    rest = raw[found.end() :]
    return (rest, found[0]) if sum(map(str.isalpha, rest)) >= MIN_LETTERS else (raw, "")


def _unbracketed(words: str) -> str:
    """A title without the brackets around the whole of it; a short name in brackets stays."""
    inside = bracketed(words) if len(words) >= MIN_BRACKETED_CHARS else None
    return inside or words


def shortened(words: str) -> str:
    """A title within `MAX_TITLE_CHARS`, cut between words."""
    if len(words) <= MAX_TITLE_CHARS:
        return words
    cut = words[: MAX_TITLE_CHARS - 1]
    return cut[: cut.rfind(" ")] + "…" if " " in cut[MAX_TITLE_CHARS // 2 :] else cut + "…"
