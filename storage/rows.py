"""Rows and models: what a row says as a model, and back; two small functions a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Protocol

from briefings.model.briefings import (
    Briefing,
    BriefingId,
    BriefingWish,
    Length,
    Pick,
    StoredBriefing,
    StoredPick,
    Weight,
)
from briefings.model.chats import ChatRef, ChatSettings
from briefings.model.habits import Approval, NothingNew, QuietHours
from briefings.model.items import (
    DocumentId,
    Item,
    ItemId,
    Label,
    ParsedItem,
    SourceRef,
    StoryId,
    ThemeId,
)
from briefings.model.languages import Language
from briefings.model.times import Period, Published
from storage.fingerprint import mark_of
from storage.search import search_id
from storage.tables import BriefingPickRow, BriefingRow, ChatRow, ItemThemeRow
from storage.tables_delivery import ProofPickRow

Value = str | int | float | bytes | bool | date | datetime | None
Values = dict[str, Value]
"""The columns of a row to write, by name."""


class ItemColumns(Protocol):
    """A row of `item` joined with its document: what `item_model` reads."""

    id: int
    document_id: int
    document_name: str
    document_title: str | None
    credit: str | None
    outlet: str | None
    position: int
    title: str | None
    body: str
    published: str | None
    stored_at: datetime
    language: str
    section: str | None
    span_start: int
    span_end: int
    external_id: str | None
    sources_json: str
    urls_json: str
    story_id: int | None
    is_update: bool
    forms: str | None


def item_values(
    item: ParsedItem, number: int, published: Published | None, stored_at: datetime, zone: tzinfo
) -> Values:
    """The columns of item `number` that its document decides; `published` is what it counts by."""
    return {
        "position": item.position,
        "title": item.title,
        "body": item.body,
        "mark": mark_of(item.title, item.body),
        "published": None if published is None else published.isoformat(),
        "search_id": search_id(moment(published, stored_at, zone), number),
        "last_day": last_day(published, stored_at, zone),
        "language": item.language,
        "section": item.section,
        "span_start": item.span[0],
        "span_end": item.span[1],
        "external_id": item.external_id,
        "sources_json": dump_pairs((source.name, source.url) for source in item.sources),
        "urls_json": dump_texts(item.urls),
    }


def item_model(row: ItemColumns, labels: tuple[Label, ...]) -> Item:
    """A row of `item` and its labels as an item."""
    return Item(
        id=ItemId(row.id),
        document=DocumentId(row.document_id),
        document_name=row.document_name,
        position=row.position,
        title=row.title,
        body=row.body,
        published=None if row.published is None else Published.parse(row.published),
        stored_at=row.stored_at,
        sources=tuple(SourceRef(name=name, url=url) for name, url in load_pairs(row.sources_json)),
        urls=load_texts(row.urls_json),
        language=row.language,
        section=row.section,
        span=(row.span_start, row.span_end),
        labels=labels,
        story=None if row.story_id is None else StoryId(row.story_id),
        credit=row.credit,
        outlet=row.outlet,
        document_title=row.document_title,
        external_id=row.external_id,
        is_update=bool(row.is_update),
        phrases=None if row.forms is None else load_forms(row.forms),
    )


def last_day(published: Published | None, stored_at: datetime, zone: tzinfo) -> date:
    """The last local day on which an item counts."""
    if published is None:
        return stored_at.astimezone(zone).date()
    return published.last_day(zone)


def moment(published: Published | None, stored_at: datetime, zone: tzinfo) -> datetime:
    """The local time by which newest is newest: the start of the day where only that is known."""
    if published is None:
        return stored_at.astimezone(zone)
    if published.instant is not None:
        return published.instant.astimezone(zone)
    return datetime.combine(published.day, time.min, tzinfo=zone)


def label_values(label: Label) -> Values:
    """The columns of a label that the label itself decides."""
    return {
        "theme": label.theme,
        "score": label.score,
        "because_json": dump_texts(label.because),
    }


def label_model(row: ItemThemeRow) -> Label:
    """A row of `item_theme` as a label."""
    return Label(theme=ThemeId(row.theme), score=row.score, because=load_texts(row.because_json))


def briefing_values(briefing: Briefing, chat: ChatRef | None) -> Values:
    """The columns of a briefing that was just written."""
    return {
        "chat": "" if chat is None else chat.key,
        "thread": None if chat is None else chat.thread,
        "wish_json": dump_wish(briefing.wish),
        "since": briefing.period.since,
        "until": briefing.period.until,
        "language": briefing.language.value,
        "written_at": briefing.written_at,
        "shown": len(briefing.stories) + len(briefing.also),
    }


def briefing_model(row: BriefingRow, picks: Iterable[BriefingPickRow]) -> StoredBriefing:
    """A row of `briefing` and its picks as a stored briefing."""
    return StoredBriefing(
        id=BriefingId(row.id or 0),
        wish=load_wish(row.wish_json),
        period=Period(since=row.since, until=row.until),
        language=Language(row.language),
        written_at=row.written_at,
        chat=row.chat,
        picks=tuple(pick_model(pick) for pick in picks),
        shown=row.shown,
    )


def pick_values(pick: Pick) -> Values:
    """The columns of a pick that the pick itself decides."""
    candidate = pick.candidate
    return {
        "number": pick.number,
        "item_id": candidate.item.id,
        "story_id": candidate.story,
        "others_json": dump_ids([other.id for other in candidate.others]),
        "score": pick.score,
        "weights_json": json.dumps([(weight.name, weight.value) for weight in pick.weights]),
        "is_update": candidate.is_update,
    }


def pick_model(row: BriefingPickRow | ProofPickRow) -> StoredPick:
    """A row of `briefing_pick` or `proof_pick` as a stored pick."""
    weights: list[tuple[str, float]] = json.loads(row.weights_json)
    return StoredPick(
        number=row.number,
        item=ItemId(row.item_id),
        story=None if row.story_id is None else StoryId(row.story_id),
        others=load_ids(row.others_json),
        score=row.score,
        weights=tuple(Weight(name=name, value=value) for name, value in weights),
        is_update=row.is_update,
    )


def chat_values(settings: ChatSettings) -> Values:
    """The columns of a chat that it chose."""
    return {
        "language": None if settings.language is None else settings.language.value,
        "zone": settings.zone,
        "length": None if settings.length is None else settings.length.value,
        "quiet": None if settings.quiet is None else settings.quiet.spec(),
        "nothing_new": None if settings.nothing_new is None else settings.nothing_new.value,
        "repeats_unsure": settings.repeats_unsure,
        "approval_minutes": None if settings.approval is None else settings.approval.minutes,
        "approver": None if settings.approval is None else settings.approval.approver,
    }


def chat_model(row: ChatRow) -> ChatSettings:
    """What a chat's row says that it chose."""
    return ChatSettings(
        language=None if row.language is None else Language(row.language),
        zone=row.zone,
        length=None if row.length is None else Length(row.length),
        quiet=None if row.quiet is None else QuietHours.parse(row.quiet),
        nothing_new=None if row.nothing_new is None else NothingNew(row.nothing_new),
        repeats_unsure=None if row.repeats_unsure is None else bool(row.repeats_unsure),
        approval=approval_model(row.approval_minutes, row.approver),
    )


def approval_model(minutes: int | None, approver: str | None) -> Approval | None:
    """The two columns of an approval; `None` where nothing was chosen."""
    if minutes is None or approver is None:
        return None
    return Approval(minutes=minutes, approver=approver)


def dump_wish(wish: BriefingWish) -> str:
    """A wish as JSON."""
    period = wish.period
    return json.dumps(
        {
            "themes": wish.themes,
            "words": wish.words,
            "without": wish.without,
            "period": None
            if period is None
            else [period.since.isoformat(), period.until.isoformat()],
            "length": wish.length.value,
        },
        ensure_ascii=False,
    )


def load_wish(text: str) -> BriefingWish:
    """Read back what `dump_wish` wrote."""
    values: Mapping[str, Sequence[str]] = json.loads(text)
    period = values["period"]
    return BriefingWish(
        themes=tuple(ThemeId(theme) for theme in values["themes"]),
        words=tuple(values["words"]),
        without=tuple(values["without"]),
        period=Period(since=date.fromisoformat(period[0]), until=date.fromisoformat(period[1]))
        if period
        else None,
        length=Length(str(values["length"])),
    )


def dump_texts(texts: Sequence[str]) -> str:
    """Texts as a JSON list."""
    return json.dumps(texts, ensure_ascii=False) if texts else "[]"


def load_texts(text: str) -> tuple[str, ...]:
    """Read back what `dump_texts` wrote."""
    return () if text == "[]" else tuple(json.loads(text))


def dump_forms(forms: Sequence[str]) -> str:
    """Phrases, which hold no line break, as lines."""
    return "\n".join(forms)


def load_forms(text: str) -> tuple[str, ...]:
    """Read back what `dump_forms` wrote."""
    return tuple(text.split("\n")) if text else ()


def dump_pairs(pairs: Iterable[tuple[str | None, str | None]]) -> str:
    """Pairs of texts as a JSON list of lists."""
    return json.dumps(list(pairs), ensure_ascii=False)


def load_pairs(text: str) -> tuple[tuple[str | None, str | None], ...]:
    """Read back what `dump_pairs` wrote."""
    return () if text == "[]" else tuple((first, second) for first, second in json.loads(text))


def dump_ids(ids: Sequence[ItemId]) -> str:
    """Ids as a JSON list."""
    return json.dumps(ids) if ids else "[]"


def load_ids(text: str) -> tuple[ItemId, ...]:
    """Read back a JSON list of item ids."""
    ids: list[int] = [] if text == "[]" else json.loads(text)
    return tuple(ItemId(number) for number in ids)
