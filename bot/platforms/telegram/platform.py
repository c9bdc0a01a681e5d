"""Telegram as the program starts and stops it: updates become asks, answers become messages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.logs import log
from bot.platforms.telegram.answers import Answering
from bot.platforms.telegram.listen import PLATFORM, Asked, Left, Me, Moved, heard
from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.polling import (
    FIRST_RETRY_SECONDS,
    REFUSED_SECONDS,
    Poller,
    retry_seconds,
)
from bot.platforms.telegram.refusals import sorted_refusal
from bot.platforms.telegram.request import AiohttpRequest, hide_tokens_in_logs
from bot.platforms.telegram.rights import Rights
from bot.platforms.telegram.send import TelegramSender
from briefings.errors import ConfigurationError, TrendbriefError
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.ports import Desk

TOKEN_SETTING = "TRENDBRIEF_TELEGRAM__TOKEN"  # noqa: S105 - a setting's name
START_PATIENCE_SECONDS = 10.0
STOP_SECONDS = 4.0
ACKNOWLEDGE_TRIES = 4
MAX_TRIES = 3  # of an update that the process dies of
ANNOUNCE_PATIENCE_SECONDS = 2.0
_TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuCommand:
    """A line of Telegram's command list: a-z, 0-9 and _, at most 32; 256 for a description."""

    name: str
    description_ko: str
    description_en: str


class TelegramPlatform:
    """Fills the `Platform` port by long polling.

    `manages` are the command words (every spelling) that only administrators may use in groups.
    `admins` are persons (`telegram:123`) who may do everything everywhere. `language` is the
    program's default, of the command list for people with neither Korean nor English.
    `on_sent` is told of every answer that goes out beside the outbox.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, each names itself
        self,
        *,
        token: str,
        base_url: str,
        file_url: str,
        desk: Desk,
        commands: Sequence[MenuCommand],
        manages: frozenset[str],
        now: Callable[[], datetime],
        admins: Collection[str] = (),
        language: Language = Language.KOREAN,
        on_sent: Callable[[ChatRef], None] | None = None,
    ) -> None:
        """Raises `ConfigurationError` where `token` cannot be one."""
        hide_tokens_in_logs()
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ConfigurationError(
                f"{TOKEN_SETTING} is no bot token: it reads like 123456:ABC-def, as @BotFather says"
            )
        self._bot_id = int(match[1])
        self._desk = desk
        self._commands = tuple(commands)
        self._manages = manages
        self._now = now
        self._language = language
        polling = AiohttpRequest(max_connections=2)
        self._bot = Bot(
            token,
            base_url=base_url,
            base_file_url=file_url,
            request=AiohttpRequest(),
            get_updates_request=polling,
        )
        pace = Pace()
        self._sender = TelegramSender(self._bot, pace)
        self._answering = Answering(self._sender, pace, desk, on_sent)
        self._poller = Poller(self._bot, polling, self._handle, self._greet)
        self._rights = Rights(self._bot, admins)
        self._running: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()
        self._is_starting = True
        self._errands: set[asyncio.Task[None]] = set()

    @property
    def sender(self) -> TelegramSender:
        """What delivery sends through."""
        return self._sender

    @property
    def connected(self) -> bool:
        """Whether it polls, and Telegram answered the last time."""
        return self._connected.is_set() and self._poller.is_well

    async def start(
        self, *, listen: bool = True, patience_seconds: float = START_PATIENCE_SECONDS
    ) -> str:
        """Connect and poll in the background; gives back `polling`.

        Without `listen` it only connects, for sending, and another process may go on polling.
        Where Telegram cannot be reached, waits so long and then goes on trying in the
        background. Raises `ConfigurationError` where the token is refused.
        """
        self._running = asyncio.create_task(self._run(listen=listen), name="telegram polling")
        waiting = asyncio.create_task(self._connected.wait())
        await asyncio.wait(
            (self._running, waiting),
            timeout=patience_seconds,
            return_when=asyncio.FIRST_COMPLETED,
        )
        waiting.cancel()
        self._is_starting = False
        if self._running.done() and self._running.exception() is not None:
            running, self._running = self._running, None
            await self._bot.shutdown()
            running.result()  # raises what ended it
        if not self._connected.is_set():
            log.warning("telegram_started_unreached", extra={"hint": "trying on in the background"})
        return "polling"

    async def stop(self) -> None:
        """Take nothing new, finish what is half handled, confirm it, disconnect; within 8 s."""
        running, self._running = self._running, None
        if running is None:
            return
        self._connected.clear()
        while not running.done():  # a cancellation can be lost on the way through a library
            running.cancel()
            await asyncio.wait((running,), timeout=0.5)
        await asyncio.gather(running, return_exceptions=True)
        await self._poller.finish(STOP_SECONDS)
        for errand in tuple(self._errands):
            errand.cancel()
        await self._bot.shutdown()

    async def _run(self, *, listen: bool) -> None:
        await self._until_connected(listen=listen)
        self._connected.set()
        while listen:
            try:
                await self._poller.run()
            except Exception:  # noqa: BLE001 - a fault of ours must not end the listening for good
                log.exception("telegram_polling_failed")
                await asyncio.sleep(FIRST_RETRY_SECONDS)

    async def _until_connected(self, *, listen: bool) -> None:
        failures = 0
        while True:
            try:
                await self._bot.initialize()
                if listen:
                    await self._open_for_questions()
            except InvalidToken:
                # `from None`: the library's own text holds the token.
                refused = ConfigurationError(
                    f"Telegram refuses {TOKEN_SETTING}: copy it again from @BotFather, or check "
                    "TRENDBRIEF_TELEGRAM__BASE_URL"
                )
                if self._is_starting:
                    raise refused from None
                log.error("telegram_token_refused", extra={"error": refused})
                await asyncio.sleep(REFUSED_SECONDS)
            except TelegramError as error:
                failures += 1
                refusal = sorted_refusal(error)
                log.warning("telegram_unreachable", extra={"error": refusal})
                await asyncio.sleep(retry_seconds(refusal, failures))
            else:
                return

    async def _open_for_questions(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)
        announcing = self._begin(self._announce())
        # Usually done at once; a limit on it must not keep the questions waiting.
        await asyncio.wait((announcing,), timeout=ANNOUNCE_PATIENCE_SECONDS)

    async def _announce(self) -> None:
        """Set the command lists, however often that takes."""
        lists: tuple[tuple[str | None, Language], ...] = (
            (None, self._language),
            ("ko", Language.KOREAN),
            ("en", Language.ENGLISH),
        )
        for code, language in lists:
            menu = self._menu(language)
            await self._patiently(partial(self._bot.set_my_commands, menu, language_code=code))

    async def _patiently(self, call: Callable[[], Awaitable[object]]) -> None:
        """Make a harmless call until it is answered; a refusal is an answer, and logged."""
        for failures in count(1):
            try:
                await call()
            except (BadRequest, InvalidToken) as error:
                log.error("telegram_call_refused", extra={"error": error.message})
            except TelegramError as error:
                await asyncio.sleep(retry_seconds(sorted_refusal(error), failures))
                continue
            return

    def _begin(self, errand: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run something beside the polling; a stop ends it."""
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task

    def _menu(self, language: Language) -> list[BotCommand]:
        return [
            BotCommand(
                command.name,
                command.description_ko if language is Language.KOREAN else command.description_en,
            )
            for command in self._commands
        ]

    def _greet(self, update: Update) -> None:
        """Take the waiting mark off a pressed button at once, however busy its chat is."""
        if update.callback_query is None:
            return
        self._begin(self._acknowledge(update.callback_query.id))

    async def _acknowledge(self, query_id: str) -> None:
        for failures in range(1, ACKNOWLEDGE_TRIES + 1):
            try:
                await self._bot.answer_callback_query(query_id)
            except BadRequest:  # too old: the reader sees the answer all the same
                return
            except TelegramError as error:
                refusal = sorted_refusal(error)
                log.info("telegram_button_not_acknowledged", extra={"error": refusal})
                await asyncio.sleep(retry_seconds(refusal, failures))
            else:
                return

    async def _handle(self, update: Update) -> None:
        """Handle an update that may come more than once, after a crash or a lost confirmation.

        A mark set before the handling alone would lose the answer that a crash cut off; one set
        afterwards alone could let two processes answer side by side. So there is a mark for each
        of a few tries, set before it, and an update that is done takes those that are left: it
        is not handled again. One that kills the process cannot do so for ever.
        """
        key = f"{PLATFORM}:{self._bot_id}:{update.update_id}"
        marks = iter((key, *(f"{key}:{number}" for number in range(2, MAX_TRIES + 1))))
        for mark in marks:
            if await self._marked(mark):
                await self._answer(update)
                break
        for mark in marks:
            await self._marked(mark)

    async def _marked(self, key: str) -> bool:
        """Set a mark; whether it is new. Where none can be kept, an answer is worth more."""
        try:
            return await self._desk.first_time(key)
        except TrendbriefError as error:
            log.warning("telegram_mark_not_kept", extra={"key": key, "error": error})
            return True

    async def _answer(self, update: Update) -> None:
        me = Me(id=self._bot_id, username=self._bot.username)
        match heard(update, me, manages=self._manages, now=self._now()):
            case Asked() as asked:
                ask = replace(asked.ask, may_manage=await self._rights.may_manage(asked))
                await self._answering.give(asked, await self._desk.answer(ask))
            case Moved() as moved:
                await self._desk.chat_moved(moved.old, moved.new)
            case Left() as left:
                await self._desk.chat_gone(left.chat, left.reason)
