"""What came of parts, written down inside a transaction: sent, put off, parked, moved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Update, bindparam, select, update

from briefings.model.chats import ChatRef
from briefings.model.subscriptions import (
    Delivered,
    DeliveryPolicy,
    Ended,
    Gone,
    Later,
    Moved,
    OutboxPart,
    Outcome,
    Parked,
    PartState,
    SlotId,
    Untried,
)
from storage import gate
from storage.briefings import remember_messages
from storage.chats import move_chat
from storage.rows_delivery import chat_of
from storage.slots import UNSENT, go_on, parked_values
from storage.tables_delivery import OutboxPartRow, SlotRow, SubscriptionRow
from storage.typed import columns

_part = columns(OutboxPartRow)
_slot = columns(SlotRow)
_subscription = columns(SubscriptionRow)


def recorded(
    connection: Connection, outcome: Outcome, policy: DeliveryPolicy, now: datetime
) -> tuple[Ended, ...]:
    """Write down what came of one part; the slot that ended by it, if one did."""
    part, verdict = outcome.part, outcome.verdict
    tried = None if isinstance(verdict, Untried) else outcome.tried_at
    gate.release(connection, part.target, tried)
    match verdict:
        case Delivered():
            return _sent(connection, part, verdict, policy, now)
        case Later():
            _wait(connection, part, verdict, outcome.tried_at)
        case Untried():
            _give_back(connection, part)
        case Parked():
            return _parked(connection, part, verdict, policy, now)
        case Gone():
            return _gone(connection, part, verdict.error, policy, now)
        case Moved():
            _moved(connection, part, verdict)
    return ()


def _sent(
    connection: Connection,
    part: OutboxPart,
    verdict: Delivered,
    policy: DeliveryPolicy,
    now: datetime,
) -> tuple[Ended, ...]:
    if part.briefing is not None:
        remember_messages(connection, part.briefing, part.target, (verdict.message_id,))
    done = connection.execute(
        _SENT,
        {
            "of_part": part.id,
            "message_id": verdict.message_id,
            "ended_at": now,
            "again": 0 if verdict.found else _repeats(part),
        },
    )
    return _went_on(connection, part, policy, now) if done.rowcount else ()


def _parked(
    connection: Connection, part: OutboxPart, verdict: Parked, policy: DeliveryPolicy, now: datetime
) -> tuple[Ended, ...]:
    again = _repeats(part) if verdict.unsure else 0
    values = parked_values(verdict.error, now) | {"maybe_twice": _part.c.maybe_twice + again}
    done = connection.execute(_being_sent(part).values(values))
    return _went_on(connection, part, policy, now) if done.rowcount else ()


def _gone(
    connection: Connection, part: OutboxPart, error: str, policy: DeliveryPolicy, now: datetime
) -> tuple[Ended, ...]:
    connection.execute(
        update(_part)
        .where(_part.c.slot_id == part.slot, _part.c.state.in_(UNSENT))
        .values(parked_values(error, now))
    )
    is_draft = connection.execute(
        select(_slot.c.draft_of.is_not(None)).where(_slot.c.id == part.slot)
    ).scalar()
    if not is_draft:  # the approver is gone, the readers are not
        _pause(connection, part, error)
    ended = go_on(connection, part.slot, policy, now, paused=not is_draft)
    return () if ended is None else (ended,)


def _pause(connection: Connection, part: OutboxPart, error: str) -> None:
    connection.execute(
        update(_subscription)
        .where(_subscription.c.id == part.subscription)
        .values(paused=True, pause_reason=error, paused_until=None)
    )


def _went_on(
    connection: Connection, part: OutboxPart, policy: DeliveryPolicy, now: datetime
) -> tuple[Ended, ...]:
    ended = go_on(connection, part.slot, policy, now)
    return () if ended is None else (ended,)


def reclaimed(
    connection: Connection,
    which: ColumnElement[bool],
    policy: DeliveryPolicy,
    *,
    steady: datetime,
    now: datetime,
) -> int:
    """Parts that were being sent when their process ended wait again, or are parked; how many."""
    query = (
        select(_part, _subscription.c.repeats_unsure)
        .select_from(_part.join(_slot).join(_subscription))
        .where(which)
    )
    rows = connection.execute(query).mappings().all()
    for row in rows:
        gate.release(connection, chat_of(row["chat"], row["thread"]), steady)
        if row["repeats_unsure"]:
            _wait_again(connection, row, steady)
        else:
            _park_unsure(connection, row, policy, now)
    return len(rows)


def _park_unsure(
    connection: Connection, row: RowMapping, policy: DeliveryPolicy, now: datetime
) -> None:
    reason = "the program ended while it was sent, and repeating is off"
    connection.execute(
        update(_part).where(_part.c.id == row["id"]).values(parked_values(reason, now))
    )
    go_on(connection, SlotId(row["slot_id"]), policy, now)


_SENT = (  # built once: the statement of every single message
    update(_part)
    .where(_part.c.id == bindparam("of_part"), _part.c.state == PartState.SENDING.value)
    .values(
        state=PartState.SENT.value,
        message_id=bindparam("message_id"),
        ended_at=bindparam("ended_at"),
        leased_until=None,
        error=None,
        maybe_twice=_part.c.maybe_twice + bindparam("again"),
    )
)


def _wait(connection: Connection, part: OutboxPart, verdict: Later, tried_at: datetime) -> None:
    values: dict[str, object] = {
        "state": PartState.WAITING.value,
        "leased_until": None,
        "not_before": verdict.until,
        "attempts": _part.c.attempts + (1 if verdict.spends_attempt else 0),
        "error": verdict.error,
    }
    if verdict.plain:
        values["without_markup"] = True
    if verdict.unsure:
        values["unsure_since"] = part.unsure_since or tried_at
        values["maybe_twice"] = _part.c.maybe_twice + _repeats(part)
    connection.execute(_being_sent(part).values(values))
    if verdict.ban is not None:
        gate.ban(
            connection,
            part.target,
            whole_bot=verdict.ban.whole_bot,
            until=verdict.ban.until,
            now=tried_at,
        )


def _repeats(part: OutboxPart) -> int:
    """How many more messages than one the chat may have, if this try has arrived."""
    return 0 if part.unsure_since is None else 1


def _give_back(connection: Connection, part: OutboxPart) -> None:
    connection.execute(_being_sent(part).values(state=PartState.WAITING.value, leased_until=None))


def _moved(connection: Connection, part: OutboxPart, verdict: Moved) -> None:
    new = ChatRef(platform=part.target.platform, address=verdict.address)
    move_chat(connection, part.target, new)
    connection.execute(
        _being_sent(part).values(
            state=PartState.WAITING.value,
            leased_until=None,
            not_before=None,
            moved=True,
            error=verdict.error,
        )
    )


def _wait_again(connection: Connection, row: RowMapping, steady: datetime) -> None:
    """A part that was under way when its process ended: maybe there, so its repeat counts."""
    connection.execute(
        update(_part)
        .where(_part.c.id == row["id"])
        .values(
            state=PartState.WAITING.value,
            leased_until=None,
            not_before=None,
            unsure_since=row["unsure_since"] or steady,
            maybe_twice=_part.c.maybe_twice + (1 if row["unsure_since"] else 0),
        )
    )


def _being_sent(part: OutboxPart) -> Update:
    return update(_part).where(_part.c.id == part.id, _part.c.state == PartState.SENDING.value)
