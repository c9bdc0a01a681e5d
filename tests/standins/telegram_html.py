"""Telegram's HTML in, the text and entities that people see out; strict as the service is."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
MAX_ENTITIES = 100

_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?""")
_LINK = re.compile(r"https?://(?:[^\s/?#:@.]+\.)+[^\s/?#:@.]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_UNSEEN = re.compile("[\r\u2028-\u202e]")


class CannotParse(ValueError):  # noqa: N818
    """What the service says after `can't parse entities: `."""


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A piece of the text that is drawn otherwise; offsets in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None


@dataclass(kw_only=True)
class Open:
    tag: str
    at_byte: int
    offset: int
    href: str | None


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parsed(html: str) -> tuple[str, list[Entity]]:
    """The text and its entities in the order of their ends; raises `CannotParse`."""
    text, entities, stack, at = "", [], [], 0
    while at < len(html):
        following = html.find("<", at)
        following = len(html) if following < 0 else following
        text += _decoded(html[at:following])
        if following == len(html):
            break
        at = _tag(html, following, text, entities, stack)
    if stack:
        raise CannotParse(f"can't find end tag corresponding to start tag {stack[-1].tag}")
    return text, entities


def _tag(html: str, start: int, text: str, entities: list[Entity], stack: list[Open]) -> int:
    """Read the tag that begins at `start`; where the text goes on."""
    at_byte = len(html[:start].encode())
    end = _end_of_tag(html, start)
    inner = html[start + 1 : end]
    if inner.startswith("/"):
        name = inner[1:].strip().lower()
        if not stack:
            raise CannotParse(f"unexpected end tag at byte offset {at_byte}")
        opened = stack.pop()
        if name != opened.tag:
            raise CannotParse(f'unmatched end tag at byte offset {at_byte}, found "</{name}>"')
        _close(opened, text, entities)
        return end + 1
    name = re.match(r"[^\s/]*", inner)[0].lower()
    if name not in TAGS or not inner:
        raise CannotParse(f'unsupported start tag "{name}" at byte offset {at_byte}')
    stack.append(
        Open(tag=name, at_byte=at_byte, offset=units(text), href=_href(inner[len(name) :], at_byte))
    )
    return end + 1


def _end_of_tag(html: str, start: int) -> int:
    quote = ""
    for at in range(start + 1, len(html)):
        char = html[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ">":
            return at
    raise CannotParse(f"unclosed start tag at byte offset {len(html[:start].encode())}")


def _href(attributes: str, at_byte: int) -> str | None:
    at, href = 0, None
    while at < len(attributes.rstrip()):
        match = _ATTRIBUTE.match(attributes, at)
        if match is None:
            raise CannotParse(f"unexpected end of name token at byte offset {at_byte}")
        if match[1] == "href":
            href = _decoded(match[2] or match[3] or match[4] or "")
        at = match.end()
    return href


def _close(opened: Open, text: str, entities: list[Entity]) -> None:
    length = units(text) - opened.offset
    kind = TAGS[opened.tag]
    if length == 0 or (kind == "text_link" and not _LINK.fullmatch(opened.href or "")):
        return  # an empty entity, or a link to nowhere, is dropped without a word
    url = opened.href if kind == "text_link" else None
    entities.append(Entity(kind=kind, offset=opened.offset, length=length, url=url))


def _decoded(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        if match[3]:
            return NAMED[match[3]]
        code = int(match[1]) if match[1] else int(match[2], 16)
        return chr(code) if 0 < code < 0x10FFFF else match[0]

    return _REFERENCE.sub(char, text)


def tidied(text: str) -> str:
    """What the service makes of a text: some characters vanish, both ends are trimmed."""
    kept = _UNSEEN.sub("", text)
    return "".join(" " if char < " " and char != "\n" else char for char in kept).strip(" \n")
