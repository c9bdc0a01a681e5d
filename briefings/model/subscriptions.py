"""Subscriptions: who gets what when, the slots that come of it, and the parts to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NewType

from briefings.model.briefings import BriefingId, Length
from briefings.model.chats import ChatRef
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.pages import MessagePart

SubscriptionId = NewType("SubscriptionId", int)
SlotId = NewType("SlotId", int)
PartId = NewType("PartId", int)


class Cadence(StrEnum):
    """How a schedule repeats."""

    WEEKLY = "weekly"  # on the weekdays of `Schedule.days`
    BIWEEKLY = "biweekly"  # every other week, counted from `Schedule.anchor`
    MONTHLY = "monthly"  # on the month days of `Schedule.days`


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """Local wall-clock times at which a briefing is due.

    `days` are weekdays (Monday is 0) for weekly and biweekly, days of the month (1 to 31; one
    that a month lacks falls on its last day) for monthly. `skips_holidays` leaves out public
    holidays of `holiday_country`. `anchor` is an ISO week Monday that counts as "on" for biweekly.
    """

    cadence: Cadence = Cadence.WEEKLY
    days: tuple[int, ...]
    at: time
    skips_holidays: bool = False
    anchor: str | None = None

    def spec(self) -> str:
        """The schedule as one line of text that `parse` reads back: `weekly 0,1,2,3,4 09:00`."""
        days = ",".join(str(day) for day in self.days)
        extra = (" no-holidays" if self.skips_holidays else "") + (
            f" from:{self.anchor}" if self.anchor else ""
        )
        return f"{self.cadence.value} {days} {self.at:%H:%M}{extra}"

    @classmethod
    def parse(cls, spec: str) -> Schedule:
        """Read back what `spec` wrote."""
        cadence, days, at, *extras = spec.split()
        anchors = [extra.removeprefix("from:") for extra in extras if extra.startswith("from:")]
        return cls(
            cadence=Cadence(cadence),
            days=tuple(int(day) for day in days.split(",")),
            at=time.fromisoformat(at),
            skips_holidays="no-holidays" in extras,
            anchor=anchors[0] if anchors else None,
        )


class NothingNew(StrEnum):
    """What a push does when it has nothing new to tell."""

    SAY = "say"
    SILENT = "silent"


class StartFrom(StrEnum):
    """What a new subscription's first briefing holds."""

    LAST_WEEK = "last_week"
    NOW = "now"


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionWish:
    """What is subscribed to, where and when; not stored yet."""

    chat: ChatRef
    themes: tuple[ThemeId, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    schedule: Schedule
    zone: str
    language: Language
    length: Length = Length.SHORT
    nothing_new: NothingNew = NothingNew.SAY
    start_from: StartFrom = StartFrom.LAST_WEEK
    subscribed_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A stored subscription; `window_from` is the end of its last successful window (UTC)."""

    id: SubscriptionId
    wish: SubscriptionWish
    created_at: datetime
    next_due_at: datetime
    window_from: datetime
    paused: bool = False
    pause_reason: str | None = None
    paused_until: datetime | None = None


class SlotState(StrEnum):
    """How a slot (a subscription at a due time) stands or ended; every slot ends with a reason."""

    DUE = "due"
    ASSEMBLED = "assembled"
    SENT = "sent"
    LATE = "late"
    EMPTY = "empty"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One due time of one subscription; unique on both."""

    id: SlotId
    subscription: SubscriptionId
    due_at: datetime
    state: SlotState
    reason: str | None = None
    briefing: BriefingId | None = None
    ended_at: datetime | None = None


class PartState(StrEnum):
    """How an outbox part stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"  # given up, with its error; nothing behind it is blocked


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxPart:
    """One message to send: part `number` of `of`, unique on slot and number.

    `delivery_key` is stable over retries, for platforms that let it ride along.
    """

    id: PartId
    slot: SlotId
    subscription: SubscriptionId
    briefing: BriefingId | None
    target: ChatRef
    number: int
    of: int
    message: MessagePart
    delivery_key: str
    attempts: int = 0
    maybe_twice: int = 0
