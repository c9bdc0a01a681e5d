"""A strict local stand-in for the Telegram Bot API over HTTP, one bot, long polling.

It keeps what people would see, refuses what Telegram refuses in Telegram's words, limits as it
does, hands out updates until they are confirmed, and writes down everything the bot does wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import math
import re
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

from tests.standins.telegram_html import MAX_ENTITIES, CannotParse, Entity, parsed, tidied, units

TOKEN = "4242:stand-in_token"
USERNAME = "brief_bot"
BOT = {"id": 4242, "is_bot": True, "first_name": "Brief", "username": USERNAME}

MAX_TEXT_CHARS = 4_096
MAX_CAPTION_CHARS = 1_024
MAX_PHOTO_BYTES = 10 << 20
MAX_PHOTO_SIDES = 10_000  # width and height together
MAX_PHOTO_RATIO = 20
MAX_RAW_BYTES = 32_768
MAX_ACTION_BYTES = 64
MAX_BUTTONS = 100
MAX_KEYBOARD_BYTES = 10_000
MAX_COMMANDS = 100
METHODS = frozenset(
    (
        "answerCallbackQuery",
        "deleteWebhook",
        "editMessageText",
        "getChatMember",
        "getMe",
        "getUpdates",
        "sendMessage",
        "sendPhoto",
        "setMyCommands",
    )
)
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class Refusal(Exception):  # noqa: N818
    """An error answer of the service."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str, **parameters: int) -> Refusal:
    return Refusal(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> Refusal:
    return Refusal(403, f"Forbidden: {description}")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What happens to the next call of a method; `after` says that it was carried out before."""

    method: str
    kind: str  # status | reset | silence | garbage | limit | refuse
    after: bool = False
    status: int = 502
    description: str = "Bad Request: no"
    seconds: int = 1


@dataclass(kw_only=True)
class Chat:
    id: int
    type: str = "private"
    topics: dict[int, str] = field(default_factory=dict)  # number -> open | closed
    is_forum: bool = False
    administrators: set[int] = field(default_factory=set)
    trouble: Refusal | None = None  # what every send to it is answered with
    last_id: int = 0

    def json(self) -> dict:
        forum = {"is_forum": True} if self.is_forum else {}
        title = {"first_name": "P"} if self.type == "private" else {"title": "T"}
        return {"id": self.id, "type": self.type, **title, **forum}


@dataclass(kw_only=True)
class Shown:
    """A message of the bot as people see it now."""

    chat: int
    message_id: int
    text: str
    entities: list[Entity]
    rows: list[list[dict]]
    thread: int | None = None
    reply_to: int | None = None
    preview: bool = True
    at: float = 0.0
    edits: int = 0
    deleted: bool = False
    photo: bytes | None = None

    def links(self) -> list[str | None]:
        return [entity.url for entity in self.entities if entity.kind == "text_link"]


class TelegramStandIn:
    """The service. Start it with `async with`; it lives in the caller's event loop."""

    def __init__(self, *, callback_seconds: float = 15.0) -> None:
        self.callback_seconds = callback_seconds
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, dict] = {}
        self.shown: list[Shown] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.refusals: list[str] = []  # what the bot was refused, 429 among it
        self.impolite: list[str] = []  # sent although told to wait
        self.acknowledged: list[str] = []
        self.commands: dict[str, list[dict]] = {}
        self.faults: deque[Fault] = deque()
        self.webhook = ""
        self.is_up = True
        self._updates: deque[dict] = deque()
        self._numbers = itertools.count(700_000)
        self._presses: dict[str, float] = {}
        self._news = asyncio.Event()
        self._poll = 0
        self._sends: dict[int, deque[float]] = {}
        self._told_to_wait: dict[int, float] = {}
        self._all_sends: deque[float] = deque()
        self._runner: web.AppRunner | None = None
        self._port = 0

    # Life.

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 22)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._poll += 1
        self._news.set()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def file_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/file/bot"

    def calls_of(self, method: str) -> list[dict[str, str]]:
        return [parameters for name, parameters in self.calls if name == method]

    @property
    def unconfirmed(self) -> list[int]:
        return [update["update_id"] for update in self._updates]

    # What people do.

    def person(self, number: int, *, language: str | None = "ko") -> int:
        code = {} if language is None else {"language_code": language}
        self.people[number] = {"id": number, "is_bot": False, "first_name": "P", **code}
        self.chats[number] = Chat(id=number)
        return number

    def chat(self, number: int, kind: str, *, administrators: set[int] = frozenset()) -> Chat:
        self.chats[number] = Chat(id=number, type=kind, administrators=set(administrators))
        return self.chats[number]

    def push(self, **kinds: object) -> int:
        """Put a raw update into the queue; its number."""
        number = next(self._numbers)
        self._updates.append({"update_id": number, **kinds})
        self._news.set()
        return number

    def say(
        self,
        person: int,
        text: str,
        *,
        chat: int | None = None,
        thread: int | None = None,
        reply_to: dict | None = None,
        **extra: object,
    ) -> int:
        """Somebody writes; the message's id."""
        where = self.chats[person if chat is None else chat]
        where.last_id += 1
        message = {
            "message_id": where.last_id,
            "date": int(time.time()),
            "chat": where.json(),
            "text": text,
            "entities": list(_found(text)),
            **extra,
        }
        if where.type == "channel":
            message["sender_chat"] = where.json()
        else:
            message["from"] = self.people[person]
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            message["reply_to_message"] = reply_to
        kind = "channel_post" if where.type == "channel" else "message"
        self.push(**{kind: message})
        return where.last_id

    def press(self, person: int, chat: int, message_id: int, data: str) -> str:
        """Somebody presses a button; the id of the query."""
        query = str(next(self._numbers))
        message = {"message_id": message_id, "chat": self.chats[chat].json(), "date": 0}
        if any(one.message_id == message_id and one.chat == chat for one in self.shown):
            message |= {"date": int(time.time()), "from": BOT, "text": "…"}
        self._presses[query] = time.monotonic()
        self.push(
            callback_query={
                "id": query,
                "from": self.people[person],
                "chat_instance": "1",
                "data": data,
                "message": message,
            }
        )
        return query

    def ours(self, shown: Shown) -> dict:
        """A message of the bot as it is replied to."""
        chat = self.chats[shown.chat].json()
        return {"message_id": shown.message_id, "chat": chat, "date": 1, "from": BOT, "text": "…"}

    # The service.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters = dict(request.query)
        if request.can_read_body:
            if request.content_type == "application/json":
                given = await request.json()
                parameters |= {
                    key: value if isinstance(value, str) else json.dumps(value)
                    for key, value in given.items()
                }
            else:
                form = await request.post()
                parameters |= {key: _field(value) for key, value in form.items()}
        self.calls.append((method, parameters))
        if not self.is_up:
            return _reset(request)
        fault = self._fault(method)
        try:
            self._check_call(request.match_info["token"], method)
            if fault is not None and not fault.after:
                return await self._broken(request, fault)
            result = await getattr(self, f"_{method}")(parameters)
        except Refusal as refusal:
            return self._refused(method, refusal)
        if fault is not None:
            return await self._broken(request, fault)
        return web.json_response({"ok": True, "result": result})

    def _fault(self, method: str) -> Fault | None:
        if self.faults and self.faults[0].method == method:
            return self.faults.popleft()
        return None

    async def _broken(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "limit":
            words = f"Too Many Requests: retry after {fault.seconds}"
            raise Refusal(429, words, retry_after=fault.seconds)
        if fault.kind == "refuse":
            raise Refusal(int(fault.status), fault.description)
        if fault.kind == "reset":
            return _reset(request)
        if fault.kind == "silence":
            await asyncio.sleep(fault.seconds)
            return _reset(request)
        if fault.kind == "garbage":
            return web.Response(text='{"ok": tr', content_type="application/json")
        return web.Response(status=fault.status, text="<html>oops</html>", content_type="text/html")

    def _refused(self, method: str, refusal: Refusal) -> web.Response:
        if method != "getUpdates":
            self.refusals.append(refusal.description)
        body: dict = {"ok": False, "error_code": refusal.code, "description": refusal.description}
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return web.json_response(body, status=refusal.code)

    def _check_call(self, token: str, method: str) -> None:
        if ":" not in token:
            raise Refusal(404, "Not Found")
        if token != TOKEN:
            raise Refusal(401, "Unauthorized")
        if method not in METHODS:
            raise Refusal(404, "Not Found: method not found")

    async def _getMe(self, _: dict[str, str]) -> object:  # noqa: N802
        return BOT

    async def _deleteWebhook(self, _: dict[str, str]) -> object:  # noqa: N802
        self.webhook = ""
        return True

    async def _setMyCommands(self, given: dict[str, str]) -> object:  # noqa: N802
        commands = json.loads(given["commands"])
        if len(commands) > MAX_COMMANDS:
            raise bad("too many commands specified")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[given.get("language_code", "")] = commands
        return True

    async def _getUpdates(self, given: dict[str, str]) -> object:  # noqa: N802
        if self.webhook:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; delete it"
            )
        self._poll += 1
        this, offset = self._poll, int(given.get("offset", 0))
        self._news.set()  # wakes an older poller, which is sent away
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        end = time.monotonic() + min(int(given.get("timeout", 0)), 50)
        while not self._updates and time.monotonic() < end:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), end - time.monotonic())
            if this != self._poll:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return list(itertools.islice(self._updates, int(given.get("limit", 100))))

    async def _getChatMember(self, given: dict[str, str]) -> object:  # noqa: N802
        chat, person = self.chats[int(given["chat_id"])], int(given["user_id"])
        user = self.people[person]
        if person not in chat.administrators:
            return {"status": "member", "user": user}
        rights = dict.fromkeys(RIGHTS, False)
        return {"status": "administrator", "user": user, **rights}

    async def _answerCallbackQuery(self, given: dict[str, str]) -> object:  # noqa: N802
        query = given["callback_query_id"]
        pressed = self._presses.get(query)
        if pressed is None or time.monotonic() - pressed > self.callback_seconds:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.acknowledged.append(query)
        return True

    async def _sendMessage(self, given: dict[str, str]) -> object:  # noqa: N802
        text, entities = _formatted(given)
        rows = _rows(given)
        chat = self._destination(given)
        thread = self._thread(chat, given)
        _within_length(text)
        reply_to = self._reply(chat, given)
        self._limit(chat)
        chat.last_id += 1
        preview = not json.loads(given.get("link_preview_options", "{}")).get("is_disabled", False)
        shown = Shown(
            chat=chat.id,
            message_id=chat.last_id,
            text=text,
            entities=entities,
            rows=rows,
            thread=thread,
            reply_to=reply_to,
            preview=preview,
            at=time.monotonic(),
        )
        self.shown.append(shown)
        return self._message(shown)

    async def _sendPhoto(self, given: dict[str, str]) -> object:  # noqa: N802
        photo = given.get("photo", "").encode("latin-1")
        text, entities = (
            _formatted(given | {"text": given["caption"]}) if given.get("caption") else ("", [])
        )
        rows = _rows(given)
        chat = self._destination(given)
        thread = self._thread(chat, given)
        if len(text) > MAX_CAPTION_CHARS or units(text) > MAX_CAPTION_CHARS:
            raise bad("message caption is too long")
        width, height = _sides(photo)
        reply_to = self._reply(chat, given)
        self._limit(chat)
        chat.last_id += 1
        shown = Shown(
            chat=chat.id,
            message_id=chat.last_id,
            text=text,
            entities=entities,
            rows=rows,
            thread=thread,
            reply_to=reply_to,
            preview=False,
            at=time.monotonic(),
            photo=photo,
        )
        self.shown.append(shown)
        size = {"file_id": "p", "file_unique_id": "p", "width": width, "height": height}
        return {key: value for key, value in self._message(shown).items() if key != "text"} | {
            "photo": [size],
            "caption": text,
        }

    async def _editMessageText(self, given: dict[str, str]) -> object:  # noqa: N802
        text, entities = _formatted(given)
        rows = _rows(given)
        chat = self._destination(given)
        _within_length(text)
        number = int(given["message_id"])
        found = [one for one in self.shown if (one.chat, one.message_id) == (chat.id, number)]
        if not found or found[0].deleted:
            raise bad("message to edit not found")
        old = found[0]
        if old.photo is not None:
            raise bad("there is no text in the message to edit")
        if (old.text, old.entities, old.rows) == (text, entities, rows):
            raise bad(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        self._limit(chat)
        old.text, old.entities, old.rows, old.edits = text, entities, rows, old.edits + 1
        return self._message(old)

    def _message(self, shown: Shown) -> dict:
        chat = self.chats[shown.chat].json()
        return {
            "message_id": shown.message_id,
            "chat": chat,
            "date": int(time.time()),
            "from": BOT,
            "text": shown.text,
        }

    def _destination(self, given: dict[str, str]) -> Chat:
        if not given.get("chat_id"):
            raise bad("chat_id is empty")
        chat = self.chats.get(int(given["chat_id"]))
        if chat is None:
            raise bad("chat not found")
        if chat.trouble is not None:
            raise chat.trouble
        return chat

    def _thread(self, chat: Chat, given: dict[str, str]) -> int | None:
        if not given.get("message_thread_id"):
            return None
        thread = int(given["message_thread_id"])
        if not chat.is_forum or thread not in chat.topics:
            raise bad("message thread not found")  # the General topic's number 1 among them
        if chat.topics[thread] == "closed":
            raise bad("TOPIC_CLOSED")
        return thread

    def _reply(self, chat: Chat, given: dict[str, str]) -> int | None:
        if "reply_parameters" not in given:
            return None
        reply = json.loads(given["reply_parameters"])
        if 0 < reply["message_id"] <= chat.last_id:
            return reply["message_id"]
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")

    def _limit(self, chat: Chat) -> None:
        """One a second in a chat, twenty a minute in a group, thirty a second in all."""
        now = time.monotonic()
        if now < self._told_to_wait.get(chat.id, 0.0):
            self.impolite.append(f"sent to {chat.id} before the time was over")
            self._too_many(chat, self._told_to_wait[chat.id] - now)
        sends = self._sends.setdefault(chat.id, deque())
        while sends and sends[0] <= now - 60:
            sends.popleft()
        while self._all_sends and self._all_sends[0] <= now - 1:
            self._all_sends.popleft()
        if sends and now - sends[-1] < 1.0:
            self._too_many(chat, 1.0)
        if chat.type != "private" and len(sends) >= 20:
            self._too_many(chat, sends[0] + 60 - now)
        if len(self._all_sends) >= 30:
            self._too_many(chat, 1.0)
        sends.append(now)
        self._all_sends.append(now)

    def _too_many(self, chat: Chat, seconds: float) -> None:
        whole = math.ceil(seconds)
        self._told_to_wait[chat.id] = time.monotonic() + whole
        raise Refusal(429, f"Too Many Requests: retry after {whole}", retry_after=whole)


def _formatted(given: dict[str, str]) -> tuple[str, list[Entity]]:
    raw = given.get("text", "")
    if not raw:
        raise bad("message text is empty")
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise bad("text is too long")
    text, entities = raw, []
    if given.get("parse_mode"):
        try:
            text, entities = parsed(raw)
        except CannotParse as problem:
            raise bad(f"can't parse entities: {problem}") from None
    text = tidied(text)
    if not text:
        raise bad("text must be non-empty")
    return text, entities[:MAX_ENTITIES]


def _field(value: object) -> str:
    """A form's field as text; a file's bytes as the characters of the same numbers."""
    return value.file.read().decode("latin-1") if isinstance(value, web.FileField) else str(value)


def _sides(photo: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the service wants them."""
    if not photo:
        raise bad("there is no photo in the request")
    if len(photo) > MAX_PHOTO_BYTES:
        raise bad("file is too big")
    if not photo.startswith(b"\x89PNG\r\n\x1a\n") or photo[12:16] != b"IHDR":
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", photo[16:24])
    if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(
        width, height
    ):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _within_length(text: str) -> None:
    """Code points are what the service counts; UTF-16 units are what some clients count."""
    if len(text) > MAX_TEXT_CHARS or units(text) > MAX_TEXT_CHARS:
        raise bad("message is too long")


def _rows(given: dict[str, str]) -> list[list[dict]]:
    if not given.get("reply_markup"):
        return []
    if len(given["reply_markup"].encode()) > MAX_KEYBOARD_BYTES:
        raise bad("reply markup is too long")
    rows = json.loads(given["reply_markup"])["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return rows


def _check_button(button: dict) -> None:
    if not button.get("text", "").strip():
        raise bad("inline keyboard button text must be non-empty")
    if len(button.keys() & {"callback_data", "url"}) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed")
    if not 1 <= len(button.get("callback_data", "x").encode()) <= MAX_ACTION_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if not re.match(r"https?://[^\s/]+\.[^\s/]+", button.get("url", "https://a.example")):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _found(text: str) -> list[dict]:
    """Commands and mentions, as the service marks them by itself."""
    kinds = {"/": "bot_command", "@": "mention"}
    return [
        {
            "type": kinds[match[0][0]],
            "offset": units(text[: match.start()]),
            "length": len(match[0]),
        }
        for match in re.finditer(r"(?<!\S)(?:/[a-zA-Z0-9_]+(?:@\w+)?|@[a-zA-Z]\w{2,})", text)
    ]


def _reset(request: web.Request) -> web.Response:
    transport = request.transport
    if transport is not None:
        linger = struct.pack("ii", 1, 0)
        with contextlib.suppress(OSError, AttributeError):
            transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, linger
            )
        transport.abort()
    return web.Response(status=500)
