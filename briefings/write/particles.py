"""Korean particles after any word: `{word:을}` writes 을 or 를 as the word's last sound asks."""

from __future__ import annotations

import re

# The two forms of a particle: after a closing consonant, after a vowel.
PAIRS = {
    "을": ("을", "를"),
    "를": ("을", "를"),
    "은": ("은", "는"),
    "는": ("은", "는"),
    "이": ("이", "가"),
    "가": ("이", "가"),
    "과": ("과", "와"),
    "와": ("과", "와"),
    "으로": ("으로", "로"),
    "로": ("으로", "로"),
    "이라": ("이라", "라"),
    "라": ("이라", "라"),
    "이나": ("이나", "나"),
    "나": ("이나", "나"),
}
_RIEUL = 8
_NOT_A_SOUND = re.compile(r"[\s\"'“”‘’`)\]】』」》〉>.,!?…·*_~-]+$")
_IN_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
# How the last digit of a Sino-Korean number sounds: its closing consonant, 0 for none.
_DIGITS = {
    "0": 1,
    "1": _RIEUL,
    "2": 0,
    "3": 1,
    "4": 0,
    "5": 0,
    "6": 1,
    "7": _RIEUL,
    "8": _RIEUL,
    "9": 0,
}
# Letters whose Korean name closes with a consonant: L 엘, M 엠, N 엔, R 알.
_LETTERS = {"L": _RIEUL, "M": 1, "N": 1, "R": _RIEUL}
_SIGNS = {"%": 0, "℃": 0, "$": 0, "&": 0, "+": 0}
# How an English word read in Korean closes: rieul, another consonant, or with an added vowel.
_WORD_ENDS = (
    (re.compile(r"(?:le?|ll)$"), _RIEUL),
    (re.compile(r"(?:[mn]|ng|me|ne)$"), 1),
    (re.compile(r"(?:[aeiou]p|[^aeiou][aeiou]t|[aeiou]ck|[aeiou]k|ook|app|[aiou]b)$"), 1),
)


def closing_sound(word: str) -> int:
    """The closing consonant of the word's last sound: 0 for none, 8 for ㄹ, else any other."""
    spoken = _IN_BRACKETS.sub("", word) or word
    spoken = _NOT_A_SOUND.sub("", spoken)
    if not spoken:
        return 0
    last = spoken[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if last in _DIGITS:
        return _DIGITS[last]
    return _latin_sound(spoken) if last.isascii() and last.isalpha() else _SIGNS.get(last, 0)


def _latin_sound(spoken: str) -> int:
    latin = re.search(r"[A-Za-z]+$", spoken)
    word = latin[0] if latin else spoken[-1]
    if word.isupper():
        return _LETTERS.get(word[-1], 0)
    ends = (sound for pattern, sound in _WORD_ENDS if pattern.search(word.casefold()))
    return next(ends, 0)


def with_particle(word: str, particle: str) -> str:
    """`word` and the fitting form of `particle` (any key of `PAIRS`)."""
    after_consonant, after_vowel = PAIRS[particle]
    sound = closing_sound(word)
    closes = sound not in (0, _RIEUL) if after_consonant == "으로" else sound != 0
    return word + (after_consonant if closes else after_vowel)
