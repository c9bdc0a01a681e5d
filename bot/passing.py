"""How long things have been waiting: the two hands of the clock in, ages that no jump distorts."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock

CLOCK_JUMP = timedelta(seconds=2)
"""A wall clock that moves so far against the steady one was set, not corrected."""

SLEPT = timedelta(seconds=60)
"""Nobody looked for so long: the machine was asleep."""


class Passing:
    """Watches the clock, if it is asked to `look` every second or so.

    For `kept` after the wall clock was set forward, `aged` leaves out what did not really pass.
    """

    def __init__(self, clock: Clock, *, kept: timedelta) -> None:
        self._clock = clock
        self._kept = kept
        self._offset = clock.now() - clock.steady()
        self._looked_at = self._watched_since = clock.steady()
        self._jumps: list[tuple[datetime, timedelta]] = []

    def look(self) -> timedelta | None:
        """By how much the wall clock was set since the last look; `None` where it was not."""
        steady = self._clock.steady()
        if steady - self._looked_at > SLEPT:
            self._watched_since = steady
        jump, self._looked_at = self._unnoticed(), steady
        self._offset = self._clock.now() - steady
        if not jump:
            return None
        self._jumps.append((steady, jump))
        return jump

    def aged(self) -> datetime:
        """The wall clock as far as time really passed: what waits is as old as it is by this."""
        since = self._clock.steady() - self._kept
        self._jumps = [(at, by) for at, by in self._jumps if at > since]
        set_forward = sum((by for _, by in self._jumps), self._unnoticed())
        return self._clock.now() - max(set_forward, timedelta(0))

    def watched_for(self) -> timedelta:
        """How long things have been looked at, since the start or the last sleep."""
        return self._clock.steady() - self._watched_since

    def _unnoticed(self) -> timedelta:
        jump = self._clock.now() - self._clock.steady() - self._offset
        return jump if abs(jump) > CLOCK_JUMP else timedelta(0)
