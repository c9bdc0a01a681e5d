"""Words and links from outside in, what Telegram can show of them without harm out."""

from __future__ import annotations

import re

MAX_URL_CHARS = 2_048
"""Longer addresses are no use to browsers, and a few of them would fill a message."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"  # soft hyphen, fillers
    "\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width
    "\ufffe\uffff\U0001d173-\U0001d17a]"
    # joiners and tags count only inside an emoji
    "|(?<![\u2190-\u3299\ufe0f\U0001f000-\U0001faff])\u200d"
    "|\u200d(?![\u2190-\u3299\U0001f000-\U0001faff])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")  # halves of pairs, which UTF-8 cannot carry
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_MARKS = re.compile(f"({_MARKS}{{3}}){_MARKS}+")  # would climb over the lines above
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=\w)")
_WORD_JOINER = "\u2060"

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#:@\\\[\]]+)(?P<port>:[0-9]{1,5})?(?P<rest>[/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{1,63}\.?")
_NOT_IN_LINKS = re.compile("[\\s\"'<>\\\\^`{|}]")


def cleaned(text: str) -> str:
    """`text` without what nobody sees, what reorders other words, and what cannot be sent.

    Control, zero-width and direction characters go, line ends become newlines, tabs blanks;
    emoji keep their joiners. Lengths are otherwise kept.
    """
    if text.isascii() and text.isprintable():
        return text
    clean = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    clean = _HALF_CHARACTERS.sub("\ufffd", _UNSEEN.sub("", clean))
    return _EMPTY_LINES.sub("\n\n", _PILED_MARKS.sub(r"\1", clean))


def pinging_nobody(text: str) -> str:
    """`text` with every `@name` kept from becoming a mention, which would notify that person.

    Telegram finds mentions by itself in any text but code; an unseen joiner behind the `@` stops
    that and looks the same.
    """
    return _MENTION.sub(f"@{_WORD_JOINER}", text) if "@" in text else text


def one_line(text: str) -> str:
    """Cleaned words with single blanks in place of every run of blanks and line ends."""
    return " ".join(cleaned(text).split())


def web_address(url: str) -> str | None:
    """`url` as Telegram keeps it in a link; `None` where it would drop it or it is no web page.

    Only http and https with a public-looking host name; what would end a link is encoded; names
    and passwords before the host, which can make one site look like another, are refused.
    """
    match = _ADDRESS.fullmatch(cleaned(url).strip())
    if match is None or _HOST.fullmatch(match["host"]) is None:
        return None
    port = match["port"] or ""
    if port and not 0 < int(port[1:]) < 65_536:
        return None
    rest = _NOT_IN_LINKS.sub(_percent, match["rest"] or "")
    address = f"{match['scheme'].lower()}://{match['host']}{port}{rest}"
    return address if len(address) <= MAX_URL_CHARS else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
