"""What each measure of a pair weighs, learnt by `tests/eval/train_stories.py`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BIAS: Mapping[str, float] = MappingProxyType(
    {
        "same": -4.269,
        "related": -4.506,
    }
)
SAME: Mapping[str, float] = MappingProxyType(
    {
        "who": 0.576,
        "strangers": -0.776,
        "who and figures": 0.076,
        "words": 1.582,
        "rare words": 0.018,
        "telling words": 0.878,
        "telling share": 0.926,
        "title words": 0.188,
        "near copy": 2.000,
        "title": 2.000,
        "figures": 3.089,
        "figures and words": 2.869,
        "other figures": -0.671,
        "other title figures": -1.385,
        "date": 1.530,
        "day": 1.150,
        "day and words": 1.690,
        "version": 1.299,
        "period": 0.923,
        "movement": 0.375,
        "year": 1.039,
        "place": 0.369,
        "other place": -0.317,
        "country": 0.617,
        "other country": -2.108,
        "event": 0.506,
        "other event": -0.263,
        "subject": 0.660,
        "other subject": -0.082,
        "a line told": 3.698,
        "subject across": 3.342,
        "names across": 1.628,
        "figures across": 1.799,
    }
)
"""For one event with one outcome."""

RELATED: Mapping[str, float] = MappingProxyType(
    {
        "who": 0.921,
        "strangers": -0.723,
        "words": 1.843,
        "telling words": 0.923,
        "telling share": 1.195,
        "title words": 0.248,
        "near copy": 2.000,
        "title": 2.000,
        "title letters": 0.214,
        "figures": 2.810,
        "figures and words": 2.573,
        "other figures": -0.152,
        "other title figures": -0.957,
        "date": 1.367,
        "day": 0.977,
        "day and words": 1.502,
        "version": 0.819,
        "period": 0.650,
        "movement": 0.151,
        "year": 0.735,
        "place": 0.312,
        "other place": -0.371,
        "country": 0.834,
        "other country": -2.125,
        "event": 1.421,
        "other event": -0.236,
        "subject": 0.681,
        "other subject": -0.411,
        "a line told": 2.290,
        "subject across": 3.256,
        "names across": 1.229,
        "figures across": 1.339,
    }
)
"""For one event, be it in another state."""
