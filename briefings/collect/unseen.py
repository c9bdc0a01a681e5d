"""Markdown with comments and pictures of HTML in it to text of the same length without them."""

from __future__ import annotations

import re

from briefings.collect.html_furniture import zone_of_names

_OPEN, _CLOSE = "<!--", "-->"
_PICTURE = re.compile(
    r"<(?:img|source)\s[^<>]{0,4000}>|</(?:img|picture)>|<picture>", re.IGNORECASE
)
_CAPTION = re.compile(
    r"<(?P<tag>em|span|p|div|figcaption)"
    r"(?: [^<>]{0,200}?class=[\"'](?P<names>[^\"'<>]{1,200})[\"'])?"
    r"[^<>]{0,200}>[^<>\n]{1,1000}</(?P=tag)>",
    re.IGNORECASE,
)
_FILLED = re.compile(r"[^\n]")


def without_unseen(text: str) -> str:
    """The text with spaces where a browser would show no words: places of all others stay."""
    if _OPEN in text:
        text = _without_comments(text)
    if "<img" in text or "<IMG" in text:
        text = _PICTURE.sub(lambda found: _blanks(found[0]), text)
        text = _CAPTION.sub(_without_caption, text)
    return text


def _without_caption(found: re.Match[str]) -> str:
    named = zone_of_names(found["names"] or "")
    is_caption = named == "caption" or found["tag"].lower() == "figcaption"
    return _blanks(found[0]) if is_caption else found[0]


def _without_comments(text: str) -> str:
    parts: list[str] = []
    position = 0
    while (start := text.find(_OPEN, position)) >= 0:
        end = text.find(_CLOSE, start + len(_OPEN))
        if end < 0:
            break
        end += len(_CLOSE)
        parts += [text[position:start], _blanks(text[start:end])]
        position = end
    return "".join((*parts, text[position:]))


def _blanks(text: str) -> str:
    return _FILLED.sub(" ", text)
