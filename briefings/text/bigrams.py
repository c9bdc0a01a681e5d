"""Search tokens: any text in, the words that the index keeps out; the same for a query.

Hangul, Han and Kana become overlapping pairs of characters (of Hangul also across spaces, which
Korean sets freely), everything else whole words. So a word of two syllables is found inside any
compound, with any particle, however it is spaced. A change of these tokens needs a migration that
builds the index anew (`storage.search.rebuild`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

HANGUL = "\uac00-\ud7a3\u3131-\u3163"
HAN_KANA = (
    "\u3005\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe"
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
MIN_PREFIX_CHARS = 4
"""Latin words this long also find longer ones (`quantum` finds `quantums`); shorter would find
too much (`ai` in `aid`)."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u0300-\u036f\u061c\u115f\u1160"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_RUN = re.compile(
    rf"(?P<hangul>[{HANGUL}]+(?:\s{{1,3}}[{HANGUL}]+)*)"
    rf"|(?P<cjk>[{HAN_KANA}]+)"
    rf"|(?P<word>[^\W_{HANGUL}{HAN_KANA}]+)"
)


def fold(text: str) -> str:
    """The text as it is compared: compatible forms, case, accents and invisible marks aside."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if folded.isascii():
        return _INVISIBLE.sub("", folded)
    return _INVISIBLE.sub("", _ACCENTED.sub(_base, folded))


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text, in order; each is made of letters and digits alone."""
    for run in _RUN.finditer(fold(text)):
        if run.lastgroup == "word":
            yield run.group()
        elif run.lastgroup == "cjk":
            yield from _pairs(run.group())
        else:
            yield from _pairs("".join(run.group().split()))


def runs(text: str) -> list[str]:
    """The runs of one script that a folded text holds, Hangul without the spaces in it."""
    return ["".join(run.group().split()) for run in _RUN.finditer(text)]


def index_text(text: str) -> str:
    """What the index stores for a text: its tokens, joined by spaces."""
    return " ".join(tokens(text))


def phrase(word: str) -> str | None:
    """`word` as one phrase of a full-text query, or `None` where nothing in it can be searched.

    The phrase is quoted and holds letters and digits alone, so no input can be an operator. It
    ends open where that is sensible: a lone syllable, or a Latin word of four letters or more.
    """
    found = list(tokens(word))
    if not found:
        return None
    return f'"{" ".join(found)}"' + ("*" if _ends_open(found[-1]) else "")


def _ends_open(token: str) -> bool:
    if len(token) == 1:
        return not token.isascii()
    return len(token) >= MIN_PREFIX_CHARS and not token.isdigit()


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    else:
        yield from map("".join, pairwise(run))


def _base(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", found.group())[0]
