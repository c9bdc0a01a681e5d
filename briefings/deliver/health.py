"""A platform's health: answers and failures become whether to send, and how fast to probe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefings.deliver.retries import retry_after
from briefings.errors import DestinationGone, NotSent, OutcomeUnknown, SendError

FAILURES_TO_REST = 3
"""So many failures in a row are the platform's, not the messages'."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How many tries in a row got no answer, and when the next one may be made."""

    failures: int = 0
    probe_at: datetime | None = None

    @property
    def is_up(self) -> bool:
        """Whether failures are to be taken as those of single messages."""
        return self.failures < FAILURES_TO_REST

    def may_try(self, now: datetime) -> bool:
        """Whether anything may be sent now; while it is down, one probe at a time."""
        return self.is_up or self.probe_at is None or now >= self.probe_at

    def after_answer(self) -> Health:
        """The platform answered, whatever it said."""
        return self if self.failures == 0 else Health()

    def after_failure(self, now: datetime, jitter: float) -> Health:
        """No answer: once it counts as down, probes come ever more seldom, to one a minute."""
        failures = self.failures + 1
        pause = retry_after(max(failures - FAILURES_TO_REST + 1, 1), jitter)
        return Health(failures=failures, probe_at=now + pause)


def is_an_answer(error: BaseException) -> bool:
    """Whether an error shows that the platform is there and our token is good."""
    if isinstance(error, DestinationGone):
        return not error.whole_bot
    return isinstance(error, SendError) and not isinstance(error, NotSent | OutcomeUnknown)
