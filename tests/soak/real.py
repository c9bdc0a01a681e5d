"""The real program as a process of its own, subscriptions for it, and a Telegram that limits."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from briefings.model.chats import ChatRef
from briefings.model.habits import NothingNew
from briefings.model.items import ThemeId
from briefings.model.languages import Language
from briefings.model.subscriptions import Schedule, SubscriptionWish
from tests.builders import document, parsed_item, product_in, store
from tests.service.test_running import environment, telegram_settings
from tests.standins.telegram import Chat, TelegramStandIn

ROOT = Path(__file__).parents[2]
SEOUL = ZoneInfo("Asia/Seoul")
STOP_SECONDS = 30.0


class LimitingTelegram(TelegramStandIn):
    """Tells one chat to wait at its first message, whatever the pace was."""

    def __init__(self, *, limited: int, seconds: int) -> None:
        super().__init__()
        self.waits_of = {limited: seconds}

    def _limit(self, chat: Chat) -> None:
        seconds = self.waits_of.pop(chat.id, 0)
        if seconds:
            self._too_many(chat, seconds)
        super()._limit(chat)

    def texts_by_chat(self) -> Counter[int]:
        """How many messages each chat was sent."""
        return Counter(shown.chat for shown in self.shown)


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Chats whose first briefing is due at the same instant."""

    chats: range
    due_at: datetime


def subscribe(folder: Path, *waves: Wave) -> None:
    """One story, and daily subscriptions to it that keep silent where nothing is new.

    Their daily time passed a minute ago: a clock that is set a day ahead finds them due again.
    """
    now = datetime.now(UTC)
    local = (now - timedelta(minutes=1)).astimezone(SEOUL)
    schedule = Schedule(days=(0, 1, 2, 3, 4, 5, 6), at=time(local.hour, local.minute))
    item = parsed_item(1, "누리페이 결제 시작", "앱 결제를 시작했다.", day=None, themes=["fintech"])
    with product_in(folder) as product:
        store(product, document("new.md", item), now=now)
        product.subscriptions.add_many(
            [(_wish(chat, schedule), wave.due_at) for wave in waves for chat in wave.chats],
            now=now,
        )


def _wish(chat: int, schedule: Schedule) -> SubscriptionWish:
    return SubscriptionWish(
        chat=ChatRef(platform="telegram", address=str(chat)),
        themes=(ThemeId("fintech"),),
        schedule=schedule,
        zone=SEOUL.key,
        language=Language.KOREAN,
        nothing_new=NothingNew.SILENT,
    )


@asynccontextmanager
async def program(
    folder: Path, telegram: TelegramStandIn, log: Path, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`trendbrief run`, ready; told to stop at the end, and its exit code is 0."""
    settings = telegram_settings(telegram) | {"DELIVERY__TICK_SECONDS": "1"}
    with log.open("ab") as told:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "run"),
            stdout=asyncio.subprocess.PIPE,
            stderr=told,
            cwd=log.parent,
            env={**environment(folder, **settings), "PYTHONPATH": str(ROOT), **more},
        )
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), 60)
        assert ready.startswith(b"ready telegram=")
        yield process
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), STOP_SECONDS) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for another process. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what other processes do sets no event here
            await asyncio.sleep(0.02)
