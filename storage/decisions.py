"""Proofs inside a transaction: whether one is still open, what was decided, and its end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update

from briefings.model.proofs import Proof
from briefings.model.subscriptions import SlotState, SubscriptionId
from storage.slots import begun
from storage.tables_delivery import OutboxPartRow, ProofPickRow, ProofRow, SlotRow, SubscriptionRow
from storage.typed import columns

_part = columns(OutboxPartRow)
_pick = columns(ProofPickRow)
_proof = columns(ProofRow)
_slot = columns(SlotRow)
_subscription = columns(SubscriptionRow)


def is_newest(connection: Connection, proof: Proof | None) -> bool:
    """Whether nothing was decided since `proof` was read; nothing is, where there is none."""
    if proof is None:
        return True
    query = select(_proof.c.version).where(_proof.c.id == proof.id)
    return connection.execute(query).scalar() == proof.version


def awaits_briefing(connection: Connection, subscription: SubscriptionId, due_at: datetime) -> bool:
    """Whether the briefing that is due then is still to be made."""
    slot = connection.execute(
        select(_slot.c.state).where(
            _slot.c.subscription_id == subscription,
            _slot.c.due_at == due_at,
            _slot.c.draft_of.is_(None),
        )
    ).scalar()
    if slot is not None:
        return bool(slot == SlotState.DUE.value)
    query = select(_subscription.c.next_due_at).where(_subscription.c.id == subscription)
    return connection.execute(query).scalar() == due_at


def write_decisions(connection: Connection, proof: Proof) -> None:
    """Keep what was decided about a draft."""
    connection.execute(
        update(_proof)
        .where(_proof.c.id == proof.id)
        .values(stopped_by=proof.stopped_by, approved_by=proof.approved_by, version=proof.version)
    )
    for each in proof.picks:
        connection.execute(
            update(_pick)
            .where(_pick.c.proof_id == proof.id, _pick.c.number == each.number)
            .values(is_dropped=each.is_dropped, pinned=each.pinned)
        )


def take_back_draft(connection: Connection, proof: Proof, now: datetime) -> None:
    """A draft that was not shown by now is not shown any more: its briefing goes out."""
    slot_of = select(_proof.c.slot_id).where(_proof.c.id == proof.id).scalar_subquery()
    unshown = and_(_slot.c.id == slot_of, _slot.c.ended_at.is_(None), ~begun())
    slot = connection.execute(select(_slot.c.id).where(unshown)).scalar()
    if slot is None:
        return
    connection.execute(delete(_part).where(_part.c.slot_id == slot))
    reason = "its briefing went out before it could be shown"
    connection.execute(
        update(_slot)
        .where(_slot.c.id == slot)
        .values(state=SlotState.SKIPPED.value, reason=reason, ended_at=now)
    )
