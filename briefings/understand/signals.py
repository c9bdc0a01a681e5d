"""Measures of a pair of texts that speak for one story or against it, each under its name."""

from __future__ import annotations

from functools import lru_cache

from briefings.text.korean import is_syllable
from briefings.understand.common_words import COMMON, VERY_COMMON
from briefings.understand.facts import Facts, is_generic
from briefings.understand.likeness import (
    contradicted_figures,
    cosine,
    figures_in_common,
    is_near_copy,
    matched_figures,
    partly_has,
    rare_words,
    same_title,
    shared_actors,
    shared_concepts,
    shared_names,
    shared_places,
    shared_words,
    title_figures_clash,
    title_share,
    versions,
)

_MOST_FIGURES = 2.0
_MOST_TELLING = 5.0
_SEVERAL = 2
_CHANCE_LETTERS = 0.2
_TOLD = 0.5
_FEW_WORDS = 20
_COMMON_WEIGHT = 0.4
_VERY_COMMON_WEIGHT = 0.1
_NAME_WEIGHT = 1.5


def signals(one: Facts, other: Facts) -> tuple[tuple[str, float], ...]:
    """The measures, from 0 to about 5, in a fixed order."""
    actors = shared_actors(one, other)
    figures = min(_MOST_FIGURES, matched_figures(one, other))
    telling = min(_MOST_TELLING, telling_words(one, other))
    crossing = one.language != other.language
    line = one.is_line or other.is_line
    return (
        ("who", actors),
        ("strangers", float(actors == 0)),
        ("who and figures", min(actors, figures)),
        ("words", shared_words(one, other)),
        ("rare words", float(rare_words(one, other))),
        ("telling words", telling),
        ("telling share", telling_share(one, other)),
        ("title words", title_share(one, other) or 0.0),
        ("near copy", float(is_near_copy(one, other))),
        ("title", float(same_title(one, other))),
        ("letters", max(0.0, cosine(one.bigrams, other.bigrams) - _CHANCE_LETTERS)),
        (
            "title letters",
            max(0.0, cosine(one.title_bigrams, other.title_bigrams) - _CHANCE_LETTERS),
        ),
        ("figures", figures),
        ("several figures", float(figures_in_common(one, other) >= _SEVERAL)),
        ("figures and words", min(figures, telling)),
        ("other figures", contradicted_figures(one, other)),
        ("other title figures", float(title_figures_clash(one, other))),
        *_days(one, other, telling),
        ("version", float(bool(versions(one) & versions(other)))),
        ("period", float(bool(one.periods & other.periods))),
        ("movement", _movement(one, other, figures)),
        ("year", float(bool(one.years & other.years))),
        *_places(one, other),
        ("event", float(bool(one.events & other.events))),
        ("other event", float(_apart(one.events, other.events))),
        ("subject", 0.0 if crossing else shared_concepts(one, other)),
        ("other subject", float(_apart(one.concepts, other.concepts) and not line)),
        ("a line", float(line)),
        ("a line told", shared_words(one, other) if line else 0.0),
        ("languages", float(crossing)),
        ("subject across", shared_concepts(one, other) if crossing else 0.0),
        ("names across", float(shared_names(one, other)) if crossing else 0.0),
        ("figures across", figures if crossing else 0.0),
    )


def _movement(one: Facts, other: Facts, figures: float) -> float:
    """Whether a figure of both goes the same way in both, and in the same period."""
    if figures == 0 or not one.trends & other.trends:
        return 0.0
    return 1.0 if one.periods & other.periods else 0.3


def _days(one: Facts, other: Facts, telling: float) -> tuple[tuple[str, float], ...]:
    same_date, same_day = bool(one.dates & other.dates), bool(one.days & other.days)
    return (
        ("date", float(same_date)),
        ("day", float(same_day and not same_date)),
        ("day and words", min(2.0, telling) if same_day else 0.0),
        ("other day", float(not same_day and bool(one.days) and bool(other.days))),
    )


def _places(one: Facts, other: Facts) -> tuple[tuple[str, float], ...]:
    return (
        ("place", float(bool(shared_places(one, other)))),
        ("other place", float(_apart(one.places, other.places))),
        ("country", float(bool(one.countries & other.countries))),
        ("other country", float(_apart(one.countries, other.countries))),
    )


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def telling_words(one: Facts, other: Facts) -> float:
    """The weight of the words that both texts have: most for names and words of few stories.

    Long texts have some words in common by chance.
    """
    by_chance = min(1.0, _FEW_WORDS / max(1, min(len(one.stems), len(other.stems))))
    return by_chance * max(_told(one, other), _told(other, one))


def telling_share(one: Facts, other: Facts) -> float:
    """The larger share of a text's telling words, by weight, that the other one has."""
    return max(
        _told(mine, theirs) / max(2.0, sum(telling(stem) for stem in mine.stems))
        for mine, theirs in ((one, other), (other, one))
    )


def _told(one: Facts, other: Facts) -> float:
    actors = one.subjects & other.subjects
    return sum(
        weight * share
        for stem in one.stems
        if stem not in actors
        and (weight := telling(stem)) > 0
        and (share := partly_has(other, stem)) >= _TOLD
    )


@lru_cache(maxsize=16_384)
def telling(stem: str) -> float:
    """How much it tells that two texts have the word."""
    if stem in VERY_COMMON:
        return _VERY_COMMON_WEIGHT
    if stem in COMMON or is_generic(stem):
        return _COMMON_WEIGHT
    if stem[0].isascii():
        return 1.0
    return 1.0 if is_syllable(stem[0]) else 0.5
