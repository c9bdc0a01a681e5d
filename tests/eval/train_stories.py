"""Learns how much each measure of a pair of texts weighs for one story, and writes the weights.

Run it with `make stories`: it also prints what such weights reach on pairs left out.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.understand import story_weights
from briefings.understand.changes import changed
from briefings.understand.facts import Facts, facts_of
from briefings.understand.signals import signals
from briefings.understand.stories import SAME_FROM, Relation
from briefings.understand.vetoes import veto
from tests.eval.story_figures import PAIRS, Pair, read_pairs
from tests.eval.story_strangers import strangers
from tests.eval.theme_figures import TRAINING, read_examples

FOLDS = 10
STEPS = 600
RATE = 0.05
SHRINK = 0.0005
STRANGERS = 1_500
STRANGER_WEIGHT = 0.2
"""What a pair of strangers counts, which are many and alike, beside a pair that was written."""

AGAINST = frozenset(
    {
        "strangers",
        "other figures",
        "other title figures",
        "other day",
        "other place",
        "other country",
        "other event",
        "other subject",
        "a line",
        "languages",
    }
)
"""Measures that can only speak against one story; all others can only speak for it."""

AT_LEAST = {"near copy": 2.0, "title": 2.0}
"""What the product promises to join, which hard pairs hold too little of to be learnt."""


NAMES = tuple(name for name, _ in signals(facts_of("", "-"), facts_of("", "-")))
"""The measures in their order."""

Sample = tuple[list[tuple[int, float]], float, float]
"""The measures of a pair that are not nought, by place; what is wanted; its share of all."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A pair's measures, and whether rules leave it to the weights (of `same`, of `related`)."""

    relation: Relation
    values: tuple[float, ...]
    is_open: bool
    is_changed: bool
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a measure weighs, in the order of the measures, and the bias."""

    of: tuple[float, ...]
    bias: float

    def chance(self, values: Sequence[float]) -> float:
        logit = self.bias + sum(w * v for w, v in zip(self.of, values, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))


def main() -> None:
    """Learn from the development pairs, print the figures by folds, write the weights' module."""
    written = [
        measured(facts_of(pair.a.title, pair.a.text), facts_of(pair.b.title, pair.b.text), pair)
        for pair in read_pairs(PAIRS)
    ]
    apart = [
        measured(one, other)
        for one, other in strangers(read_examples(TRAINING), most=STRANGERS)
        if veto(one, other) is None
    ]
    sys.stdout.write(cross_validated(written, apart) + "\n")
    rows = [*written, *apart]
    same = learn([row for row in rows if _same_row(row)], _is_same)
    related = learn([row for row in rows if row.is_open], _is_related)
    assert story_weights.__file__ is not None
    Path(story_weights.__file__).write_text(module(same, related), encoding="utf-8")


def measured(one: Facts, other: Facts, pair: Pair | None = None) -> Measured:
    """Two texts measured, as a pair that was written or as strangers."""
    return Measured(
        relation=Relation.DIFFERENT if pair is None else pair.relation,
        values=tuple(value for _, value in signals(one, other)),
        is_open=veto(one, other) is None,
        is_changed=changed(one, other) is not None,
        weight=STRANGER_WEIGHT if pair is None else 1.0,
    )


def learn(rows: Sequence[Measured], wanted: Callable[[Measured], bool]) -> Weights:
    """Logistic regression by Adam, shrunk, each weight held to the sign that its name says."""
    low = [-9.0 if name in AGAINST else AT_LEAST.get(name, 0.0) for name in NAMES]
    high = [0.0 if name in AGAINST else 9.0 for name in NAMES]
    size = len(NAMES) + 1
    total = sum(row.weight for row in rows)
    data = [_present(row, float(wanted(row)), row.weight / total) for row in rows]
    weights, first, second = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, STEPS + 1):
        slope = _slope(data, weights)
        for at in range(size):
            first[at] = 0.9 * first[at] + 0.1 * slope[at]
            second[at] = 0.999 * second[at] + 0.001 * slope[at] ** 2
            rate = RATE / (1 - 0.9**step) / (math.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
            weights[at] -= rate * first[at]
            if at < len(NAMES):
                weights[at] = min(high[at], max(low[at], weights[at]))
    return Weights(of=tuple(weights[:-1]), bias=weights[-1])


def _present(row: Measured, wanted: float, share: float) -> Sample:
    values = [(at, value) for at, value in enumerate(row.values) if value]
    return [*values, (len(row.values), 1.0)], wanted, share


def _slope(data: Sequence[Sample], weights: Sequence[float]) -> list[float]:
    slope = [SHRINK * weight for weight in weights[:-1]] + [0.0]
    for present, wanted, share in data:
        logit = sum(weights[at] * value for at, value in present)
        off = (1 / (1 + math.exp(-max(-40.0, min(40.0, logit)))) - wanted) * share
        for at, value in present:
            slope[at] += off * value
    return slope


def cross_validated(written: Sequence[Measured], apart: Sequence[Measured]) -> str:
    """Precision and recall of `same` on pairs, and merges of strangers, that were not seen."""
    got = right = wrong = 0
    for fold in range(FOLDS):
        seen = [
            row
            for rows in (written, apart)
            for at, row in enumerate(rows)
            if at % FOLDS != fold and _same_row(row)
        ]
        weights = learn(seen, _is_same)
        told = [row for row in written[fold::FOLDS] if _is_told(weights, row)]
        got += len(told)
        right += sum(1 for row in told if _is_same(row))
        wrong += sum(1 for row in apart[fold::FOLDS] if _is_told(weights, row))
    due = sum(1 for row in written if _is_same(row))
    return (
        f"same story, pairs left out: precision {right / max(1, got):.3f} ({right}/{got}), "
        f"recall {right / max(1, due):.3f} of {due}; strangers joined: {wrong} of {len(apart)}"
    )


def _is_told(weights: Weights, row: Measured) -> bool:
    return _same_row(row) and weights.chance(row.values) >= SAME_FROM


def module(same: Weights, related: Weights) -> str:
    """The text of the module that holds the weights."""
    return "\n".join(
        [
            '"""What each measure of a pair weighs, learnt by `tests/eval/train_stories.py`."""',
            "",
            "from __future__ import annotations",
            "",
            "from collections.abc import Mapping",
            "from types import MappingProxyType",
            "",
            *_mapping("BIAS", {"same": same.bias, "related": related.bias}),
            *_mapping("SAME", dict(zip(NAMES, same.of, strict=True))),
            '"""For one event with one outcome."""',
            "",
            *_mapping("RELATED", dict(zip(NAMES, related.of, strict=True))),
            '"""For one event, be it in another state."""',
            "",
        ]
    )


def _mapping(name: str, values: Mapping[str, float]) -> list[str]:
    rows = [f'        "{key}": {value:.3f},' for key, value in values.items() if abs(value) > 0.001]
    return [f"{name}: Mapping[str, float] = MappingProxyType(", "    {", *rows, "    }", ")"]


def _same_row(row: Measured) -> bool:
    return row.is_open and not row.is_changed


def _is_same(row: Measured) -> bool:
    return row.relation is Relation.SAME


def _is_related(row: Measured) -> bool:
    return row.relation is not Relation.DIFFERENT


if __name__ == "__main__":
    main()
