"""What is due becomes messages to send: tick writes slots, assemble fills them. Both idempotent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from briefings.deliver.due import IsHoliday, next_due
from briefings.deliver.outcomes import said
from briefings.deliver.plan import plan_due, quiet_until, window_of
from briefings.deliver.retries import retry_after
from briefings.errors import StoreError
from briefings.model.briefings import BriefingId
from briefings.model.pages import MessagePart
from briefings.model.proofs import Proof
from briefings.model.subscriptions import (
    DeliveryPolicy,
    DuePlan,
    Ended,
    Slot,
    SlotId,
    SlotState,
    Subscription,
    Timetable,
    Window,
)
from briefings.ports import Outbox, Renderer, SubscriptionStore
from briefings.steps.drafts import Draft, Write
from briefings.steps.proofs import ProofSteps, Undrafted

TICK_ROWS = 500
"""Due rows in one transaction: a peak of thousands never holds the lock for long."""

ASSEMBLE_ROWS = 50
NO_PLATFORM_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked:
    """What a tick did."""

    due: int = 0
    woken: int = 0
    paused: int = 0
    expired: tuple[Ended, ...] = ()
    drafted: int = 0
    undrafted: tuple[Undrafted, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedSlot:
    """A slot whose briefing could not be made this time."""

    slot: SlotId
    error: str
    given_up: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Assembled:
    """What an assembling did: briefings made, slots that ended without one, put off or failed."""

    made: int = 0
    empty: int = 0
    put_off: int = 0
    failed: tuple[FailedSlot, ...] = ()

    def __add__(self, other: Assembled) -> Assembled:
        return Assembled(
            made=self.made + other.made,
            empty=self.empty + other.empty,
            put_off=self.put_off + other.put_off,
            failed=(*self.failed, *other.failed),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class DueSteps:
    """Tick and assemble over the stores. Safe to call again at any time, after any crash.

    `close_window` tells the store of items that everything up to an instant is being read.
    Without `proofs` no draft is shown to anybody, and everything goes out unseen.
    """

    subscriptions: SubscriptionStore
    outbox: Outbox
    write: Write
    renderers: Mapping[str, Renderer]
    close_window: Callable[[datetime], None]
    policy: DeliveryPolicy
    is_holiday: IsHoliday
    proofs: ProofSteps | None = None

    def tick(self, now: datetime, *, aged: datetime | None = None) -> Ticked:
        """Write a slot for everything that is due, end what is too old or paused, show drafts.

        `aged` is the time by which it is too old, where the clock was just set forward.
        """
        expired = self.outbox.expire(aged or now)
        self.outbox.take_back_stale(now)
        woken = self.subscriptions.wake(now, lambda each: self._next_due(each, now))
        plans = _Plans(now, self.policy, self.is_holiday)
        due, taken = 0, TICK_ROWS
        while taken == TICK_ROWS:
            taken = self.subscriptions.take_due(now, plans.of, limit=TICK_ROWS)
            due += taken
        paused = self.subscriptions.end_paused(now)
        drafted, undrafted = (0, ()) if self.proofs is None else self.proofs.show(now)
        return Ticked(
            due=due,
            woken=woken,
            paused=paused,
            expired=expired,
            drafted=drafted,
            undrafted=undrafted,
        )

    def assemble(self, now: datetime, *, limit: int = ASSEMBLE_ROWS) -> Assembled:
        """Make the briefings of at most `limit` slots; one that fails never stops the others.

        Raises `StoreError` where the database cannot be used: then nothing was counted.
        """
        found = self.subscriptions.unassembled(now, limit=limit)
        if not found:
            return Assembled()
        self.close_window(now)
        total = Assembled()
        for slot, subscription in found:
            total += self._assemble_one(slot, subscription, now)
        return total

    def _assemble_one(self, slot: Slot, subscription: Subscription, now: datetime) -> Assembled:
        wish = subscription.wish
        quiet_end = quiet_until(wish.quiet, ZoneInfo(wish.zone), now)
        if quiet_end is not None:
            self.subscriptions.postpone(slot.id, not_before=quiet_end)
            return Assembled(put_off=1)
        renderer = self.renderers.get(wish.chat.platform)
        if renderer is None:
            error = f"{wish.chat.platform} is not connected: its token is missing"
            self.subscriptions.postpone(slot.id, not_before=now + NO_PLATFORM_RETRY, error=error)
            return Assembled(put_off=1)
        try:
            return self._made(slot, subscription, renderer, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a briefing trips over stays its own
            return self._failed(slot, error, now)

    def _made(
        self, slot: Slot, subscription: Subscription, renderer: Renderer, now: datetime
    ) -> Assembled:
        window = window_of(subscription, slot, now, self.policy)
        proof = None if self.proofs is None else self.proofs.of_slot(slot)
        if proof is None or self.proofs is None:
            draft = self.write(subscription, window, now)
        elif proof.stopped_by is not None:
            return self._stopped(slot, proof, proof.stopped_by, now)
        else:
            window = replace(window, until=proof.window_until)
            draft = self.proofs.draft_of(proof, subscription.wish, window, now)
        ends_as, reason = _end_of(draft, window, now)
        if ends_as is SlotState.EMPTY and proof is not None and proof.picks:
            reason = "everything was left out"

        def draw(number: BriefingId | None) -> Sequence[MessagePart]:
            return () if draft is None else renderer(draft.page(number))

        self.outbox.assembled(
            slot,
            subscription.wish.chat,
            None if draft is None else draft.briefing,
            draw,
            window_until=window.until,
            ends_as=ends_as,
            reason=reason,
            now=now,
            proof=proof,
        )
        return Assembled(empty=1) if draft is None else Assembled(made=1)

    def _stopped(self, slot: Slot, proof: Proof, by: str, now: datetime) -> Assembled:
        """What was stopped tells nothing, so that its window stays open for the next briefing."""
        reason = f"stopped by {by}"
        self.outbox.end(slot.id, SlotState.SKIPPED, reason=reason, now=now, proof=proof)
        return Assembled(empty=1)

    def _failed(self, slot: Slot, error: Exception, now: datetime) -> Assembled:
        text = f"{type(error).__name__}: {said(error)}"
        tries = slot.attempts + 1
        given_up = tries >= self.policy.max_attempts
        if given_up:
            reason = f"the briefing could not be made in {tries} tries: {text}"
            self.outbox.end(slot.id, SlotState.FAILED, reason=reason, now=now)
        else:
            self.subscriptions.postpone(
                slot.id, not_before=now + retry_after(tries, 0.0), error=text, spends_attempt=True
            )
        return Assembled(failed=(FailedSlot(slot=slot.id, error=text, given_up=given_up),))

    def _next_due(self, subscription: Subscription, now: datetime) -> datetime:
        wish = subscription.wish
        return next_due(wish.schedule, ZoneInfo(wish.zone), now, self.is_holiday)


class _Plans:
    """The plans of one tick: subscriptions with the same timetable share theirs."""

    def __init__(self, now: datetime, policy: DeliveryPolicy, is_holiday: IsHoliday) -> None:
        self._now = now
        self._policy = policy
        self._is_holiday = is_holiday
        self._known: dict[Timetable, DuePlan] = {}

    def of(self, timetable: Timetable) -> DuePlan:
        plan = self._known.get(timetable)
        if plan is None:
            plan = plan_due(timetable, self._now, self._policy, self._is_holiday)
            self._known[timetable] = plan
        return plan


def _end_of(draft: Draft | None, window: Window, now: datetime) -> tuple[SlotState, str | None]:
    if draft is None:
        return SlotState.EMPTY, "nothing new"
    if draft.briefing is None:
        return SlotState.EMPTY, "nothing new, and said so"
    if window.late_for is not None:
        minutes = round((now - window.late_for).total_seconds() / 60)
        return SlotState.LATE, f"made {minutes} minutes after its time"
    return SlotState.SENT, None
