"""What a page says of itself in its head: titles, dates, kind, site, its own address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefings.collect.feed_dates import read_date
from briefings.collect.html_links import absolute, untracked
from briefings.collect.html_snippet import one_line, snippet
from briefings.model.markup import Element
from briefings.model.times import Published

_ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Report|Tech|Scholarly|Opinion|Review|Analysis)?(?:Article|Posting)$"
)
_PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "pubdate",
    "published_time",
    "published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "article_date_original",
    "article.published",
    "article.created",
    "cxenseparse:recs:publishtime",
    "article:created",
    "citation_publication_date",
    "date",
    "regdate",
    "created",
)
_MAX_JSON_CHARS = 2_000_000
_MAX_JSON_NODES = 5_000


@dataclass(frozen=True, kw_only=True, slots=True)
class PageFacts:
    """Empty strings and `None` where the page does not say.

    `headlines` are ways in which the head gives the title, most exact first; `lists_stories`
    says that the page calls itself a list of others; `listed` are the stories of that list.
    """

    headlines: tuple[str, ...] = ()
    window_title: str = ""
    published: tuple[str, ...] = ()
    is_article: bool = False
    lists_stories: bool = False
    article_body: str = ""
    site: str = ""
    url: str | None = None
    base: str | None = None
    language: str = ""
    states: tuple[str, ...] = ()
    """Records for the page's own scripts, as JSON."""
    authors: tuple[str, ...] = ()


def page_facts(root: Element, *, url: str | None) -> PageFacts:
    """Read the head, `meta` elements anywhere, and JSON-LD."""
    base, window_title, canonical = url, "", ""
    metas: dict[str, str] = {}
    scripts: list[str] = []
    itemprops: list[str] = []
    states: list[str] = []
    for element in walk(root):
        tag = element.tag
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and element.get("content"):
                metas.setdefault(name.lower(), element.get("content"))
        elif tag == "base" and element.get("href"):
            base = absolute(element.get("href"), url) or base
        elif tag == "title" and not window_title:
            window_title = text_of(element)
        elif tag == "link" and element.get("rel").lower() == "canonical":
            canonical = absolute(element.get("href"), base) or canonical
        elif tag == "script" and element.get("type").lower() == "application/json":
            states.append("".join(part for part in element.children if isinstance(part, str)))
        elif tag == "script" and "ld+json" in element.get("type").lower():
            scripts.append("".join(part for part in element.children if isinstance(part, str)))
        elif element.get("itemprop").lower() == "datepublished":
            itemprops.append(element.get("datetime") or element.get("content") or text_of(element))
    linked = _LinkedData(scripts)
    shared = absolute(metas.get("og:url", ""), base)
    own = canonical or _own_address(shared, url) or absolute(linked.url, base)
    return PageFacts(
        headlines=_unique(
            (*linked.headlines, metas.get("og:title", ""), metas.get("twitter:title", ""))
        ),
        window_title=one_line(window_title),
        published=_unique(
            (*linked.published, *(metas.get(name, "") for name in _PUBLISHED_NAMES), *itemprops)
        ),
        is_article=linked.is_article
        or metas.get("og:type", "").lower() in {"article", "blog"}
        or "article:published_time" in metas,
        lists_stories=linked.lists_stories,
        article_body=linked.body,
        site=one_line(
            metas.get("og:site_name", "") or linked.publisher or metas.get("application-name", "")
        ),
        url=own,
        base=base or own,
        language=root.get("lang") or metas.get("og:locale", ""),
        states=tuple(states),
        authors=_unique((*linked.authors, metas.get("author", ""))),
    )


def _own_address(stated: str | None, given: str | None) -> str | None:
    """The address that the page gives for sharing; where that only lacks what stands behind the
    question mark of the one that led here, the latter: many pages are told apart by nothing else.
    """
    if stated and given and given.partition("?")[0] == stated:
        return untracked(given)
    return stated or given


def page_date(facts: PageFacts, *, korean: bool) -> Published | None:
    """The publication date that the head gives; an instant is preferred to a bare day of the
    same date.
    """
    found = [read for text in facts.published if (read := read_date(text, korean=korean))]
    if not found:
        return None
    same_day = [one for one in found if abs((one.day - found[0].day).days) <= 1]
    return next((one for one in same_day if one.instant is not None), found[0])


def walk(root: Element) -> Iterator[Element]:
    """Every element, parents before children, in the order of the page."""
    waiting: list[Element] = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))


def text_of(element: Element) -> str:
    """All words inside an element, on one line."""
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
        else:
            waiting.extend(reversed(part.children))
    return " ".join("".join(parts).split())


class _LinkedData:
    """The articles that JSON-LD tells of; broken JSON tells nothing."""

    def __init__(self, scripts: Iterable[str]) -> None:
        self.headlines: list[str] = []
        self.published: list[str] = []
        self.authors: list[str] = []
        self.body = ""
        self.publisher = ""
        self.url = ""
        self.is_article = False
        self.lists_stories = False
        for script in scripts:
            for node in _nodes(script):
                self._take(node)

    def _take(self, node: dict[str, object]) -> None:
        types = _strings(node.get("@type"))
        if any(kind in {"ItemList", "CollectionPage"} for kind in types):
            self.lists_stories = True
        if not any(_ARTICLE_TYPES.search(kind) for kind in types):
            return
        body = snippet(_string(node.get("articleBody")) or _string(node.get("text"))).text
        if self.is_article and len(body) <= len(self.body):
            return  # a related article of the page
        self.is_article = True
        self.body = body
        self.headlines = [
            one_line(text)
            for text in (_string(node.get("headline")), _string(node.get("name")))
            if text
        ]
        self.published = [
            text
            for key in ("datePublished", "dateCreated", "uploadDate")
            if (text := _string(node.get(key)))
        ]
        self.url = _address(node)
        self.publisher = _name(node.get("publisher")) or self.publisher
        self.authors = [_name(node.get("author"))]


def _nodes(script: str) -> Iterator[dict[str, object]]:
    """Every object of a script, `@graph` and nested ones included, up to a sane number."""
    if len(script) > _MAX_JSON_CHARS:
        return
    script = script.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    script = re.sub(r"^/\*.{0,80}?\*/|/\*.{0,80}?\*/$|^//<!\[CDATA\[|//\]\]>$", "", script).strip()
    try:
        whole: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    waiting, seen = [whole], 0
    while waiting and seen < _MAX_JSON_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(
                value
                for key, value in node.items()
                if key in {"@graph", "mainEntity", "mainEntityOfPage"}
            )
        elif isinstance(node, list):
            waiting.extend(node)


def _string(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value.strip() if isinstance(value, str) else ""


def _address(node: dict[str, object]) -> str:
    """Where the article says that it stands."""
    page = node.get("mainEntityOfPage")
    inner = _string(page.get("@id")) if isinstance(page, dict) else _string(page)
    return _string(node.get("url")) or inner


def _strings(value: object) -> list[str]:
    many = value if isinstance(value, list) else [value]
    return [one.rpartition("/")[2] for one in many if isinstance(one, str)]


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one_line(text) for text in texts if text.strip()))
