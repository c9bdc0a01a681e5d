"""A platform's limit of so many in a second: when requests were made in, when the next may be out.

Requests that start evenly can still reach the platform in a bunch, where one is held up on its way.
So each counts at the latest instant at which it may have arrived: as late after its start as its
answer was later than answers usually are, and now where an answer is overdue.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

from briefings.model.subscriptions import PartId

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Burst:
    """No more than `most` requests reach the platform within any `window`."""

    def __init__(self, *, most: int, window: timedelta) -> None:
        self._most = most
        self._window = window
        self._under_way: dict[PartId, datetime] = {}
        self._arrived: deque[datetime] = deque(maxlen=most)
        self._latencies: deque[timedelta] = deque(maxlen=most)

    def started(self, request: PartId, now: datetime) -> None:
        """A request goes out."""
        self._under_way[request] = now

    def ended(self, request: PartId, now: datetime) -> None:
        """Its answer came, or none will."""
        start = self._under_way.pop(request, None)
        if start is not None:
            self._latencies.append(now - start)
            self._arrived.append(now - self._usual())

    def free_at(self, now: datetime) -> datetime:
        """The first instant at which one more may start, as far as is known `now`."""
        overdue = now - self._usual()
        waiting = (max(start, overdue) for start in self._under_way.values())
        latest = sorted((*self._arrived, *waiting))[-self._most :]
        return _LONG_AGO if len(latest) < self._most else latest[0] + self._window

    def _usual(self) -> timedelta:
        return min(self._latencies, default=timedelta(0))
