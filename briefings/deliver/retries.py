"""Retries: how long to wait after so many tries."""

from __future__ import annotations

from datetime import timedelta

FIRST_RETRY_SECONDS = 2.0
LONGEST_RETRY_SECONDS = 60.0
"""Capped, so that all is delivered within two minutes of a platform's return."""

JITTER_SHARE = 0.25
_MAX_DOUBLINGS = 5


def retry_after(tries: int, jitter: float) -> timedelta:
    """The pause after `tries` failed ones (from 1); `jitter` in 0..1 spreads neighbours apart.

    Doubles from 2 seconds to 60, up to a quarter longer by jitter.
    """
    doubled = FIRST_RETRY_SECONDS * 2 ** min(max(tries - 1, 0), _MAX_DOUBLINGS)
    seconds = min(doubled, LONGEST_RETRY_SECONDS)
    return timedelta(seconds=seconds * (1 + JITTER_SHARE * min(max(jitter, 0.0), 1.0)))
