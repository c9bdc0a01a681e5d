"""Rows of delivery to the model, and the model to rows: two small functions a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping

from briefings.deliver.gate import GateState
from briefings.model.briefings import Briefing, BriefingId, Keyword, Length
from briefings.model.chats import ChatRef
from briefings.model.habits import NothingNew, QuietHours
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.pages import MessagePart
from briefings.model.proofs import Proof, ProofId, ProofPick
from briefings.model.subscriptions import (
    OutboxPart,
    PartId,
    Schedule,
    Silence,
    Slot,
    SlotId,
    SlotState,
    StartFrom,
    Subscription,
    SubscriptionId,
    SubscriptionWish,
    Timetable,
)
from briefings.model.times import Period
from storage.rows import approval_model, pick_model
from storage.tables_delivery import ProofPickRow

Values = dict[str, object]


def chat_of(key: str, thread: str | None) -> ChatRef:
    """The chat of a `chat` column (`telegram:-1001`) and its thread."""
    platform, _, address = key.partition(":")
    return ChatRef(platform=platform, address=address, thread=thread)


def wish_values(wish: SubscriptionWish) -> Values:
    """The columns of a subscription that its reader chose."""
    return {
        "chat": wish.chat.key,
        "thread": wish.chat.thread,
        "themes_json": _dumped(wish.themes),
        "words_json": _dumped(wish.words),
        "without_json": _dumped(wish.without),
        "schedule": wish.schedule.spec(),
        "zone": wish.zone,
        "language": wish.language.value,
        "length": wish.length.value,
        "nothing_new": wish.nothing_new.value,
        "start_from": wish.start_from.value,
        "quiet": wish.quiet.spec() if wish.quiet else None,
        "repeats_unsure": wish.repeats_unsure,
        "approval_minutes": wish.approval.minutes if wish.approval else None,
        "approver": wish.approval.approver if wish.approval else None,
        "subscribed_by": wish.subscribed_by,
    }


def subscription_model(row: RowMapping) -> Subscription:
    """A whole subscription row as the model has it."""
    wish = SubscriptionWish(
        chat=chat_of(row["chat"], row["thread"]),
        themes=_themes(row["themes_json"]),
        words=_loaded(row["words_json"]),
        without=_loaded(row["without_json"]),
        schedule=_schedule(row["schedule"]),
        zone=row["zone"],
        language=Language(row["language"]),
        length=Length(row["length"]),
        nothing_new=NothingNew(row["nothing_new"]),
        start_from=StartFrom(row["start_from"]),
        quiet=QuietHours.parse(row["quiet"]) if row["quiet"] else None,
        repeats_unsure=row["repeats_unsure"],
        approval=approval_model(row["approval_minutes"], row["approver"]),
        subscribed_by=row["subscribed_by"],
    )
    return Subscription(
        id=SubscriptionId(row["id"]),
        wish=wish,
        created_at=row["created_at"],
        next_due_at=row["next_due_at"],
        window_from=row["window_from"],
        paused=row["paused"],
        pause_reason=row["pause_reason"],
        paused_until=row["paused_until"],
    )


def timetable_model(schedule: str, zone: str, next_due_at: datetime) -> Timetable:
    """The columns of a subscription that say when it is due."""
    return Timetable(schedule=_schedule(schedule), zone=zone, next_due_at=next_due_at)


def slot_model(row: RowMapping) -> Slot:
    """A whole slot row as the model has it."""
    return Slot(
        id=SlotId(row["id"]),
        subscription=SubscriptionId(row["subscription_id"]),
        due_at=row["due_at"],
        state=SlotState(row["state"]),
        reason=row["reason"],
        briefing=None if row["briefing_id"] is None else BriefingId(row["briefing_id"]),
        ended_at=row["ended_at"],
        not_before=row["not_before"],
        attempts=row["attempts"],
        draft_of=row["draft_of"],
    )


def part_model(row: RowMapping, send_at: datetime) -> OutboxPart:
    """A part with the columns of its slot and subscription beside it, as `storage.claims` reads."""
    return OutboxPart(
        id=PartId(row["id"]),
        slot=SlotId(row["slot_id"]),
        subscription=SubscriptionId(row["subscription_id"]),
        briefing=None if row["briefing_id"] is None else BriefingId(row["briefing_id"]),
        target=chat_of(row["chat"], row["thread"]),
        number=row["number"],
        of=row["of"],
        message=MessagePart(payload=row["payload"], plain=row["plain_text"]),
        delivery_key=row["delivery_key"],
        attempts=row["attempts"],
        maybe_twice=row["maybe_twice"],
        send_at=send_at,
        due_at=row["due_at"],
        plain=row["without_markup"],
        unsure_since=row["unsure_since"],
        repeats_unsure=row["repeats_unsure"],
        moved=row["moved"],
    )


def silence_model(row: RowMapping) -> Silence:
    """A slot with the chat of its subscription beside it, as the operator is told of it."""
    return Silence(
        slot=SlotId(row["id"]),
        subscription=SubscriptionId(row["subscription_id"]),
        chat=chat_of(row["chat"], row["thread"]),
        due_at=row["due_at"],
        state=SlotState(row["state"]),
        error=row["error"],
    )


def proof_values(
    wish: SubscriptionWish,
    subscription: SubscriptionId,
    due_at: datetime,
    slot: SlotId,
    briefing: Briefing | None,
    now: datetime,
) -> Values:
    """The columns of a draft that was just made at `now`; without a briefing it holds nothing."""
    today = now.astimezone(ZoneInfo(wish.zone)).date()
    keywords = () if briefing is None else briefing.keywords
    return {
        "slot_id": slot,
        "subscription_id": subscription,
        "due_at": due_at,
        "chat": wish.chat.key,
        "thread": wish.chat.thread,
        "approver": wish.approval.approver if wish.approval else "",
        "window_until": now,
        "since": today if briefing is None else briefing.period.since,
        "until": today if briefing is None else briefing.period.until,
        "keywords_json": json.dumps(
            [[word.word, word.count, word.rising] for word in keywords], ensure_ascii=False
        ),
        "version": 0,
    }


def proof_model(row: RowMapping, picks: Iterable[ProofPickRow]) -> Proof:
    """A whole draft row and its picks as the model has them."""
    keywords: list[tuple[str, int, bool]] = json.loads(row["keywords_json"])
    return Proof(
        id=ProofId(row["id"]),
        subscription=SubscriptionId(row["subscription_id"]),
        due_at=row["due_at"],
        approver=row["approver"],
        window_until=row["window_until"],
        period=Period(since=row["since"], until=row["until"]),
        keywords=tuple(
            Keyword(word=word, count=count, rising=rising) for word, count, rising in keywords
        ),
        picks=tuple(
            ProofPick(pick=pick_model(pick), is_dropped=pick.is_dropped, pinned=pick.pinned)
            for pick in picks
        ),
        stopped_by=row["stopped_by"],
        approved_by=row["approved_by"],
        version=row["version"],
    )


def gate_model(row: RowMapping | None) -> GateState:
    """A gate row as the model has it; open where there is none."""
    if row is None:
        return GateState()
    state = GateState(free_at=row["free_at"], recent=_instants(row["recent_json"]))
    if row["banned_until"] is None or row["banned_at"] is None:
        return state
    return GateState(
        free_at=state.free_at,
        recent=state.recent,
        banned_at=row["banned_at"],
        banned_until=row["banned_until"],
    )


def gate_values(key: str, state: GateState, held_until: datetime | None) -> Values:
    """The whole row of a gate."""
    is_banned = state.banned_until > GateState().banned_until
    return {
        "key": key,
        "free_at": state.free_at,
        "recent_json": json.dumps([at.timestamp() for at in state.recent]),
        "held_until": held_until,
        "banned_at": state.banned_at if is_banned else None,
        "banned_until": state.banned_until if is_banned else None,
    }


@lru_cache(maxsize=1024)
def _schedule(spec: str) -> Schedule:
    return Schedule.parse(spec)


@lru_cache(maxsize=1024)
def _themes(text: str) -> tuple[ThemeId, ...]:
    return tuple(ThemeId(theme) for theme in _loaded(text))


def _instants(text: str) -> tuple[datetime, ...]:
    return tuple(datetime.fromtimestamp(seconds, UTC) for seconds in json.loads(text))


def _dumped(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _loaded(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()
