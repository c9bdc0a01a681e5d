"""What each measure of a pair weighs, learnt by `tests/eval/train_stories.py`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BIAS: Mapping[str, float] = MappingProxyType(
    {
        "same": -1.898,
        "related": -1.587,
    }
)
SAME: Mapping[str, float] = MappingProxyType(
    {
        "words": 0.213,
        "telling words": 2.103,
        "title words": 0.178,
        "near copy": 2.000,
        "title": 2.000,
        "figures": 2.010,
        "figures and words": 0.952,
        "other figures": -0.437,
        "other title figures": -0.971,
        "date": 0.402,
        "day": 0.651,
        "day and words": 0.484,
        "version": 0.451,
        "period": 0.316,
        "movement": 0.129,
        "year": 0.243,
        "place": 0.100,
        "other country": -1.398,
        "event": 0.269,
        "other event": -0.678,
        "subject": 0.004,
        "other subject": -0.411,
        "a line told": 2.095,
        "subject across": 1.950,
        "names across": 1.258,
        "figures across": 0.869,
    }
)
"""For one event with one outcome."""

RELATED: Mapping[str, float] = MappingProxyType(
    {
        "words": 0.233,
        "telling words": 2.234,
        "title words": 0.039,
        "near copy": 2.000,
        "title": 2.000,
        "figures": 1.700,
        "figures and words": 0.820,
        "other figures": -0.247,
        "other title figures": -0.767,
        "date": 0.287,
        "day": 0.508,
        "day and words": 0.367,
        "version": 0.284,
        "period": 0.205,
        "movement": 0.066,
        "year": 0.181,
        "place": 0.040,
        "country": 0.204,
        "other country": -1.339,
        "event": 0.769,
        "other event": -0.782,
        "subject": 0.045,
        "other subject": -0.601,
        "a line told": 1.460,
        "subject across": 1.759,
        "names across": 1.049,
        "figures across": 0.697,
    }
)
"""For one event, be it in another state."""
