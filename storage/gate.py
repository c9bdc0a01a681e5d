"""The rate gate in the database: which waiting parts may be sent when, and what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.deliver.gate import (
    GateState,
    after_clock_change,
    after_send,
    banned,
    earliest,
    paces_of,
)
from briefings.model.chats import ChatRef
from briefings.model.subscriptions import OutboxPart, PartState
from storage.rows_delivery import chat_of, gate_model, gate_values, part_model
from storage.slots import IS_WAITING
from storage.tables_delivery import GateRow, OutboxPartRow, SlotRow, SubscriptionRow
from storage.typed import columns
from storage.types import UtcDateTime

_gate = columns(GateRow)
_part = columns(OutboxPartRow)
_slot = columns(SlotRow)
_subscription = columns(SubscriptionRow)

_bot = _gate.alias("bot")
_LONG_AGO = literal(GateState().free_at, UtcDateTime())

_LOOK_AHEAD = 2
"""Candidates read for each part wanted: some wait for their chat."""

IDLE_AFTER = timedelta(minutes=10)
"""A gate that has been open for so long says nothing any more."""


@dataclass(slots=True)
class _Round:
    """One round of claiming: the gates as they stand, and what was taken."""

    now: datetime
    soon: datetime
    lease: timedelta
    bots: dict[str, GateState]
    chats: dict[str, GateState] = field(default_factory=dict)
    taken: list[OutboxPart] = field(default_factory=list)

    def offer(self, row: RowMapping) -> bool:
        """Take the part of `row` if its bot and chat are free soon; whether its bot is."""
        chat = chat_of(row["chat"], None)
        paces = paces_of(chat)
        bot = self.bots.setdefault(paces.bot_key, GateState())
        free = earliest(bot, self.now)
        if free > self.soon:
            return False
        gate = _row_gate(row)
        send_at = earliest(gate, free)
        if chat.key in self.chats or send_at > self.soon:
            return True
        self.bots[paces.bot_key] = after_send(bot, paces.bot, send_at)
        self.chats[chat.key] = after_send(gate, paces.chat, send_at)
        self.taken.append(part_model(row, send_at))
        return True


def claim(
    connection: Connection,
    platform: str,
    now: datetime,
    *,
    ahead: timedelta,
    lease: timedelta,
    limit: int,
) -> tuple[OutboxPart, ...]:
    """Take waiting parts of `platform` that may be sent by `now + ahead`, in the order to send.

    At most one a chat; each with its instant, which the gates of its bot and its chat have
    reserved. A chat is held until the outcome is recorded or the lease is over.
    """
    soon = now + ahead
    bots = _bots(connection, platform)
    if bots and all(earliest(state, now) > soon for state in bots.values()):
        return ()
    turn = _Round(now=now, soon=soon, lease=lease, bots=dict(bots))
    closed: set[str] = set()
    for row in _candidates(connection, platform, now, soon, limit * _LOOK_AHEAD):
        bot_key = paces_of(chat_of(row["chat"], None)).bot_key
        if bot_key not in closed and not turn.offer(row):
            closed.add(bot_key)
        if len(turn.taken) == limit:
            break
    if turn.taken:
        _mark_sending(connection, turn)
    return tuple(sorted(turn.taken, key=lambda part: part.send_at))


def release(connection: Connection, chat: ChatRef, sent_at: datetime | None) -> None:
    """The chat's message is no longer under way; `sent_at` is when its request ended, if made."""
    if sent_at is None:
        connection.execute(_LET_GO, {"of_key": chat.key})
        return
    free_at = sent_at + paces_of(chat).chat.every
    connection.execute(_LET_GO_AFTER_SEND, {"of_key": chat.key, "not_before": free_at})


# Built once: the statements of every single message.
_LET_GO = update(_gate).where(_gate.c.key == bindparam("of_key")).values(held_until=None)
_LET_GO_AFTER_SEND = _LET_GO.values(
    free_at=func.max(_gate.c.free_at, bindparam("not_before", type_=UtcDateTime()))
)


def ban(
    connection: Connection, chat: ChatRef, *, whole_bot: bool, until: datetime, now: datetime
) -> None:
    """Nothing to this chat (or from this whole bot) before `until`, as the platform asked."""
    key = paces_of(chat).bot_key if whole_bot else chat.key
    state, held = _state(connection, key)
    _put(connection, [(key, banned(state, now, (until - now).total_seconds()), held)])


def answered(connection: Connection, sent: Iterable[tuple[ChatRef, datetime]]) -> None:
    """Messages that went out without waiting (answers to commands) count against the gates."""
    for chat, at in sent:
        paces = paces_of(chat)
        for key, pace in ((paces.bot_key, paces.bot), (chat.key, paces.chat)):
            state, held = _state(connection, key)
            _put(connection, [(key, after_send(state, pace, max(at, state.free_at)), held)])


def forget_idle(connection: Connection, now: datetime) -> int:
    """Drop gates that have long been open; how many."""
    idle = and_(
        _gate.c.free_at < now - IDLE_AFTER,
        or_(_gate.c.banned_until.is_(None), _gate.c.banned_until < now),
        or_(_gate.c.held_until.is_(None), _gate.c.held_until < now),
    )
    return connection.execute(delete(_gate).where(idle)).rowcount


def set_clock(connection: Connection, now: datetime) -> None:
    """At a start: gates of an earlier run whose clock was ahead wait no longer than they meant."""
    ahead = or_(_gate.c.free_at > now, _gate.c.banned_at > now)
    rows = connection.execute(select(_gate).where(ahead)).mappings().all()
    for row in rows:
        chat = chat_of(row["key"], None)
        pace = paces_of(chat).chat if ":" in row["key"] else paces_of(chat).bot
        state = after_clock_change(gate_model(row), pace, now)
        _put(connection, [(row["key"], state, None)])


def next_ready(connection: Connection, platform: str) -> datetime | None:
    """The first instant at which a waiting part of `platform` may be sent; `None` for none."""
    bot = select(func.max(_bot.c.free_at, func.coalesce(_bot.c.banned_until, _LONG_AGO)))
    ready = func.max(
        *(
            func.coalesce(column, _LONG_AGO)
            for column in (
                _part.c.not_before,
                _gate.c.free_at,
                _gate.c.held_until,
                _gate.c.banned_until,
            )
        ),
        func.coalesce(bot.where(_bot.c.key == platform).scalar_subquery(), _LONG_AGO),
    )
    waiting = and_(IS_WAITING, _part.c.platform == platform)
    query = (
        select(func.min(ready, type_=UtcDateTime()))
        .select_from(_part.outerjoin(_gate, _gate.c.key == _part.c.chat))
        .where(waiting)
    )
    return connection.execute(query).scalar()


def _candidates(
    connection: Connection, platform: str, now: datetime, soon: datetime, limit: int
) -> Sequence[RowMapping]:
    values = {"on": platform, "now": now, "soon": soon, "most": limit}
    return connection.execute(_CANDIDATES, values).mappings().all()


_now, _soon = bindparam("now", type_=UtcDateTime()), bindparam("soon", type_=UtcDateTime())
_CANDIDATES = (  # built once: it runs several times a second
    select(
        _part,
        _slot.c.subscription_id,
        _slot.c.briefing_id,
        _slot.c.due_at,
        _subscription.c.repeats_unsure,
        _gate.c.free_at,
        _gate.c.recent_json,
        _gate.c.banned_at,
        _gate.c.banned_until,
    )
    .select_from(
        _part.join(_slot, _slot.c.id == _part.c.slot_id)
        .join(_subscription, _subscription.c.id == _slot.c.subscription_id)
        .outerjoin(_gate, _gate.c.key == _part.c.chat)
    )
    .where(
        IS_WAITING,
        _part.c.platform == bindparam("on"),
        or_(_part.c.not_before.is_(None), _part.c.not_before <= _soon),
        or_(_subscription.c.paused.is_(False), _part.c.number > 1),
        or_(
            _gate.c.key.is_(None),
            and_(
                _gate.c.free_at <= _soon,
                or_(_gate.c.held_until.is_(None), _gate.c.held_until <= _now),
                or_(_gate.c.banned_until.is_(None), _gate.c.banned_until <= _soon),
            ),
        ),
    )
    .order_by(_part.c.id)
    .limit(bindparam("most"))
)


def _mark_sending(connection: Connection, turn: _Round) -> None:
    connection.execute(
        _TAKE,
        [{"part": part.id, "leased": part.send_at + turn.lease} for part in turn.taken],
    )
    held = {part.target.key: part.send_at + turn.lease for part in turn.taken}
    chats = [(key, state, held[key]) for key, state in turn.chats.items()]
    bots = [(key, state, None) for key, state in turn.bots.items()]
    _put(connection, [*chats, *bots])


def _bots(connection: Connection, platform: str) -> Mapping[str, GateState]:
    """The gates of the bots of a platform: keys without an address of a chat."""
    depth = 1 if platform == "slack" else 0
    rows = connection.execute(
        select(_gate).where(
            or_(_gate.c.key == platform, _gate.c.key.startswith(f"{platform}:"))
            if depth
            else _gate.c.key == platform
        )
    )
    return {
        row["key"]: gate_model(row) for row in rows.mappings() if row["key"].count(":") == depth
    }


def _row_gate(row: RowMapping) -> GateState:
    return gate_model(row if row["free_at"] is not None else None)


def _state(connection: Connection, key: str) -> tuple[GateState, datetime | None]:
    row = connection.execute(select(_gate).where(_gate.c.key == key)).mappings().first()
    return gate_model(row), None if row is None else row["held_until"]


_TAKE = (
    update(_part)
    .where(_part.c.id == bindparam("part"), _part.c.state == PartState.WAITING.value)
    .values(state=PartState.SENDING.value, leased_until=bindparam("leased"))
)


def _put(connection: Connection, gates: Sequence[tuple[str, GateState, datetime | None]]) -> None:
    statement = upsert(_gate)
    changed = {column.name: statement.excluded[column.name] for column in _gate.c}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_=changed),
        [gate_values(key, state, held) for key, state, held in gates],
    )
