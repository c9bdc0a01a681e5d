"""Measures how alike the facts of two texts are: their words, figures, names and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from briefings.text.korean import is_syllable
from briefings.understand.facts import Facts, is_generic
from briefings.understand.names import aliases_in, places_in, sounds_alike
from briefings.understand.quantities import Quantity, match

_WIDE = frozenset({"ai", "bank", "card", "cloud", "model", "shop", "users", "value"})
_MAX_RARE_WORDS = 4
_COMPOUND_CHARS = 3
_LEAST_TOLD = 2.5  # shares of fewer words than this would be chance
_TELLING = 0.35
_GENERIC_WEIGHT = 0.6
_MANY_FIGURES = 5
_FEW_SHARED = 0.2
_PART_SHARE = 0.8
_SHORT_NAME = 3
_LONG_NAME = 5
_AUTHORITY = re.compile(r"당국|정부(?!24)|규제기관|regulators?\b|authorit(?:y|ies)\b|监管|当局")
_NEAR_COPY = 0.8
_SAID_TOO = 0.25
_TITLE_MIN_CHARS = 10


def shared_words(one: Facts, other: Facts) -> float:
    """The share of the shorter text's weighted words, its actors aside, that the longer has too."""
    if len(one.stems) == len(other.stems):
        return max(_share_of(one, other), _share_of(other, one))
    return _share_of(*sorted((one, other), key=lambda facts: len(facts.stems)))


def _share_of(one: Facts, other: Facts) -> float:
    actors = one.subjects | other.subjects | one.actors | other.actors
    stems = {
        stem: weight * (_GENERIC_WEIGHT if is_generic(stem) else 1)
        for stem, weight in one.stems.items()
        if stem not in actors
    }
    total = max(_LEAST_TOLD, sum(stems.values()))
    return sum(weight * partly_has(other, stem) for stem, weight in stems.items()) / total


def partly_has(facts: Facts, stem: str) -> float:
    """1 where the text has the word, less where it has a part of a Korean compound."""
    if has(facts, stem):
        return 1.0
    if len(stem) < _COMPOUND_CHARS or not is_syllable(stem[0]):
        return 0.0
    said = max(
        sum(len(part) for part in (stem[:at], stem[at:]) if len(part) > 1 and part in facts.whole)
        for at in range(2, len(stem))
    )
    return _PART_SHARE * said / len(stem)


def rare_words(one: Facts, other: Facts) -> int:
    """How many words, neither common nor actors, places or subjects of every day, both have.

    Where the texts share little else they count half: long texts coincide in some words.
    """
    known = one.subjects | other.subjects | one.actors | other.actors
    both = (stem for stem in one.stems.keys() & other.stems.keys() if stem not in known)
    rare = sum(
        1
        for stem in both
        if max(one.stems[stem], other.stems[stem]) >= 1.0 and not is_generic(stem)
    )
    aside = (one.aliases | one.agencies) & (other.aliases | other.agencies)
    aside -= (one.head_aliases & other.head_aliases) | (one.head_agencies & other.head_agencies)
    found = min(rare + len(aside), _MAX_RARE_WORDS)
    return found if shared_words(one, other) >= _FEW_SHARED else found // 2


def title_share(one: Facts, other: Facts) -> float | None:
    """The larger share of a title's nouns that the other text has; `None` where none can tell."""
    if one.language != other.language:
        return None
    actors = one.subjects | other.subjects | one.actors | other.actors
    shares = [
        sum(1 for noun in nouns if has(theirs, noun)) / len(nouns)
        for mine, theirs in ((one, other), (other, one))
        if (nouns := mine.title_nouns - actors)
    ]
    return max(shares, default=None)


def has(facts: Facts, stem: str) -> bool:
    """Whether the text has the word, alone or inside another."""
    return stem in facts.stems or (not stem[0].isascii() and stem in facts.whole)


def matched_figures(one: Facts, other: Facts) -> float:
    """How much the figures prove that both texts have, by their weights."""
    return _by_chance(one, other) * max(_matched(one, other), _matched(other, one))


def _by_chance(one: Facts, other: Facts) -> float:
    """What a figure in common is worth: little where both texts are full of figures."""
    return min(1.0, _MANY_FIGURES / max(1, min(len(one.quantities), len(other.quantities))))


def figures_in_common(one: Facts, other: Facts) -> int:
    """How many figures that are no chance both texts have."""
    return sum(1 for figure in _in_common(one, other) if figure.weight >= _TELLING)


def _matched(one: Facts, other: Facts) -> float:
    return sum(figure.weight for figure in _in_common(one, other))


def _in_common(one: Facts, other: Facts) -> tuple[Quantity, ...]:
    return tuple(
        mine for mine in one.quantities if any(match(mine, theirs) for theirs in other.quantities)
    )


def contradicted_figures(one: Facts, other: Facts) -> float:
    """The weight of the first figures of a unit that both count by and disagree on."""
    total = 0.0
    for unit in {q.unit for q in one.quantities} & {q.unit for q in other.quantities}:
        mine = [q for q in one.quantities if q.unit == unit]
        theirs = [q for q in other.quantities if q.unit == unit]
        if not any(match(x, y) for x in mine for y in theirs):
            total += min(max(q.weight for q in mine), max(q.weight for q in theirs))
    return min(total, 1.5)


def disagree(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether both have figures, and none is the same."""
    return bool(one) and bool(other) and not any(match(x, y) for x in one for y in other)


def shared_actors(one: Facts, other: Facts) -> float:
    """2 where each names the other's actor, 1 where one does, 0 where they are strangers."""
    if one.head_aliases & other.head_aliases:
        return 2.0
    if one.head_agencies & other.head_agencies:
        return 1.0
    if _is_the_authority(one, other) or _is_the_authority(other, one):
        return 1.0
    named = float(_names(one, other)) + float(_names(other, one))
    if named or (one.subjects and other.subjects):
        return named
    return 1.0 if one.latin & other.latin or one.aliases & other.aliases else 0.4


def _is_the_authority(named: Facts, told: Facts) -> bool:
    """Whether one text names an authority, and the other only says that one acted."""
    return bool(named.head_agencies) and not told.agencies and bool(_AUTHORITY.search(told.head))


def _names(one: Facts, other: Facts) -> bool:
    return any(says(other, subject) for subject in one.subjects) or bool(
        one.head_aliases & other.aliases
    )


def says(facts: Facts, subject: str) -> bool:
    """Whether the text mentions the actor, by name, short name, or sound."""
    if subject in facts.whole or any(_abbreviates(stem, subject) for stem in facts.stems):
        return True
    if subject[0].isascii():
        return any(sounds_alike(stem, subject) for stem in facts.stems if not stem[0].isascii())
    return any(sounds_alike(subject, name) for name in facts.latin)


def _abbreviates(one: str, other: str) -> bool:
    """Whether one Korean name is short for the other: 표준과학연구원, 행안부, 금융위."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORT_NAME or len(long) <= len(short) or short[0].isascii():
        return False
    if long.endswith(short) or long.startswith(short):
        return True
    if short[0] != long[0] or len(long) < _LONG_NAME:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def shared_places(one: Facts, other: Facts) -> frozenset[str]:
    """Places that both name, but for those that only name an actor (서울시)."""
    return (one.places & other.places) - places_in(" ".join((*one.subjects, *one.actors)))


def shared_concepts(one: Facts, other: Facts) -> float:
    """How many subjects both have; those of very many stories count half."""
    return sum(0.5 if name in _WIDE else 1.0 for name in one.concepts & other.concepts)


def cosine(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets."""
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))


def is_near_copy(one: Facts, other: Facts) -> bool:
    """Whether the texts are alike letter by letter, but for a few words."""
    return cosine(one.bigrams, other.bigrams) >= _NEAR_COPY


def said_otherwise(noun: str, facts: Facts) -> bool:
    """Whether the text has the word in another script, by its sound."""
    if noun[0].isascii():
        return any(sounds_alike(stem, noun) for stem in facts.stems if not stem[0].isascii())
    return any(sounds_alike(noun, name) for name in facts.latin)


def shared_names(one: Facts, other: Facts) -> int:
    """How many names both texts have: known ones, and others that are spelt or sound alike."""
    latin = {name for name in one.latin & other.latin if not aliases_in(name)}
    sounding = _sounding(one, other) | _sounding(other, one)
    return len(one.aliases & other.aliases) + len(latin | sounding)


def _sounding(one: Facts, other: Facts) -> set[str]:
    korean = [stem for stem in one.stems if is_syllable(stem[0]) and not is_generic(stem)]
    return {
        name
        for name in other.latin
        if not aliases_in(name) and any(sounds_alike(stem, name) for stem in korean)
    }


def title_figures_clash(one: Facts, other: Facts) -> bool:
    """Whether both titles count the same kind of thing and name other figures."""
    mine, theirs = one.title_quantities, other.title_quantities
    alike = [(x, y) for x in mine for y in theirs if x.unit == y.unit]
    same_thing = [
        (x, y) for x, y in alike if not (x.counter and y.counter and x.counter != y.counter)
    ]
    return bool(same_thing) and not any(match(x, y) for x, y in same_thing)


def mislabelled(one: Facts, other: Facts) -> str | None:
    """What both texts measure, under one word and in one unit, and give other figures for."""
    for mine in one.quantities:
        if not mine.label:
            continue
        theirs = [q for q in other.quantities if q.label == mine.label and q.unit == mine.unit]
        if theirs and not any(match(mine, q) for q in other.quantities):
            again = [q for q in one.quantities if q.label == mine.label and q.unit == mine.unit]
            if not any(match(x, y) for x in again for y in theirs):
                return mine.label
    return None


def same_title(one: Facts, other: Facts) -> bool:
    """Whether the titles are one, and the texts do not tell that it is a column's standing name."""
    if one.title_key != other.title_key or len(one.title_key) < _TITLE_MIN_CHARS:
        return False
    return min(one.title_told, other.title_told) >= _SAID_TOO


def versions(facts: Facts) -> frozenset[str]:
    """Version numbers such as 4.5, however what they number is spelt."""
    return frozenset(
        value for values in facts.editions.values() for value in values if "." in value
    )


def is_identical(one: Facts, other: Facts) -> bool:
    """Whether the texts say the same, letter by letter, and say something."""
    return one.whole == other.whole and bool(one.whole.strip())
