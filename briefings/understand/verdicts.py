"""Weighs what joins two texts' facts against what parts them."""

from __future__ import annotations

from briefings.understand.facts import Facts
from briefings.understand.likeness import (
    contradicted_figures,
    cosine,
    figures_in_common,
    is_near_copy,
    matched_figures,
    rare_words,
    shared_actors,
    shared_concepts,
    shared_names,
    shared_places,
    shared_words,
    title_figures_clash,
    title_share,
)

_SEVERAL = 2
_SAID_TOO = 0.25
_MANY_WORDS = 0.5
_MIN_WORDS = 0.25
_MIN_FIGURES = 0.6
_COUNTED_EVENTS = frozenset({"breach", "court", "penalty", "end"})
_RARE_EVENTS = frozenset({"acquire", "breach", "court", "law", "list", "penalty", "permit"})
_NEAR_COPY = 0.8
_TEMPLATE = 0.45
_TEMPLATE_WORDS = 0.55
_SURE_FIGURES = 0.8
_WORDS_WEIGHT = 1.6
_RARE_WEIGHT = 0.2
_FIGURES_WEIGHT = 0.9
_MIN_ANCHOR = 0.65
_MIN_ANCHOR_OF_WORDS = 1.0
_MIN_ANCHOR_ACROSS = 0.6
_MIN_ANCHOR_LINE = 0.5
_LINE_TOLD = 0.38
_NEVER = 99.0
_TITLE_MIN_CHARS = 10


def is_anchored(one: Facts, other: Facts) -> bool:
    """Whether more than the actor ties the texts: words of the matter, a figure, or an event
    that does not happen to somebody twice in a while.
    """
    return (
        shared_words(one, other) >= _MIN_WORDS
        or matched_figures(one, other) >= _MIN_FIGURES
        or bool(one.events & other.events & _RARE_EVENTS)
    ) and (shared_actors(one, other) >= 1 or shared_words(one, other) >= _MANY_WORDS)


def anchor(one: Facts, other: Facts) -> float:
    """What ties the texts beside who acts, what kind of thing happened and on which day."""
    return (
        _WORDS_WEIGHT * shared_words(one, other)
        + _RARE_WEIGHT * rare_words(one, other)
        + _FIGURES_WEIGHT * matched_figures(one, other)
        + (0.9 if one.dates & other.dates else 0.2 if one.days & other.days else 0.0)
        + _movement(one, other)
        + (0.3 if one.years & other.years else 0.0)
        + (1.0 if _same_title(one, other) else 0.0)
        + (0.5 if _versions(one) & _versions(other) else 0.0)
        + (0.4 if shared_places(one, other) else 0.0)
        + (_across(one, other) if one.language != other.language else 0.0)
    )


def _movement(one: Facts, other: Facts) -> float:
    """What it proves that a figure of one period goes the same way in both texts."""
    if not one.trends & other.trends or matched_figures(one, other) == 0:
        return 0.0
    return 0.6 if one.periods & other.periods else 0.2


def _versions(facts: Facts) -> frozenset[str]:
    """Version numbers such as 4.5, however what they number is spelt."""
    return frozenset(
        value for values in facts.editions.values() for value in values if "." in value
    )


def _across(one: Facts, other: Facts) -> float:
    """What ties texts that share no words: names beside the actor, subjects, countries."""
    return (
        0.5 * min(2, max(0, shared_names(one, other) - 1))
        + 0.2 * shared_concepts(one, other)
        + (0.2 if one.days & other.days else 0.0)
        + (0.2 if one.countries & other.countries else 0.0)
    )


def enough(one: Facts, other: Facts) -> float:
    """How much must tie them: less where a text is one line, or the languages share no words."""
    if one.language != other.language:
        return _MIN_ANCHOR_ACROSS
    if one.is_line or other.is_line:
        told = (
            shared_words(one, other) >= _LINE_TOLD
            or matched_figures(one, other) >= _MIN_ANCHOR_LINE
            or is_near_copy(one, other)
        )
        return _MIN_ANCHOR_LINE if told else _NEVER
    bound = matched_figures(one, other) > 0 or one.dates & other.dates
    return _MIN_ANCHOR if bound or shared_places(one, other) else _MIN_ANCHOR_OF_WORDS


def points(one: Facts, other: Facts) -> tuple[float, tuple[str, ...]]:
    """The weight of what speaks for one story less what speaks against it, and the summands."""
    shared = shared_actors(one, other)
    summands = (
        ("who", 0.7 * shared if shared else -0.8),
        ("words", _WORDS_WEIGHT * shared_words(one, other)),
        ("rare words", _RARE_WEIGHT * rare_words(one, other)),
        ("title words", _title_words(one, other)),
        ("near copy", 1.0 if is_near_copy(one, other) else 0.0),
        ("title", _title(one, other)),
        ("figures", _FIGURES_WEIGHT * min(2.0, matched_figures(one, other))),
        ("several figures", 0.5 if figures_in_common(one, other) >= _SEVERAL else 0.0),
        ("other figures", -0.8 * contradicted_figures(one, other)),
        ("other title figures", -1.0 * title_figures_clash(one, other)),
        ("day", _day(one, other)),
        ("version", 0.4 if _versions(one) & _versions(other) else 0.0),
        ("year", 0.2 if one.years & other.years else 0.0),
        ("place", _place(one, other)),
        ("event", _event(one, other)),
        ("subject", _concept(one, other)),
    )
    because = tuple(f"{name} {value:+.1f}" for name, value in summands if abs(value) >= 0.05)
    return sum(value for _, value in summands), because


def _title_words(one: Facts, other: Facts) -> float:
    share = title_share(one, other)
    if share is None:
        return 0.0
    return 0.3 * share if share else -0.2


def _title(one: Facts, other: Facts) -> float:
    if _same_title(one, other):
        return 1.5
    return 0.6 * max(0.0, cosine(one.title_bigrams, other.title_bigrams) - 0.2)


def _same_title(one: Facts, other: Facts) -> bool:
    """Whether the titles are one, and the texts do not tell that it is a column's standing name."""
    if one.title_key != other.title_key or len(one.title_key) < _TITLE_MIN_CHARS:
        return False
    return min(one.title_told, other.title_told) >= _SAID_TOO


def _day(one: Facts, other: Facts) -> float:
    if one.dates and other.dates:
        return 0.9 if one.dates & other.dates else -0.6
    if one.days and other.days:
        return 0.4 if one.days & other.days else -0.3
    return 0.3 if one.months & other.months else 0.0


def _place(one: Facts, other: Facts) -> float:
    if one.places and other.places:
        if not one.places & other.places:
            return -1.5
        return 0.4 if shared_places(one, other) else 0.0
    if one.countries and other.countries:
        return 0.2 if one.countries & other.countries else -0.6
    return 0.0


def _event(one: Facts, other: Facts) -> float:
    if not one.events or not other.events:
        return 0.0
    return 0.3 if one.events & other.events else -0.4


def _concept(one: Facts, other: Facts) -> float:
    if not one.concepts or not other.concepts:
        return 0.0
    shared = shared_concepts(one, other) / min(len(one.concepts), len(other.concepts))
    crossing = one.language != other.language
    if not shared:
        return 0.0 if one.is_line or other.is_line else -0.6
    return (1.2 if crossing else 0.3) * shared
