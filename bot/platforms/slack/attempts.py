"""One part of an answer in, tried until it is there or surely cannot be; its message id out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from bot.logs import log
from bot.platforms.slack.blocks import JsonObject
from bot.platforms.slack.send import SlackSender, arguments_of, plain_arguments_of
from briefings.errors import (
    DestinationGone,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart

PAUSES_SECONDS = (1.0, 2.0, 4.0, 8.0)
"""How long an answer waits before each further try when Slack is not well."""
PATIENCE_SECONDS = 120.0
"""For how long in all an answer waits out rate limits; then its asker has gone."""
LOOK_AFTER_SECONDS = 1.0
"""A post whose answer was lost may still be under way for a moment."""

Try = Callable[[JsonObject], Awaitable[str]]
"""Sends a message's parameters once, gives back its id. Raises a `SendError`."""


async def patiently(part: MessagePart, attempt: Try) -> str | None:
    """Try until it is sent or surely cannot be; `None` where nobody knows.

    Nothing is repeated that may have arrived. Refused markup is sent as plain text. Raises
    `DestinationGone`, or what the last try raised.
    """
    arguments, waited = arguments_of(part), 0.0
    pauses = iter(PAUSES_SECONDS)
    while True:
        try:
            return await attempt(arguments)
        except MarkupRefused:
            plain = plain_arguments_of(part)
            if arguments == plain:
                raise
            arguments = plain
        except (WaitBeforeSending, NotSent) as error:
            pause = _pause_after(error, pauses)
            waited += pause
            if not pause or waited > PATIENCE_SECONDS:
                raise
            await asyncio.sleep(pause)
        except OutcomeUnknown as error:
            log.warning("slack_answer_maybe_lost", extra={"reason": error})
            return None


def _pause_after(error: WaitBeforeSending | NotSent, pauses: Iterator[float]) -> float:
    if isinstance(error, WaitBeforeSending):
        return max(error.after_seconds, 0.1)
    return next(pauses, 0.0)


class Posting:
    """Posts one part for all to see; where its outcome is unknown, Slack is asked for it.

    `key` rides along with the message, `began` is when it is first tried.
    """

    def __init__(self, sender: SlackSender, target: ChatRef, *, key: str, began: datetime) -> None:
        self._sender = sender
        self._target = target
        self._key = key
        self._began = began

    async def __call__(self, arguments: JsonObject) -> str:
        """Post, or find what was posted. `NotSent` where Slack surely holds nothing."""
        try:
            return await self._sender.post(self._target, arguments, key=self._key)
        except OutcomeUnknown as error:
            found = await self._looked_for(error)
            if found is None:
                raise NotSent(f"not there after: {error}") from error
            return found

    async def _looked_for(self, unsure: OutcomeUnknown) -> str | None:
        await asyncio.sleep(LOOK_AFTER_SECONDS)
        try:
            return await self._sender.find_delivery(self._target, self._key, self._began)
        except SendError as error:
            raise unsure from error


class Replacing:
    """Puts a part in the place of an older message; doing so twice changes nothing."""

    def __init__(self, sender: SlackSender, target: ChatRef, *, ts: str) -> None:
        self._sender = sender
        self._target = target
        self._ts = ts

    async def __call__(self, arguments: JsonObject) -> str:
        """Replace. `DestinationGone` where that message is lost, too old or not ours."""
        try:
            await self._sender.update(self._target, self._ts, arguments)
        except OutcomeUnknown as error:
            raise NotSent(str(error)) from error
        except NotSent as error:
            raise DestinationGone(str(error)) from error
        return self._ts
