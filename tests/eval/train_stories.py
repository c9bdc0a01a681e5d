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
from briefings.understand.facts import facts_of
from briefings.understand.signals import signals
from briefings.understand.stories import SAME_FROM, Relation
from briefings.understand.vetoes import veto
from tests.eval.story_figures import PAIRS, Pair, read_pairs

FOLDS = 10
STEPS = 1_200
RATE = 0.03
SHRINK = 0.003
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


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A pair's measures, and whether rules leave it to the weights (of `same`, of `related`)."""

    relation: Relation
    values: tuple[float, ...]
    is_open: bool
    is_changed: bool


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
    pairs = read_pairs(PAIRS)
    names, rows = measured(pairs)
    sys.stdout.write(cross_validated(names, rows) + "\n")
    same = learn(names, [row for row in rows if _same_row(row)], _is_same)
    related = learn(names, [row for row in rows if row.is_open], _is_related)
    assert story_weights.__file__ is not None
    Path(story_weights.__file__).write_text(module(names, same, related), encoding="utf-8")


def measured(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], list[Measured]]:
    """The names of the measures, and each pair measured."""
    rows = []
    names: tuple[str, ...] = ()
    for pair in pairs:
        one, other = facts_of(pair.a.title, pair.a.text), facts_of(pair.b.title, pair.b.text)
        measures = signals(one, other)
        names = tuple(name for name, _ in measures)
        rows.append(
            Measured(
                relation=pair.relation,
                values=tuple(value for _, value in measures),
                is_open=veto(one, other) is None,
                is_changed=changed(one, other) is not None,
            )
        )
    return names, rows


def learn(
    names: Sequence[str], rows: Sequence[Measured], wanted: Callable[[Measured], bool]
) -> Weights:
    """Logistic regression by Adam, shrunk, each weight held to the sign that its name says."""
    low = [-9.0 if name in AGAINST else AT_LEAST.get(name, 0.0) for name in names]
    high = [0.0 if name in AGAINST else 9.0 for name in names]
    size = len(names) + 1
    data = [([*row.values, 1.0], float(wanted(row))) for row in rows]
    weights, first, second = [0.0] * size, [0.0] * size, [0.0] * size
    for step in range(1, STEPS + 1):
        slope = _slope(data, weights)
        for at in range(size):
            first[at] = 0.9 * first[at] + 0.1 * slope[at]
            second[at] = 0.999 * second[at] + 0.001 * slope[at] ** 2
            rate = RATE / (1 - 0.9**step) / (math.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
            weights[at] -= rate * first[at]
            if at < len(names):
                weights[at] = min(high[at], max(low[at], weights[at]))
    return Weights(of=tuple(weights[:-1]), bias=weights[-1])


def _slope(data: Sequence[tuple[list[float], float]], weights: Sequence[float]) -> list[float]:
    slope = [SHRINK * weight for weight in weights[:-1]] + [0.0]
    for values, wanted in data:
        present = [(at, value) for at, value in enumerate(values) if value]
        logit = sum(weights[at] * value for at, value in present)
        off = (1 / (1 + math.exp(-max(-40.0, min(40.0, logit)))) - wanted) / len(data)
        for at, value in present:
            slope[at] += off * value
    return slope


def cross_validated(names: Sequence[str], rows: Sequence[Measured]) -> str:
    """Precision and recall of `same` on pairs that the weights did not see."""
    got = right = 0
    for fold in range(FOLDS):
        seen = [row for at, row in enumerate(rows) if at % FOLDS != fold and _same_row(row)]
        weights = learn(names, seen, _is_same)
        unseen = [row for at, row in enumerate(rows) if at % FOLDS == fold and _same_row(row)]
        told = [row for row in unseen if weights.chance(row.values) >= SAME_FROM]
        got += len(told)
        right += sum(1 for row in told if _is_same(row))
    due = sum(1 for row in rows if _is_same(row))
    return (
        f"same story, pairs left out: precision {right / max(1, got):.3f} ({right}/{got}), "
        f"recall {right / max(1, due):.3f} of {due}"
    )


def module(names: Sequence[str], same: Weights, related: Weights) -> str:
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
            *_mapping("SAME", dict(zip(names, same.of, strict=True))),
            '"""For one event with one outcome."""',
            "",
            *_mapping("RELATED", dict(zip(names, related.of, strict=True))),
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
