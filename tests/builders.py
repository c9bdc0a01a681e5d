"""Ready-made values for tests, each changed by the fields that a test is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Product, opened
from briefings.model.chats import Ask, ChatKind, ChatRef
from briefings.model.documents import ParsedDocument
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.languages import Language
from briefings.model.times import Published
from briefings.steps.collect import collect, join_stories
from config.settings import Settings

NOW = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
"""Friday, 20 November 2026, nine in the morning in Seoul."""

CHAT = ChatRef(platform="telegram", address="100")


def ask(
    text: str = "",
    *,
    action: str | None = None,
    chat: ChatRef = CHAT,
    kind: ChatKind = ChatKind.PRIVATE,
    language: Language | None = Language.KOREAN,
    answered_message: str | None = None,
    may_manage: bool = True,
    now: datetime = NOW,
) -> Ask:
    """Something asked by a person in a private chat, at nine in the morning."""
    return Ask(
        chat=chat,
        kind=kind,
        person="telegram:100",
        text=text,
        now=now,
        action=action,
        answered_message=answered_message,
        language=language,
        may_manage=may_manage,
    )


def parsed_item(
    position: int,
    title: str | None,
    body: str = "",
    *,
    day: str | None = "2026-11-18",
    source: str | None = "지역통신",
    url: str | None = None,
    themes: Sequence[str] | None = None,
) -> ParsedItem:
    """An item as a reader finds it."""
    return ParsedItem(
        position=position,
        title=title,
        body=body,
        published=Published.parse(day) if day else None,
        sources=(SourceRef(name=source, url=url),) if source or url else (),
        urls=(url,) if url else (),
        language="ko",
        span=(0, 0),
        given_themes=tuple(themes) if themes is not None else None,
    )


def document(name: str, *items: ParsedItem, credit: str | None = None) -> ParsedDocument:
    """A document of these items; its text is their texts."""
    text = "\n\n".join(item.text for item in items)
    return ParsedDocument(name=name, format="report", text=text, items=items, credit=credit)


def settings(folder: Path) -> Settings:
    """The defaults, with a database of its own; nothing of the environment."""
    return Settings(_env_file=None, database_url=f"sqlite:///{folder / 'trendbrief.db'}")


@contextmanager
def product_in(folder: Path) -> Iterator[Product]:
    """The product on an empty database."""
    with opened(settings(folder)) as product:
        yield product


def store(product: Product, *documents: ParsedDocument, now: datetime = NOW) -> None:
    """Store documents as `ingest` does."""
    for each in documents:
        collect(
            each,
            labeller=product.labeller,
            items=product.items,
            source=None,
            now=now,
            unsure_below=0.0,
        )
    join_stories(product.items)
