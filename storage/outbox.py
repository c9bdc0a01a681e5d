"""The outbox: briefings become parts to send, outcomes are written down, slots reach their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from briefings.model.briefings import Briefing, BriefingId
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart
from briefings.model.proofs import Proof
from briefings.model.subscriptions import (
    DeliveryPolicy,
    Ended,
    OutboxCounts,
    OutboxPart,
    Outcome,
    PartId,
    PartState,
    Silence,
    Slot,
    SlotId,
    SlotState,
)
from storage import gate
from storage.briefings import keep_briefing
from storage.database import Database
from storage.decisions import is_newest, take_back_draft
from storage.outcomes import reclaimed, recorded
from storage.rows_delivery import silence_model
from storage.slots import (
    IS_SENDING,
    IS_WAITING,
    UNSENT,
    begun,
    end_slot,
    give_up,
    is_still_due,
    make_again,
    write_parts,
)
from storage.tables_delivery import OutboxPartRow, SlotRow, SubscriptionRow
from storage.typed import columns

_part = columns(OutboxPartRow)
_slot = columns(SlotRow)
_subscription = columns(SubscriptionRow)

_MADE = ("ends_as", "reason", "briefing_id", "window_until")
_ASSEMBLED = (  # built once: the statement of every single briefing
    update(_slot)
    .where(_slot.c.id == bindparam("of_slot"))
    .values(state=SlotState.ASSEMBLED.value, error=None)
    .values({name: bindparam(name) for name in _MADE})
)

LINE_MOVES = timedelta(minutes=2)
"""Where anything was made or sent so lately, what waits untouched behind it is no silence."""

KEPT_DAYS = 90
"""How long ended slots are kept for `/status` and the operator."""

Draw = Callable[[BriefingId | None], Sequence[MessagePart]]
"""Draws the messages of a briefing whose number is known by now."""


class StoredOutbox:
    """The `Outbox` of a database."""

    def __init__(self, database: Database, policy: DeliveryPolicy) -> None:
        self._database = database
        self._policy = policy

    def assembled(
        self,
        slot: Slot,
        chat: ChatRef,
        briefing: Briefing | None,
        draw: Draw,
        *,
        window_until: datetime,
        ends_as: SlotState,
        reason: str | None,
        now: datetime,
        proof: Proof | None = None,
    ) -> bool:
        """In one transaction: keep the briefing, write its parts, move the slot on.

        With no parts the slot ends here as `ends_as`, its reason kept; an empty one moves the
        window on. Whether the slot was still to be made: a second call changes nothing, and
        neither does one for a `proof` about which more was decided meanwhile.
        """
        with self._database.writing() as connection:
            if not is_still_due(connection, slot.id) or not is_newest(connection, proof):
                return False
            if proof is not None:
                take_back_draft(connection, proof, now)
            kept = None if briefing is None else keep_briefing(connection, briefing, chat)
            parts = draw(kept)
            write_parts(connection, slot, chat, parts)
            made = {
                "of_slot": slot.id,
                "ends_as": ends_as.value,
                "reason": reason,
                "briefing_id": kept,
                "window_until": window_until,
            }
            connection.execute(_ASSEMBLED, made)
            if not parts:
                end_slot(connection, slot.id, ends_as, reason, now)
            return True

    def end(
        self,
        slot: SlotId,
        state: SlotState,
        *,
        reason: str,
        now: datetime,
        proof: Proof | None = None,
    ) -> None:
        """End a slot that no briefing is made for, unless more was decided about its `proof`."""
        with self._database.writing() as connection:
            if is_still_due(connection, slot) and is_newest(connection, proof):
                end_slot(connection, slot, state, reason, now)

    def claim(
        self,
        platform: str,
        now: datetime,
        *,
        ahead_seconds: float,
        limit: int,
        answered: Sequence[tuple[ChatRef, datetime]] = (),
    ) -> tuple[OutboxPart, ...]:
        """Take parts that may be sent by `now + ahead_seconds` (steady clock), in their order.

        The first unsent part of each slot only, one a chat, each with the instant that the rate
        gate gave it. `answered` are messages that went out beside the outbox since last time.
        """
        if not (answered or self._has_waiting(platform)):
            return ()
        with self._database.writing() as connection:
            gate.answered(connection, answered)
            return gate.claim(
                connection,
                platform,
                now,
                ahead=timedelta(seconds=ahead_seconds),
                lease=self._policy.lease,
                limit=limit,
            )

    def record(self, outcomes: Sequence[Outcome], *, now: datetime) -> tuple[Ended, ...]:
        """Write down what came of claimed parts, in one transaction that outlives a power cut.

        The last part of a slot ends it: a delivered one moves the window on. Gives back the
        slots that ended. A part that is not being sent (any more) is left as it is.
        """
        ended: list[Ended] = []
        with self._database.writing(durable=True) as connection:
            for outcome in outcomes:
                ended += recorded(connection, outcome, self._policy, now)
        return tuple(ended)

    def recover(self, steady: datetime, *, now: datetime) -> int:
        """At a start, when nothing is under way: parts that were being sent when the last process
        ended wait again, counted as maybe twice when repeated; or are parked where their reader
        wants no repeat. How many there were.
        """
        with self._database.writing(durable=True) as connection:
            gate.set_clock(connection, steady)
            return reclaimed(connection, IS_SENDING, self._policy, steady=steady, now=now)

    def reclaim(self, steady: datetime, *, now: datetime, mine: frozenset[PartId]) -> int:
        """Parts whose lease ran out, but those that this process still sends; as `recover`."""
        with self._database.writing() as connection:
            over = and_(
                IS_SENDING,
                _part.c.leased_until < steady,
                _part.c.id.not_in(mine),
            )
            return reclaimed(connection, over, self._policy, steady=steady, now=now)

    def next_ready(self, platform: str) -> datetime | None:
        """When (steady clock) the next waiting part of a platform may be sent; `None` for none."""
        with self._database.reading() as connection:
            return gate.next_ready(connection, platform)

    def waiting(self) -> int:
        """How many parts are not sent yet."""
        with self._database.reading() as connection:
            query = select(func.count()).select_from(_part).where(_part.c.state.in_(UNSENT))
            return connection.execute(query).scalar_one()

    def counts(self) -> OutboxCounts:
        """How the parts stand that are still kept, for the operator."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(_part.c.state, func.count(), func.sum(_part.c.maybe_twice)).group_by(
                    _part.c.state
                )
            ).all()
        by_state = {row[0]: row[1] for row in rows}
        return OutboxCounts(
            waiting=sum(by_state.get(state, 0) for state in UNSENT),
            sent=by_state.get(PartState.SENT.value, 0),
            parked=by_state.get(PartState.PARKED.value, 0),
            maybe_twice=sum(row[2] for row in rows),
        )

    def expire(self, now: datetime) -> tuple[Ended, ...]:
        """End slots that were not sent in full within the policy's age; they end as failed."""
        hours = round(self._policy.max_age.total_seconds() / 3600)
        sending = exists().where(
            _part.c.slot_id == _slot.c.id, _part.c.state == PartState.SENDING.value
        )
        old = and_(
            _slot.c.ended_at.is_(None), _slot.c.due_at < now - self._policy.max_age, ~sending
        )
        with self._database.writing() as connection:
            rows = connection.execute(select(_slot).where(old)).mappings().all()
            return tuple(
                give_up(connection, row, f"not sent within {hours} hours", now) for row in rows
            )

    def take_back_stale(self, now: datetime) -> int:
        """Briefings made on time of which nothing was sent until they are late are made again, so
        that they say so and tell what is new by now; each once. How many.
        """
        late = now - self._policy.late_after
        stale = and_(
            _slot.c.state == SlotState.ASSEMBLED.value,
            _slot.c.ended_at.is_(None),
            _slot.c.ends_as != SlotState.LATE.value,
            _slot.c.window_until < late,
            _slot.c.due_at < late,
            ~begun(),
        )
        with self._database.writing() as connection:
            ids = connection.scalars(select(_slot.c.id).where(stale)).all()
            for slot in ids:
                make_again(connection, SlotId(slot))
            return len(ids)

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Slots that should have ended by the policy's grace time and have not; each only once.

        Not those that are in line: nothing was tried of them yet, and what is before them goes.
        """
        overdue = and_(
            _slot.c.ended_at.is_(None),
            _slot.c.draft_of.is_(None),
            _slot.c.alerted.is_(False),
            func.coalesce(func.max(_slot.c.due_at, _slot.c.not_before), _slot.c.due_at)
            < now - self._policy.grace,
            ~_in_line(now - LINE_MOVES),
        )
        query = (
            select(_slot, _subscription.c.chat, _subscription.c.thread)
            .join(_subscription)
            .where(overdue)
            .limit(100)
        )
        with self._database.writing() as connection:
            rows = connection.execute(query).mappings().all()
            found = tuple(silence_model(row) for row in rows)
            ids = [row["id"] for row in rows]
            connection.execute(update(_slot).where(_slot.c.id.in_(ids)).values(alerted=True))
            return found

    def clean_up(self, now: datetime, *, steady: datetime) -> int:
        """Drop slots that ended long ago (each subscription keeps its newest), and idle gates."""
        newer = _slot.alias("newer")
        old = and_(
            _slot.c.ended_at < now - timedelta(days=KEPT_DAYS),
            exists().where(
                newer.c.subscription_id == _slot.c.subscription_id, newer.c.due_at > _slot.c.due_at
            ),
        )
        with self._database.writing() as connection:
            gate.forget_idle(connection, steady)
            return connection.execute(delete(_slot).where(old)).rowcount

    def _has_waiting(self, platform: str) -> bool:
        waiting = and_(IS_WAITING, _part.c.platform == platform)
        with self._database.reading() as connection:
            query = select(_part.c.id).where(waiting).limit(1)
            return connection.execute(query).first() is not None


def _in_line(since: datetime) -> ColumnElement[bool]:
    """Whether the slot of the outer query waits its turn, and the line before it moves."""
    mine, made, sent = _part.alias("mine"), _slot.alias("made"), _part.alias("sent")
    untouched = exists().where(
        mine.c.slot_id == _slot.c.id,
        mine.c.state == PartState.WAITING.value,
        mine.c.attempts == 0,
        mine.c.error.is_(None),
        exists().where(
            sent.c.platform == mine.c.platform,
            sent.c.state == PartState.SENT.value,
            sent.c.ended_at > since,
        ),
    )
    unmade = and_(
        _slot.c.state == SlotState.DUE.value,
        _slot.c.error.is_(None),
        exists().where(made.c.window_until > since),
    )
    return or_(untouched, unmade)
