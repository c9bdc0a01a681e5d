"""A page's tree to its blocks in reading order: a line of text each, with its links and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.collect.html_furniture import zone_of_names
from briefings.collect.html_links import absolute
from briefings.collect.html_pictures import is_picture_box
from briefings.model.markup import Element

_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "head",
        "?",
        "title",
        "datalist",
        "dialog",
    ]
)
_STRONG = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_CELLS = frozenset({"td", "th"})
_WHOLE = frozenset(["html", "body", "main", "article", "a", "h1", "h2", "h3", "p"])
"""Elements whose class tells of their style or theme, not of a region beside the text."""
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "center_",
        "img",
        "picture",
        "source",
    ]
)
_RUNNING = frozenset(["p", "a", "blockquote", *(f"h{level}" for level in range(1, 7))])
_CAPTION_TAGS = frozenset(["em", "i", "small", "span"])
_FACT_CHARS = 30
_ENDS = re.compile(r"[가-힣a-z][.!?](?:\s|$)")
_PARTS = frozenset(["a", "span", "em", "i", "strong", "b", "time"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "menu"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "complementary", "contentinfo", "search", "dialog", "banner"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
NOWHERE = "http://nowhere.invalid/"
"""Stands for the address of a page whose own address is not known."""

_TEXT_NAME = re.compile(
    r"_?(?:(?:article|news|entry|post|story|view|blog|content|page|single|main)[_-]{0,2}"
    r"(?:body|content|contents|text|txt|cont|area|detail|view)s?|(?:body|text)[_-]?(?:area|content)|"
    r"article[_-]?txt|e-content|rich[_-]?text|prose|post)_?",
    re.IGNORECASE,
)
"""What templates call the element that holds the text."""
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u3000]+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """A link of a block: its words and where it leads.

    `url` is empty where a relative link's page is not known; `target` tells such links apart.
    """

    text: str
    url: str
    target: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One line of a page.

    `tag` is the block's element; `level` a heading's rank, 0 for others; `zone` the region that
    holds it (`furniture`, `caption`, `noscript`, else empty); `path` the numbers of the elements
    that hold it, outermost first; `strong` says that all of its words are in bold; `when` a
    machine-readable time that stands in it; `more` are links such as "read more" cut off its end;
    `teller` is the number of the innermost element that says it holds the page's text, 0 for none.
    """

    tag: str
    text: str
    anchors: tuple[Anchor, ...] = ()
    level: int = 0
    zone: str = ""
    path: tuple[int, ...] = ()
    strong: bool = False
    when: str = ""
    bullet: bool = False
    more: tuple[Anchor, ...] = ()
    teller: int = 0

    @property
    def linked_chars(self) -> int:
        """How many of its characters are words of links."""
        return sum(len(anchor.text) for anchor in self.anchors)

    @property
    def is_mostly_links(self) -> bool:
        """Whether more than half of its words are links."""
        return self.linked_chars * 2 > len(self.text)


@dataclass(slots=True)
class _Line:
    """A line in the making."""

    parts: list[str] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)
    strong_chars: int = 0
    when: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where the walk is: `tag` of the nearest block, and what surrounds it."""

    tag: str = "body"
    zone: str = ""
    strong: bool = False
    href: str = ""
    bullet: bool = False
    path: tuple[int, ...] = ()
    teller: int = 0


def blocks_of(root: Element, *, base: str | None, by_names: bool = True) -> tuple[Block, ...]:
    """Every line that a reader of the page would see, and those of `noscript`, in order.

    `by_names`: regions count as furniture by class and id too, not by their tags alone.
    """
    walk = _Walk(base, by_names=by_names)
    walk.go(root)
    return tuple(walk.found)


class _Walk:
    """Goes through a tree, however deep, and writes its lines."""

    def __init__(self, base: str | None, *, by_names: bool) -> None:
        self._base = base
        self._by_names = by_names
        self._line = _Line()
        self._numbers = 0
        self._terms: dict[int, int] = {}
        self.found: list[Block] = []

    def go(self, root: Element) -> None:
        """Walk through `root`; afterwards `found` holds its blocks."""
        waiting: list[tuple[Element | str | None, _Place]] = [(root, _Place())]
        while waiting:
            part, place = waiting.pop()
            if part is None:
                self._break(place)
            elif isinstance(part, str):
                self._write(part, place)
            elif part.tag in {"br", "hr"}:
                self._line_break(place)
            elif not _is_silent(part):
                self._open(part, place, waiting)

    def _open(
        self,
        element: Element,
        place: _Place,
        waiting: list[tuple[Element | str | None, _Place]],
    ) -> None:
        is_block = _is_block(element, place) or (self._by_names and _is_inline_caption(element))
        if is_block:
            self._break(place)
        inner = self._inside(element, place, is_block=is_block)
        if element.tag == "time":
            self._line.when = self._line.when or element.get("datetime")
        if element.tag in _CELLS and self._line.parts:
            self._line.parts.append(" | ")
        if is_block:
            waiting.append((None, inner))
        waiting.extend((child, inner) for child in reversed(_parted(element)))

    def _inside(self, element: Element, place: _Place, *, is_block: bool) -> _Place:
        tag = element.tag
        self._numbers += 1
        href = place.href
        if tag == "a":
            href = absolute(element.get("href"), self._base or NOWHERE) or ""
        return _Place(
            tag="row" if tag == "tr" and _is_data_row(element) else tag if is_block else place.tag,
            zone=_zone(element, place.zone, by_names=self._by_names),
            strong=_is_strong(element, place.strong),
            href=href,
            bullet=tag == "li" or (place.bullet and tag not in {"ul", "ol"}),
            path=self._path(tag, place) if is_block else place.path,
            teller=self._numbers if is_block and _tells_text(element) else place.teller,
        )

    def _path(self, tag: str, place: _Place) -> tuple[int, ...]:
        """A term and its descriptions count as one element, as an entry of any other list is."""
        if tag not in {"dt", "dd"} or not place.path:
            return (*place.path, self._numbers)
        if tag == "dt":
            self._terms[place.path[-1]] = self._numbers
        return (*place.path, self._terms.get(place.path[-1], self._numbers))

    def _write(self, text: str, place: _Place) -> None:
        self._line.parts.append(text)
        if place.href or not text.isspace():
            self._line.linked.append((place.href, text))
        if place.strong:
            self._line.strong_chars += len(text.strip())

    def _line_break(self, place: _Place) -> None:
        """A heading or a link is one line, however it is broken."""
        if place.tag in _HEADINGS or place.tag == "title":
            self._write(" ", place)
        else:
            self._break(place)

    def _break(self, place: _Place) -> None:
        line, self._line = self._line, _Line()
        text = _tidy("".join(line.parts)).strip("| ")
        if not text:
            self._line.when = line.when
            return
        self.found.append(
            Block(
                tag=place.tag,
                text=text,
                anchors=_anchors(line.linked),
                level=_HEADINGS.get(place.tag, 0),
                zone=place.zone,
                path=place.path,
                strong=line.strong_chars * 10 >= len(text.replace(" ", "")) * 9,
                when=line.when,
                bullet=place.bullet,
                teller=place.teller,
            )
        )


def _is_strong(element: Element, outer: bool) -> bool:
    """By its tag, or by its style: letters of mails are bold and big by style alone."""
    if element.tag in _STRONG:
        return True
    weight = _WEIGHT.search(element.attributes.get("style", "")) if element.attributes else None
    return outer if weight is None else weight[1].lower() in _BOLD


def _parted(element: Element) -> tuple[Element | str, ...]:
    """The children; a row of words that only style sheets part is parted by a bar, as cells are.

    Such a row holds no text of its own, and its parts are of several classes. Paragraphs are left
    as they are: editors cut their words into pieces of many styles.
    """
    children = element.children
    if len(children) < 2 or element.tag in _RUNNING or element.tag in _SILENT:
        return children
    classes = {
        "" if isinstance(child, str) or child.tag not in _PARTS else child.get("class")
        for child in children
    }
    if "" in classes or len(classes) < 2 or not _are_facts(children):
        return children
    return tuple(part for child in children for part in (" | ", child))[1:]


def _are_facts(parts: Sequence[Element | str]) -> bool:
    """Names, times and counts: short, without a sentence, one of them a link or a figure."""
    words = [
        "".join(inner for inner in part.children if isinstance(inner, str))
        for part in parts
        if isinstance(part, Element)
    ]
    told = any(len(one) > _FACT_CHARS or one != one.strip() or _ENDS.search(one) for one in words)
    linked = any(isinstance(part, Element) and part.tag in {"a", "time"} for part in parts)
    return not told and (linked or any(char.isdigit() for one in words for char in one))


def _is_block(element: Element, place: _Place) -> bool:
    if element.tag in _CELLS:
        return place.tag != "row"
    return element.tag not in _INLINE


def _is_inline_caption(element: Element) -> bool:
    """Whether words inside a paragraph say by their name that they belong to its picture."""
    if element.tag not in _CAPTION_TAGS or not element.attributes:
        return False
    return zone_of_names(element.get("class")) == "caption"


def _is_data_row(row: Element) -> bool:
    """Whether every cell holds words alone, as in a table of facts, not of a page's layout."""
    cells = [child for child in row.children if isinstance(child, Element)]
    return len(cells) > 1 and all(
        isinstance(part, str) or (part.tag in _INLINE and not _holds_block(part))
        for cell in cells
        for part in cell.children
    )


def _holds_block(element: Element) -> bool:
    return any(isinstance(part, Element) and part.tag not in _INLINE for part in element.children)


def _is_silent(element: Element) -> bool:
    if element.tag in _SILENT:
        return True
    attributes = element.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or _HIDDEN.search(attributes.get("style", "")) is not None
        or attributes.get("aria-hidden") == "true"
    )


def _zone(element: Element, outer: str, *, by_names: bool) -> str:
    if outer in {"furniture", "caption"}:
        return outer
    tag, attributes = element.tag, element.attributes
    if tag in _FURNITURE_TAGS or attributes.get("role") in _FURNITURE_ROLES:
        return "furniture"
    if tag in {"figcaption", "caption"}:
        return "caption"
    if by_names and attributes and tag not in _WHOLE:
        named = zone_of_names(f"{attributes.get('class', '')} {attributes.get('id', '')}".strip())
        if named is not None:
            return named
    if by_names and is_picture_box(element):
        return "caption"
    return "noscript" if tag == "noscript" else outer


def _tells_text(element: Element) -> bool:
    """Whether an element says that it holds a text: by its tag, its property or its name."""
    if element.tag == "article" or element.get("itemprop").lower() in {"articlebody", "text"}:
        return True
    names = f"{element.get('class')} {element.get('id')}" if element.attributes else ""
    return any(_TEXT_NAME.fullmatch(name) for name in names.split())


def _anchors(linked: list[tuple[str, str]]) -> tuple[Anchor, ...]:
    merged: list[tuple[str, list[str]]] = []
    for url, text in linked:
        if merged and merged[-1][0] == url:
            merged[-1][1].append(text)
        else:
            merged.append((url, [text]))
    return tuple(
        Anchor(text=words, url="" if url.startswith(NOWHERE) else url, target=url)
        for url, parts in merged
        if url and (words := _tidy("".join(parts)))
    )


def _tidy(text: str) -> str:
    return _UNSEEN.sub("", _SPACE.sub(" ", text)).strip()
