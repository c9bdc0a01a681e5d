"""The transport: requests arrive whole, failures are told apart, addresses stay secret."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.platforms.telegram.request import (
    AiohttpRequest,
    TooManyRequests,
    Unreachable,
    hide_tokens_in_logs,
)

SECRET = "4242:very-secret"


@pytest.fixture
async def server():
    """A server that answers as the test's `replies` say and keeps what it was sent."""
    kept = Server()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", kept.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    kept.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    yield kept
    await runner.cleanup()


class Server:
    def __init__(self):
        self.base_url = ""
        self.reply = web.json_response({"ok": True, "result": True})
        self.delay_seconds = 0.0
        self.bodies = []
        self.parts = {}

    async def answer(self, request):
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                self.parts[part.name] = (part.filename, bytes(await part.read()))
        else:
            self.bodies.append(await request.text())
        await asyncio.sleep(self.delay_seconds)
        return self.reply


@pytest.fixture
async def bot(server):
    request = AiohttpRequest()
    await request.initialize()
    yield Bot(SECRET, base_url=server.base_url, request=request, get_updates_request=request)
    await request.shutdown()


async def test_korean_travels_unescaped_and_structures_as_the_api_wants_them(server, bot):
    await bot.set_my_commands([("brief", "브리핑")])
    body = '{"commands": [{"command": "brief", "description": "브리핑"}]}'
    assert server.bodies == [body]


async def test_files_are_uploaded_beside_the_parameters(server, bot):
    server.reply = web.json_response(
        {
            "ok": True,
            "result": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}},
        }
    )
    await bot.send_document(5, InputFile(b"bytes", filename="a.txt"), caption="가")
    files = [value for value in server.parts.values() if value[0] is not None]
    assert (files, server.parts["caption"]) == ([("a.txt", b"bytes")], (None, "가".encode()))


async def test_a_time_out_while_waiting_for_the_answer_is_told_from_no_connection(server, bot):
    server.delay_seconds = 1.0
    with pytest.raises(TimedOut) as raised:
        await bot.get_me(read_timeout=0.1)
    assert not isinstance(raised.value, Unreachable)


async def test_a_closed_pool_sends_nothing(bot):
    await bot.request.shutdown()
    with pytest.raises(Unreachable):
        await bot.get_me()


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ('{"ok": false, "parameters": {"retry_after": 35}}', 35.0),
        ('{"ok": false}', 5.0),
        ("<html>", 5.0),
    ],
)
async def test_a_limit_names_its_seconds(server, bot, body, seconds):
    server.reply = web.Response(status=429, text=body)
    with pytest.raises(TooManyRequests) as raised:
        await bot.get_me()
    assert raised.value.after_seconds == seconds


@pytest.mark.parametrize("text", ["<html>", "", '"a"', "[]", '{"ok": tr'])
async def test_an_answer_that_is_none_is_an_error_and_no_page_in_the_log(server, bot, caplog, text):
    server.reply = web.Response(text=text)
    with pytest.raises(TelegramError):
        await bot.get_me()
    assert caplog.text == ""


async def test_redirects_are_not_followed(server, bot):
    server.reply = web.Response(status=302, headers={"Location": "https://elsewhere.example/"})
    with pytest.raises(NetworkError):
        await bot.get_me()
    assert len(server.bodies) == 1


@pytest.mark.parametrize("base_url", ["ftp://127.0.0.1/bot", "127.0.0.1/bot", "http:///bot", "x"])
async def test_an_address_that_is_none_is_told_without_the_token(base_url):
    request = AiohttpRequest()
    await request.initialize()
    bot = Bot(SECRET, base_url=base_url, request=request, get_updates_request=request)
    with pytest.raises(NetworkError) as raised:
        await bot.get_me()
    await request.shutdown()
    assert "very-secret" not in f"{raised.value!r}{raised.value.__cause__!r}"


def test_libraries_that_would_log_the_token_are_quieted():
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    hide_tokens_in_logs()
    assert [logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")] == [
        logging.WARNING
    ] * 3
