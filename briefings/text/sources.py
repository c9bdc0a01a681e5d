"""Names who tells an item."""

from __future__ import annotations

from urllib.parse import urlsplit

from briefings.model.items import Item, SourceRef


def source_of(item: Item) -> str:
    """Who tells an item: its first source's name, else the host of a link, else the outlet or
    document that it came by.
    """
    named = (source_name(source) for source in item.sources)
    links = (host_of(url) for url in item.urls)
    return next(filter(None, (*named, *links)), item.outlet or _document_of(item))


def source_name(source: SourceRef) -> str | None:
    """A source's name, else the host of its link."""
    return source.name or (host_of(source.url) if source.url else None)


def _document_of(item: Item) -> str:
    """A document that holds several items is known by its title, one article by its file."""
    title = item.document_title
    return title if title and title != item.title else item.document_name


def host_of(url: str) -> str | None:
    """The host of a link in lower case, without `www.`; `None` where there is none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
