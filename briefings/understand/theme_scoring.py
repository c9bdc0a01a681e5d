"""Turns the evidence for a theme, and what was learned, into the chance that it is a subject."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.understand.theme_evidence import Evidence

FACTS = (
    "bias",
    "title",
    "title_sure",
    "title_scene",
    "opening",
    "opening_sure",
    "body_best",
    "share",
    "count",
    "late",
    "only_tail",
    "only_last",
    "only_listed",
    "only_possible",
    "scene_only",
    "refused",
    "refused_title",
    "any",
    "untitled_opening",
    "untitled_share",
    "unnamed_opening",
    "unnamed_share",
    "refused_unnamed",
    "learned",
    "learned_wordless",
    "learned_untitled",
    "learned_refused",
    "learned_titled_hit",
    "learned_against",
    "head",
    "head_against",
    "head_only_last",
    "against_sure_title",
    "against_sure_opening",
)
"""The names of the facts, in the order in which `facts` gives them."""

BY_WORDS: tuple[float, ...] = (
    -3.0, 1.2, 3.2, 0.0, 0.8, 0.6, 0.6, 2.6, 0.8, -0.8, -1.6, -0.8, -1.8, -0.8, 0.0, -0.6, -0.6,
    0.2, 1.2, 1.2, 0.4, 1.2, -0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0,
)  # fmt: skip
"""Weights for a theme that nothing was learned about, set by hand."""

LIMIT = 3.0
"""How far what was learned may speak for or against a theme, in log-odds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """The model's log-odds for a theme: of the whole item, and of its head alone."""

    whole: float
    head: float


def facts(evidence: Evidence, learned: Learned | None) -> tuple[float, ...]:
    """The facts that are weighed; `learned` is `None` where no model knows the theme."""
    unnamed = 1.0 - evidence.untitled if not evidence.title else 0.0
    odds = 0.0 if learned is None else _limited(learned.whole)
    head = 0.0 if learned is None else _limited(learned.head)
    return (
        1.0,
        evidence.title,
        evidence.title_sure,
        evidence.title_scene,
        evidence.opening,
        evidence.opening_sure,
        evidence.body_best,
        evidence.share,
        evidence.count,
        evidence.late,
        evidence.only_tail,
        evidence.only_last,
        evidence.only_listed,
        evidence.only_possible,
        evidence.scene_only,
        evidence.refused,
        evidence.refused_title,
        evidence.any,
        evidence.untitled * evidence.opening,
        evidence.untitled * evidence.share,
        unnamed * evidence.opening,
        unnamed * evidence.share,
        unnamed * evidence.refused,
        odds,
        odds * (1.0 - evidence.any),
        odds * evidence.untitled,
        odds * evidence.refused,
        odds * evidence.title_sure,
        min(0.0, odds),
        head,
        min(0.0, head),
        head * max(evidence.only_last, evidence.only_tail),
        min(0.0, odds) * evidence.title_sure * float(not evidence.refused),
        min(0.0, odds) * evidence.untitled * evidence.opening_sure * float(not evidence.refused),
    )


def _limited(odds: float) -> float:
    return max(-LIMIT, min(LIMIT, odds))


def chance(weights: Sequence[float], values: Sequence[float]) -> float:
    """The chance, 0 to 1, that weighted facts give."""
    odds = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
