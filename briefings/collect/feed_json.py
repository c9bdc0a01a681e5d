"""JSON Feed, and what calls itself so, to its entries."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import urljoin

from briefings.errors import UnreadableDocument
from briefings.model.feeds import Feed, FeedEntry

_MAX_DEPTH_ERROR = "its nesting is too deep"


def parse_json_feed(text: str, name: str) -> Feed:
    """The entries; a value of a wrong type counts as missing.

    Raises `UnreadableDocument` that names the file where the JSON is broken or holds no items.
    """
    try:
        whole: object = json.loads(text, strict=False)
    except ValueError as error:
        raise UnreadableDocument(f"{name}: broken JSON ({error}); fetch it again") from error
    except RecursionError as error:
        raise UnreadableDocument(f"{name}: broken JSON ({_MAX_DEPTH_ERROR})") from error
    items = _value(whole, "items")
    if not isinstance(items, list):
        raise UnreadableDocument(f'{name}: no JSON Feed, for it has no list of "items"')
    home = _text(whole, "home_page_url") or _text(whole, "feed_url")
    return Feed(
        kind="json",
        title=_text(whole, "title"),
        link=home,
        language=_text(whole, "language"),
        entries=tuple(_entry(item, home) for item in items if isinstance(item, dict)),
    )


def _entry(item: object, home: str) -> FeedEntry:
    url, external = _text(item, "url"), _text(item, "external_url")
    identity = _text(item, "id")
    links = [url, external] if url else [external]
    if not any(links) and identity.startswith(("http://", "https://")):
        links = [identity]
    joined = [_joined(home, link) for link in links if link]
    html = _text(item, "content_html")
    plain = _text(item, "content_text") or _text(item, "summary")
    return FeedEntry(
        title=_text(item, "title"),
        title_is_plain=True,
        link=joined[0] if joined else "",
        other_links=tuple(joined[1:]),
        id=identity,
        dates=tuple(filter(None, (_text(item, "date_published"), _text(item, "date_modified")))),
        contents=(html,) if html else (escape(plain, quote=False),),
        base=joined[0] if joined else home,
        language=_text(item, "language"),
    )


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _value(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, dict) else None


def _text(holder: object, key: str) -> str:
    found = _value(holder, key)
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return str(found)
    return found.strip() if isinstance(found, str) else ""
