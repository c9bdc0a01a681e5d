"""Names who tells an item."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefings.model.items import Item


def source_of(item: Item) -> str:
    """Its first source's name or host, else the outlet it came by, else its document's name."""
    for source in item.sources:
        if source.name:
            return source.name
        host = host_of(source.url or "")
        if host:
            return host
    return item.outlet or item.document_name


def host_of(url: str) -> str | None:
    """The host of a link in lower case, without `www.`; `None` where there is none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
