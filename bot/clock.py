"""The clock: the only place that reads the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is, for people and for waiting."""

    def now(self) -> datetime:
        """The wall clock, in UTC: for due times, windows and what people read."""

    def steady(self) -> datetime:
        """A clock that never jumps while the process lives: for limits, leases and retries."""


class SystemClock:
    """The machine's clock. Its steady hands start at the wall time and go on by themselves."""

    def __init__(self) -> None:
        self._wall_at_start = datetime.now(UTC)
        self._ticks_at_start = _ticks()

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(UTC)

    def steady(self) -> datetime:
        """Wall time at the start plus what has passed since then."""
        return self._wall_at_start + timedelta(seconds=_ticks() - self._ticks_at_start)


class SetClock:
    """A clock that was set to an instant and goes on from there; limits still wait in real time."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._real = SystemClock()
        self._real_start = self._real.steady()

    def now(self) -> datetime:
        """The instant it was set to plus what has passed since then."""
        return self._start + (self._real.steady() - self._real_start)

    def steady(self) -> datetime:
        """Real time: the platforms do not know of the set clock."""
        return self._real.steady()


def _ticks() -> float:
    """Seconds that also pass while a laptop sleeps, where the system counts them."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)
