"""Proofs: drafts of briefings as their approvers were shown them, and what was decided on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from briefings.model.briefings import Keyword, StoredPick
from briefings.model.subscriptions import SubscriptionId
from briefings.model.times import Period

ProofId = NewType("ProofId", int)


class Decision(StrEnum):
    """What a button of a draft decides, about one story or about the whole briefing."""

    DROP = "drop"  # the story is left out, now and later
    PIN = "pin"  # the story comes first
    KEEP = "keep"  # the story stands where it stood: neither left out nor first
    STOP = "stop"  # nothing is sent this time
    GO_ON = "go"  # it is sent after all
    APPROVE = "ok"  # it was seen, and is good


OF_STORY = frozenset((Decision.DROP, Decision.PIN, Decision.KEEP))
"""Decisions that name a story."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofPick:
    """A pick of a draft; of the pinned ones (`pinned` above 0) the last pinned is the highest."""

    pick: StoredPick
    is_dropped: bool = False
    pinned: int = 0

    @property
    def number(self) -> int:
        """The number that the story had when the draft was made; buttons carry it."""
        return self.pick.number


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """A draft as it is kept until its briefing goes out; unique on subscription and due time.

    `picks` are in the order of their numbers. The briefing tells what was stored until
    `window_until`, when the draft was made. `version` counts the decisions.
    """

    id: ProofId
    subscription: SubscriptionId
    due_at: datetime
    approver: str
    window_until: datetime
    period: Period
    keywords: tuple[Keyword, ...] = ()
    picks: tuple[ProofPick, ...] = ()
    stopped_by: str | None = None
    approved_by: str | None = None
    version: int = 0
