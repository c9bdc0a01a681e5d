"""A rendered message and its destination in, `chat.postMessage` once, Slack's message id out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.platforms.slack.blocks import JsonObject, escaped
from bot.platforms.slack.failures import CALL_ERRORS, send_error
from bot.platforms.slack.pace import Pace
from briefings.errors import (
    DestinationGone,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)
from briefings.model.charts import Picture
from briefings.model.chats import ChatRef
from briefings.model.pages import MessagePart

PLATFORM = "slack"
EVENT_TYPE = "trendbrief_delivery"
"""Under which a message's metadata carries the delivery's key."""

_CLOCK_DIFFERENCE = timedelta(minutes=2)  # between Slack's clock and ours, mostly
_PAGE_MESSAGES = 200
_MAX_PAGES = 5
_PICTURE_NAME = "trend.png"
_MAX_ALT_CHARS = 1_000


class SlackSender:
    """Posts messages through one kept client; the same for pushes and for answers.

    `client` gives it, or raises `NotSent` while there is none.
    """

    platform = PLATFORM

    def __init__(self, client: Callable[[], AsyncWebClient], pace: Pace) -> None:
        self._client = client
        self._pace = pace

    async def send(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """Post once and give back the message's `ts`. Raises a `SendError`; never repeats."""
        return await self.post(target, arguments_of(message), key=delivery_key)

    async def send_plain(self, target: ChatRef, message: MessagePart, *, delivery_key: str) -> str:
        """The same text without markup, after `MarkupRefused`."""
        return await self.post(target, plain_arguments_of(message), key=delivery_key)

    async def find_delivery(
        self, target: ChatRef, delivery_key: str, since: datetime
    ) -> str | None:
        """The `ts` of the message that carries the key, `None` where Slack holds none.

        `since` is when it was first tried, by our clock; the newest messages are looked through
        whatever it says, for clocks differ. Raises `OutcomeUnknown` where we may not look (no
        history scope, not in the channel), `WaitBeforeSending` or `NotSent` where Slack cannot
        be asked just now: then ask again later.
        """
        arguments: JsonObject = {
            "channel": channel_of(target),
            "include_all_metadata": True,
            "limit": _PAGE_MESSAGES,
        }
        if target.thread is not None:
            arguments["ts"] = target.thread
        method = "conversations.history" if target.thread is None else "conversations.replies"
        for _ in range(_MAX_PAGES):
            page = await self._look(method, arguments)
            messages = page.get("messages")
            found = _ts_of_delivery(messages, delivery_key)
            cursor = _next_cursor(page)
            is_enough = target.thread is None and _reaches_back(messages, since)
            if found is not None or not cursor or is_enough:
                return found
            arguments["cursor"] = cursor
        raise OutcomeUnknown("too many messages since then to look through")

    async def is_alive(self) -> bool:
        """Whether Slack answers; never raises for what the network does."""
        try:
            await call(self._client(), "api.test", {})
        except (OutcomeUnknown, NotSent):
            return False
        except SendError:  # a refusal or a limit is an answer
            return True
        return True

    async def post(self, target: ChatRef, arguments: JsonObject, *, key: str) -> str:
        """`chat.postMessage` at the channel's next turn; the message's `ts`. Raises a `SendError`.

        A running rate limit raises `WaitBeforeSending` without a request. `key` rides along as
        metadata, so that `find_delivery` can tell whether the message arrived.
        """
        channel = channel_of(target)
        metadata: JsonObject = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        arguments = arguments | {"channel": channel, "metadata": metadata}
        if target.thread is not None:
            arguments["thread_ts"] = target.thread
        await self._pace.turn(channel)
        answer = await self._call("chat.postMessage", channel, arguments)
        ts = answer.get("ts")
        if not isinstance(ts, str):
            raise OutcomeUnknown("Slack's answer names no message")
        return ts

    async def upload(self, target: ChatRef, picture: Picture, *, title: str) -> None:
        """Show a picture in the channel or thread at its next turn. Raises a `SendError`.

        Needs the scope `files:write`, and the bot in the channel.
        """
        channel, client = channel_of(target), self._client()
        await self._pace.turn(channel)
        try:
            await client.files_upload_v2(
                content=picture.png,
                filename=_PICTURE_NAME,
                title=title,
                alt_txt=picture.alt[:_MAX_ALT_CHARS],
                channel=channel,
                thread_ts=target.thread,
            )
        except CALL_ERRORS as error:
            raise self._held(send_error(error), channel) from error
        except (SlackRequestError, TypeError) as error:  # TypeError: an answer without `files`
            raise OutcomeUnknown(f"the upload failed: {str(error)[:200]}") from error

    async def update(self, target: ChatRef, ts: str, arguments: JsonObject) -> None:
        """Replace the text and blocks of our own message. Raises a `SendError`."""
        channel = channel_of(target)
        await self._call("chat.update", channel, arguments | {"channel": channel, "ts": ts})

    async def post_ephemeral(self, target: ChatRef, user: str, arguments: JsonObject) -> None:
        """Show a message to one member of the channel. Raises a `SendError`."""
        channel = channel_of(target)
        named = arguments | {"channel": channel, "user": user}
        await self._call("chat.postEphemeral", channel, named)

    async def _call(self, method: str, channel: str, arguments: JsonObject) -> Mapping[str, object]:
        try:
            return await call(self._client(), method, arguments)
        except WaitBeforeSending as limit:
            if method == "chat.postMessage":
                self._pace.hold(channel, limit.after_seconds)
            raise
        except MarkupRefused as refused:
            keys = {"method": method, "reason": refused}
            log.error("slack_refused_markup", extra=keys)
            raise

    def _held(self, error: SendError, channel: str) -> SendError:
        if isinstance(error, WaitBeforeSending):
            self._pace.hold(channel, error.after_seconds)
        return error

    async def _look(self, method: str, arguments: JsonObject) -> Mapping[str, object]:
        try:
            return await call(self._client(), method, arguments)
        except DestinationGone as error:
            raise OutcomeUnknown(f"may not look for it: {error}") from error
        except OutcomeUnknown as error:
            raise NotSent(f"could not look for it: {error}") from error


async def call(client: AsyncWebClient, method: str, arguments: JsonObject) -> Mapping[str, object]:
    """One call of the Web API, its answer's fields. Raises a `SendError`."""
    try:
        response = await client.api_call(method, json=arguments)
    except CALL_ERRORS as error:
        raise send_error(error) from error
    data = response.data
    if not isinstance(data, Mapping):
        raise OutcomeUnknown("Slack's answer is no JSON object")
    return data


def channel_of(target: ChatRef) -> str:
    """`C1` of the address `T1:C1`."""
    return target.address.rpartition(":")[2]


def arguments_of(message: MessagePart) -> JsonObject:
    """The message's own parameters."""
    arguments = json.loads(message.payload)
    if not isinstance(arguments, dict):
        raise TypeError("a Slack message's payload is a JSON object")
    return arguments


def plain_arguments_of(message: MessagePart) -> JsonObject:
    """The same words in which nothing is read as markup."""
    return {
        "text": escaped(message.plain),
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _ts_of_delivery(messages: object, delivery_key: str) -> str | None:
    for message in messages if isinstance(messages, list) else ():
        metadata = message.get("metadata")
        if (
            isinstance(metadata, dict)
            and metadata.get("event_type") == EVENT_TYPE
            and metadata.get("event_payload") == {"key": delivery_key}
        ):
            return str(message["ts"])
    return None


def _reaches_back(messages: object, since: datetime) -> bool:
    """Whether the oldest of a page's messages, newest first, was there before `since`."""
    if not isinstance(messages, list) or not messages:
        return True
    return float(messages[-1]["ts"]) < (since - _CLOCK_DIFFERENCE).timestamp()


def _next_cursor(page: Mapping[str, object]) -> str:
    metadata = page.get("response_metadata")
    cursor = metadata.get("next_cursor") if isinstance(metadata, dict) else None
    return cursor if isinstance(cursor, str) else ""
