"""The product as platforms see it: asks are answered and charts painted off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from bot.logs import log
from briefings.errors import NotPainted
from briefings.model.chats import Answer, Ask, ChatRef
from briefings.ports import ChartPainter
from briefings.steps.answer import answer
from briefings.steps.newsroom import Newsroom, asking_of
from briefings.write.notes import note_page

T = TypeVar("T")
THREADS = 4
"""SQLite has one writer; more threads would only wait for it."""


@dataclass(frozen=True, slots=True)
class ThreadedDesk:
    """Fills the `Desk` port. `now` is the clock; `gone` is told of chats that are gone.

    Without a `painter` answers go without pictures.
    """

    newsroom: Newsroom
    now: Callable[[], datetime]
    gone: Callable[[ChatRef, str], Awaitable[None]]
    painter: ChartPainter | None = None
    pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(THREADS, thread_name_prefix="desk")
    )
    painting: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="painting")
    )

    async def answer(self, ask: Ask) -> Answer:
        """Answer anything asked; a fault of ours is logged and said in one line."""
        return await self._with_picture(await self._in_thread(lambda: self._answered(ask)))

    async def sent(self, answer: Answer, chat: ChatRef, message_ids: Sequence[str]) -> None:
        """Remember which messages speak for the answer's briefing."""
        briefing = answer.briefing
        if briefing is None or not message_ids:
            return
        remember = self.newsroom.briefings.remember_messages
        await self._in_thread(lambda: remember(briefing, chat, message_ids))

    async def first_time(self, event_key: str) -> bool:
        """Whether this platform event is new."""
        return await self._in_thread(lambda: self.newsroom.chats.first_time(event_key, self.now()))

    async def chat_moved(self, old: ChatRef, new: ChatRef) -> None:
        """Everything of the chat moves to its new address."""
        await self._in_thread(lambda: self.newsroom.chats.move(old, new))

    async def chat_gone(self, chat: ChatRef, reason: str) -> None:
        """Nothing more can be sent there: its subscriptions are paused, their subscribers told."""
        await self.gone(chat, reason)

    def close(self) -> None:
        """Wait for what is being answered, paint no more, take nothing new."""
        self.pool.shutdown(wait=True)
        if self.painter is not None:
            self.painter.close()
        self.painting.shutdown(wait=True, cancel_futures=True)

    async def _with_picture(self, said: Answer) -> Answer:
        """The answer with its chart painted; its words alone where that cannot be."""
        chart, painter = said.chart, self.painter
        if chart is None or painter is None:
            return said
        loop = asyncio.get_running_loop()
        try:
            picture = await loop.run_in_executor(self.painting, lambda: painter.paint(chart))
        except NotPainted as error:
            log.warning("chart_not_painted", extra={"reason": error})
            return said
        return replace(said, picture=picture)

    def _answered(self, ask: Ask) -> Answer:
        try:
            return answer(ask, self.newsroom)
        except Exception:  # noqa: BLE001 - a reader gets an answer whatever breaks; the log has it
            log.exception("answer_failed", extra={"chat": ask.chat.key, "action": ask.action})
            return self._apology(ask)

    def _apology(self, ask: Ask) -> Answer:
        voice = asking_of(ask, self.newsroom).voice
        text = voice.wording.say("Something went wrong here; it is on record. Please try again.")
        return Answer(page=note_page(text, voice), only_for_asker=True)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)
