"""Cuts an item into passages (title and sentences) that words of themes are looked for in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from briefings.text.sentences import sentences

MAX_BODY_CHARS = 3_000
"""What a longer body says behind this is left out: its subject is known by then."""

MAX_TITLE_CHARS = 400
"""A longer title is no title; what it begins with says enough."""

_NOISE = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}", re.ASCII)
_COLUMN_TAG = re.compile(r"^\s*(?:\[[^\]\n]{1,24}\]|【[^】\n]{1,24}】|<[^>\n]{1,24}>)\s*(?=\S)")
_CREDIT_LINE = re.compile(
    r"^\s*(?:[-*※▶<\[(]\s*)?(?:출처|자료|사진|이미지|그래픽|제공|원문|source|photo|image|via)\s*[:：=|]",
    re.IGNORECASE,
)
_GLUE = re.compile(r"(?<=[a-z])[-‐‑](?=[a-z])")


class Place(IntEnum):
    """Where a passage stands in its item."""

    TITLE = 0
    OPENING = 1
    BODY = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A title or sentence in lower case, as `words` between white space.

    `packed` is it without white space; `starts` are the offsets there at which a word starts, and
    its length.
    """

    place: Place
    words: tuple[str, ...]
    packed: str
    starts: frozenset[int]


def passages(title: str | None, text: str) -> tuple[Passage, ...]:
    """The title, if any, then the sentences of `text`, in order; empty ones are left out."""
    found: list[Passage] = []
    if title is not None and title.strip():
        found.append(_passage(Place.TITLE, _COLUMN_TAG.sub("", _clean(title[:MAX_TITLE_CHARS]))))
    body = "\n".join(
        line for line in _clean(text[:MAX_BODY_CHARS]).split("\n") if not _CREDIT_LINE.match(line)
    )
    for number, (start, end) in enumerate(sentences(body)):
        place = Place.BODY if number else Place.OPENING
        found.append(_passage(place, body[start:end]))
    return tuple(passage for passage in found if passage.packed)


def pack(text: str) -> str:
    """A word or text as it is compared: lower-case, without white space and inner hyphens."""
    return "".join(_GLUE.sub(" ", normalised(text)).split())


def normalised(text: str) -> str:
    """Compatibility forms and case folded away; an ellipsis parts words and is no full stop."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.replace("…", " ")).lower()


def _clean(text: str) -> str:
    return _NOISE.sub(" ", text)


def _passage(place: Place, text: str) -> Passage:
    words = tuple(_GLUE.sub(" ", normalised(text)).split())
    return Passage(
        place=place,
        words=words,
        packed="".join(words),
        starts=frozenset(accumulate((len(word) for word in words), initial=0)),
    )
