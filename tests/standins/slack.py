"""A strict local stand-in for Slack: Web API, Socket Mode, signed HTTP, response URLs.

It keeps what people would see, refuses what Slack refuses, repeats events as Slack does, and
writes down everything that the bot does wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import json
import math
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.standins.slack_blocks import (
    MESSAGE_CHARS,
    BlockCheck,
    badly_escaped,
    mrkdwn_texts,
    pings,
    shown_texts,
)

TEAM, APP, BOT_USER, BOT_ID = "T1", "A1", "UBOT", "BBOT"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-1-good", "xapp-1-good", "s3cret-of-the-app"
RESPONSE_URL_USES, RESPONSE_URL_SECONDS = 5, 1800.0
UPDATE_TEXT_CHARS = 4_000
HISTORY_SCOPES = {"channels:history", "groups:history", "im:history"}
ALL_SCOPES = HISTORY_SCOPES | {
    "app_mentions:read", "chat:write", "commands", "files:write", "users:read",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What happens to one call: refused, limited, cut off before or after it was done, …"""

    kind: str  # refuse | limit | status | reset | garbage | slow
    after: bool = False  # whether the call was carried out before
    error: str = "internal_error"
    seconds: float = 1.0
    status: int = 503
    fields: dict = field(default_factory=dict)


@dataclass(kw_only=True)
class Channel:
    """A channel or conversation and who is in it."""

    id: str
    type: str = "channel"  # channel | group | im
    members: set[str] = field(default_factory=lambda: {BOT_USER})
    archived: bool = False
    messages: dict[str, dict] = field(default_factory=dict)


@dataclass(kw_only=True)
class Upload:
    """A file on its way: announced, then its bytes came, then it is shown."""

    id: str
    name: str
    length: int
    alt: str | None
    data: bytes | None = None
    title: str = ""
    done: bool = False


@dataclass(kw_only=True)
class Shown:
    """Something that people see: a post, or a whisper to one of them."""

    channel: str
    ts: str
    text: str
    blocks: list
    thread_ts: str | None = None
    user: str | None = None  # whom a whisper is shown to; `None` for all
    metadata: dict | None = None
    edits: int = 0
    deleted: bool = False
    file: Upload | None = None

    @property
    def words(self) -> str:
        """Everything a reader sees, a line a text."""
        return "\n".join(shown_texts(self.blocks)) or self.text

    @property
    def buttons(self) -> list[dict]:
        """The buttons in their order."""
        return [
            element
            for block in self.blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ]

    def button(self, label: str) -> dict:
        """The button with this label."""
        return next(button for button in self.buttons if button["text"]["text"] == label)


@dataclass(kw_only=True)
class Delivery:
    """What was sent to the bot, and how it took it."""

    kind: str
    body: dict
    attempts: int = 0
    acked: bool = False
    status: int = 0
    reply: object = None
    seconds: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)


class SlackRefusal(Exception):  # noqa: N818 - reads as what it is
    """An answer with `ok: false`."""

    def __init__(self, error: str, **fields: object) -> None:
        super().__init__(error)
        self.body = {"ok": False, "error": error, **fields}


class Limited(Exception):  # noqa: N818
    """An answer 429."""

    def __init__(self, seconds: int) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds


class Slack:
    """One workspace with one app. `async with Slack() as slack:` runs it on loopback."""

    def __init__(
        self,
        *,
        ack_seconds: float = 3.0,
        retry_pauses: tuple[float, ...] = (0.0, 60.0, 300.0),
        posts_a_second: float = 1.0,
        burst: int = 1,
        scopes: set[str] = ALL_SCOPES,
    ) -> None:
        self.ack_seconds, self.retry_pauses = ack_seconds, retry_pauses
        self.posts_a_second, self.burst, self.scopes = posts_a_second, burst, set(scopes)
        self.api_url = "http://127.0.0.1:9/api/"  # where nobody listens before the start
        self.request_url: str | None = None
        self.clock_shift = 0.0  # seconds added to the age of response URLs
        self.channels = {"C1": Channel(id="C1"), "C2": Channel(id="C2", members=set())}
        self.users = {
            "U1": {"locale": "ko-KR"},
            "U2": {"locale": "en-US", "is_admin": True},
            "U3": {"locale": "fr-FR"},
        }
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, dict]] = []
        self.deliveries: list[Delivery] = []
        self.complaints: list[str] = []
        self.sockets: list[web.WebSocketResponse] = []
        self._moments: list[tuple[float, str]] = []
        self._faults: dict[str, deque[Fault]] = {}
        self.uploads: dict[str, Upload] = {}
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._waiting: dict[str, Delivery] = {}
        self._urls: dict[str, dict] = {}
        self._tokens: dict[str, tuple[float, float]] = {}
        self._banned_until: dict[str, float] = {}
        self._jobs: set[asyncio.Task] = set()

    # ------------------------------------------------------------------ life

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 << 20)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/upload/{key}", self._take_upload)
        app.router.add_post("/response/{key}", self._response_url)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.api_url = f"{self.url}/api/"
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for job in tuple(self._jobs):
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        for one in tuple(self.sockets):
            await one.close()
        await self._client.close()
        await self._runner.cleanup()

    async def until(self, true: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something holds; the complaints so far where it never does."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"not within {seconds} s; complaints: {self.complaints}")
            await asyncio.sleep(0.01)

    @property
    def posts(self) -> list[Shown]:
        """What all can see, in order."""
        return [one for one in self.shown if one.user is None]

    @property
    def whispers(self) -> list[Shown]:
        """What one person can see, in order."""
        return [one for one in self.shown if one.user is not None]

    def called(self, method: str) -> list[dict]:
        """The arguments of every call of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    def moments(self, method: str) -> list[float]:
        """When each call of a method came, on a clock that only runs forward."""
        return [at for at, name in self._moments if name == method]

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong, one fault each."""
        self._faults.setdefault(method, deque()).extend(faults)

    # ------------------------------------------------------------------ Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        self._moments.append((time.monotonic(), method))
        queue = self._faults.get(method)
        fault = queue.popleft() if queue else None
        if fault is not None and not fault.after:
            return await self._break(request, fault, None)
        body, status, headers = self._do(method, request, arguments)
        if fault is not None:
            return await self._break(request, fault, body)
        return web.json_response(body, status=status, headers=headers)

    def _do(
        self, method: str, request: web.Request, arguments: dict
    ) -> tuple[dict, int, dict[str, str]]:
        try:
            self._authenticate(method, request.headers.get("Authorization", ""))
            answer = getattr(self, "_" + method.replace(".", "_"), None)
            return {"ok": True, **(answer or _unknown_method)(arguments)}, 200, {}
        except SlackRefusal as refusal:
            self.complaints.append(f"{method}: {refusal}")
            return refusal.body, 200, {}
        except Limited as limited:
            answer = {"ok": False, "error": "ratelimited"}
            return answer, 429, {"Retry-After": str(limited.seconds)}

    async def _break(
        self, request: web.Request, fault: Fault, done: dict | None
    ) -> web.StreamResponse:
        if fault.kind == "refuse":
            return web.json_response({"ok": False, "error": fault.error, **fault.fields})
        if fault.kind == "limit":
            body = {"ok": False, "error": "ratelimited"}
            headers = {"Retry-After": f"{fault.seconds:g}"}
            return web.json_response(body, status=429, headers=headers)
        if fault.kind == "status":
            page = "<html>upstream fault</html>"
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if fault.kind == "garbage":
            return web.Response(text='{"ok": tr', content_type="application/json")
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return web.json_response(done or {"ok": False, "error": "request_timeout"})
        _reset(request.transport)
        return web.Response()

    def _authenticate(self, method: str, header: str) -> None:
        token = header.removeprefix("Bearer ").strip()
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if not token:
            raise SlackRefusal("not_authed")
        if token == (BOT_TOKEN if wanted == APP_TOKEN else APP_TOKEN):
            raise SlackRefusal("not_allowed_token_type")
        if token != wanted:
            raise SlackRefusal("invalid_auth")

    def _need(self, *scopes: str) -> None:
        if not self.scopes & set(scopes):
            raise SlackRefusal("missing_scope", needed=scopes[0], provided=",".join(self.scopes))

    def _api_test(self, _: dict) -> dict:
        return {}

    def _auth_test(self, _: dict) -> dict:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "user": "trendbrief"}

    def _apps_connections_open(self, _: dict) -> dict:
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return {"url": f"ws://127.0.0.1:{self.port}/socket?ticket={ticket}"}

    def _users_info(self, arguments: dict) -> dict:
        self._need("users:read")
        user = self.users.get(str(arguments.get("user")))
        if user is None:
            raise SlackRefusal("user_not_found")
        hidden = () if _is_true(arguments.get("include_locale")) else ("locale",)
        return {"user": {key: value for key, value in user.items() if key not in hidden}}

    def _channel(self, arguments: dict, *, must_be_member: bool = True) -> Channel:
        channel = self.channels.get(str(arguments.get("channel")))
        if channel is None or (channel.type != "channel" and BOT_USER not in channel.members):
            raise SlackRefusal("channel_not_found")
        if channel.archived:
            raise SlackRefusal("is_archived")
        if must_be_member and BOT_USER not in channel.members:
            raise SlackRefusal("not_in_channel")
        return channel

    def _chat_postMessage(self, arguments: dict) -> dict:  # noqa: N802 - Slack's name
        self._need("chat:write")
        channel = self._channel(self._in_conversation(arguments))
        self._keep_to_the_rate(channel.id)
        self._check_message(arguments)
        made = self._show(channel, arguments)
        return {"channel": channel.id, "ts": made.ts, "message": channel.messages[made.ts]}

    def _in_conversation(self, arguments: dict) -> dict:
        """What is posted to a person goes into the conversation with them."""
        user = arguments.get("channel")
        if user not in self.users:
            return arguments
        number = f"D{user}"
        members = {BOT_USER, user}
        self.channels.setdefault(number, Channel(id=number, type="im", members=members))
        return arguments | {"channel": number}

    def _chat_update(self, arguments: dict) -> dict:
        self._need("chat:write")
        channel = self._channel(arguments)
        old = next((one for one in self.posts if one.ts == arguments.get("ts")), None)
        if old is None or old.channel != channel.id or old.deleted:
            raise SlackRefusal("message_not_found")
        if len(str(arguments.get("text", ""))) > UPDATE_TEXT_CHARS:
            raise SlackRefusal("msg_too_long")
        self._check_message(arguments)
        old.text, old.blocks = str(arguments.get("text", "")), arguments.get("blocks", [])
        old.edits += 1
        return {"channel": channel.id, "ts": old.ts}

    def _chat_postEphemeral(self, arguments: dict) -> dict:  # noqa: N802 - Slack's name
        channel = self._channel(arguments)
        self._check_message(arguments)
        return {"message_ts": self._show(channel, arguments, user=str(arguments["user"])).ts}

    # ------------------------------------------------------------------ files, in three steps

    def _files_getUploadURLExternal(self, arguments: dict) -> dict:  # noqa: N802 - Slack's name
        self._need("files:write")
        length = int(arguments.get("length") or 0)
        if not arguments.get("filename") or length <= 0:
            raise SlackRefusal("invalid_arguments")
        made = Upload(
            id=f"F{next(self._numbers)}",
            name=arguments["filename"],
            length=length,
            alt=arguments.get("alt_txt"),
        )
        self.uploads[made.id] = made
        return {"upload_url": f"{self.url}/upload/{made.id}", "file_id": made.id}

    async def _take_upload(self, request: web.Request) -> web.StreamResponse:
        queue = self._faults.get("upload")
        if queue:
            return await self._break(request, queue.popleft(), None)
        if "Authorization" in request.headers:
            self.complaints.append("the token was sent to an upload address")
        upload, data = self.uploads[request.match_info["key"]], await request.read()
        if len(data) != upload.length:
            self.complaints.append("upload: not the length that was announced")
            return web.Response(status=400, text="length mismatch")
        upload.data = data
        return web.Response(text=f"OK - {len(data)}")

    def _files_completeUploadExternal(self, arguments: dict) -> dict:  # noqa: N802 - Slack's name
        self._need("files:write")
        (given,) = json.loads(arguments["files"])
        upload = self.uploads.get(given["id"])
        if upload is None or upload.data is None or upload.done:
            raise SlackRefusal("file_not_found")
        channel = self._channel({"channel": arguments["channel_id"]})
        self._keep_to_the_rate(channel.id)
        upload.done, upload.title = True, given.get("title", "")
        self._show(channel, arguments).file = upload
        return {"files": [{"id": upload.id, "title": upload.title, "shares": {}}]}

    def _conversations_history(self, arguments: dict) -> dict:
        self._need(*HISTORY_SCOPES)
        channel = self._channel(arguments)
        top = [m for m in channel.messages.values() if m.get("thread_ts", m["ts"]) == m["ts"]]
        return self._page(list(reversed(top)), arguments)

    def _conversations_replies(self, arguments: dict) -> dict:
        self._need(*HISTORY_SCOPES)
        channel, parent = self._channel(arguments), str(arguments.get("ts"))
        if parent not in channel.messages:
            raise SlackRefusal("thread_not_found")
        thread = [m for m in channel.messages.values() if parent in (m["ts"], m.get("thread_ts"))]
        return self._page(thread, arguments)

    def _page(self, messages: list[dict], arguments: dict) -> dict:
        since = float(arguments.get("oldest") or 0)
        newer = [message for message in messages if float(message["ts"]) > since]
        start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        hidden = () if _is_true(arguments.get("include_all_metadata")) else ("metadata",)
        page = [
            {key: value for key, value in message.items() if key not in hidden}
            for message in newer[start : start + size]
        ]
        end = start + size
        cursor = str(end) if end < len(newer) else ""
        return {"messages": page, "response_metadata": {"next_cursor": cursor}}

    # ------------------------------------------------------------------ limits and contents

    def _keep_to_the_rate(self, channel: str) -> None:
        now = time.monotonic()
        if now < self._banned_until.get(channel, 0.0):
            self.complaints.append(f"posted to {channel} before Retry-After ended")
            raise Limited(math.ceil(self._banned_until[channel] - now))
        tokens, at = self._tokens.get(channel, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - at) * self.posts_a_second)
        if tokens < 0.98:  # a hundredth of a second may pass on the way
            self._tokens[channel] = (tokens, now)
            seconds = math.ceil((1 - tokens) / self.posts_a_second)
            self._banned_until[channel] = now + seconds
            self.complaints.append(f"posted to {channel} faster than allowed")
            raise Limited(seconds)
        self._tokens[channel] = (max(0.0, tokens - 1), now)

    def _check_message(self, arguments: dict) -> None:
        text, blocks = str(arguments.get("text") or ""), arguments.get("blocks") or []
        check = BlockCheck(blocks)
        if check.faults:
            raise SlackRefusal("invalid_blocks", response_metadata={"messages": check.faults})
        if check.characters > MESSAGE_CHARS:
            raise SlackRefusal("msg_blocks_too_long")
        if not text.strip() and not blocks:
            raise SlackRefusal("no_text")
        metadata = arguments.get("metadata")
        if metadata is not None and not (
            metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
        ):
            raise SlackRefusal("invalid_metadata_format")
        self._look_for_bad_manners(text, blocks, arguments)

    def _look_for_bad_manners(self, text: str, blocks: list, arguments: dict) -> None:
        self.complaints += [f"pings {ping}" for ping in pings(text, blocks)]
        if any(badly_escaped(part) for part in (text, *mrkdwn_texts(blocks))):
            self.complaints.append("text is not escaped")
        if blocks and not text.strip():
            self.complaints.append("no text for notifications")
        if arguments.get("unfurl_links") is not False or arguments.get("unfurl_media") is not False:
            self.complaints.append("links are unfurled")

    def _show(self, channel: Channel, arguments: dict, *, user: str | None = None) -> Shown:
        ts = f"{time.time():.0f}.{next(self._numbers):06d}"
        made = Shown(
            channel=channel.id,
            ts=ts,
            text=str(arguments.get("text") or ""),
            blocks=arguments.get("blocks") or [],
            thread_ts=arguments.get("thread_ts"),
            metadata=arguments.get("metadata"),
            user=user,
        )
        self.shown.append(made)
        if user is None:
            channel.messages[ts] = {
                key: value
                for key, value in {
                    "type": "message",
                    "user": BOT_USER,
                    "bot_id": BOT_ID,
                    "ts": ts,
                    "text": made.text,
                    "blocks": made.blocks,
                    "thread_ts": made.thread_ts,
                    "metadata": made.metadata,
                }.items()
                if value is not None
            }
        return made

    # ------------------------------------------------------------------ response URLs

    def _new_response_url(self, user: str, channel: str, ts: str | None = None) -> str:
        key = f"key-{next(self._numbers)}"
        self._urls[key] = {
            "user": user, "channel": channel, "ts": ts, "uses": 0, "made": time.monotonic(),
        }  # fmt: skip
        return f"{self.url}/response/{key}"

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        url = self._urls[request.match_info["key"]]
        queue = self._faults.get("response_url")
        if queue:
            return await self._break(request, queue.popleft(), None)
        if time.monotonic() - url["made"] + self.clock_shift > RESPONSE_URL_SECONDS:
            self.complaints.append("response_url: expired")
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if url["uses"] >= RESPONSE_URL_USES:
            self.complaints.append("response_url: used more than five times")
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        arguments = await request.json()
        url["uses"] += 1
        try:
            self._respond(url, arguments)
        except SlackRefusal as refusal:
            self.complaints.append(f"response_url: {refusal}")
            return web.Response(status=400, text=str(refusal))
        return web.Response(text="ok")

    def _respond(self, url: dict, arguments: dict) -> None:
        pressed = next((one for one in self.shown if one.ts == url["ts"]), None)
        if arguments.get("delete_original"):
            if pressed is not None:
                pressed.deleted = True
            return
        self._check_message(arguments)
        if arguments.get("replace_original") and pressed is not None:
            pressed.text, pressed.blocks = arguments["text"], arguments.get("blocks", [])
            pressed.edits += 1
            return
        to_all = arguments.get("response_type") == "in_channel"
        channel = self.channels.get(url["channel"]) or Channel(id=url["channel"])
        self._show(channel, arguments, user=None if to_all else url["user"])

    # ------------------------------------------------------------------ Socket Mode

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            self.complaints.append("a socket address was used twice")
            return web.Response(status=408)
        self._tickets.remove(ticket)
        opened = web.WebSocketResponse(heartbeat=10.0)
        await opened.prepare(request)
        self.sockets.append(opened)
        await opened.send_json({"type": "hello", "num_connections": len(self.sockets)})
        try:
            async for frame in opened:
                self._acknowledged(json.loads(frame.data))
        finally:
            self.sockets.remove(opened)
        return opened

    def _acknowledged(self, frame: dict) -> None:
        delivery = self._waiting.pop(str(frame.get("envelope_id")), None)
        if delivery is None:
            self.complaints.append("an envelope was acknowledged late or twice")
            return
        delivery.acked, delivery.reply = True, frame.get("payload")
        delivery.done.set()

    async def renew(self, reason: str = "refresh_requested", *, close_after: float = 0.3) -> None:
        """Tell the bot that its socket is closed soon, then close it."""
        old = tuple(self.sockets)
        for one in old:
            await one.send_json({"type": "disconnect", "reason": reason})
        await asyncio.sleep(close_after)
        for one in old:
            await one.close()

    def cut(self) -> None:
        """Cut every socket without a word."""
        for one in tuple(self.sockets):
            _reset(one._req.transport if one._req is not None else None)

    async def refuse_connections(self) -> None:
        """Slack is down: nobody can connect, until `accept_connections`."""
        await self._site.stop()
        for connection in tuple(self._runner.server.connections):
            _reset(connection.transport)

    async def accept_connections(self) -> None:
        """Slack is up again, at the same address."""
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()

    # ------------------------------------------------------------------ what people do

    async def command(
        self, text: str, *, user: str = "U1", channel: str = "C1", **other: object
    ) -> Delivery:
        """A person types `/brief …`."""
        name = {"im": "directmessage", "group": "privategroup"}
        kind = self.channels[channel].type if channel in self.channels else "im"
        body = {
            "command": "/brief",
            "text": text,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": name.get(kind, "general"),
            "user_id": user,
            "response_url": self._new_response_url(user, channel),
            "trigger_id": f"trigger-{next(self._numbers)}",
            "api_app_id": APP,
        } | other
        return await self.deliver("slash_commands", body)

    async def mention(
        self, text: str, *, user: str = "U1", channel: str = "C1", thread: str | None = None
    ) -> Delivery:
        """A person names the bot in a channel."""
        words = f"<@{BOT_USER}> {text}"
        event = self._event("app_mention", words, user, self.channels[channel], thread)
        return await self.deliver("events_api", event)

    async def say(
        self, text: str, *, user: str = "U1", channel: str = "D1", **other: object
    ) -> Delivery:
        """A person writes a message; where nothing else is said, to the bot alone."""
        place = self.channels.setdefault(
            channel, Channel(id=channel, type="im", members={BOT_USER, user})
        )
        event = self._event("message", text, user, place, None)
        event["event"] |= {"channel_type": place.type} | other
        return await self.deliver("events_api", event)

    async def press(self, shown: Shown, label: str, *, user: str = "U1") -> Delivery:
        """A person presses a button of a message."""
        button = shown.button(label)
        action = {key: button[key] for key in ("action_id", "value", "url") if key in button}
        action |= {"type": "button", "action_ts": f"{time.time():.6f}"}
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "username": f"name.{user}", "name": f"name.{user}"},
            "channel": {"id": shown.channel, "name": "general"},
            "container": {
                "type": "message",
                "message_ts": shown.ts,
                "channel_id": shown.channel,
                "is_ephemeral": shown.user is not None,
            },
            "actions": [action],
            "response_url": self._new_response_url(user, shown.channel, shown.ts),
            "trigger_id": f"trigger-{next(self._numbers)}",
            "api_app_id": APP,
        }
        if shown.user is None:
            body["message"] = self.channels[shown.channel].messages[shown.ts]
        return await self.deliver("interactive", body)

    def _event(self, kind: str, text: str, user: str, channel: Channel, thread: str | None) -> dict:
        ts = f"{time.time():.0f}.{next(self._numbers):06d}"
        event = {"type": kind, "text": text, "user": user, "ts": ts, "channel": channel.id}
        if thread is not None:
            event["thread_ts"] = thread
        channel.messages[ts] = {"ts": ts, "text": text, "user": user} | (
            {"thread_ts": thread} if thread else {}
        )
        return self.event_body(event)

    def event_body(self, event: dict) -> dict:
        """An event as Slack wraps it."""
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "event_id": f"Ev{next(self._numbers)}",
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }

    # ------------------------------------------------------------------ deliveries

    async def deliver(self, kind: str, body: dict, *, copies: int = 1) -> Delivery:
        """Deliver; events again and again until they are acknowledged, commands once."""
        delivery = Delivery(kind=kind, body=body)
        self.deliveries.append(delivery)
        repeats = (*self.retry_pauses,) if kind == "events_api" else ()
        for pause in (0.0, *repeats):
            await asyncio.sleep(pause)
            await self._deliver_once(delivery)
            if delivery.acked:
                break
        for _ in range(copies - 1):
            await self._deliver_once(delivery)
        return delivery

    def start(self, work: object) -> asyncio.Task:
        """Let something that people do go on by itself."""
        job = asyncio.ensure_future(work)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)
        return job

    async def _deliver_once(self, delivery: Delivery) -> None:
        began = time.monotonic()
        delivery.attempts += 1
        delivery.done.clear()
        if self.request_url is not None:
            await self._deliver_by_http(delivery)
        else:
            await self._deliver_by_socket(delivery)
        delivery.seconds = time.monotonic() - began
        if not delivery.acked:
            self.complaints.append(f"{delivery.kind} not acknowledged in {self.ack_seconds} s")

    async def _deliver_by_socket(self, delivery: Delivery) -> None:
        open_ones = [one for one in self.sockets if not one.closed]
        if not open_ones:
            return
        envelope_id = f"envelope-{next(self._numbers)}"
        self._waiting[envelope_id] = delivery
        envelope = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.body,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": delivery.attempts - 1, "retry_reason": ""}
        with contextlib.suppress(ConnectionError, TimeoutError):
            await open_ones[-1].send_json(envelope)
            await asyncio.wait_for(delivery.done.wait(), self.ack_seconds)
        self._waiting.pop(envelope_id, None)

    async def _deliver_by_http(self, delivery: Delivery) -> None:
        raw, kind = _as_http(delivery)
        headers = {"Content-Type": kind, **signature(raw)}
        if delivery.attempts > 1:
            headers["X-Slack-Retry-Num"] = str(delivery.attempts - 1)
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with asyncio.timeout(self.ack_seconds):
                delivery.status, delivery.reply = await self.post_raw(raw, headers)
        delivery.acked = 200 <= delivery.status < 300

    async def post_raw(self, raw: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """POST any bytes to the bot's request URL; its status and body."""
        async with self._client.post(self.request_url, data=raw, headers=headers) as reply:
            return reply.status, await reply.text()


def signature(raw: bytes, *, secret: str = SIGNING_SECRET, age: int = 0) -> dict[str, str]:
    """The headers with which Slack signs a request."""
    stamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest.hexdigest()}"}


def _as_http(delivery: Delivery) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    if delivery.kind == "events_api":
        return json.dumps(delivery.body).encode(), "application/json"
    if delivery.kind == "slash_commands":
        return urlencode(delivery.body).encode(), form
    return urlencode({"payload": json.dumps(delivery.body)}).encode(), form


def _unknown_method(_: dict) -> dict:
    raise SlackRefusal("unknown_method")


async def _arguments(request: web.Request) -> dict:
    if request.content_type == "application/json":
        return await request.json()
    return {**request.query, **(await request.post())}


def _is_true(value: object) -> bool:
    return str(value).lower() in ("1", "true")


def _reset(transport: asyncio.Transport | None) -> None:
    """End a connection with RST, as a network does."""
    if transport is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
