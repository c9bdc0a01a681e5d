"""An element of a page to whether it holds one picture and the few words that tell of it."""

from __future__ import annotations

import re

from briefings.model.markup import Element
from briefings.text.dates import find_dates

MAX_PARTS = 16
"""A box of more parts than this is no picture with its caption; looking further costs too much."""
NAMED_CHARS = 300
"""Where the box says by its name that it holds a picture, its caption may tell a lot."""
PLAIN_CHARS = 100
_BOXES = frozenset({"div", "span", "center", "dl", "section"})
_NAMED_BOXES = _BOXES | {"table", "tbody", "td", "p", "li", "figure"}
_PICTURES = frozenset({"img", "picture", "amp-img"})
_TELLING = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "b", "strong", "blockquote", "br", "time"]
)
"""What stands in stories and cards, not in captions."""
_NAME = re.compile(
    r"(?:^|[\W_\d]|[a-z](?=[A-Z]))(?:img|image|photo|pic|picture|figure|[Ii]mg|[Ii]mage|[Pp]hoto|"
    r"[Pp]ic|[Pp]icture)s?(?:$|[\W_\d]|(?=[A-Z])|box|wrap|area|cont|body|block|center|left|right)"
)


def is_picture_box(element: Element) -> bool:
    """Whether an element holds a picture and below it one short run of words, without headings,
    linked words or a date, as a story's card would.
    """
    if element.tag not in _NAMED_BOXES:
        return False
    named = _NAME.search(f"{element.get('class')} {element.get('id')}") is not None
    if not named and element.tag not in _BOXES and element.tag != "figure":
        return False
    words = _caption(element)
    if words is None or len(words) > (NAMED_CHARS if named else PLAIN_CHARS):
        return False
    return bool(words) and not find_dates(words)


def _caption(element: Element) -> str | None:
    """The words behind the picture; `None` where there is none, or more than a caption."""
    waiting: list[Element | str] = [element]
    seen, pictured, texts = 0, False, list[str]()
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MAX_PARTS:
            return None
        if isinstance(part, str):
            if part.strip():
                if not pictured:
                    return None
                texts.append(part.strip())
            continue
        if part.tag in _TELLING or (part.tag == "a" and _says(part)):
            return None
        pictured = pictured or part.tag in _PICTURES
        waiting.extend(reversed(part.children))
    return " ".join(texts) if pictured else None


def _says(link: Element) -> bool:
    return any(isinstance(part, str) and part.strip() for part in link.children)
