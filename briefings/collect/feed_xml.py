"""RSS 0.9x, 1.0, 2.0 and Atom that are well-formed, to their entries, fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from briefings.model.feeds import Feed, FeedEntry

_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_DATES = (
    "pubDate",
    "atom:published",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:issued",
    "atom:created",
    "date",
    "published",
    "atom:updated",
    "atom:modified",
    "dcterms:modified",
    "updated",
)
_BODIES = (
    "content:encoded",
    "atom:content",
    "xhtml:body",
    "description",
    "atom:summary",
    "summary",
    "media:description",
    "itunes:summary",
    "content",
    "dc:description",
)
_TITLES = ("title", "atom:title", "dc:title", "media:title")


_Parts = dict[str, list[ET.Element]]


class NotWellFormed(Exception):  # noqa: N818 - turned into another way of reading
    """The text is no well-formed feed: a lenient parser may still read it."""


def parse_feed(text: str) -> Feed:
    """The entries of a feed without document type or XML declaration.

    Raises `NotWellFormed` for broken XML and for XML that holds no feed. Entities that a document
    declares are unknown here, so that none can grow or fetch anything.
    """
    try:
        root = ET.fromstring(text)  # noqa: S314 - its document type was taken away
    except (ET.ParseError, ValueError) as error:
        raise NotWellFormed(str(error)) from error
    kind = _name(root.tag)
    if kind in {"atom:feed", "feed"}:
        return _atom(root)
    channel = next((child for child in root if _local(child.tag) == "channel"), root)
    if _local(root.tag) not in {"rss", "RDF", "rdf", "channel"}:
        raise NotWellFormed(f"no feed: <{_local(root.tag)}>")
    return _rss(root, channel)


def _rss(root: ET.Element, channel: ET.Element) -> Feed:
    items = [child for child in channel if _local(child.tag) == "item"]
    if channel is not root:
        items += [child for child in root if _local(child.tag) == "item"]
    if not items:
        items = [found for found in root.iter() if _local(found.tag) in {"item", "entry"}]
    about = _children(channel)
    link = _first_text(about, ("link",)) or _alternate(about.get("atom:link", ()), "")
    base = root.get(_BASE) or channel.get(_BASE) or link
    return Feed(
        kind="rss",
        title=_first_text(about, _TITLES),
        link=link,
        language=_first_text(about, ("language", "dc:language")) or root.get(_LANG, ""),
        entries=tuple(_entry(item, base, atom=False) for item in items),
    )


def _atom(root: ET.Element) -> Feed:
    about = _children(root)
    base = root.get(_BASE, "")
    links = about.get("atom:link", about.get("link", ()))
    link = _alternate(links, base)
    base = base or link
    entries = (child for child in root if _local(child.tag) == "entry")
    return Feed(
        kind="atom",
        title=_first_text(about, _TITLES),
        link=link,
        language=root.get(_LANG, ""),
        entries=tuple(_entry(entry, base, atom=True) for entry in entries),
    )


def _entry(item: ET.Element, base: str, *, atom: bool) -> FeedEntry:
    parts = _children(item)
    if own := item.get(_BASE):
        base = urljoin(base, own)
    title, title_is_plain = _title(parts)
    links = _links(item, parts, base)
    name, url = _origin(parts)
    return FeedEntry(
        title=title,
        title_is_plain=title_is_plain,
        link=links[0] if links else "",
        other_links=tuple(links[1:]) if len(links) > 1 else (),
        id=_first_text(parts, ("guid", "atom:id", "id", "dc:identifier")) or item.get(_ABOUT, ""),
        dates=tuple([_first_text(parts, (name,)) for name in _DATES if name in parts]),
        contents=tuple(_bodies(parts, atom=atom)),
        base=base,
        origin_name=name,
        origin_url=url,
        language=item.get(_LANG, "") or _first_text(parts, ("dc:language",)),
    )


def _title(parts: _Parts) -> tuple[str, bool]:
    for name in _TITLES:
        for found in parts.get(name, ()):
            markup = _markup(found, escaped=found.get("type") == "text")
            if markup.strip():
                return markup, name == "atom:title" and found.get("type", "text") == "text"
    return "", False


def _links(item: ET.Element, parts: _Parts, base: str) -> list[str]:
    """Where the entry leads, the link that the feed calls so first."""
    found = [(link.text or "").strip() or link.get("href", "") for link in parts.get("link", ())]
    if "atom:link" in parts:
        found.append(_alternate(parts["atom:link"], ""))
    found += [
        (guid.text or "").strip()
        for guid in parts.get("guid", ())
        if _is_web(guid.text) and guid.get("isPermaLink", "true").lower() == "true"
    ]
    if about := item.get(_ABOUT):
        found.append(about)
    if not any(found):
        found += _links_of_last_resort(parts)
    if "feedburner:origLink" in parts:
        found.append(_first_text(parts, ("feedburner:origLink",)))
    return list(dict.fromkeys([_joined(base, link) for link in found if link]))


def _links_of_last_resort(parts: _Parts) -> list[str]:
    identity = _first_text(parts, ("atom:id", "id"))
    enclosures = [enclosure.get("url", "") for enclosure in parts.get("enclosure", ())]
    return [identity] if _is_web(identity) else enclosures


def _alternate(links: Sequence[ET.Element], base: str) -> str:
    """The link to the page: `alternate` (or none said), a web page before anything else."""
    ranked = sorted(
        (rel != "alternate", "html" not in link.get("type", "html"), order)
        for order, link in enumerate(links)
        if link.get("href")
        and (rel := link.get("rel", "alternate")) in {"alternate", "related", "via"}
    )
    return _joined(base, links[ranked[0][2]].get("href", "").strip()) if ranked else ""


def _bodies(parts: _Parts, *, atom: bool) -> Iterator[str]:
    for name in _BODIES:
        for found in parts.get(name, ()):
            if found.get("src") and not found.text:
                continue  # the content is elsewhere
            kind = found.get("type", "text" if atom else "html")
            if "/" in kind and not kind.startswith(("text/", "application/xhtml")):
                continue  # a picture or recording written out
            markup = _markup(found, escaped=kind in {"text", "text/plain"})
            if markup.strip():
                yield markup


def _origin(parts: _Parts) -> tuple[str, str]:
    if "source" not in parts and "atom:source" not in parts:
        return "", ""
    for source in (*parts.get("source", ()), *parts.get("atom:source", ())):
        inner = _children(source)
        name = _first_text(inner, _TITLES) or (source.text or "").strip()
        url = source.get("url", "") or _alternate(inner.get("atom:link", ()), "")
        if name:
            return " ".join(name.split()), url
    return "", ""


def _children(parent: ET.Element) -> _Parts:
    found: _Parts = {}
    for child in parent:
        name = _name(child.tag)
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def _first_text(parts: _Parts, names: tuple[str, ...]) -> str:
    for name in names:
        for found in parts.get(name, ()):
            text = (found.text or "") if not len(found) else "".join(found.itertext())
            if text := text.strip():
                return text
    return ""


def _markup(element: ET.Element, *, escaped: bool) -> str:
    """The element's content as HTML; `escaped` where its text means itself."""
    if not len(element):
        text = element.text or ""
        return escape(text, quote=False) if escaped and ("<" in text or "&" in text) else text
    parts: list[str] = [escape(element.text or "", quote=False)]
    waiting: list[ET.Element | str] = list(reversed(element))
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        name = _local(part.tag)
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in part.items())
        parts.append(f"<{name}{attributes}>{escape(part.text or '', quote=False)}")
        waiting.append(f"</{name}>{escape(part.tail or '', quote=False)}")
        waiting.extend(reversed(part))
    return "".join(parts)


@lru_cache(maxsize=512)
def _name(tag: str) -> str:
    """A tag as `prefix:local`, with our own prefixes; unknown spaces give `other:local`."""
    if not tag.startswith("{"):
        return tag
    space, _, local = tag[1:].partition("}")
    known = _PREFIXES.get(space)
    if known is None:
        known = _PREFIXES.get(f"{space.rstrip('/#')}/", "other:")
    return known + local


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _joined(base: str, link: str) -> str:
    link = link.strip()
    try:
        return urljoin(base, link) if base and "://" not in link[:12] else link
    except ValueError:
        return link


def _is_web(text: str | None) -> bool:
    return (text or "").strip().startswith(("http://", "https://"))
