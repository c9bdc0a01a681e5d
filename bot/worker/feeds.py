"""Feeds that are not well-formed, by feedparser and by our own mending; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import feedparser

from briefings.collect.feed_repair import repaired, without_prologue
from briefings.collect.feed_soup import well_formed
from briefings.collect.feed_xml import NotWellFormed, parse_feed
from briefings.errors import UnreadableDocument
from briefings.model.feeds import Feed, FeedEntry

MAX_LENIENT_CHARS = 1_000_000
"""feedparser takes a millisecond an entry: a longer feed is left to our own mending."""


def lenient_feed(text: str, name: str) -> Feed:
    """Whatever entries can be found: feedparser's, or those of the mended feed where it has more.

    Raises `UnreadableDocument` naming the file for none.
    """
    mended = _mended(text)
    parsed = _parsed(text) if len(text) <= MAX_LENIENT_CHARS or not mended.entries else mended
    best = mended if len(mended.entries) >= len(parsed.entries) else parsed
    if not best.entries:
        raise UnreadableDocument(f"{name}: the feed is broken and no entry could be found in it")
    return best


def _mended(text: str) -> Feed:
    try:
        return parse_feed(well_formed(repaired(without_prologue(text))))
    except NotWellFormed:
        return Feed(kind="rss", entries=())


def _parsed(text: str) -> Feed:
    # Bytes with a mark, for feedparser takes a string for an address or a path to open.
    content = "\ufeff".encode() + without_prologue(text).encode("utf-8", "replace")
    found = feedparser.parse(
        content,
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = tuple(_entry(entry) for entry in found.entries)
    about = found.feed
    return Feed(
        kind="atom" if str(found.get("version", "")).startswith("atom") else "rss",
        title=_text(about, "title"),
        link=_text(about, "link"),
        language=_text(about, "language"),
        entries=entries,
    )


def _entry(entry: Mapping[str, object]) -> FeedEntry:
    link = _text(entry, "link")
    detail = entry.get("title_detail")
    source = entry.get("source")
    return FeedEntry(
        title=_text(entry, "title"),
        title_is_plain=isinstance(detail, Mapping) and detail.get("type") == "text/plain",
        link=link,
        other_links=tuple(_alternates(entry, link)),
        id=_text(entry, "id"),
        dates=tuple(
            filter(None, (_text(entry, key) for key in ("published", "created", "updated")))
        ),
        contents=tuple(_contents(entry)),
        base=_base(entry),
        origin_name=_text(source, "title") if isinstance(source, Mapping) else "",
        origin_url=_text(source, "href") if isinstance(source, Mapping) else "",
    )


def _contents(entry: Mapping[str, object]) -> Iterable[str]:
    for content in _many(entry.get("content")):
        yield _text(content, "value")
    yield _text(entry, "summary")


def _alternates(entry: Mapping[str, object], link: str) -> Iterable[str]:
    for other in _many(entry.get("links")):
        if _text(other, "rel") == "alternate" and _text(other, "href") != link:
            yield _text(other, "href")


def _base(entry: Mapping[str, object]) -> str:
    for content in (*_many(entry.get("content")), entry.get("summary_detail")):
        if isinstance(content, Mapping) and _text(content, "base"):
            return _text(content, "base")
    return ""


def _many(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(holder: Mapping[str, object], key: str) -> str:
    value = holder.get(key)
    return value.strip() if isinstance(value, str) else ""
