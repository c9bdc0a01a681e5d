"""How a chat wants to be pushed to: quiet hours, silence, and who sees a draft first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class NothingNew(StrEnum):
    """What a push does when it has nothing new to tell."""

    SAY = "say"
    SILENT = "silent"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuietHours:
    """Local wall-clock times between which nothing is pushed; `start` after `end` spans midnight.

    The same time twice means no quiet hours at all.
    """

    start: time
    end: time

    def spec(self) -> str:
        """As one word that `parse` reads back: `22:00-07:00`."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @classmethod
    def parse(cls, spec: str) -> QuietHours:
        """Read back what `spec` wrote. Raises `ValueError` for anything else."""
        start, end = spec.split("-")
        return cls(start=time.fromisoformat(start), end=time.fromisoformat(end))


MAX_APPROVAL_MINUTES = 720
"""Half a day: a draft shown longer before would be old news, or meet the briefing before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """A draft is shown so many minutes before each push, in the chat `approver`: `telegram:123`.

    No minutes at all mean that none is shown.
    """

    minutes: int
    approver: str
