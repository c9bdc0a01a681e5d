"""The lines of a title become its words; what stands behind them becomes source and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.collect.draft import Draft, Gathered
from briefings.collect.layout import Layout
from briefings.collect.marks import mark_of, plain
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import Role
from briefings.model.items import SourceRef
from briefings.text.links import find_links

MAX_TITLE_CHARS = 500
"""A longer title is a paragraph that lost its line break: it is cut at a word."""


def title_of(
    layout: Layout, taken: Taken, draft: Draft, gathered: Gathered, position: int
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
    words = plain(raw)
    return shortened(words) or None


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
    words = mark_of(line).words
    stem = words[:6]
    at = line.find(stem) if stem else -1
    if at < 0:
        at = line.find(stem[:2]) if stem[:2] else -1
    if at > 0 and line[at - 1] == "[":
        at -= 1
    return re.sub(r"[*_]{1,3}$", "", line[max(at, 0) :].rstrip("# ")) if at >= 0 else words


def shortened(words: str) -> str:
    """A title within `MAX_TITLE_CHARS`, cut between words."""
    if len(words) <= MAX_TITLE_CHARS:
        return words
    cut = words[: MAX_TITLE_CHARS - 1]
    return cut[: cut.rfind(" ")] + "…" if " " in cut[MAX_TITLE_CHARS // 2 :] else cut + "…"
