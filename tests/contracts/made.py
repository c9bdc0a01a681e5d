"""Documents, items and briefings made up for tests of the stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from briefings.model.briefings import Briefing, BriefingWish, Candidate, Pick, Weight
from briefings.model.chats import ChatRef
from briefings.model.documents import ParsedDocument
from briefings.model.items import Item, ItemId, Label, ParsedItem, SourceRef, ThemeId
from briefings.model.languages import Language
from briefings.model.stored import DocumentReport
from briefings.model.times import Period, Published
from storage.items import StoredItems

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
AI = ThemeId("ai")
FINTECH = ThemeId("fintech")
GROUP = ChatRef(platform="telegram", address="-1001")
TOPIC = replace(GROUP, thread="7")


def an_item(
    title: str | None = "제목",
    body: str = "본문입니다.",
    *,
    position: int = 1,
    published: str | None = None,
    url: str | None = None,
    external_id: str | None = None,
) -> ParsedItem:
    """An item as a reader would give it."""
    return ParsedItem(
        position=position,
        title=title,
        body=body,
        published=None if published is None else Published.parse(published),
        sources=() if url is None else (SourceRef(name="어느 신문", url=url),),
        urls=() if url is None else (url,),
        language="ko",
        span=(0, len(body)),
        external_id=external_id,
    )


def a_document(
    *items: ParsedItem,
    name: str = "주간.md",
    text: str | None = None,
    published: str | None = None,
    format_name: str = "markdown",
    credit: str | None = None,
) -> ParsedDocument:
    """A document of these items; its text is theirs unless given."""
    return ParsedDocument(
        name=name,
        format=format_name,
        text="\n\n".join(item.text for item in items) if text is None else text,
        items=tuple(replace(item, position=place) for place, item in enumerate(items, 1)),
        published=None if published is None else Published.parse(published),
        credit=credit,
    )


def put(
    store: StoredItems,
    document: ParsedDocument,
    *labels: Sequence[Label],
    source: str | None = None,
    now: datetime = NOW,
) -> DocumentReport:
    """Store a document; items beyond the labels that are given have none."""
    padded = [tuple(label) for label in labels]
    padded += [()] * (len(document.items) - len(padded))
    return store.put_document(document, padded, source=source, now=now)


def about(theme: ThemeId, score: float = 0.9, *because: str) -> list[Label]:
    """The one label of an item."""
    return [Label(theme=theme, score=score, because=because)]


def titles(items: Sequence[Item]) -> list[str | None]:
    """The titles of items, in order."""
    return [item.title for item in items]


def found(
    store: StoredItems,
    query: str,
    *,
    newest: bool = False,
    forgiving: bool = False,
    limit: int = 10,
) -> list[str]:
    """The titles of what a search finds, in order."""
    results = store.search(query.split(), newest=newest, limit=limit, forgiving=forgiving)
    return [result.item.headline for result in results]


def a_briefing(store: StoredItems, *ids: ItemId, written_at: datetime = NOW) -> Briefing:
    """A briefing that picks these items, two of them as stories and the others for later."""
    picks = tuple(
        Pick(
            number=number,
            candidate=Candidate(item=item),
            score=1 / number,
            weights=(Weight(name="theme", value=0.5), Weight(name="fresh", value=0.25)),
        )
        for number, item in enumerate(store.items(ids), 1)
    )
    return Briefing(
        wish=BriefingWish(themes=(AI,), words=("은행",), without=("광고",)),
        period=Period(since=date(2026, 3, 4), until=date(2026, 3, 10)),
        language=Language.KOREAN,
        written_at=written_at,
        stories=picks[:2],
        rest=picks[2:],
    )
