"""Reads a trained theme model from bytes and gives the log-odds that it learned for an item."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from briefings.errors import ConfigurationError
from briefings.model.items import ThemeId
from briefings.understand.theme_scoring import FACTS

_MAGIC = b"trendbrief-themes 1\n"
_MAX_BYTES = 8_000_000
"""More than this unpacked is not a model of ours."""

STEPS = 127
"""Weights are kept as whole numbers from -127 to 127, times the model's step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeModel:
    """What was learned from examples.

    `weights` gives, for a feature, one small number for each of `themes`; times `step` they add
    up to log-odds. `with_model` and `without_model` weigh the facts of an item where the theme
    was, and was not, among the examples.
    """

    themes: tuple[ThemeId, ...]
    step: float
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[int, ...]]
    with_model: tuple[float, ...]
    without_model: tuple[float, ...]

    def known(self, features: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """Those of the features that speak for or against a theme, with their weights."""
        weights = self.weights
        return {feature: weights[feature] for feature in features if feature in weights}

    def odds(self, rows: Collection[tuple[int, ...]]) -> tuple[float, ...]:
        """The log-odds of each theme that known features give by their weights."""
        if not rows:
            return self.bias
        length = len(rows) ** 0.5
        return tuple(
            bias + self.step * sum(column) / length
            for bias, column in zip(self.bias, zip(*rows, strict=True), strict=True)
        )


def loudest(known: Mapping[str, tuple[int, ...]], theme: int, count: int) -> tuple[str, ...]:
    """The `count` features that speak loudest for the theme of this number."""
    loud = [(-row[theme], feature) for feature, row in known.items() if row[theme] > 0]
    return tuple(feature for _, feature in nsmallest(count, loud))


def write_model(model: ThemeModel) -> bytes:
    """The model as a file holds it."""
    names = sorted(model.weights)
    head = {
        "themes": list(model.themes),
        "step": model.step,
        "bias": list(model.bias),
        "facts": list(FACTS),
        "with_model": list(model.with_model),
        "without_model": list(model.without_model),
    }
    values = array("b", (value for name in names for value in model.weights[name]))
    text = "\n".join((json.dumps(head), *names)).encode()
    return _MAGIC + zlib.compress(len(text).to_bytes(4, "big") + text + values.tobytes(), level=9)


def read_model(content: bytes) -> ThemeModel:
    """Read back what `write_model` wrote.

    Raises `ConfigurationError` where the bytes are no such model, or one of another version.
    """
    if not content.startswith(_MAGIC):
        raise ConfigurationError("theme model: not a model of this version; run `make themes`")
    try:
        return _parse(_unpacked(content[len(_MAGIC) :]))
    except (zlib.error, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError("theme model: damaged; run `make themes`") from error


def _unpacked(content: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(content, _MAX_BYTES)
    if not unpacker.eof:
        raise ValueError("cut short or too long")
    return unpacked


def _parse(unpacked: bytes) -> ThemeModel:
    end = 4 + int.from_bytes(unpacked[:4], "big")
    first, *names = unpacked[4:end].decode().split("\n")
    head = json.loads(first)
    if head["facts"] != list(FACTS):
        raise ValueError("other facts")
    themes = tuple(ThemeId(str(theme)) for theme in head["themes"])
    values = array("b", unpacked[end:])
    width = len(themes)
    rows = zip(*(values[column::width] for column in range(width)), strict=True)
    return ThemeModel(
        themes=themes,
        step=float(head["step"]),
        bias=_numbers(head["bias"], width),
        weights=dict(zip(names, rows, strict=True)),
        with_model=_numbers(head["with_model"], len(FACTS)),
        without_model=_numbers(head["without_model"], len(FACTS)),
    )


def _numbers(values: Sequence[float], count: int) -> tuple[float, ...]:
    if len(values) != count:
        raise ValueError("a list of another length")
    return tuple(float(value) for value in values)
