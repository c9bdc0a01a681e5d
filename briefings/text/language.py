"""The language of a text, told by its script and, for Latin letters, by small words."""

from __future__ import annotations

import re

SAMPLE_CHARS = 600
"""So much of a text tells its language; more only costs time."""

_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_LINK = re.compile(r"https?://\S{1,2000}|www\.\S{1,2000}")
_WORD = re.compile(r"[a-z\u00e0-\u024f']+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "its",
        "it",
        "that",
        "this",
        "has",
        "have",
        "be",
        "are",
        "was",
        "will",
        "an",
        "not",
        "but",
        "or",
        "new",
        "after",
        "over",
        "into",
        "how",
        "why",
        "what",
        "who",
        "more",
        "than",
        "can",
        "says",
        "said",
        "up",
        "out",
        "us",
        "we",
        "you",
        "your",
        "their",
        "his",
        "her",
        "they",
        "he",
        "she",
        "about",
        "amid",
        "against",
        "before",
        "between",
        "may",
        "could",
        "would",
    ]
)
_OTHER_LATIN = frozenset(
    [
        "le",
        "la",
        "les",
        "des",
        "du",
        "et",
        "une",
        "dans",
        "pour",
        "avec",
        "est",
        "sur",
        "au",
        "aux",
        "qui",
        "que",
        "der",
        "die",
        "das",
        "und",
        "ist",
        "mit",
        "von",
        "den",
        "ein",
        "eine",
        "nicht",
        "auf",
        "im",
        "zu",
        "el",
        "los",
        "las",
        "del",
        "por",
        "con",
        "para",
        "una",
        "es",
        "en",
        "y",
        "di",
        "il",
        "che",
        "per",
        "della",
        "sono",
        "non",
        "o",
        "os",
        "um",
        "uma",
        "não",
        "mais",
        "het",
        "een",
        "van",
        "op",
        "voor",
        "och",
        "att",
        "det",
        "som",
        "för",
        "jest",
        "nie",
        "na",
        "się",
    ]
)


def language_of(text: str) -> str:
    """`ko`, `en`, `zh` or `ja`; `und` where the text is none of them or has no letters."""
    sample = text[:SAMPLE_CHARS]
    if "://" in sample or "www." in sample:
        sample = _LINK.sub(" ", sample)
    latin = _count(_LATIN, sample)
    if sample.isascii():
        return _latin_language(sample) if latin else "und"
    hangul, kana, han = _count(_HANGUL, sample), _count(_KANA, sample), _count(_HAN, sample)
    if hangul and hangul * 2 >= kana + han and hangul * 5 >= latin:
        return "ko"
    if kana and kana * 12 >= han and (kana + han) * 3 >= latin:
        return "ja"
    if han and han * 3 >= latin and hangul * 2 < han:
        return "zh"
    if latin and latin >= hangul:
        return _latin_language(sample)
    return "ko" if hangul else "und"


def _count(letters: re.Pattern[str], sample: str) -> int:
    """How many letters of a script the sample has."""
    return len("".join(letters.findall(sample)))


def _latin_language(sample: str) -> str:
    words = _WORD.findall(sample.lower())
    english = sum(1 for word in words if word in _ENGLISH)
    other = sum(1 for word in words if word in _OTHER_LATIN)
    if other > english:
        return "und"
    plain = sum(1 for word in words if word.isascii())
    return "en" if words and plain * 10 >= len(words) * 9 else "und"
