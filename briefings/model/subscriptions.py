"""Subscriptions: who gets what when, the slots that come of it, and the parts to send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from briefings.model.briefings import BriefingId, Length
from briefings.model.chats import ChatRef
from briefings.model.habits import Approval, NothingNew, QuietHours
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
    holidays. `anchor` is an ISO week Monday that counts as "on" for biweekly.
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


class StartFrom(StrEnum):
    """What a new subscription's first briefing holds."""

    LAST_WEEK = "last_week"
    NOW = "now"


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionWish:
    """What is subscribed to, where and when; not stored yet.

    `repeats_unsure` says what happens to a message of which nobody knows whether it arrived:
    sent once more (and counted as maybe twice), or never again. `approval` says to whom a draft
    is shown before each briefing; `None`: to nobody.
    """

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
    quiet: QuietHours | None = None
    repeats_unsure: bool = True
    approval: Approval | None = None

    def repeats(self, other: SubscriptionWish) -> bool:
        """Whether this tells the same chat the same at the same times as `other`.

        The order of themes and words makes no difference. Each forum topic is a place of its
        own; a Slack channel is one place with its threads.
        The week that a biweekly schedule counts from makes no difference: it is set when the
        subscription is stored, so that it differs whenever the same is asked for later.
        """
        return self._subject() == other._subject()

    def _subject(self) -> object:
        place = replace(self.chat, thread=None) if self.chat.platform == "slack" else self.chat
        timing = replace(self.schedule, anchor=None)
        subject = (frozenset(self.themes), frozenset(self.words), frozenset(self.without))
        return (place, *subject, timing)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """What a push may tell: stored after `after`, up to and with `until`.

    `late_for` is the due time that it comes late for, `None` where it comes on time.
    """

    after: datetime
    until: datetime
    late_for: datetime | None = None


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
    """One due time of one subscription; unique on both.

    `not_before` puts its making off (quiet hours, a retry); `attempts` counts failed makings.
    The slot of a draft has the due time of its briefing as `draft_of`.
    """

    id: SlotId
    subscription: SubscriptionId
    due_at: datetime
    state: SlotState
    reason: str | None = None
    briefing: BriefingId | None = None
    ended_at: datetime | None = None
    not_before: datetime | None = None
    attempts: int = 0
    draft_of: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MissedSlot:
    """A due time that gets no briefing of its own, and why."""

    due_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """When a subscription is due: all that a tick needs to know of it."""

    schedule: Schedule
    zone: str
    next_due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePlan:
    """What a tick does with a due subscription: one slot to fill, others missed, the next time.

    `due_at` is `None` where every due time that passed is too old to be told.
    """

    due_at: datetime | None
    missed: tuple[MissedSlot, ...] = ()
    next_due_at: datetime


class PartState(StrEnum):
    """How an outbox part stands."""

    QUEUED = "queued"  # behind an earlier part of its slot
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"  # given up, with its error; nothing behind it is blocked


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxPart:
    """One message to send: part `number` of `of`, unique on slot and number.

    `delivery_key` is stable over retries, for platforms that let it ride along. `send_at` is the
    instant that the rate gate gave it. `plain` says that the platform refused its markup.
    `unsure_since` is set where an earlier try may have arrived.
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
    send_at: datetime
    due_at: datetime
    plain: bool = False
    unsure_since: datetime | None = None
    repeats_unsure: bool = True
    moved: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryPolicy:
    """The operator's choices about delivery."""

    late_after: timedelta = timedelta(seconds=600)
    grace: timedelta = timedelta(seconds=900)
    max_age: timedelta = timedelta(hours=24)
    lease: timedelta = timedelta(seconds=30)
    max_attempts: int = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """A slot that should have ended long ago and has not: what the operator is told."""

    slot: SlotId
    subscription: SubscriptionId
    chat: ChatRef
    due_at: datetime
    state: SlotState
    error: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Banned:
    """A wait that the platform asked for, of a chat or of the whole bot."""

    until: datetime
    whole_bot: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """The message is there, under the platform's id; `found` where an earlier try had arrived."""

    message_id: str
    at: datetime
    found: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """Not yet: try again, not before `until`; `plain` without markup, `unsure` as a repeat."""

    until: datetime
    error: str
    spends_attempt: bool = False
    plain: bool = False
    unsure: bool = False
    ban: Banned | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Parked:
    """Given up, with the reason; `unsure` where the last try may have arrived."""

    error: str
    unsure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """The destination takes nothing more: given up, and the subscription is paused."""

    error: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """The chat has a new address: store it everywhere, and send there."""

    address: str
    error: str


@dataclass(frozen=True, slots=True)
class Untried:
    """Given back as it was: claimed, but nothing was sent."""


Verdict = Delivered | Later | Parked | Gone | Moved | Untried


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of a claimed part; `tried_at` is when its request ended, on the steady clock."""

    part: OutboxPart
    verdict: Verdict
    tried_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxCounts:
    """How many parts wait, were sent, were given up; and how many sends repeated one that may have
    arrived, and may have arrived themselves.
    """

    waiting: int
    sent: int
    parked: int
    maybe_twice: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """A slot that reached its end; `paused` says that its subscription was paused for it.

    Where it showed a draft, `draft_of` is the due time of the briefing that goes out without it.
    """

    slot: SlotId
    subscription: SubscriptionId
    chat: ChatRef
    state: SlotState
    reason: str | None
    paused: bool = False
    draft_of: datetime | None = None
