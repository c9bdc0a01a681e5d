"""A message in, Telegram's id of it out; every failure sorted by what can be done about it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from telegram import Bot, InputFile, Message, ReplyParameters
from telegram.error import TelegramError

from bot.platforms.telegram.listen import GENERAL_TOPIC, PLATFORM
from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.refusals import is_unchanged, sorted_refusal
from briefings.errors import OutcomeUnknown, SendError, WaitBeforeSending
from briefings.model.charts import Picture
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart

ALIVE_SECONDS = 5.0
MAX_EDITED = 200
"""So many edited messages are known as they read now: a button pressed twice asks no edit twice."""
PHOTO_NAME = "trend.png"
_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}


class TelegramSender:
    """Fills the `Sender` port. Makes each call once: repeating is for those who keep records.

    Nothing is sent to a chat before a wait that Telegram asked for is over. Telegram knows no key
    that tells a repeat from a new message, so that `delivery_key` rides along nowhere.
    """

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._edited: dict[tuple[str, str], str] = {}

    @property
    def platform(self) -> str:
        """`telegram`."""
        return PLATFORM

    async def send(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """Send one message, give back Telegram's id of it; raises a `SendError`."""
        await self._pace.give_way()
        return await self.answer(target, message)

    async def send_plain(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """The same text without markup and buttons, after `MarkupRefused`; otherwise as `send`."""
        await self._pace.give_way()
        return await self.answer(target, message, plain=True)

    async def answer(
        self,
        target: ChatRef,
        message: MessagePart,
        *,
        reply_to: str | None = None,
        plain: bool = False,
    ) -> str:
        """As `send`, under the message that is answered, for callers that took their turn."""
        payload = {"text": message.plain, **_NO_PREVIEW} if plain else json.loads(message.payload)
        return await self._send(target, payload, reply_to)

    async def answer_with_photo(
        self,
        target: ChatRef,
        picture: Picture,
        caption: MessagePart | None,
        *,
        reply_to: str | None = None,
    ) -> str:
        """As `answer`, for a photo with the message as its caption where one is given."""
        payload: dict[str, object] = {} if caption is None else json.loads(caption.payload)
        address, reply = target.address, _reply(reply_to)
        text = payload.pop("text", None)
        payload.pop("link_preview_options", None)
        return await self._counted(
            address,
            lambda: self._bot.send_photo(
                _chat_id(address),
                InputFile(picture.png, filename=PHOTO_NAME),
                caption=None if text is None else str(text),
                message_thread_id=_thread_id(target.thread),
                reply_parameters=reply,
                api_kwargs=payload,
            ),
        )

    async def edit(self, target: ChatRef, message_id: str, message: MessagePart) -> str:
        """Put `message` in place of an earlier one; a message that already reads so is done.

        Raises a `SendError`, `MessageLost` where there is nothing to edit.
        """
        place = (target.address, message_id)
        if self._edited.pop(place, None) != message.payload:
            await self._edit(target.address, message_id, json.loads(message.payload))
        self._edited[place] = message.payload  # the newest last; not reached where it failed
        if len(self._edited) > MAX_EDITED:
            del self._edited[next(iter(self._edited))]
        return message_id

    async def _edit(self, address: str, message_id: str, payload: dict[str, str]) -> None:
        self._pace.refuse_early(address)
        self._pace.sent(address)
        try:
            await self._bot.edit_message_text(
                payload.pop("text"),
                chat_id=_chat_id(address),
                message_id=int(message_id),
                api_kwargs=payload,
            )
        except TelegramError as error:
            if not is_unchanged(error):
                raise self._sorted(error, address) from None
        finally:
            self._pace.landed(address)

    async def is_alive(self) -> bool:
        """Whether Telegram answers at all."""
        try:
            await self._bot.get_me(read_timeout=ALIVE_SECONDS)
        except TelegramError:
            return False
        return True

    async def _send(self, target: ChatRef, payload: dict[str, object], reply_to: str | None) -> str:
        address, reply = target.address, _reply(reply_to)
        text = str(payload.pop("text"))
        return await self._counted(
            address,
            lambda: self._bot.send_message(
                _chat_id(address),
                text,
                message_thread_id=_thread_id(target.thread),
                reply_parameters=reply,
                api_kwargs=payload,
            ),
        )

    async def _counted(self, address: str, call: Callable[[], Awaitable[Message]]) -> str:
        """Make the call within the chat's pace; the message's id. Raises a `SendError`."""
        self._pace.refuse_early(address)
        self._pace.sent(address)
        try:
            sent = await call()
        except TelegramError as error:
            raise self._sorted(error, address) from None
        except (KeyError, TypeError, ValueError) as error:
            raise OutcomeUnknown(f"an answer that makes no sense: {type(error).__name__}") from None
        finally:
            self._pace.landed(address)
        return str(sent.message_id)

    def _sorted(self, error: TelegramError, address: str) -> SendError:
        """The sorted error. Its cause is left out: some of them hold the token."""
        refusal = sorted_refusal(error)
        if isinstance(refusal, WaitBeforeSending):
            refusal.whole_bot = self._pace.hold(address, refusal.after_seconds)
        return refusal


def _chat_id(address: str) -> int | str:
    """A number, or the `@name` of a public channel."""
    return int(address) if address.lstrip("-").isdecimal() else address


def _reply(reply_to: str | None) -> ReplyParameters | None:
    if reply_to is None:
        return None
    return ReplyParameters(message_id=int(reply_to), allow_sending_without_reply=True)


def _thread_id(thread: str | None) -> int | None:
    number = None if thread is None else int(thread)
    return None if number == GENERAL_TOPIC else number
