"""Weighs what joins two texts' facts against what parts them: how likely is it one story?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from briefings.understand.story_weights import BIAS, RELATED, SAME

_TOLD_FROM = 0.05
_MOST_LOGIT = 40.0

Signals = Sequence[tuple[str, float]]
"""Measures of a pair under their names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A chance from 0 to 1, and what it was summed up from, in words."""

    chance: float
    because: tuple[str, ...]


def chance_same(measures: Signals) -> Weighed:
    """How likely both texts tell one event with one outcome."""
    return _weighed(measures, SAME, BIAS["same"])


def chance_related(measures: Signals) -> Weighed:
    """How likely both tell one event, be it in another state."""
    return _weighed(measures, RELATED, BIAS["related"])


def _weighed(measures: Signals, weights: Mapping[str, float], bias: float) -> Weighed:
    summands = [(name, weights.get(name, 0.0) * value) for name, value in measures]
    logit = bias + sum(value for _, value in summands)
    return Weighed(
        chance=1 / (1 + exp(max(-_MOST_LOGIT, min(_MOST_LOGIT, -logit)))),
        because=tuple(
            f"{name} {value:+.1f}" for name, value in summands if abs(value) >= _TOLD_FROM
        ),
    )
