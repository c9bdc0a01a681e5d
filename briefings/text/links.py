"""Links of a text: bare ones, Markdown ones and those in angle brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

MAX_URL_CHARS = 2_000
"""Longer links are broken data or traps; browsers and chats refuse them too."""

MAX_KEPT_CHARS = 2_500
"""The links of longer texts are looked for anew each time."""

_MARKDOWN = re.compile(
    r"(!?)\[([^\[\]]{0,300}+(?=\])|(?:[^\[\]]|\[[^\[\]]{0,80}\]){0,300})\]\(\s{0,3}<?([^\s()<>]{1,2000}"
    r"(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500}){0,3})>?(?:\s{1,3}[\"'][^\"'\n]{0,200}[\"'])"
    r"?\s{0,3}\)"
)
_BARE = re.compile(
    r"(?:https?://|(?<![\w@./-])www\.)[^\s<>\"“”‘’「」『』【】《》。，、]{2,2000}", re.IGNORECASE
)
_WWW = re.compile(r"[wW]{3}\.")
_PLAIN_HOST = re.compile(r"https?://[A-Za-z0-9-]{1,80}(?:\.[A-Za-z0-9-]{1,80}){1,9}(?:[/?#]|$)")
"""A link that starts so needs no closer look."""

_KOREAN_TAIL = re.compile(r"[\uac00-\ud7a3\u3131-\u318e].*$", re.DOTALL)
_PUNCTUATION = ".,;:!?'\"…·`*_~|"
_CLOSERS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link at `start`..`end` of a text; `label` is what a reader sees, `None` for bare ones."""

    url: str
    start: int
    end: int
    label: str | None = None
    picture: bool = False


def _balanced(url: str) -> str:
    """`url` without the punctuation and the closing brackets of the sentence around it."""
    while url:
        last = url[-1]
        if last in _PUNCTUATION or (
            last in _CLOSERS and url.count(last) > url.count(_CLOSERS[last])
        ):
            url = url[:-1]
        else:
            break
    return url


@lru_cache(maxsize=512)
def clean_url(url: str) -> str | None:
    """`url` as an http(s) link, or `None` where it is none; `www.` gets a scheme."""
    url = _balanced(url.strip())
    if url[:4].lower() == "www.":
        url = f"http://{url}"
    if len(url) > MAX_URL_CHARS:
        return None
    if _PLAIN_HOST.match(url) is not None:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or "." not in (parts.netloc or ""):
        return None
    return url


def _bare_end(raw: str) -> str:
    """A bare link ends where Korean follows, for particles are glued to links."""
    tail = _KOREAN_TAIL.search(raw)
    host_end = raw.find("/", 8)
    if tail is not None and (
        host_end < 0 or tail.start() < host_end or raw[tail.start() - 1] in ")]"
    ):
        return raw[: tail.start()]
    if tail is not None and "%" not in raw and raw[tail.start() - 1] not in "/=-_?&#+":
        return raw[: tail.start()]
    return raw


def find_links(text: str) -> tuple[Link, ...]:
    """Every link of `text` in order; a Markdown link counts once."""
    if "://" not in text and "www." not in text and "](" not in text:
        return ()
    return _links_kept(text) if len(text) <= MAX_KEPT_CHARS else tuple(_links(text))


def _links(text: str) -> Iterator[Link]:
    position = 0
    for found in _MARKDOWN.finditer(text) if "](" in text else ():
        yield from _bare_links(text, position, found.start())
        url = clean_url(found[3])
        if url is not None:
            yield Link(
                url=url,
                start=found.start(),
                end=found.end(),
                label=found[2].strip(),
                picture=found[1] == "!",
            )
        position = found.end()
    yield from _bare_links(text, position, len(text))


@lru_cache(maxsize=64)
def _links_kept(text: str) -> tuple[Link, ...]:
    """The links of a line that was looked at a moment ago are known."""
    return tuple(_links(text))


def _bare_links(text: str, start: int, end: int) -> Iterator[Link]:
    if text.find("://", start, end) < 0 and _WWW.search(text, start, end) is None:
        return
    for found in _BARE.finditer(text, start, end):
        raw = _balanced(_bare_end(found[0]))
        url = clean_url(raw)
        if url is not None:
            yield Link(url=url, start=found.start(), end=found.start() + len(raw))


def unlinked(text: str) -> str:
    """`text` with Markdown links shown as their labels and pictures left out; bare links stay."""
    if "](" not in text:
        return text
    return _MARKDOWN.sub(lambda found: "" if found[1] else found[2], text)
