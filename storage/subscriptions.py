"""Subscriptions and the writing of slots: the database is the only truth about what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.deliver.due import anchored_at
from briefings.deliver.plan import first_window_start
from briefings.model.chats import ChatRef
from briefings.model.subscriptions import (
    DuePlan,
    Slot,
    SlotId,
    SlotState,
    Subscription,
    SubscriptionId,
    SubscriptionWish,
    Timetable,
)
from storage.database import Database
from storage.rows_delivery import (
    Values,
    slot_model,
    subscription_model,
    timetable_model,
    wish_values,
)
from storage.slots import begun
from storage.tables_delivery import OutboxPartRow, SlotRow, SubscriptionRow
from storage.typed import columns

_subscription = columns(SubscriptionRow)
_slot = columns(SlotRow)
_part = columns(OutboxPartRow)

# Written out, not bound: SQLite uses a partial index only where the query says its condition.
_IS_ON = _subscription.c.paused == literal_column("0")

_UNENDED = (SlotState.DUE.value, SlotState.ASSEMBLED.value)


class StoredSubscriptions:
    """The `SubscriptionStore` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, wish: SubscriptionWish, *, next_due_at: datetime, now: datetime) -> Subscription:
        """Store a subscription; its window starts 7 days back or now, as the wish says.

        A biweekly schedule without an anchor counts from the week of `next_due_at`.
        """
        return self.add_many([(wish, next_due_at)], now=now)[0]

    def add_many(
        self, wishes: Sequence[tuple[SubscriptionWish, datetime]], *, now: datetime
    ) -> tuple[Subscription, ...]:
        """Store many with their first due times, all or none."""
        with self._database.writing() as connection:
            return tuple(_added(connection, wish, due, now) for wish, due in wishes)

    def of_chat(self, chat: ChatRef) -> tuple[Subscription, ...]:
        """The chat's subscriptions, oldest first; in a forum topic only those of the topic."""
        mine = _subscription.c.chat == chat.key
        if chat.thread is not None and chat.platform != "slack":
            mine = and_(mine, _subscription.c.thread == chat.thread)
        return self._where(mine)

    def all(self) -> tuple[Subscription, ...]:
        """All subscriptions, oldest first."""
        return self._where(_subscription.c.id.is_not(None))

    def get(self, subscription: SubscriptionId) -> Subscription | None:
        """One subscription."""
        found = self._where(_subscription.c.id == subscription)
        return found[0] if found else None

    def remove(self, subscription: SubscriptionId) -> bool:
        """Remove it with its slots and unsent parts; whether it was there."""
        with self._database.writing() as connection:
            done = connection.execute(
                delete(_subscription).where(_subscription.c.id == subscription)
            )
            return done.rowcount > 0

    def pause(
        self, subscription: SubscriptionId, *, reason: str | None, until: datetime | None = None
    ) -> None:
        """No slots until resumed, or until the first tick after `until`."""
        with self._database.writing() as connection:
            connection.execute(
                update(_subscription)
                .where(_subscription.c.id == subscription)
                .values(paused=True, pause_reason=reason, paused_until=until)
            )

    def resume(self, subscription: SubscriptionId, *, next_due_at: datetime) -> None:
        """Slots again, from `next_due_at`."""
        with self._database.writing() as connection:
            connection.execute(
                update(_subscription)
                .where(_subscription.c.id == subscription)
                .values(_resumed(next_due_at))
            )

    def pause_chat(self, chat: ChatRef, *, reason: str) -> tuple[SubscriptionId, ...]:
        """Pause all subscriptions of a chat that takes nothing more; those that were not yet."""
        with self._database.writing() as connection:
            done = connection.execute(
                update(_subscription)
                .where(_subscription.c.chat == chat.key, _subscription.c.paused.is_(False))
                .values(paused=True, pause_reason=reason, paused_until=None)
                .returning(_subscription.c.id)
            )
            return tuple(sorted(map(SubscriptionId, done.scalars())))

    def change(
        self, subscription: SubscriptionId, wish: SubscriptionWish, *, next_due_at: datetime
    ) -> None:
        """Replace what a subscription wishes; its window and its history stay."""
        anchored = _anchored(wish, next_due_at)
        with self._database.writing() as connection:
            connection.execute(
                update(_subscription)
                .where(_subscription.c.id == subscription)
                .values({**wish_values(anchored), "next_due_at": next_due_at})
            )

    def wake(self, now: datetime, next_due: Callable[[Subscription], datetime]) -> int:
        """Resume subscriptions whose pause has run out, from their next due time; how many."""
        over = and_(_subscription.c.paused, _subscription.c.paused_until <= now)
        with self._database.writing() as connection:
            rows = connection.execute(select(_subscription).where(over)).mappings().all()
            for row in rows:
                connection.execute(
                    update(_subscription)
                    .where(_subscription.c.id == row["id"])
                    .values(_resumed(next_due(subscription_model(row))))
                )
            return len(rows)

    def take_due(self, now: datetime, plan: Callable[[Timetable], DuePlan], *, limit: int) -> int:
        """In one transaction: write the slots of each due subscription as `plan` says (unique on
        subscription and due time) and move its `next_due_at` on. How many were due, at most
        `limit`.

        An older slot of the same subscription of which nothing was sent yet ends as skipped:
        the new one tells it.
        """
        due = and_(_IS_ON, _subscription.c.next_due_at <= now)
        told = (_subscription.c[name] for name in ("id", "schedule", "zone", "next_due_at"))
        query = select(*told).where(due).order_by(_subscription.c.next_due_at).limit(limit)
        with self._database.writing() as connection:
            rows = connection.execute(query).all()
            if not rows:
                return 0
            planned = [
                (SubscriptionId(row.id), plan(timetable_model(row.schedule, row.zone, row[3])))
                for row in rows
            ]
            _write_slots(connection, planned, now)
            _supersede(connection, planned, now)
            connection.execute(
                update(_subscription).where(_subscription.c.id == bindparam("b_id")),
                [{"b_id": found, "next_due_at": what.next_due_at} for found, what in planned],
            )
            return len(rows)

    def end_paused(self, now: datetime) -> int:
        """End open slots of paused subscriptions of which nothing was sent; how many."""
        paused = exists().where(
            _subscription.c.id == _slot.c.subscription_id, _subscription.c.paused
        )
        with self._database.writing() as connection:
            return _skip(connection, paused, "paused", now)

    def unassembled(self, now: datetime, *, limit: int) -> tuple[tuple[Slot, Subscription], ...]:
        """Slots to make a briefing for, oldest first, with their subscriptions.

        Left out: those put off beyond `now`, of paused subscriptions, and those whose
        subscription is still sending an earlier one.
        """
        earlier = _slot.alias("earlier")
        ready = and_(
            _slot.c.state == SlotState.DUE.value,
            _slot.c.ended_at.is_(None),
            or_(_slot.c.not_before.is_(None), _slot.c.not_before <= now),
            _subscription.c.paused.is_(False),
            ~exists().where(
                earlier.c.subscription_id == _slot.c.subscription_id,
                earlier.c.ended_at.is_(None),
                earlier.c.draft_of.is_(None),
                earlier.c.due_at < _slot.c.due_at,
            ),
        )
        slots = select(_slot.c.id).join(_subscription).where(ready)
        with self._database.reading() as connection:
            ids = connection.scalars(slots.order_by(_slot.c.due_at, _slot.c.id).limit(limit)).all()
            return _with_subscriptions(connection, ids)

    def postpone(
        self,
        slot: SlotId,
        *,
        not_before: datetime,
        error: str | None = None,
        spends_attempt: bool = False,
    ) -> None:
        """Put the making of a slot's briefing off, with the reason."""
        with self._database.writing() as connection:
            connection.execute(
                update(_slot)
                .where(_slot.c.id == slot)
                .values(
                    not_before=not_before,
                    error=error,
                    attempts=_slot.c.attempts + (1 if spends_attempt else 0),
                )
            )

    def last_slot(self, subscription: SubscriptionId) -> Slot | None:
        """The newest slot of a subscription."""
        found = self.slots(subscription, limit=1)
        return found[0] if found else None

    def slots(self, subscription: SubscriptionId, *, limit: int) -> tuple[Slot, ...]:
        """The newest slots of a subscription, newest first, without those of drafts."""
        query = select(_slot).where(
            _slot.c.subscription_id == subscription, _slot.c.draft_of.is_(None)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(_slot.c.due_at.desc()).limit(limit))
            return tuple(slot_model(row) for row in rows.mappings())

    def next_due(self) -> datetime | None:
        """The earliest due time of all that is not paused."""
        query = (
            select(_subscription.c.next_due_at).where(_IS_ON).order_by(_subscription.c.next_due_at)
        )
        with self._database.reading() as connection:
            return connection.execute(query.limit(1)).scalar()

    def _where(self, condition: ColumnElement[bool]) -> tuple[Subscription, ...]:
        query = select(_subscription).where(condition).order_by(_subscription.c.id)
        with self._database.reading() as connection:
            return tuple(map(subscription_model, connection.execute(query).mappings()))


def _added(
    connection: Connection, wish: SubscriptionWish, next_due_at: datetime, now: datetime
) -> Subscription:
    wish = _anchored(wish, next_due_at)
    values: Values = {
        **wish_values(wish),
        "created_at": now,
        "next_due_at": next_due_at,
        "window_from": first_window_start(wish, now),
        "paused": False,
    }
    row = connection.execute(insert(_subscription).values(values).returning(_subscription))
    return subscription_model(row.mappings().one())


def _anchored(wish: SubscriptionWish, next_due_at: datetime) -> SubscriptionWish:
    schedule = anchored_at(wish.schedule, next_due_at, ZoneInfo(wish.zone))
    return replace(wish, schedule=schedule)


def _resumed(next_due_at: datetime) -> Values:
    return {
        "paused": False,
        "pause_reason": None,
        "paused_until": None,
        "next_due_at": next_due_at,
    }


def _write_slots(
    connection: Connection, planned: Sequence[tuple[SubscriptionId, DuePlan]], now: datetime
) -> None:
    fresh = [_slot_values(found, what.due_at) for found, what in planned if what.due_at is not None]
    missed = [
        _slot_values(found, missed.due_at, reason=missed.reason, ended_at=now)
        for found, what in planned
        for missed in what.missed
    ]
    statement = upsert(_slot).on_conflict_do_nothing(index_elements=["subscription_id", "due_at"])
    for rows in (fresh, missed):
        if rows:
            connection.execute(statement, rows)


def _slot_values(
    subscription: SubscriptionId,
    due_at: datetime,
    *,
    reason: str | None = None,
    ended_at: datetime | None = None,
) -> Values:
    state = SlotState.DUE if ended_at is None else SlotState.SKIPPED
    return {
        "subscription_id": subscription,
        "due_at": due_at,
        "state": state.value,
        "reason": reason,
        "ended_at": ended_at,
        "attempts": 0,
        "alerted": False,
    }


def _supersede(
    connection: Connection, planned: Sequence[tuple[SubscriptionId, DuePlan]], now: datetime
) -> None:
    """Earlier slots that nothing was sent of: their briefing is told by the new one."""
    due = {found: what.due_at for found, what in planned if what.due_at is not None}
    if not due:
        return
    open_ones = connection.execute(
        select(_slot.c.id, _slot.c.subscription_id, _slot.c.due_at).where(
            _slot.c.state.in_(_UNENDED),
            _slot.c.ended_at.is_(None),
            _slot.c.due_at < max(due.values()),
            _slot.c.subscription_id.in_(due),
        )
    ).all()
    for row in open_ones:
        newer = due[SubscriptionId(row.subscription_id)]
        if row.due_at < newer:
            reason = f"told by the briefing due {newer:%Y-%m-%d %H:%M} UTC"
            _skip(connection, _slot.c.id == row.id, reason, now)


def _skip(connection: Connection, which: ColumnElement[bool], reason: str, now: datetime) -> int:
    """End open slots of which no part was, or may have been, sent; their parts are dropped."""
    unended = and_(_slot.c.state.in_(_UNENDED), _slot.c.ended_at.is_(None), which, ~begun())
    ids = connection.scalars(select(_slot.c.id).where(unended)).all()
    if ids:
        connection.execute(delete(_part).where(_part.c.slot_id.in_(ids)))
        connection.execute(
            update(_slot)
            .where(_slot.c.id.in_(ids))
            .values(state=SlotState.SKIPPED.value, reason=reason, ended_at=now)
        )
    return len(ids)


def _with_subscriptions(
    connection: Connection, ids: Sequence[int]
) -> tuple[tuple[Slot, Subscription], ...]:
    slots = connection.execute(select(_slot).where(_slot.c.id.in_(ids))).mappings().all()
    wanted = {row["subscription_id"] for row in slots}
    rows = connection.execute(select(_subscription).where(_subscription.c.id.in_(wanted)))
    subscriptions = {row["id"]: subscription_model(row) for row in rows.mappings()}
    by_id = {row["id"]: row for row in slots}
    return tuple(
        (slot_model(by_id[number]), subscriptions[by_id[number]["subscription_id"]])
        for number in ids
    )
