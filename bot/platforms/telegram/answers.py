"""An answer in, its messages in the chat out; a failure ends in the log, never in an exception."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.logs import log
from bot.platforms.telegram.listen import Asked
from bot.platforms.telegram.pace import LONGEST_TURN_SECONDS, Pace
from bot.platforms.telegram.refusals import MessageLost
from bot.platforms.telegram.render import fits_caption, render
from bot.platforms.telegram.send import TelegramSender
from briefings.errors import (
    DestinationMoved,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)
from briefings.model.charts import Picture
from briefings.model.chats import Answer, ChatRef
from briefings.model.pages import MessagePart
from briefings.ports import Desk

MAX_TRIES = 5
FIRST_RETRY_SECONDS = 0.5
MAX_RETRY_SECONDS = 15.0
PATIENCE_SECONDS = 600.0  # an answer that comes later is no answer any more


@dataclass(frozen=True, kw_only=True, slots=True)
class _Try:
    """How a message is tried next."""

    target: ChatRef
    reply_to: str | None
    edits: str | None = None
    plain: bool = False
    unsure: bool = False
    unsent: int = 0
    refused: int = 0


class Answering:
    """Sends answers under what was asked, at the chat's pace.

    `on_sent` is told of every message that goes out, which counts against the same limits as the
    briefings that are pushed.
    """

    def __init__(
        self,
        sender: TelegramSender,
        pace: Pace,
        desk: Desk,
        on_sent: Callable[[ChatRef], None] | None,
    ) -> None:
        self._sender = sender
        self._pace = pace
        self._desk = desk
        self._on_sent = on_sent

    async def give(self, asked: Asked, answer: Answer) -> None:
        """Send `answer`, or put it in place of the message under the button, and report its ids."""
        chat = asked.ask.chat
        edited = asked.ask.answered_message if answer.edits else None
        ids, parts = await self._pictured(answer.picture, render(answer.page), asked)
        for number, part in enumerate(parts):
            first = _Try(
                target=chat,
                reply_to=asked.reply_to if number == 0 and not ids else None,
                edits=edited if number == 0 else None,
            )
            try:
                message_id, chat = await self._patiently(part, first)
            except SendError as error:
                log.warning("telegram_answer_lost", extra={"chat": chat.key, "error": error})
                if isinstance(error, OutcomeUnknown):
                    continue  # it may stand there, and what follows surely does not
                break
            ids.append(message_id)
        if ids:
            await self._desk.sent(answer, chat, ids)

    async def _pictured(
        self, picture: Picture | None, parts: Sequence[MessagePart], asked: Asked
    ) -> tuple[list[str], Sequence[MessagePart]]:
        """The ids of what was sent with the picture, and the parts that are still to be sent.

        A text that fits is its caption. A picture that is refused is left out: the text follows
        all the same.
        """
        if picture is None:
            return [], parts
        caption = parts[0] if len(parts) == 1 and fits_caption(parts[0]) else None
        try:
            message_id = await self._photo(picture, caption, asked)
        except SendError as error:
            log.warning("telegram_picture_lost", extra={"chat": asked.ask.chat.key, "error": error})
            return [], parts
        return [message_id], parts if caption is None else ()

    async def _photo(self, picture: Picture, caption: MessagePart | None, asked: Asked) -> str:
        chat = asked.ask.chat
        for is_last in (False, True):
            await self._pace.turn(chat.address)
            try:
                return await self._sender.answer_with_photo(
                    chat, picture, caption, reply_to=asked.reply_to
                )
            except WaitBeforeSending as error:
                if is_last or error.after_seconds > LONGEST_TURN_SECONDS:
                    raise
                await asyncio.sleep(error.after_seconds)
            finally:
                if self._on_sent is not None:
                    self._on_sent(chat)
        raise NotSent("no turn came")

    async def _patiently(self, part: MessagePart, now: _Try) -> tuple[str, ChatRef]:
        """The message's id and where it went; raises the `SendError` that nothing helps against."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + PATIENCE_SECONDS
        while True:
            try:
                return await self._once(part, now), now.target
            except SendError as error:
                following = await self._after(error, now)
                if following is None or following.refused >= MAX_TRIES or clock() > deadline:
                    raise
                now = following

    async def _once(self, part: MessagePart, now: _Try) -> str:
        await self._pace.turn(now.target.address)
        try:
            if now.edits is not None:
                return await self._sender.edit(now.target, now.edits, part)
            return await self._sender.answer(
                now.target, part, reply_to=now.reply_to, plain=now.plain
            )
        finally:
            if self._on_sent is not None:
                self._on_sent(now.target)

    async def _after(self, error: SendError, now: _Try) -> _Try | None:
        """What to try after `error`, once the time for it has come; `None` where nothing helps."""
        if isinstance(error, NotSent):
            # The network is gone: it takes as long as it takes, the chat waits with us.
            wait = min(FIRST_RETRY_SECONDS * 2.0 ** min(now.unsent, 10), MAX_RETRY_SECONDS)
            await asyncio.sleep(wait)
            return replace(now, unsent=now.unsent + 1)
        now = replace(now, refused=now.refused + 1)
        match error:
            case WaitBeforeSending() if error.after_seconds <= LONGEST_TURN_SECONDS:
                await asyncio.sleep(error.after_seconds)
                return now
            case OutcomeUnknown() if now.edits is not None:
                return now  # an edit may be repeated
            case OutcomeUnknown() if not now.unsure:
                # A reader left in silence would ask again and get it twice anyhow.
                log.warning(
                    "telegram_answer_maybe_twice", extra={"chat": now.target.key, "error": error}
                )
                return replace(now, unsure=True)
            case MarkupRefused() if now.edits is not None:
                return replace(now, edits=None)
            case MarkupRefused() if not now.plain:
                log.error("telegram_markup_refused", extra={"chat": now.target.key, "error": error})
                return replace(now, plain=True)
            case MessageLost() if now.edits is not None:
                return replace(now, edits=None)
            case DestinationMoved():
                moved = replace(now.target, address=error.address)
                await self._desk.chat_moved(now.target, moved)
                return replace(now, target=moved, reply_to=None, edits=None)
        return None
