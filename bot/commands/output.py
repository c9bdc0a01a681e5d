"""What commands print: JSON lines of items and the line a document gets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from briefings.model.briefings import BriefingWish, Found, Pick
from briefings.model.documents import ParsedDocument
from briefings.model.items import Item, Label, ParsedItem, SourceRef
from briefings.model.times import Period
from briefings.steps.brief import DEFAULT_DAYS, brief_on_demand
from briefings.steps.newsroom import Asking, Newsroom, reader_of
from briefings.write.voice import link_of

_HALF = re.compile("[\ud800-\udfff]")


def item_json(document: ParsedDocument, item: ParsedItem, labels: Sequence[Label]) -> str:
    """The JSON object of a read item: the contract of `ingest --json`."""
    return as_json(
        {
            "document": document.name,
            "format": document.format,
            "position": item.position,
            "section": item.section,
            "title": item.title,
            "body": item.body,
            "published": item.published.isoformat() if item.published else None,
            "sources": sources_json(item.sources),
            "urls": list(item.urls),
            "language": item.language,
            "themes": [label.theme for label in labels],
            "span": list(item.span),
        }
    )


def briefing_json(wish: BriefingWish, asking: Asking, newsroom: Newsroom) -> object:
    """The JSON object of a briefing: the contract of `brief --format json`."""
    reader = reader_of(asking, newsroom)
    briefing = brief_on_demand(wish, reader, newsroom.items)
    if briefing is None:
        return _empty_json(wish, asking)
    shown = (*briefing.also, *briefing.rest)
    return {
        "themes": list(wish.themes),
        "since": briefing.period.since.isoformat(),
        "until": briefing.period.until.isoformat(),
        "language": briefing.language.value,
        "keywords": [
            {"word": keyword.word, "count": keyword.count, "rising": keyword.rising}
            for keyword in briefing.keywords
        ],
        "stories": [_story_json(pick) for pick in briefing.stories],
        "more": [_title_json(pick) for pick in shown],
        "credits": list(briefing.credits),
    }


def _empty_json(wish: BriefingWish, asking: Asking) -> object:
    period = wish.period or Period.last_days(DEFAULT_DAYS, asking.today)
    return {
        "themes": list(wish.themes),
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "language": asking.voice.language.value,
        "keywords": [],
        "stories": [],
        "more": [],
        "credits": [],
    }


def _story_json(pick: Pick) -> object:
    item = pick.candidate.item
    return {
        "number": pick.number,
        "title": item.title,
        "published": item.published.isoformat() if item.published else None,
        "sources": sources_json(item.sources),
        "sentences": [
            {
                "text": sentence.text,
                "item": sentence.item,
                "span": list(sentence.span),
                "shortened": sentence.shortened,
            }
            for sentence in pick.sentences
        ],
        "others": [_item_json(other) for other in pick.candidate.others],
    }


def _title_json(pick: Pick) -> dict[str, object]:
    return {"number": pick.number, **_item_json(pick.candidate.item)}


def _item_json(item: Item) -> dict[str, object]:
    return {
        "item": item.id,
        "title": item.title,
        "published": item.published.isoformat() if item.published else None,
        "sources": sources_json(item.sources),
        "url": link_of(item),
        "themes": [label.theme for label in item.labels],
    }


def found_json(found: Found) -> str:
    """The JSON object of a search result: the contract of `search --json`."""
    item = found.item
    return as_json(
        {
            "id": item.id,
            "external_id": item.external_id,
            "title": item.title,
            "published": item.published.isoformat() if item.published else None,
            "score": round(found.score, 4),
            "sources": sources_json(item.sources),
        }
    )


def sources_json(sources: Iterable[SourceRef]) -> list[dict[str, str | None]]:
    """Sources as other programs take them."""
    return [{"name": source.name, "url": source.url} for source in sources]


def as_json(value: object) -> str:
    """One line of JSON, other scripts than Latin as they are.

    Half a character, which JSON can name and UTF-8 cannot hold, stays written as JSON names it.
    """
    line = json.dumps(value, ensure_ascii=False)
    return _HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", line)


def explained(document: ParsedDocument) -> Iterable[str]:
    """Every line of a document with what it was taken for and the item that it went to."""
    yield f"{document.name}: {document.format}, confidence {document.confidence:.2f}"
    for line in document.lines:
        item = f"#{line.item}" if line.item else ""
        yield f"{line.number:>5}  {line.role.value:<9} {item:<5} {line.text}"
    yield from (f"doubt: {doubt}" for doubt in document.doubts)
