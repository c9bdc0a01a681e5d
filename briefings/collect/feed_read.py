"""A feed's entries to items: text once, links absolute, dates as they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefings.collect.feed_dates import plausible, read_date
from briefings.collect.html_furniture import furniture_role
from briefings.collect.html_links import absolute
from briefings.collect.html_sheet import Sheet
from briefings.collect.html_snippet import Snippet, one_line, snippet
from briefings.errors import UnreadableDocument
from briefings.model.documents import ParsedDocument, RawDocument, Role
from briefings.model.feeds import Feed, FeedEntry
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.times import Published
from briefings.text.language import language_of

MAX_ENTRIES = 20_000
"""Feeds hold tens of entries, whole archives thousands."""

_FURNITURE_TAIL_LINES = 3
"""So many lines at an entry's end may be "read more" and the like."""


_TAIL_CHARS = 160
_SIGNS = re.compile(
    r"[©ⓒ@…]|저작권|무단|copyright|rights|read|more|the post|continue|구독|제보|보기|기자|사진|"
    r"공유|subscribe|\.\.\."
)
_LANGUAGE_CHARS = 160
_HANGUL = re.compile("[가-힣]")
"""So much of an entry tells its language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    title: str | None
    body: str
    links: tuple[str, ...]
    published: Published | None


def read_feed(
    feed: Feed, raw: RawDocument, *, published: Published | None, today: date | None
) -> ParsedDocument:
    """Every entry that has a title or a text is an item; its source is the feed's title.

    `published` dates entries that say nothing; dates that cannot be are dropped with a doubt.
    Raises `UnreadableDocument` naming the file for more than `MAX_ENTRIES`.
    """
    if len(feed.entries) > MAX_ENTRIES:
        raise UnreadableDocument(
            f"{raw.name}: {len(feed.entries)} entries are more than the {MAX_ENTRIES} that a feed "
            "may have; split it"
        )
    sheet = Sheet()
    doubts: list[str] = []
    name = one_line(feed.title)
    korean = _is_korean(feed, name)
    if name:
        sheet.add(Role.METADATA, name)
    items: list[ParsedItem] = []
    for entry in feed.entries:
        read = _read(entry, raw, korean=korean, today=today, doubts=doubts)
        if read.title is None and not read.body:
            continue
        items.append(_item(read, entry, sheet, len(items) + 1, name or None, published))
    if not items:
        doubts.append("the feed holds no entry with a title or a text")
    return ParsedDocument(
        name=raw.name,
        format=f"feed/{feed.kind}",
        text=sheet.text,
        items=tuple(items),
        title=name or None,
        published=published,
        doubts=tuple(dict.fromkeys(doubts)),
        lines=sheet.lines,
    )


def _read(
    entry: FeedEntry, raw: RawDocument, *, korean: bool, today: date | None, doubts: list[str]
) -> _Read:
    base = entry.base or entry.link or raw.url
    title = one_line(entry.title)
    content = _content(entry.contents, base)
    links = [absolute(link, base or raw.url) for link in (entry.link, *entry.other_links)]
    own = links[0] if links else None
    inside = [link for link in content.links if own is None or not _is_own(link, own)]
    return _Read(
        title=title or None,
        body=_body(content.text, title),
        links=tuple(dict.fromkeys(filter(None, (*links, *inside)))),
        published=_date(entry.dates, title, korean=korean, today=today, doubts=doubts),
    )


def _is_own(link: str, own: str) -> bool:
    """Whether a link leads to the entry itself, or to the front page of its site."""
    if link.partition("#")[0] == own:
        return True
    home = link.rstrip("/")
    return home.count("/") == 2 and own.startswith(f"{home}/")


def _item(
    read: _Read,
    entry: FeedEntry,
    sheet: Sheet,
    position: int,
    feed_name: str | None,
    published: Published | None,
) -> ParsedItem:
    sheet.blank()
    start = end = -1
    link = read.links[0] if read.links else None
    when = read.published or published
    for role, text in (
        (Role.TITLE, read.title),
        (Role.LINK, link),
        (Role.DATE, read.published.isoformat() if read.published else None),
        (Role.BODY, read.body),
    ):
        if text:
            span = sheet.add(role, text, item=position)
            start = span[0] if start < 0 else start
            end = span[1]
    return ParsedItem(
        position=position,
        title=read.title,
        body=read.body,
        published=when,
        sources=_sources(entry, feed_name, link),
        urls=read.links,
        language=_language(read),
        span=(start, end),
        external_id=entry.id or None,
    )


def _language(read: _Read) -> str:
    title = read.title or ""
    if len(_HANGUL.findall(title)) * 3 > len(title):  # told at a glance, as most entries are
        return "ko"
    return language_of(f"{title}\n{read.body[:_LANGUAGE_CHARS]}")


def _sources(entry: FeedEntry, feed_name: str | None, link: str | None) -> tuple[SourceRef, ...]:
    name = entry.origin_name or feed_name
    return (SourceRef(name=name, url=link),) if name or link else ()


def _content(contents: Sequence[str], base: str | None) -> Snippet:
    """The fullest content; a summary that says something else is not glued to it."""
    for content in sorted(contents, key=len, reverse=True) if len(contents) > 1 else contents:
        found = snippet(content, base=base)
        if found.text:
            return found
    return Snippet(text="")


def _body(text: str, title: str) -> str:
    """The text without the title at its top and without "read more" at its end."""
    lines = text.split("\n") if text else []
    if len(lines) > 1 and lines[0] == title:
        lines = lines[1:]
    for _ in range(_FURNITURE_TAIL_LINES):
        if not lines or not _may_be_furniture(lines[-1]):
            break
        lines.pop()
    return "\n".join(lines)


def _may_be_furniture(line: str) -> bool:
    """Asked of every entry: a cheap look for signs comes before the full one."""
    if len(line) > _TAIL_CHARS or (line[-1] in ".!?" and not _SIGNS.search(line.lower())):
        return False
    return furniture_role(line) is not None


def _date(
    dates: Iterable[str], title: str, *, korean: bool, today: date | None, doubts: list[str]
) -> Published | None:
    for text in dates:
        found = read_date(text, korean=korean)
        if found is None:
            continue
        if plausible(found, today):
            return found
        doubts.append(f"date {text.strip()[:40]!r} of {title[:40]!r} cannot be true: left out")
    return None


def _is_korean(feed: Feed, name: str) -> bool:
    if feed.language:
        return feed.language.lower().startswith("ko")
    titles = " ".join(entry.title for entry in feed.entries[:5])
    return language_of(f"{name} {titles}") == "ko"
