"""A message's parameters in, one use of a response URL out, which works where no post may."""

from __future__ import annotations

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack.blocks import JsonObject
from bot.platforms.slack.failures import CALL_ERRORS, send_error, wait_seconds_of
from briefings.errors import (
    DestinationGone,
    MarkupRefused,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)

MAX_USES = 5
"""Slack takes five messages a URL, for half an hour."""


class ResponseUrl:
    """One response URL and how often it was used."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._client = AsyncWebhookClient(url, session=session, retry_handlers=[])
        self._url = url
        self.uses = 0

    async def send(self, arguments: JsonObject, *, to_all: bool, replaces: bool) -> None:
        """Show a message to the asker or to all, as a new one or in the place of the old.

        Raises `DestinationGone` where the URL is used up or too old, or another `SendError`.
        """
        shown = "in_channel" if to_all else "ephemeral"
        await self._use(arguments | {"response_type": shown, "replace_original": replaces})

    async def delete(self) -> None:
        """Take the message back that the button was pressed under. Raises a `SendError`."""
        await self._use({"delete_original": True})

    async def _use(self, body: JsonObject) -> None:
        if not self._url or self.uses >= MAX_USES:
            raise DestinationGone("the response URL is used up")
        try:
            response = await self._client.send_dict(body)
        except CALL_ERRORS as error:
            raise send_error(error) from error
        self.uses += response.status_code < 300
        refusal = _refusal(response.status_code, response.body, response.headers)
        if refusal is not None:
            raise refusal


def _refusal(status: int, body: str, headers: object) -> SendError | None:
    if status < 300:
        return None
    if status == 429:
        return WaitBeforeSending("Slack's rate limit", after_seconds=wait_seconds_of(headers))
    if status >= 500:
        return OutcomeUnknown(f"HTTP {status} of the response URL")
    if status == 400:
        return MarkupRefused(f"the response URL: {body[:200]}")
    return DestinationGone(f"the response URL: HTTP {status} {body[:200]}")
