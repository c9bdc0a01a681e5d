"""Links as they are compared: the same page written in two ways gives one text."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefings.model.items import ParsedItem

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|igshid|mc_[ce]id|ref|ref_src|spm|from|source|cmpid")
_HOST_PREFIX = re.compile(r"^(?:www|m|mobile|amp)\.")


def comparable_links(item: ParsedItem) -> tuple[str, ...]:
    """The links of an item, those of its sources first, each once; unreadable ones left out."""
    urls = (*(source.url for source in item.sources), *item.urls)
    links = [comparable_link(url) for url in urls if url]
    return tuple(dict.fromkeys(link for link in links if link))


def comparable_link(url: str) -> str | None:
    """Host and path without scheme, `www.`, tracking and fragment; `None` for a bare host."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:  # an invalid port or address: a link nobody can share
        return None
    path = parts.path.rstrip("/")
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query)
            if not _TRACKING.fullmatch(name.lower())
        )
    )
    if not host or not (path or query):
        return None
    return _HOST_PREFIX.sub("", host) + path + (f"?{query}" if query else "")
