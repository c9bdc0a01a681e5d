"""Tells whether two names in different scripts are the same: by known aliases, else by sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefings.text.korean import PARTICLE_ENDINGS
from briefings.understand.name_tables import AGENCIES, ALIASES, COUNTRIES, PLACES

_AFTER_NAME = "|".join(
    (
        *PARTICLE_ENDINGS,
        "측",
        "그룹",
        "코리아",
        "이",
        "가",
        "서",
        "발",
        "판",
        "산",
        "내",
        "인",
        "형",
        "정부",
    )
)


def _table(lines: str) -> dict[str, int]:
    return {
        name: at for at, line in enumerate(lines.strip().splitlines()) for name in line.split("|")
    }


def _finder(table: dict[str, int], *, alone: bool) -> re.Pattern[str]:
    """Finds the names of a table; `alone` keeps Korean ones from standing inside other names."""
    latin, hangul, other = (
        "|".join(map(re.escape, sorted(filter(fits, table), key=len, reverse=True)))
        for fits in (_is_latin, _is_hangul, _is_other)
    )
    end = rf"(?![가-힣])|(?=(?:{_AFTER_NAME})(?![가-힣]))" if alone else ""
    first = re.escape("".join(sorted({name[0] for name in table})))
    return re.compile(  # the look ahead at one character passes over most of a text at once
        rf"(?=[{first}])(?:(?<![a-z\d가-힣])(?:{latin})(?![a-z])|(?<![가-힣])(?:{hangul})(?:{end})|(?:{other}))"
    )


def _is_latin(name: str) -> bool:
    return name[0].isascii()


def _is_hangul(name: str) -> bool:
    return "가" <= name[0] <= "힣"


def _is_other(name: str) -> bool:
    return not _is_latin(name) and not _is_hangul(name)


_ALIAS_TABLE = _table(ALIASES)
_AGENCY_TABLE = _table(AGENCIES)
_PLACE_TABLE = _table(PLACES)
_COUNTRY_TABLE = _table(COUNTRIES)
_ALIAS_FINDER = _finder(_ALIAS_TABLE, alone=True)
_AGENCY_FINDER = _finder(_AGENCY_TABLE, alone=True)
_PLACE_FINDER = _finder(_PLACE_TABLE, alone=False)
_COUNTRY_FINDER = _finder(_COUNTRY_TABLE, alone=True)

_MIN_SOUNDS = 2
_SURE_SOUNDS = 3  # fewer need as many vowels too
_EU = 18  # the vowel ㅡ in the order of Hangul syllables
_VOWELS = re.compile(r"[aeiouy]", re.IGNORECASE)
_INITIALS = tuple(
    "K K N T T L M P P S S - S S S K T P -"[::2]
)  # ㄱ to ㅎ, consonants that sound alike
_FINALS = tuple("- K K K N N N T L L L L L L L L M P P T T N T T K T P -"[::2])
_LATIN_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ps|^x", "s"),
        (r"^kn", "n"),
        (r"gh", ""),
        (r"ng(?![aeiou])", "n"),
        (r"tion|sion", "sn"),
        (r"ph", "p"),
        (r"sch|sh|ch|tch", "s"),
        (r"c(?=[eiy])", "s"),
        (r"ck|qu|q|c|g", "k"),
        (r"x", "ks"),
        (r"th|d", "t"),
        (r"[fbv]", "p"),
        (r"[zj]", "s"),
        (r"r(?![aeiouy])", ""),
        (r"r", "l"),
        (r"[hwy]", ""),
    )
)


def aliases_in(text: str) -> frozenset[str]:
    """Known names in `text` (lower case), each by a key that its spellings share."""
    return _found(_ALIAS_FINDER, _ALIAS_TABLE, text, "name")


def agencies_in(text: str) -> frozenset[str]:
    """Known authorities in `text` (lower case), which act in very many stories."""
    return _found(_AGENCY_FINDER, _AGENCY_TABLE, text, "agency")


def spellings_of(names: Iterable[str]) -> Iterator[str]:
    """Every known spelling of the names that `aliases_in` found, in all scripts."""
    for name in names:
        yield from ALIASES.strip().splitlines()[int(name.removeprefix("name"))].split("|")


def places_in(text: str) -> frozenset[str]:
    """Known cities and regions in `text` (lower case), by a key that their spellings share."""
    return _found(_PLACE_FINDER, _PLACE_TABLE, text, "place")


def countries_in(text: str) -> frozenset[str]:
    """Known countries in `text` (lower case), by a key that their spellings share."""
    return _found(_COUNTRY_FINDER, _COUNTRY_TABLE, text, "country")


def is_place(word: str) -> bool:
    """Whether the word (lower case) is the name of a known place or country, and nothing more."""
    return word in _PLACE_TABLE or word in _COUNTRY_TABLE


def sounds_alike(hangul: str, latin: str) -> bool:
    """Whether a Korean word spells a Latin name by its sound: 프로서스, Prosus."""
    one, other = _hangul_sound(hangul), _latin_sound(latin.casefold())
    if one != other or len(one) < _MIN_SOUNDS:
        return False
    return len(one) >= _SURE_SOUNDS or _hangul_vowels(hangul) == len(_VOWELS.findall(latin))


def _hangul_vowels(word: str) -> int:
    """Syllables but for those with ㅡ, which only carry a consonant: 토스 has one vowel."""
    return sum(1 for char in word if (ord(char) - ord("가")) // 28 % 21 != _EU)


def _found(finder: re.Pattern[str], table: dict[str, int], text: str, kind: str) -> frozenset[str]:
    return frozenset(f"{kind}{table[found.group()]}" for found in finder.finditer(text))


@lru_cache(maxsize=8_192)
def _hangul_sound(word: str) -> str:
    sound = ""
    for char in word:
        at = ord(char) - ord("가")
        if not 0 <= at < 11_172:
            return ""
        initial, final = _INITIALS[at // 588], _FINALS[at % 28]
        if initial == "-" and not sound:
            initial = "A"
        sound += (initial + final).replace("-", "")
    return _squeezed(sound)


@lru_cache(maxsize=8_192)
def _latin_sound(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return ""
    opens = "A" if word[0] in "aeiouhwy" else ""
    for pattern, sound in _LATIN_STEPS:
        word = pattern.sub(sound, word)
    return _squeezed(opens + re.sub(r"[aeiou]", "", word).upper())


def _squeezed(sound: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sound)
