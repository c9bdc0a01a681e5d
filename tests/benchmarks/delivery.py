"""How delivery fares against a strict Telegram stand-in: share of the limits, refusals, CPU.

The stand-in runs in a process of its own; only our CPU counts. Takes about three minutes.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.request import AiohttpRequest, hide_tokens_in_logs
from bot.platforms.telegram.send import TelegramSender
from briefings.deliver.due import no_holidays
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.model.pages import Page
from briefings.model.subscriptions import DeliveryPolicy, SubscriptionWish
from briefings.steps.drafts import Draft
from briefings.steps.due import DueSteps
from storage.database import Database, open_database
from storage.outbox import StoredOutbox
from storage.subscriptions import StoredSubscriptions
from tests.benchmarks.schedule import NINE, wish
from tests.benchmarks.telegram import PART
from tests.standins.telegram import TOKEN, TelegramStandIn

CHATS = 300
GROUP = -500
TELEGRAM_A_SECOND = 30
MESSAGES_A_CHAT = 20
MESSAGES_TO_GROUP = 22
IDEAL_CHAT_SECONDS = MESSAGES_A_CHAT - 1
IDEAL_GROUP_SECONDS = 60
BARE_PAUSE = 1 / 29


@dataclass(frozen=True)
class Seen:
    """What the stand-in saw: when each message arrived, by chat, and what it refused."""

    times: dict[int, list[float]]
    refusals: list[str]
    impolite: list[str]

    @property
    def count(self) -> int:
        return sum(map(len, self.times.values()))

    def seconds(self, *chats: int) -> float:
        """From the first to the last message of these chats, of all where none is named."""
        times = [
            at for chat, each in self.times.items() if not chats or chat in chats for at in each
        ]
        return max(times) - min(times)


def main() -> None:
    """Print the shares and ratios."""
    hide_tokens_in_logs()
    bare_ms = asyncio.run(bare_cpu())
    with served() as server:
        fan_ms = asyncio.run(delivered(server.url, [(number, 1) for number in range(1, CHATS + 1)]))
    seen = server.seen
    share = (seen.count - 1) / seen.seconds() / TELEGRAM_A_SECOND
    print(f"{CHATS} messages to {CHATS} chats: {100 * share:.1f} % of Telegram's limit", end=" ")
    print(f"(accept 93, stretch 96), arrived {seen.count}, refused with 429: {len(seen.refusals)}")
    print(f"  CPU a message: {fan_ms:.2f} ms, bare python-telegram-bot {bare_ms:.2f} ms,", end=" ")
    print(f"ratio {fan_ms / bare_ms:.2f} (accept 1.2, stretch 0.7)")
    with served() as server:
        wanted = [(1, MESSAGES_A_CHAT), (2, MESSAGES_A_CHAT), (3, MESSAGES_A_CHAT)]
        asyncio.run(delivered(server.url, [*wanted, (GROUP, MESSAGES_TO_GROUP)]))
    seen = server.seen
    chats = seen.seconds(1, 2, 3) / IDEAL_CHAT_SECONDS - 1
    group = seen.seconds(GROUP) / IDEAL_GROUP_SECONDS - 1
    print(f"3 chats: {100 * chats:.1f} % over the ideal; a group: {100 * group:.1f} %", end=" ")
    print(f"(accept 7, stretch 3), arrived {seen.count}, refused: {len(seen.refusals)}")


async def delivered(url: str, wanted: Sequence[tuple[int, int]]) -> float:
    """Deliver so many messages to each chat; milliseconds of CPU a message."""
    bot = Bot(TOKEN, base_url=url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    with tempfile.TemporaryDirectory() as folder:
        database = assembled(Path(folder) / "fan.db", wanted)
        policy = DeliveryPolicy(max_age=timedelta(days=10_000), late_after=timedelta(days=9_000))
        outbox = StoredOutbox(database, policy)
        async with bot:
            delivery = Delivery(
                outbox, {"telegram": TelegramSender(bot, Pace())}, SystemClock(), policy
            )
            began = process_time()
            await delivery.start()
            await delivery.drain()
            spent = process_time() - began
            await delivery.stop()
        database.close()
    return 1000 * spent / sum(count for _, count in wanted)


def assembled(path: Path, wanted: Sequence[tuple[int, int]]) -> Database:
    """A database whose outbox holds so many messages for each chat, in a slot a chat."""
    database = open_database(f"sqlite:///{path}")
    subscriptions = StoredSubscriptions(database)
    policy = DeliveryPolicy()
    counts = dict(wanted)
    subscriptions.add_many([(a_wish(chat), NINE) for chat in counts], now=NINE)
    steps = DueSteps(
        subscriptions=subscriptions,
        outbox=StoredOutbox(database, policy),
        write=lambda sub, *_: pages_of(counts[int(sub.wish.chat.address)]),
        renderers={"telegram": lambda page: (PART,) * int(page.summary)},
        close_window=lambda _until: None,
        policy=policy,
        is_holiday=no_holidays,
    )
    steps.tick(NINE)
    steps.assemble(NINE, limit=len(counts))
    return database


def pages_of(count: int) -> Draft:
    """A page that is drawn as so many messages."""
    page = Page(blocks=(), summary=str(count), language=Language.KOREAN)
    return Draft(briefing=None, page=lambda _number: page)


def a_wish(chat: int) -> SubscriptionWish:
    """The daily subscription of a chat."""
    return replace(wish(0), chat=ChatRef(platform="telegram", address=str(chat)))


async def bare_cpu() -> float:
    """Milliseconds of CPU that the bare library takes for the same message, evenly paced."""
    with served() as server:
        async with Bot(TOKEN, base_url=server.url) as bot:
            await bare_send(bot, 1)
            began, last = process_time(), perf_counter()
            for number in range(2, CHATS + 1):
                # Never in a bunch after a hiccup of the machine: it would meet the limit.
                await asyncio.sleep(max(last + BARE_PAUSE - perf_counter(), 0))
                last = perf_counter()
                await bare_send(bot, number)
            return 1000 * (process_time() - began) / (CHATS - 1)


async def bare_send(bot: Bot, chat: int) -> None:
    """Send our message as the library's users do, with the objects that they build."""
    payload = json.loads(PART.payload)
    rows = payload["reply_markup"]["inline_keyboard"]
    buttons = [
        [InlineKeyboardButton(each["text"], callback_data=each["callback_data"]) for each in row]
        for row in rows
    ]
    await bot.send_message(
        chat,
        payload["text"],
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup(buttons),
    )


class Server:
    """The stand-in's process: where it listens, and at the end what it saw."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.url = process.stdout.readline().strip()
        self.seen = Seen({}, [], [])


@contextmanager
def served() -> Iterator[Server]:
    """A stand-in in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.delivery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        server = Server(process)
        try:
            yield server
        finally:
            said = json.loads(process.communicate()[0])
            times = {int(chat): each for chat, each in said["times"].items()}
            server.seen = Seen(times, said["refusals"], said["impolite"])


async def serve() -> None:
    """Run the stand-in until standard input ends, then print what it saw."""
    async with TelegramStandIn() as standin:
        for number in range(1, CHATS + 1):
            standin.person(number)
        standin.chat(GROUP, "supergroup")
        print(standin.base_url, flush=True)
        await asyncio.to_thread(sys.stdin.read)
        times: dict[int, list[float]] = {}
        for shown in standin.shown:
            times.setdefault(shown.chat, []).append(shown.at)
        print(
            json.dumps({"times": times, "refusals": standin.refusals, "impolite": standin.impolite})
        )


if __name__ == "__main__":
    asyncio.run(serve())
