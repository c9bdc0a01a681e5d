"""What a Telegram message costs in CPU: ours against bare python-telegram-bot, in turn, one run.

Both send the same message through the real library to a server in a process of its own; only the
sender's CPU counts.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Awaitable, Callable
from time import process_time

from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.render import render
from bot.platforms.telegram.request import AiohttpRequest, hide_tokens_in_logs
from bot.platforms.telegram.send import TelegramSender
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.model.pages import (
    Anchor,
    Button,
    Buttons,
    Faint,
    Group,
    Heading,
    Page,
    Paragraph,
    Text,
)

MESSAGES = int(os.environ.get("TB_BENCH_MESSAGES", "300"))
AT_ONCE = 20
ROUNDS = 5
TOKEN = "1:bench"


def main() -> None:
    """Print milliseconds of CPU a message, and the ratio."""
    hide_tokens_in_logs()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.telegram"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        base_url = server.stdout.readline().strip()
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(asyncio.run(cpu_of(bare_library, base_url)))
            ours.append(asyncio.run(cpu_of(our_sender, base_url)))
    finally:
        server.terminate()
        server.wait()
    theirs_ms, ours_ms = statistics.median(bare), statistics.median(ours)
    print(f"{MESSAGES} messages of {len(PART.plain)} characters, {AT_ONCE} at once")
    print(f"  bare python-telegram-bot: {theirs_ms:.2f} ms of CPU a message")
    print(f"  ours: {ours_ms:.2f} ms")
    print(f"  ratio {ours_ms / theirs_ms:.2f} (accept 1.2, stretch 0.7 for the whole fan-out)")


def briefing() -> Page:
    """A short briefing as it is pushed."""
    stories = tuple(
        Group(
            (
                Paragraph(
                    (
                        Text(f"{n}. "),
                        Anchor("새 결제 서비스가 나왔다", f"https://a.example/{n}", strong=True),
                    )
                ),
                Paragraph(
                    (Text("은행 앱에서 바로 쓰는 결제가 다음 달부터 모든 가맹점에서 된다. " * 2),)
                ),
                Paragraph((Faint("예시경제 · 1월 4일"),)),
                Buttons(
                    (Button(f"{n} 자세히", f"detail:7:{n}"), Button(f"{n} 출처", f"source:7:{n}"))
                ),
            )
        )
        for n in range(1, 6)
    )
    heading = Heading("핀테크 브리핑 · 1월 4일–15일")
    return Page(blocks=(heading, *stories), summary="핀테크", language=Language.KOREAN)


(PART,) = render(briefing())

Send = Callable[[int], Awaitable[object]]


async def cpu_of(made: Callable[[str], tuple[Bot, Send]], base_url: str) -> float:
    """Milliseconds of CPU a message, connections warm."""
    bot, send = made(base_url)
    await bot.initialize()
    await in_turns(send, AT_ONCE)
    began = process_time()
    await in_turns(send, MESSAGES)
    spent = process_time() - began
    await bot.shutdown()
    return 1000 * spent / MESSAGES


async def in_turns(send: Send, messages: int) -> None:
    """`messages` sends, `AT_ONCE` of them under way at a time."""
    numbers = iter(range(messages))

    async def one_after_another() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))


def bare_library(base_url: str) -> tuple[Bot, Send]:
    """The library as it comes, with the objects that its users build."""
    bot = Bot(TOKEN, base_url=base_url)
    payload = json.loads(PART.payload)
    rows = payload["reply_markup"]["inline_keyboard"]

    def send(number: int) -> Awaitable[object]:
        markup = InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(b["text"], callback_data=b["callback_data"]) for b in row]
                for row in rows
            ]
        )
        return bot.send_message(
            number + 1,
            payload["text"],
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=markup,
        )

    return bot, send


def our_sender(base_url: str) -> tuple[Bot, Send]:
    """What delivery sends through."""
    bot = Bot(
        TOKEN,
        base_url=base_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    sender = TelegramSender(bot, Pace())

    def send(number: int) -> Awaitable[object]:
        target = ChatRef(platform="telegram", address=str(number + 1))
        return sender.send(target, PART, delivery_key="k")

    return bot, send


async def serve() -> None:
    """Take every call; print the address."""
    me = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
    payload = json.loads(PART.payload)
    sent = {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": {"id": 5, "type": "private", "first_name": "P"},
        "from": me,
        "text": PART.plain,
        "entities": [{"type": "bold", "offset": n, "length": 1} for n in range(16)],
        "reply_markup": payload["reply_markup"],
    }
    answers = {"getMe": me, "sendMessage": sent}

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "result": answers[request.match_info["method"]]})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/bot", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
