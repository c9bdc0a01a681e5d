"""Proofs: drafts are kept with the messages that show them, decided on, and read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal,
    select,
)

from briefings.deliver.proofs import decided
from briefings.model.briefings import Briefing
from briefings.model.chats import ChatRef
from briefings.model.habits import MAX_APPROVAL_MINUTES
from briefings.model.pages import MessagePart
from briefings.model.proofs import Decision, Proof, ProofId
from briefings.model.subscriptions import Slot, SlotState, Subscription, SubscriptionId
from storage.database import Database
from storage.decisions import awaits_briefing, write_decisions
from storage.rows import pick_values
from storage.rows_delivery import (
    Values,
    proof_model,
    proof_values,
    slot_model,
    subscription_model,
)
from storage.slots import end_slot, write_parts
from storage.tables_delivery import ProofPickRow, ProofRow, SlotRow, SubscriptionRow
from storage.typed import columns, every
from storage.types import UtcDateTime

_subscription = columns(SubscriptionRow)
_slot = columns(SlotRow)
_proof = columns(ProofRow)
_pick = columns(ProofPickRow)

_DRAFTED_AT_ONCE = 500
"""So many in one look; the next tick goes on."""

_ROUNDING_MINUTES = 0.01  # days as fractions are that exact; `deliver.proofs` decides to the second
# Written as the index says it: SQLite uses a partial index only where the query says its condition.
_WANTS_APPROVAL = _subscription.c.approval_minutes.is_not(None)


class StoredProofs:
    """The `ProofStore` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undrafted(self, now: datetime) -> tuple[tuple[Subscription, datetime], ...]:
        """Subscriptions whose next briefing, due at the instant beside it, has no draft yet and
        may want one by now, soonest first.

        Also briefings that are due but wait for the end of quiet hours.
        """
        with self._database.reading() as connection:
            found = connection.execute(_coming(now)).mappings().all()
            found = [*connection.execute(_waiting(now)).mappings().all(), *found]
        return tuple((subscription_model(row), row["briefing_due_at"]) for row in found)

    def keep(
        self,
        subscription: Subscription,
        due_at: datetime,
        target: ChatRef,
        briefing: Briefing | None,
        draw: Callable[[ProofId], Sequence[MessagePart]],
        *,
        now: datetime,
    ) -> bool:
        """In one transaction: keep a draft of what is stored by `now` and the messages that show
        it in `target`. Whether it was still wanted: a second call changes nothing.

        Without messages nobody is shown it; it holds what its briefing will tell all the same.
        """
        with self._database.writing() as connection:
            if not _is_wanted(connection, subscription.id, due_at):
                return False
            slot = _slot_for_draft(connection, subscription.id, due_at, now)
            values = proof_values(
                subscription.wish, subscription.id, due_at, slot.id, briefing, now
            )
            proof = connection.execute(insert(_proof).values(values).returning(_proof.c.id))
            number = ProofId(proof.scalar_one())
            if briefing is not None and briefing.numbered:
                picks = [{"proof_id": number, **pick_values(pick)} for pick in briefing.numbered]
                connection.execute(insert(_pick), [{**_UNDECIDED, **pick} for pick in picks])
            parts = draw(number)
            write_parts(connection, slot, target, parts)
            if not parts:
                end_slot(connection, slot.id, SlotState.EMPTY, "nothing new", now)
            return True

    def fail(
        self, subscription: SubscriptionId, due_at: datetime, *, reason: str, now: datetime
    ) -> None:
        """Record that no draft can be made for the briefing due then, so that none is tried."""
        with self._database.writing() as connection:
            if _is_wanted(connection, subscription, due_at):
                slot = _slot_for_draft(connection, subscription, due_at, now)
                end_slot(connection, slot.id, SlotState.FAILED, reason, now)

    def of_slot(self, subscription: SubscriptionId, due_at: datetime) -> Proof | None:
        """The draft of the briefing due then."""
        asked = {"subscription": subscription, "due": due_at}
        with self._database.reading() as connection:
            row = connection.execute(_OF_SLOT, asked).mappings().first()
            return None if row is None else _whole(connection, row)

    def get(self, proof: ProofId) -> Proof | None:
        """One draft; `None` where it does not exist (any more)."""
        with self._database.reading() as connection:
            return _found(connection, proof)

    def decide(
        self, proof: ProofId, decision: Decision, number: int | None, *, by: str
    ) -> Proof | None:
        """In one transaction: the draft with a decision made, `None` where its time has passed.

        The same decision twice changes nothing more.
        """
        with self._database.writing(durable=True) as connection:
            found = _found(connection, proof)
            if found is None or not awaits_briefing(connection, found.subscription, found.due_at):
                return None
            after = decided(found, decision, number, by)
            if after != found:
                write_decisions(connection, after)
            return after

    def briefing_slot(self, proof: Proof) -> Slot | None:
        """The slot of a draft's briefing; `None` while it is not due."""
        query = select(_slot).where(
            _slot.c.subscription_id == proof.subscription,
            _slot.c.due_at == proof.due_at,
            _slot.c.draft_of.is_(None),
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else slot_model(row)


_OF_SLOT = select(_proof).where(  # built once: every single briefing asks for its draft
    _proof.c.subscription_id == bindparam("subscription"), _proof.c.due_at == bindparam("due")
)
_UNDECIDED: Values = {"is_dropped": False, "pinned": 0}
_OF_DRAFT = _slot.alias("of_draft")


def _coming(now: datetime) -> Select[tuple[object, ...]]:
    """Next briefings that come within the minutes of their approval, quiet hours aside."""
    minutes = (func.julianday(_subscription.c.next_due_at) - func.julianday(_instant(now))) * 1440
    return (
        select(_subscription, _subscription.c.next_due_at.label("briefing_due_at"))
        .where(
            _WANTS_APPROVAL,
            _subscription.c.paused.is_(False),
            _subscription.c.next_due_at > now,
            _subscription.c.next_due_at <= now + timedelta(minutes=MAX_APPROVAL_MINUTES),
            minutes <= _subscription.c.approval_minutes + _ROUNDING_MINUTES,
            ~_has_draft(_subscription.c.id, _subscription.c.next_due_at),
        )
        .order_by(_subscription.c.next_due_at, _subscription.c.id)
        .limit(_DRAFTED_AT_ONCE)
    )


def _waiting(now: datetime) -> Select[tuple[object, ...]]:
    """Briefings that are due, but wait for the end of quiet hours."""
    return (
        select(_subscription, _slot.c.due_at.label("briefing_due_at"))
        .join(_slot, _slot.c.subscription_id == _subscription.c.id)
        .where(
            _WANTS_APPROVAL,
            _subscription.c.paused.is_(False),
            _subscription.c.quiet.is_not(None),
            _slot.c.state == SlotState.DUE.value,
            _slot.c.ended_at.is_(None),
            _slot.c.not_before > now,
            ~_has_draft(_slot.c.subscription_id, _slot.c.due_at),
        )
        .order_by(_slot.c.due_at, _slot.c.id)
        .limit(_DRAFTED_AT_ONCE)
    )


def _has_draft(
    subscription: ColumnElement[int], due_at: ColumnElement[datetime]
) -> ColumnElement[bool]:
    return exists().where(
        _OF_DRAFT.c.subscription_id == subscription, _OF_DRAFT.c.draft_of == due_at
    )


def _instant(now: datetime) -> ColumnElement[datetime]:
    return literal(now, UtcDateTime())


def _is_wanted(connection: Connection, subscription: SubscriptionId, due_at: datetime) -> bool:
    query = select(_slot.c.id).where(
        _slot.c.subscription_id == subscription, _slot.c.draft_of == due_at
    )
    has_draft = connection.execute(query).first() is not None
    return not has_draft and awaits_briefing(connection, subscription, due_at)


def _slot_for_draft(
    connection: Connection, subscription: SubscriptionId, due_at: datetime, now: datetime
) -> Slot:
    """A slot whose parts show the draft; see `SlotRow` for the time that it is due at."""
    values: Values = {
        "subscription_id": subscription,
        "due_at": now.replace(microsecond=now.microsecond or 1),
        "state": SlotState.ASSEMBLED.value,
        "ends_as": SlotState.SENT.value,
        "attempts": 0,
        "alerted": False,
        "draft_of": due_at,
    }
    row = connection.execute(insert(_slot).values(values).returning(_slot))
    return slot_model(row.mappings().one())


def _found(connection: Connection, proof: ProofId) -> Proof | None:
    row = connection.execute(select(_proof).where(_proof.c.id == proof)).mappings().first()
    return None if row is None else _whole(connection, row)


def _whole(connection: Connection, row: RowMapping) -> Proof:
    of_it = select(_pick).where(_pick.c.proof_id == row["id"]).order_by(_pick.c.number)
    return proof_model(row, every(connection, ProofPickRow, of_it))
