"""Stands in for the product behind the platform: what it is asked is kept, what it says is set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from briefings.model.briefings import BriefingId
from briefings.model.chats import Answer, Ask, ChatRef
from briefings.model.languages import Language
from briefings.model.pages import Block, Button, Buttons, Group, Heading, Page, Paragraph, Text


def page(*blocks: Block | str, summary: str = "요약", language: Language = Language.KOREAN) -> Page:
    """A page of blocks; a string is a paragraph."""
    drawn = tuple(Paragraph((Text(one),)) if isinstance(one, str) else one for one in blocks)
    return Page(blocks=drawn, summary=summary, language=language)


def briefing_page() -> Page:
    """A heading, one story and its buttons."""
    return page(
        Heading("핀테크 브리핑 · 1월 4일–15일"),
        Group((Paragraph((Text("1. 한 줄 소식"),)),)),
        Buttons((Button("1 자세히", "detail:7:1"), Button("채널에 공유", "share:7"))),
        summary="핀테크 브리핑",
    )


def answer(*blocks: Block | str, **other: object) -> Answer:
    """An answer of one page."""
    return Answer(page=page(*blocks), **other)


class FakeDesk:
    """Answers with `says(ask)`; remembers every ask, every message reported and every event."""

    def __init__(self, says: Callable[[Ask], Answer] | None = None) -> None:
        self.says = says or (lambda ask: answer(f"“{ask.text or ask.action}”"))
        self.asks: list[Ask] = []
        self.reported: list[tuple[BriefingId | None, ChatRef, tuple[str, ...]]] = []
        self.events: list[str] = []
        self.gone: list[tuple[ChatRef, str]] = []
        self.seconds = 0.0

    async def answer(self, ask: Ask) -> Answer:
        """What `says` says, after `seconds`."""
        self.asks.append(ask)
        await asyncio.sleep(self.seconds)
        return self.says(ask)

    async def sent(self, said: Answer, chat: ChatRef, message_ids: Sequence[str]) -> None:
        """Keep the report."""
        self.reported.append((said.briefing, chat, tuple(message_ids)))

    async def first_time(self, event_key: str) -> bool:
        """Whether the key is new."""
        self.events.append(event_key)
        return self.events.count(event_key) == 1

    async def chat_moved(self, old: ChatRef, new: ChatRef) -> None:
        """Chats of Slack do not move."""

    async def chat_gone(self, chat: ChatRef, reason: str) -> None:
        """Keep the report."""
        self.gone.append((chat, reason))
