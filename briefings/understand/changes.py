"""Tells how far two texts of one matter went: which decisive facts changed between them."""

from __future__ import annotations

from briefings.understand.facts import Facts
from briefings.understand.likeness import contradicted_figures, disagree

_COUNTED_EVENTS = frozenset({"breach", "court", "penalty", "end", "recall"})


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


def is_later(one: Facts, other: Facts) -> bool | None:
    """Whether the first text is further in what changed; `None` where the texts do not tell."""
    for group in sorted(one.stages.keys() & other.stages.keys()):
        if one.stages[group] != other.stages[group]:
            return one.stages[group] > other.stages[group]
    return one.is_revised if one.is_revised != other.is_revised else None


def _revised(one: Facts, other: Facts) -> bool:
    """Whether one text corrects a figure, or counts more of a damage that both tell."""
    counted = one.events & other.events & _COUNTED_EVENTS
    return bool(counted or (one.is_damage and other.is_damage)) and (
        one.is_revised != other.is_revised
    )
