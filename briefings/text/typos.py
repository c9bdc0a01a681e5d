"""Slips of the finger: a mistyped word in, the words that were probably meant out.

Hangul is compared by its letters (a wrong vowel is one slip, not a wrong syllable), and a word
typed with the keyboard in the other language (`dlsrhdwlsmd` for 인공지능) is read as it was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from briefings.text.bigrams import HANGUL

MIN_HANGUL = 3
MIN_LATIN = 4
"""Shorter words have too many neighbours that are words of their own."""

_KEYS = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml"
_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
_KEY_OF = dict(zip(_LETTERS, _KEYS, strict=True))
_LETTER_OF = dict(zip(_KEYS, _LETTERS, strict=True))
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_DOUBLE = {
    "ㅘ": "ㅗㅏ",
    "ㅙ": "ㅗㅐ",
    "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ",
    "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_JOINED = {pair: letter for letter, pair in _DOUBLE.items()}
_FIRST_SYLLABLE = ord("가")
_VOWEL_STEP = len(_FINALS)
_INITIAL_STEP = len(_VOWELS) * _VOWEL_STEP
_SYLLABLE = re.compile(
    f"(?P<initial>[{_INITIALS}])(?P<vowel>ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[{_VOWELS}])"
    f"(?P<final>(?:{'|'.join(sorted(_JOINED, key=len))}|[{''.join(_FINALS)}])"
    f"(?![{_VOWELS}]))?"
)
_RUN = re.compile(f"[{HANGUL}]+|[^\\W_{HANGUL}]+")


def slips_allowed(word: str) -> int:
    """How many slips a word may hold: none in a short one, two in a long one."""
    if any("가" <= char <= "힣" for char in word):
        return 0 if len(word) < MIN_HANGUL else 1 if len(word) == MIN_HANGUL else 2
    return 0 if len(word) < MIN_LATIN else 1 if len(word) < 2 * MIN_LATIN else 2


def slips(meant: str, typed: str, *, most: int) -> int | None:
    """How many letters were changed, left out, added or swapped; `None` for more than `most`."""
    first, second = letters(meant), letters(typed)
    if abs(len(first) - len(second)) > most or len(set(second) - set(first)) > most:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        older, before, row = before, row, [place]
        for column, other in enumerate(second, 1):
            cost = min(
                before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != other)
            )
            swapped = (
                place > 1
                and column > 1
                and letter == second[column - 2]
                and first[place - 2] == other
            )
            row.append(min(cost, older[column - 2] + 1) if swapped else cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def meant_words(typed: str, known: Iterable[str]) -> list[str]:
    """Of `known`, the words that `typed` may be a slip of: those with the fewest slips."""
    most = slips_allowed(typed)
    if most == 0:
        return []
    found = {
        word: count
        for word in dict.fromkeys(known)
        if word != typed and (count := slips(word, typed, most=most)) is not None
    }
    fewest = min(found.values(), default=0)
    return sorted(word for word, count in found.items() if count == fewest)


def near_pieces(typed: str, text: str) -> Iterator[str]:
    """Pieces of a folded text as long as `typed`, give a character: what it may be a slip of."""
    for run in _RUN.findall(text):
        if not "가" <= run[0] <= "힣":
            yield run
            continue
        for length in range(len(typed) - 1, len(typed) + 2):
            if MIN_HANGUL - 1 <= length <= len(run):
                yield run[:length]


@lru_cache(maxsize=16_384)  # the names that are known are compared with every mistyped word
def letters(word: str) -> str:
    """Hangul as its letters, in the order of typing; everything else as it is."""
    parts = (
        _spelled(char) if "가" <= char <= "힣" else _DOUBLE.get(char, char)
        for char in unicodedata.normalize("NFC", word)
    )
    return "".join(parts)


def other_layout(word: str) -> str | None:
    """The word as the same keys give it in the other language, or `None` where they give none.

    Latin letters become Hangul where every one belongs to a whole syllable, Hangul becomes Latin.
    """
    if word.isascii() and word.isalpha():
        typed = "".join(_LETTER_OF.get(key, _LETTER_OF.get(key.lower(), "")) for key in word)
        composed = _SYLLABLE.sub(_composed, typed)
        return composed if re.fullmatch("[가-힣]+", composed) else None
    if re.fullmatch(f"[{HANGUL}]+", word):
        return "".join(_KEY_OF[letter] for letter in letters(word)).lower()
    return None


@cache  # there are some 11,000 syllables
def _spelled(syllable: str) -> str:
    number = ord(syllable) - _FIRST_SYLLABLE
    initial, rest = divmod(number, _INITIAL_STEP)
    vowel, final = divmod(rest, _VOWEL_STEP)
    spelled = (_INITIALS[initial], _VOWELS[vowel], _FINALS[final])
    return "".join(_DOUBLE.get(letter, letter) for letter in spelled)


def _composed(found: re.Match[str]) -> str:
    vowel, final = found["vowel"], found["final"] or ""
    return chr(
        _FIRST_SYLLABLE
        + _INITIALS.index(found["initial"]) * _INITIAL_STEP
        + _VOWELS.index(_JOINED.get(vowel, vowel)) * _VOWEL_STEP
        + _FINALS.index(_JOINED.get(final, final))
    )
