"""Tells at a glance, before a text's facts are drawn, that it cannot tell the story of another."""

from __future__ import annotations

import re
import unicodedata

from briefings.understand.facts import READ_CHARS, Facts
from briefings.understand.signals import telling

_ENOUGH = 2.0
_WITH_FIGURE = 1.0
_COMMON_WEIGHT = 0.5
_TELLING = 0.4
_COMPOUND_CHARS = 3
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_HANGUL = re.compile("[가-힣]")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def may_tell(facts: Facts, title: str | None, text: str) -> bool:
    """Whether the text has two words of the facts, or one and a figure, or another script.

    Nearly no two tellings of one story share less; to find that out costs a tenth of drawing the
    other text's facts.
    """
    plain = unicodedata.normalize("NFKC", f"{title or ''}\n{text[:READ_CHARS]}").casefold()
    shared = 0.0
    for stem in facts.stems:
        if stem in plain or (len(stem) >= _COMPOUND_CHARS and stem[:2] in plain):
            shared += 1.0 if telling(stem) >= _TELLING else _COMMON_WEIGHT
            if shared >= _ENOUGH:
                return True
    if shared >= _WITH_FIGURE and any(each in plain for each in _FIGURE.findall(facts.whole)):
        return True
    return _scripts(facts.whole) != _scripts(plain)


def _scripts(text: str) -> tuple[bool, bool]:
    return _HANGUL.search(text) is not None, _HAN.search(text) is not None
