"""Names what forbids that two texts tell one story: another period, party, place or figure."""

from __future__ import annotations

from briefings.understand.changes import changed
from briefings.understand.facts import Facts
from briefings.understand.likeness import (
    contradicted_figures,
    cosine,
    has,
    is_near_copy,
    matched_figures,
    mislabelled,
    said_otherwise,
    says,
    shared_words,
)

_TEMPLATE = 0.45
_TEMPLATE_WORDS = 0.55
_SURE_FIGURES = 0.8
_DAYS_APART = 2
_SAME_RUBRIC = 0.7
_INCIDENTS = frozenset({"breach", "strike", "recall"})


def veto(one: Facts, other: Facts) -> str | None:
    """What forbids that the texts tell one story, whatever speaks for it; `None` if nothing."""
    return other_edition(one, other) or other_matter(one, other) or other_occurrence(one, other)


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
    return None


def other_occurrence(one: Facts, other: Facts) -> str | None:
    """What tells two events of one kind apart: another party, day, hour or figure, or `again`."""
    if _has_other_party(one, other):
        return "other party"
    if one.title_places - other.places and other.title_places - one.places:
        return "other place"
    if _is_column(one, other):
        return "other issue of a column"
    if _turned(one, other):
        return "other way"
    if one.events & other.events & _INCIDENTS and one.is_again != other.is_again:
        return "happened again"
    if _days_apart(one, other):
        return "other day"
    measure = mislabelled(one, other)
    if measure is not None and changed(one, other) is None:
        return f"other figures ({measure})"
    return None


def _has_other_party(one: Facts, other: Facts) -> bool:
    """Whether each title names somebody whom the other text leaves out, and no figure of a party
    of both joins them.
    """
    if not (one.title_aliases - other.aliases and other.title_aliases - one.aliases):
        return False
    return not one.aliases & other.aliases or matched_figures(one, other) < _SURE_FIGURES


def _is_column(one: Facts, other: Facts) -> bool:
    """Whether both stand under the title or head of a column that comes again with other news."""
    titled = (
        one.is_rubric
        and other.is_rubric
        and cosine(one.title_bigrams, other.title_bigrams) >= _SAME_RUBRIC
    )
    return (
        (titled or (one.rubric != "" and one.rubric == other.rubric))
        and not is_near_copy(one, other)
        and matched_figures(one, other) < _SURE_FIGURES
    )


def _turned(one: Facts, other: Facts) -> bool:
    """Whether a figure rose in one text and fell in the other."""
    return (
        len(one.trends) == len(other.trends) == 1
        and one.trends != other.trends
        and (_is_template(one, other))
    )


def _days_apart(one: Facts, other: Facts) -> bool:
    """Whether each text names days of the month, and none is near one of the other's."""
    if not one.days or not other.days or one.dates & other.dates:
        return False
    nearest = min(abs(mine - theirs) for mine in one.days for theirs in other.days)
    if nearest <= _DAYS_APART:
        return False
    happened = bool(one.events & other.events & _INCIDENTS)
    return happened or matched_figures(one, other) < _SURE_FIGURES


def _is_template(one: Facts, other: Facts) -> bool:
    """Whether the texts share their frame, so that what differs in it is what they tell."""
    return (
        shared_words(one, other) >= _TEMPLATE_WORDS
        or cosine(one.bigrams, other.bigrams) >= _TEMPLATE
    )


def _is_framed(one: Facts, other: Facts) -> bool:
    return cosine(one.bigrams, other.bigrams) >= _TEMPLATE


def _swapped(one: Facts, other: Facts) -> bool:
    """Whether each title has a word of its own that the other text lacks, and no figure joins."""
    if matched_figures(one, other) >= _SURE_FIGURES or changed(one, other) is not None:
        return False
    return all(
        any(not has(theirs, noun) and not said_otherwise(noun, theirs) for noun in mine.title_nouns)
        for mine, theirs in ((one, other), (other, one))
    )


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
