"""Trains the theme model on tests/data/themes/train.jsonl and writes config/models/themes.model.

Two steps. First a logistic regression on pieces of words, for each theme. Then, on what that
regression says of texts that it was not shown (five folds), the weights of the facts: how much
words, places and learning count. Pure Python, no chance involved: the same data give the same file.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.model.items import ThemeId
from briefings.model.themes import Theme
from briefings.understand.theme_evidence import Evidence, weigh
from briefings.understand.theme_features import all_features, head_features
from briefings.understand.theme_lexicon import Lexicon
from briefings.understand.theme_model import STEPS, ThemeModel, write_model
from briefings.understand.theme_passages import passages
from briefings.understand.theme_scoring import FACTS, Learned, chance, facts
from briefings.understand.themes import STORED_FROM
from config.catalogue import MODEL_FILE, PACKAGED, load_themes
from tests.eval.theme_figures import TRAINING, Example, Judged, read_examples

FOLDS = 5
ROUNDS = 15
SEEN_AT_LEAST = 2
RATE = 0.5
SHRINK = 5e-4
FACT_ROUNDS = 12
FACT_SHRINK = 1.0


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An example with its features, what its words say of each theme, and what it is about."""

    features: tuple[str, ...]
    head: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    truth: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Regression:
    """Weights of each feature, and the bias, for each theme."""

    weights: dict[str, list[float]]
    bias: list[float]

    def odds(self, features: Sequence[str]) -> list[float]:
        found = [self.weights[feature] for feature in features if feature in self.weights]
        length = max(1.0, len(found) ** 0.5)
        sums = [sum(column) for column in zip(*found, strict=True)] if found else []
        return [
            bias + (sums[number] / length if sums else 0.0) for number, bias in enumerate(self.bias)
        ]


def main() -> None:
    themes = load_themes()
    content = write_model(train(themes, read_examples(TRAINING)))
    path = PACKAGED / MODEL_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    sys.stdout.write(f"{path}: {len(content):,} bytes\n")


def train(themes: Sequence[Theme], examples: Sequence[Example]) -> ThemeModel:
    prepared = prepare(themes, examples)
    with_model = weigh_facts(prepared, _unseen(prepared))
    without_model = weigh_facts(prepared, None)
    return _rounded(themes, regress(prepared), with_model, without_model)


def prepare(themes: Sequence[Theme], examples: Sequence[Example]) -> list[Prepared]:
    lexicon = Lexicon(themes)
    prepared = []
    for example in examples:
        found = passages(example.title, example.text)
        prepared.append(
            Prepared(
                features=tuple(sorted(all_features(found))),
                head=tuple(sorted(head_features(found))),
                evidence=tuple(weigh(found, finding) for finding in lexicon.findings(found)),
                truth=tuple(float(theme.id in example.themes) for theme in themes),
            )
        )
    return prepared


def regress(prepared: Sequence[Prepared]) -> Regression:
    """Logistic regression by AdaGrad, every theme at once."""
    seen = Counter(feature for one in prepared for feature in one.features)
    width = len(prepared[0].truth)
    known = {feature for feature, count in seen.items() if count >= SEEN_AT_LEAST}
    weights = {feature: [0.0] * width for feature in known}
    speed = {feature: [1e-6] * width for feature in known}
    bias, bias_speed = [-2.0] * width, [1.0] * width
    regression = Regression(weights=weights, bias=bias)
    rows = [([f for f in one.features if f in known], one.truth) for one in prepared]
    for turn in range(ROUNDS):
        for number in range(len(rows)):
            features, truth = rows[(number * 7919 + turn) % len(rows)]
            _learn(regression, speed, bias_speed, features, truth)
    return regression


def _learn(
    regression: Regression,
    speed: dict[str, list[float]],
    bias_speed: list[float],
    features: Sequence[str],
    truth: Sequence[float],
) -> None:
    odds = regression.odds(features)
    length = max(1.0, len(features) ** 0.5)
    for theme, wanted in enumerate(truth):
        error = _chance(odds[theme]) - wanted
        if abs(error) < 0.002:
            continue
        step = error / length
        for feature in features:
            weight, pace = regression.weights[feature], speed[feature]
            slope = step + SHRINK * weight[theme]
            pace[theme] += slope * slope
            weight[theme] -= RATE * slope / math.sqrt(pace[theme] + 1e-3)
        bias_speed[theme] += error * error
        regression.bias[theme] -= 0.1 * error / math.sqrt(bias_speed[theme])


def learned(regression: Regression, one: Prepared) -> list[Learned]:
    """What a regression says of an example, theme by theme."""
    odds = zip(regression.odds(one.features), regression.odds(one.head), strict=True)
    return [Learned(whole=whole, head=head) for whole, head in odds]


def _unseen(prepared: Sequence[Prepared]) -> list[list[Learned]]:
    said: list[list[Learned]] = [[] for _ in prepared]
    for fold in range(FOLDS):
        shown = [one for number, one in enumerate(prepared) if number % FOLDS != fold]
        regression = regress(shown)
        for number, one in enumerate(prepared):
            if number % FOLDS == fold:
                said[number] = learned(regression, one)
    return said


def cross_validated(themes: Sequence[Theme], examples: Sequence[Example]) -> tuple[Judged, ...]:
    """Each example with the themes that a model gives it which was trained on four other fifths."""
    prepared = prepare(themes, examples)
    said = _unseen(prepared)
    got: list[frozenset[str]] = [frozenset() for _ in prepared]
    for fold in range(FOLDS):
        shown = [number for number in range(len(prepared)) if number % FOLDS != fold]
        weights = weigh_facts([prepared[at] for at in shown], [said[at] for at in shown])
        for at in range(fold, len(prepared), FOLDS):
            pairs = zip(themes, prepared[at].evidence, said[at], strict=True)
            got[at] = frozenset(
                theme.id
                for theme, evidence, learned in pairs
                if chance(weights, facts(evidence, learned)) >= STORED_FROM
            )
    both = zip(examples, got, strict=True)
    return tuple(Judged(example=example, got=found) for example, found in both)


def weigh_facts(
    prepared: Sequence[Prepared], said: Sequence[Sequence[Learned]] | None
) -> tuple[float, ...]:
    """Weights of the facts, the same for every theme, by Newton's method."""
    rows = [
        (facts(evidence, None if said is None else said[number][theme]), one.truth[theme])
        for number, one in enumerate(prepared)
        for theme, evidence in enumerate(one.evidence)
    ]
    size = range(len(FACTS))
    weights = [0.0 for _ in size]
    for _ in range(FACT_ROUNDS):
        slopes = [-FACT_SHRINK * weight for weight in weights]
        curves = [[FACT_SHRINK * (row == at) for at in size] for row in size]
        for values, truth in rows:
            _add_row(slopes, curves, values, truth, weights)
        step = _solved(curves, slopes)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
    return tuple(round(weight, 4) for weight in weights)


def _add_row(
    slopes: list[float],
    curves: list[list[float]],
    values: Sequence[float],
    truth: float,
    weights: Sequence[float],
) -> None:
    guess = _chance(sum(w * v for w, v in zip(weights, values, strict=True)))
    told = [(at, value) for at, value in enumerate(values) if value]
    for at, value in told:
        slopes[at] += (truth - guess) * value
        for other, more in told:
            curves[at][other] += guess * (1 - guess) * value * more


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small symmetric positive system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for row in rows[at + 1 :]:
            share = row[at] / pivot[at]
            for column in range(at, len(row)):
                row[column] -= share * pivot[column]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(rows[at][other] * found[other] for other in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found


def _rounded(
    themes: Sequence[Theme],
    regression: Regression,
    with_model: tuple[float, ...],
    without_model: tuple[float, ...],
) -> ThemeModel:
    largest = max(abs(weight) for row in regression.weights.values() for weight in row)
    step = largest / STEPS
    rounded = {
        feature: tuple(round(weight / step) for weight in row)
        for feature, row in regression.weights.items()
    }
    return ThemeModel(
        themes=tuple(ThemeId(theme.id) for theme in themes),
        step=step,
        bias=tuple(round(bias, 4) for bias in regression.bias),
        weights={feature: row for feature, row in rounded.items() if any(row)},
        with_model=with_model,
        without_model=without_model,
    )


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


if __name__ == "__main__":
    main()
