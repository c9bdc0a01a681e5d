"""Weighs two texts' facts: what forbids that they are one story, what changed, what joins them."""

from __future__ import annotations

from briefings.understand.facts import Facts
from briefings.understand.likeness import (
    contradicted_figures,
    cosine,
    disagree,
    figures_in_common,
    has,
    matched_figures,
    rare_words,
    said_otherwise,
    says,
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
_MIN_ANCHOR = 0.7
_MIN_ANCHOR_OF_WORDS = 1.1
_MIN_ANCHOR_ACROSS = 0.6
_MIN_ANCHOR_LINE = 0.5
_LINE_TOLD = 0.45
_NEVER = 99.0
_TITLE_MIN_CHARS = 10


def other_edition(one: Facts, other: Facts) -> str | None:
    """What both texts name and no two tellings of one story do: another period or edition."""
    for kind in ("quarter", "half", "year", "week"):
        if _apart(_of_kind(one, kind), _of_kind(other, kind)):
            return f"other {kind}"
    if _apart(_of_kind(one, "month"), _of_kind(other, "month")) and (
        (one.title_periods and other.title_periods) or _is_framed(one, other)
    ):
        return "other month"
    for label in sorted(one.editions.keys() & other.editions.keys()):
        if not one.editions[label] & other.editions[label]:
            return f"other edition ({label})"
    return None


def other_matter(one: Facts, other: Facts) -> str | None:
    """What sets texts apart that share their frame: another place, actor, figure or matter."""
    if _is_template(one, other):
        if one.places and other.places and not one.places & other.places:
            return "other place"
        if _strangers(one, other):
            return "other actor"
        if contradicted_figures(one, other) > 0 and changed(one, other) is None:
            return "other figures"
    if _is_framed(one, other) and _swapped(one, other):
        return "other matter"
    return "other subject" if _is_unrelated(one, other) else None


def _is_template(one: Facts, other: Facts) -> bool:
    """Whether the texts share their frame, so that what differs in it is what they tell."""
    return (
        shared_words(one, other) >= _TEMPLATE_WORDS
        or cosine(one.bigrams, other.bigrams) >= _TEMPLATE
    )


def _is_framed(one: Facts, other: Facts) -> bool:
    return cosine(one.bigrams, other.bigrams) >= _TEMPLATE


def _is_unrelated(one: Facts, other: Facts) -> bool:
    """Whether neither title's matter is spoken of in the other text, nor any known subject."""
    return (
        bool(one.concepts)
        and bool(other.concepts)
        and not one.concepts & other.concepts
        and title_share(one, other) == 0
    )


def _swapped(one: Facts, other: Facts) -> bool:
    """Whether each title has a word of its own that the other text lacks, and no figure joins."""
    if matched_figures(one, other) >= _SURE_FIGURES or one.stages.keys() & other.stages.keys():
        return False
    return all(
        any(not has(theirs, noun) and not said_otherwise(noun, theirs) for noun in mine.title_nouns)
        for mine, theirs in ((one, other), (other, one))
    )


def is_later(one: Facts, other: Facts) -> bool | None:
    """Whether the first text is further in what changed; `None` where the texts do not tell."""
    for group in sorted(one.stages.keys() & other.stages.keys()):
        if one.stages[group] != other.stages[group]:
            return one.stages[group] > other.stages[group]
    return one.is_revised if one.is_revised != other.is_revised else None


def _revised(one: Facts, other: Facts) -> bool:
    """Whether one text corrects a figure, or counts more of a damage that both tell."""
    if not one.events & other.events & _COUNTED_EVENTS:
        return False
    return one.is_revised != other.is_revised


def _strangers(one: Facts, other: Facts) -> bool:
    """Whether texts that are alike are led by names that the other never mentions."""
    if one.head_aliases & other.head_aliases or not one.actors or not other.actors:
        return False
    return not any(says(other, name) for name in one.actors) and not any(
        says(one, name) for name in other.actors
    )


def _of_kind(facts: Facts, kind: str) -> frozenset[str]:
    named = frozenset(period for period in facts.title_periods if period.startswith(kind))
    return named or frozenset(period for period in facts.periods if period.startswith(kind))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def changed(one: Facts, other: Facts) -> str | None:
    """The group of steps in which one text is further than the other."""
    for group in one.stages.keys() & other.stages.keys():
        if one.stages[group] != other.stages[group]:
            return f"changed {group}"
    if _revised(one, other) and (
        contradicted_figures(one, other) > 0
        or disagree(one.title_quantities, other.title_quantities)
    ):
        return "changed figures"
    return None


def is_near_copy(one: Facts, other: Facts) -> bool:
    """Whether the texts are alike letter by letter, but for a few words."""
    return cosine(one.bigrams, other.bigrams) >= _NEAR_COPY


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
        + (0.9 if one.dates & other.dates else 0.0)
        + (0.3 if one.years & other.years else 0.0)
        + (1.0 if _same_title(one, other) else 0.0)
        + (0.5 if _versions(one) & _versions(other) else 0.0)
        + (0.4 if shared_places(one, other) else 0.0)
        + (_across(one, other) if one.language != other.language else 0.0)
    )


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
