"""A desk that writes down what it is asked, and answers what a test tells it to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.platforms.telegram.platform import MenuCommand, TelegramPlatform
from briefings.errors import StoreBusy
from briefings.model.briefings import BriefingId
from briefings.model.chats import Answer, Ask, ChatRef
from briefings.model.pages import Heading
from tests.platforms.telegram.pages import page
from tests.standins.telegram import TOKEN, TelegramStandIn

NOW = datetime(2021, 1, 4, 9, tzinfo=UTC)
COMMANDS = (MenuCommand(name="brief", description_ko="브리핑", description_en="A briefing"),)


def echo(ask: Ask) -> Answer:
    """What was asked, said back."""
    return Answer(page=page(Heading(ask.action or ask.text)), briefing=BriefingId(7))


@dataclass(kw_only=True)
class FakeDesk:
    answers: Callable[[Ask], Answer] = echo
    slow: dict[str, float] = field(default_factory=dict)  # seconds by text
    asks: list[Ask] = field(default_factory=list)
    reported: list[tuple[ChatRef, tuple[str, ...]]] = field(default_factory=list)
    store_is_busy: bool = False
    seen: set[str] = field(default_factory=set)
    moved: list[tuple[ChatRef, ChatRef]] = field(default_factory=list)
    gone: list[tuple[ChatRef, str]] = field(default_factory=list)

    async def answer(self, ask: Ask) -> Answer:
        self.asks.append(ask)
        await asyncio.sleep(self.slow.get(ask.text, 0.0))
        return self.answers(ask)

    async def sent(self, _: Answer, chat: ChatRef, message_ids: Sequence[str]) -> None:
        self.reported.append((chat, tuple(message_ids)))

    async def first_time(self, event_key: str) -> bool:
        if self.store_is_busy:
            raise StoreBusy("another process holds the database")
        new = event_key not in self.seen
        self.seen.add(event_key)
        return new

    async def chat_moved(self, old: ChatRef, new: ChatRef) -> None:
        self.moved.append((old, new))

    async def chat_gone(self, chat: ChatRef, reason: str) -> None:
        self.gone.append((chat, reason))


def platform(
    telegram: TelegramStandIn,
    desk: FakeDesk,
    *,
    token: str = TOKEN,
    on_sent: Callable[[ChatRef], None] | None = None,
) -> TelegramPlatform:
    return TelegramPlatform(
        token=token,
        base_url=telegram.base_url,
        file_url=telegram.file_url,
        desk=desk,
        commands=COMMANDS,
        manages=frozenset({"subscribe", "구독"}),
        now=lambda: NOW,
        admins=["telegram:99"],
        on_sent=on_sent,
    )


async def until(fact: Callable[[], object], *, seconds: float = 5.0) -> None:
    """Wait for `fact`; a test that waits in vain fails here."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.01)
