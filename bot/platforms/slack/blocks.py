"""Words in, single Block Kit objects out, with the limits that Slack sets for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlsplit

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value that is only read."""
JsonObject: TypeAlias = "dict[str, Json]"
"""A JSON object that is being built."""

# Slack's own limits; a message that breaks one of them is refused as a whole.
MAX_BLOCKS = 50
MAX_TEXT_CHARS = 3_000
MAX_HEADER_CHARS = 150
MAX_BUTTON_CHARS = 75
MAX_LINK_CHARS = 2_000  # Slack takes 3,000 in all, and the link needs words too
# Slack refuses messages of about 13,200 characters in all (undocumented); this stays below.
MAX_MESSAGE_CHARS = 13_000
BUTTONS_IN_A_ROW = 5  # Slack takes 25, which no screen shows in one row

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"  # controls, bidi marks
)
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")  # halves of pairs, which UTF-8 cannot carry
_NOT_IN_LINKS = re.compile(r"[\s<>|\"`^{}\\]")
_HOST = re.compile(r"[\w.:-]+")
_SHOWS_NOTHING = re.compile(
    "[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2060-\u2065\u3164\ufe00-\ufe0f\ufeff\uffa0]*"
)


def cleaned(text: str) -> str:
    """`text` without what a message cannot carry or what would reorder its words."""
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _HALF_CHARACTERS.sub("\ufffd", _INVISIBLE.sub("", lines.replace("\u2029", "\n")))


def one_line(text: str) -> str:
    """Cleaned words with single blanks in place of every run of blanks and line ends."""
    return " ".join(cleaned(text).split())


def is_visible(text: str) -> bool:
    """Whether a reader would see anything; Slack refuses texts without."""
    return _SHOWS_NOTHING.fullmatch(text) is None


def escaped(text: str) -> str:
    """Exactly `&`, `<` and `>` replaced: after that no words of others can link or ping."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def safe_url(url: str) -> str | None:
    """`url` with what would end a link percent-encoded; `None` where it is no web address."""
    address = cleaned(url).strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme.casefold() not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    kept = _NOT_IN_LINKS.sub(_percent, address)
    return kept if size(escaped(kept)) <= MAX_LINK_CHARS else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def size(text: str) -> int:
    """Characters in UTF-16 units, the strictest way in which Slack may count them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, most: int) -> str:
    """At most `most` characters, marked where words were left out."""
    if size(text) <= most:
        return text
    kept = text[: most - 1]
    while size(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def plain_text(text: str) -> JsonObject:
    """Words in which nothing is read as markup, not even `:100:`."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn_text(text: str) -> JsonObject:
    """Finished mrkdwn; `verbatim` keeps Slack from linking names and addresses by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> JsonObject:
    """The line on top, at most `MAX_HEADER_CHARS`."""
    return {"type": "header", "text": plain_text(text)}


def section(mrkdwn: str) -> JsonObject:
    """A paragraph, at most `MAX_TEXT_CHARS`."""
    return {"type": "section", "text": mrkdwn_text(mrkdwn)}


def context(mrkdwn: str) -> JsonObject:
    """Small grey words, at most `MAX_TEXT_CHARS`."""
    return {"type": "context", "elements": [mrkdwn_text(mrkdwn)]}


def divider() -> JsonObject:
    """A rule."""
    return {"type": "divider"}


def button(label: str, *, action_id: str, value: str | None, url: str | None) -> JsonObject:
    """A button that gives back `value`, or leads to `url`."""
    shown = clipped(one_line(label), MAX_BUTTON_CHARS)
    text = plain_text(shown if is_visible(shown) else "…")
    made: JsonObject = {"type": "button", "text": text, "action_id": action_id}
    if url is not None:
        return made | {"url": url}
    return made | {"value": value}


def actions(buttons: Sequence[JsonObject]) -> JsonObject:
    """One row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def characters(blocks: Iterable[Json]) -> int:
    """All characters that count towards `MAX_MESSAGE_CHARS`: every text and every address."""
    return sum(map(_characters, blocks))


def _characters(value: Json) -> int:
    if isinstance(value, Mapping):
        return sum(
            size(inner) if isinstance(inner, str) else _characters(inner)
            for name, inner in value.items()
            if name in ("text", "url") or not isinstance(inner, str)
        )
    if isinstance(value, str) or not isinstance(value, Sequence):
        return 0
    return sum(map(_characters, value))
