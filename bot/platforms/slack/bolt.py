"""What Slack delivers in through Bolt, acknowledged at once and handed on as something heard."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.listen import (
    GONE_EVENTS,
    Body,
    Gone,
    Heard,
    Us,
    heard_command,
    heard_direct_message,
    heard_gone,
    heard_mention,
    heard_press,
)

Take = Callable[[Heard | Gone], None]
"""Takes something heard and returns at once; the work comes later."""

_ANYTHING = re.compile("")


def bolt_app(
    *, us: Us, token: str, client: AsyncWebClient, signing_secret: str | None, take: Take
) -> AsyncApp:
    """A Bolt app that listens to everything: what it does not use it acknowledges, so that Slack
    neither repeats it nor shows an error. `client` carries no token; authorisation gives it.
    """
    app = AsyncApp(
        name="trendbrief",
        client=client,
        authorize=_authorised_as(us, token),
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
    )
    _listen(app, us, take)
    return app


def _listen(app: AsyncApp, us: Us, take: Take) -> None:
    async def command(ack: AsyncAck, body: Body) -> None:
        await ack()
        _pass_on(heard_command(body, us), take)

    async def mention(body: Body) -> None:
        _pass_on(heard_mention(body, us), take)

    async def message(body: Body) -> None:
        _pass_on(heard_direct_message(body, us), take)

    async def gone(body: Body) -> None:
        _pass_on(heard_gone(body, us), take)

    async def press(ack: AsyncAck, body: Body) -> None:
        await ack()
        _pass_on(heard_press(body, us), take)

    async def nothing(ack: AsyncAck) -> None:
        await ack()

    app.command(_ANYTHING)(command)
    app.event("app_mention")(mention)
    app.event("message")(message)
    for kind in GONE_EVENTS:
        app.event(kind)(gone)
    app.action(_ANYTHING)(press)
    for listens in (app.event, app.shortcut, app.view, app.view_closed, app.options):
        listens(_ANYTHING)(nothing)


def _pass_on(heard: Heard | Gone | None, take: Take) -> None:
    if heard is not None:
        take(heard)


def _authorised_as(us: Us, token: str) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Slack was asked once, at the start; an event needs no further call before its answer."""
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=us.team,
        bot_user_id=us.bot_user,
        bot_id=us.bot_id,
        bot_token=token,
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize


def open_client(
    *, base_url: str, session: aiohttp.ClientSession, token: str | None = None
) -> AsyncWebClient:
    """A Web API client on a kept session. It repeats nothing by itself: the SDK's own repeat after
    a reset would post twice.
    """
    return AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
