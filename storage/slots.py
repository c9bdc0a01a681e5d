"""Slots and their parts inside a transaction: written, moved on, ended with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from briefings.model.briefings import BriefingId
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart
from briefings.model.subscriptions import (
    DeliveryPolicy,
    Ended,
    PartState,
    Slot,
    SlotId,
    SlotState,
    SubscriptionId,
)
from storage.briefings import drop_briefing, mark_pushed
from storage.rows_delivery import Values, chat_of
from storage.tables_delivery import OutboxPartRow, SlotRow, SubscriptionRow
from storage.typed import columns

_part = columns(OutboxPartRow)
_slot = columns(SlotRow)
_subscription = columns(SubscriptionRow)

UNSENT = (PartState.WAITING.value, PartState.QUEUED.value, PartState.SENDING.value)
# Written out, not bound: SQLite uses a partial index only where the query says its condition.
IS_WAITING = _part.c.state == literal_column("'waiting'")
IS_SENDING = _part.c.state == literal_column("'sending'")

_TOLD = frozenset((SlotState.SENT, SlotState.LATE, SlotState.EMPTY))
"""Ends after which everything up to the slot's window counts as told."""


def begun() -> ColumnElement[bool]:
    """Whether any part of the slot of the outer query was, or may have been, sent."""
    return exists().where(
        _part.c.slot_id == _slot.c.id,
        or_(
            _part.c.state.in_((PartState.SENT.value, PartState.SENDING.value)),
            _part.c.unsure_since.is_not(None),
        ),
    )


def is_still_due(connection: Connection, slot: SlotId) -> bool:
    """Whether the slot waits for its briefing."""
    return connection.execute(_STATE, {"of_slot": slot}).scalar() == SlotState.DUE.value


_STATE = select(_slot.c.state).where(_slot.c.id == bindparam("of_slot"))
_WRITE_PARTS = insert(_part)  # built once: the statements of every single slot


def write_parts(
    connection: Connection, slot: Slot, chat: ChatRef, parts: Sequence[MessagePart]
) -> None:
    """Write the messages of a slot: the first may be sent at once, the others follow in order."""
    rows = [
        {
            "slot_id": slot.id,
            "platform": chat.platform,
            "chat": chat.key,
            "thread": chat.thread,
            "number": number,
            "of": len(parts),
            "payload": part.payload,
            "plain_text": part.plain,
            "delivery_key": f"{_key_of(slot)}-{number}",
            "state": (PartState.WAITING if number == 1 else PartState.QUEUED).value,
            "attempts": 0,
            "maybe_twice": 0,
            "without_markup": False,
            "moved": False,
        }
        for number, part in enumerate(parts, 1)
    ]
    if rows:
        connection.execute(_WRITE_PARTS, rows)


def _key_of(slot: Slot) -> str:
    kind = "" if slot.draft_of is None else "draft-"
    return f"{kind}{slot.subscription}-{slot.draft_of or slot.due_at:%Y%m%dT%H%M%S}"


def go_on(
    connection: Connection,
    slot: SlotId,
    policy: DeliveryPolicy,
    now: datetime,
    *,
    paused: bool = False,
) -> Ended | None:
    """After a part was sent or parked: let the next one be sent, or end the slot.

    `None` while parts are left, or where the slot is not there any more. One parked part makes
    the slot failed, with the error. What was sent in part counts as shown.
    """
    parts = connection.execute(_parts_of_slot, {"of_slot": slot}).mappings().all()
    if not parts:
        return None
    unsent = [part for part in parts if part["part_state"] in UNSENT]
    if unsent:
        _let_be_sent(connection, unsent[0])
        return None
    row = parts[0]
    parked = [part for part in parts if part["part_state"] == PartState.PARKED.value]
    if row["briefing_id"] is not None and len(parked) < len(parts):
        mark_pushed(connection, BriefingId(row["briefing_id"]), now)
    state, reason = _success(row, policy, now)
    for part in parked[:1]:
        error = part["part_error"]
        state, reason = SlotState.FAILED, f"part {part['number']} of {part['of']}: {error}"
    _write_end(connection, slot, state, reason, now)
    if state in _TOLD and row["window_until"] is not None:
        _move_window(connection, SubscriptionId(row["subscription_id"]), row["window_until"])
    return _ended(row, state, reason, paused=paused)


_parts_of_slot = (
    select(
        _slot,
        _subscription.c.chat,
        _subscription.c.thread,
        _subscription.c.quiet,
        _part.c.id.label("part_id"),
        _part.c.number,
        _part.c.of,
        _part.c.state.label("part_state"),
        _part.c.error.label("part_error"),
    )
    .select_from(_slot.join(_subscription).join(_part))
    .where(_slot.c.id == bindparam("of_slot"))
    .order_by(_part.c.number)
)


def _let_be_sent(connection: Connection, part: RowMapping) -> None:
    if part["part_state"] == PartState.QUEUED.value:
        connection.execute(
            update(_part).where(_part.c.id == part["part_id"]).values(state=PartState.WAITING.value)
        )


def give_up(connection: Connection, row: RowMapping, reason: str, now: datetime) -> Ended:
    """End a slot of which something is unsent: its parts are parked, it ends as failed."""
    slot = SlotId(row["id"])
    told = f"{reason}: {row['error']}" if row["error"] else reason
    errors = connection.scalars(
        select(_part.c.error).where(_part.c.slot_id == slot, _part.c.error.is_not(None))
    ).all()
    told = f"{told}: {errors[-1]}" if errors else told
    connection.execute(
        update(_part)
        .where(_part.c.slot_id == slot, _part.c.state.in_(UNSENT))
        .values(parked_values(told, now))
    )
    sent = connection.execute(
        select(_part.c.id).where(_part.c.slot_id == slot, _part.c.state == PartState.SENT.value)
    ).first()
    if row["briefing_id"] is not None and sent is not None:
        mark_pushed(connection, BriefingId(row["briefing_id"]), now)
    end_slot(connection, slot, SlotState.FAILED, told, now)
    return _ended(_with_chat(connection, slot) or row, SlotState.FAILED, told, paused=False)


def make_again(connection: Connection, slot: SlotId) -> None:
    """A briefing of which nothing was sent yet is taken back: its slot is to be made once more."""
    briefing = connection.execute(select(_slot.c.briefing_id).where(_slot.c.id == slot)).scalar()
    connection.execute(delete(_part).where(_part.c.slot_id == slot))
    connection.execute(
        update(_slot)
        .where(_slot.c.id == slot)
        .values(state=SlotState.DUE.value, ends_as=None, reason=None, briefing_id=None)
    )
    if briefing is not None:
        drop_briefing(connection, BriefingId(briefing))


def end_slot(
    connection: Connection, slot: SlotId, state: SlotState, reason: str | None, now: datetime
) -> None:
    """Write a slot's end; one that told its window moves the subscription's window on."""
    _write_end(connection, slot, state, reason, now)
    if state not in _TOLD:
        return
    row = connection.execute(
        select(_slot.c.subscription_id, _slot.c.window_until).where(_slot.c.id == slot)
    ).one()
    if row.window_until is not None:
        _move_window(connection, SubscriptionId(row.subscription_id), row.window_until)


def _write_end(
    connection: Connection, slot: SlotId, state: SlotState, reason: str | None, now: datetime
) -> None:
    connection.execute(
        _END, {"of_slot": slot, "state": state.value, "reason": reason, "ended_at": now}
    )


def _move_window(connection: Connection, subscription: SubscriptionId, until: datetime) -> None:
    connection.execute(_MOVE_WINDOW, {"of_subscription": subscription, "until": until})


# Built once: the statements of every single slot.
_END = (
    update(_slot)
    .where(_slot.c.id == bindparam("of_slot"))
    .values({name: bindparam(name) for name in ("state", "reason", "ended_at")})
)
_MOVE_WINDOW = (
    update(_subscription)
    .where(
        _subscription.c.id == bindparam("of_subscription"),
        _subscription.c.window_from < bindparam("until"),
    )
    .values(window_from=bindparam("until"))
)


def parked_values(error: str, now: datetime) -> Values:
    """The columns of a part that was given up."""
    return {
        "state": PartState.PARKED.value,
        "error": error,
        "ended_at": now,
        "leased_until": None,
    }


def _success(
    row: RowMapping, policy: DeliveryPolicy, now: datetime
) -> tuple[SlotState, str | None]:
    ends_as = SlotState(row["ends_as"] or SlotState.SENT.value)
    put_off = row["not_before"] if row["quiet"] else None
    expected = max(row["due_at"], put_off or row["due_at"])
    if ends_as is SlotState.SENT and now - expected > policy.late_after:
        minutes = round((now - row["due_at"]).total_seconds() / 60)
        return SlotState.LATE, f"sent {minutes} minutes after its time"
    return ends_as, row["reason"]


def _with_chat(connection: Connection, slot: SlotId) -> RowMapping | None:
    query = (
        select(_slot, _subscription.c.chat, _subscription.c.thread, _subscription.c.quiet)
        .join(_subscription)
        .where(_slot.c.id == slot)
    )
    return connection.execute(query).mappings().first()


def _ended(row: RowMapping, state: SlotState, reason: str | None, *, paused: bool) -> Ended:
    return Ended(
        slot=SlotId(row["id"]),
        subscription=SubscriptionId(row["subscription_id"]),
        chat=chat_of(row["chat"], row["thread"]),
        state=state,
        reason=reason,
        paused=paused,
        draft_of=row["draft_of"],
    )
