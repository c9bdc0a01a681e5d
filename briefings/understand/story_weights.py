"""What each measure of a pair weighs, learnt by `tests/eval/train_stories.py`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BIAS: Mapping[str, float] = MappingProxyType(
    {
        "same": -4.243,
        "related": -4.471,
    }
)
SAME: Mapping[str, float] = MappingProxyType(
    {
        "who": 0.585,
        "strangers": -0.782,
        "who and figures": 0.210,
        "words": 1.509,
        "rare words": 0.012,
        "telling words": 0.835,
        "telling share": 1.178,
        "title words": 0.130,
        "near copy": 2.000,
        "title": 2.000,
        "figures": 3.131,
        "figures and words": 2.745,
        "other figures": -0.731,
        "other title figures": -1.406,
        "date": 1.560,
        "day": 1.049,
        "day and words": 1.644,
        "version": 1.319,
        "period": 0.905,
        "movement": 0.351,
        "year": 1.042,
        "place": 0.605,
        "other place": -0.335,
        "country": 0.621,
        "other country": -2.126,
        "event": 0.488,
        "other event": -0.200,
        "subject": 0.732,
        "other subject": -0.087,
        "a line told": 3.556,
        "subject across": 3.336,
        "names across": 1.585,
        "figures across": 1.717,
    }
)
"""For one event with one outcome."""

RELATED: Mapping[str, float] = MappingProxyType(
    {
        "who": 0.909,
        "strangers": -0.733,
        "words": 1.894,
        "telling words": 0.839,
        "telling share": 1.299,
        "title words": 0.266,
        "near copy": 2.000,
        "title": 2.000,
        "title letters": 0.072,
        "figures": 2.982,
        "figures and words": 2.494,
        "other figures": -0.140,
        "other title figures": -0.923,
        "date": 1.421,
        "day": 0.878,
        "day and words": 1.497,
        "version": 0.871,
        "period": 0.681,
        "movement": 0.166,
        "year": 0.768,
        "place": 0.538,
        "other place": -0.377,
        "country": 0.848,
        "other country": -2.160,
        "event": 1.357,
        "other event": -0.112,
        "subject": 0.726,
        "other subject": -0.382,
        "a line told": 2.251,
        "subject across": 3.271,
        "names across": 1.198,
        "figures across": 1.314,
    }
)
"""For one event, be it in another state."""
