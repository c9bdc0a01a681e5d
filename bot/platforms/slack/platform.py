"""Tokens and the desk in, a Slack platform out that starts, listens, answers, stops cleanly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from datetime import datetime
from weakref import WeakValueDictionary

import aiohttp
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.platforms.slack.answer import Means, answer, tell_gone
from bot.platforms.slack.bolt import bolt_app, open_client
from bot.platforms.slack.failures import CALL_ERRORS, refuses_token, send_error
from bot.platforms.slack.http import answer_http
from bot.platforms.slack.listen import Gone, Heard, Us
from bot.platforms.slack.pace import Pace
from bot.platforms.slack.people import People, Permission
from bot.platforms.slack.send import SlackSender
from bot.platforms.slack.socket import Socket
from briefings.errors import ConfigurationError, NotSent, SendError
from briefings.model.chats import ChatRef
from briefings.model.languages import Language
from briefings.ports import Desk
from briefings.write.wording import Wording

DEFAULT_BASE_URL = "https://slack.com/api/"
BOT_TOKEN = "TRENDBRIEF_SLACK__BOT_TOKEN"  # noqa: S105 - the names of settings
APP_TOKEN = "TRENDBRIEF_SLACK__APP_TOKEN"  # noqa: S105
SIGNING_SECRET = "TRENDBRIEF_SLACK__SIGNING_SECRET"  # noqa: S105

CALL_SECONDS = 30.0
START_SECONDS = 10.0
"""How long the start waits for Slack before it goes on trying in the background."""
FINISH_SECONDS = 5.0
"""How long the stop lets answers finish that were asked for."""
LONGEST_PAUSE_SECONDS = 30.0
_CANCEL_SECONDS = 0.5


class SlackPlatform:
    """Slack as the program starts and stops it; see `briefings.ports.Platform`.

    With an app token it listens by Socket Mode, else with a signing secret by HTTP, through
    `handle_http`. `admins` are persons (`slack:T1:U1`) who may do everything; `who_may_subscribe`
    is `members`, `admins` or a list of user ids. `wording` gives the words of a language, or of
    the default one for `None`. `on_sent` is told of every answer that is about to be posted.
    Raises `ConfigurationError` where a setting cannot be meant.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, a setting or a part each
        self,
        *,
        bot_token: str,
        app_token: str | None,
        signing_secret: str | None,
        base_url: str = DEFAULT_BASE_URL,
        desk: Desk,
        who_may_subscribe: str = "members",
        admins: Collection[str] = (),
        now: Callable[[], datetime],
        wording: Callable[[Language | None], Wording],
        on_sent: Callable[[ChatRef], None] | None = None,
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        if not app_token and not signing_secret:
            raise ConfigurationError(
                f"Slack needs {APP_TOKEN} (Socket Mode) or {SIGNING_SECRET} (HTTP) "
                f"beside {BOT_TOKEN}"
            )
        self._bot_token = bot_token
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._base_url = base_url
        self._desk = desk
        self._permission = Permission(who_may_subscribe, admins)
        self._now = now
        self._wording = wording
        self._on_sent = on_sent or _nobody_counts
        self._call_seconds = call_seconds
        self._sender = SlackSender(self._open, Pace())
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._app: AsyncApp | None = None
        self._means: Means | None = None
        self._socket: Socket | None = None
        self._stopping = False
        self._background: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def sender(self) -> SlackSender:
        """What delivery sends through; `NotSent` before the start and after the stop."""
        return self._sender

    @property
    def mode(self) -> str:
        """`socket` or `http`."""
        return "socket" if self._app_token else "http"

    @property
    def connected(self) -> bool:
        """Whether Slack knows us and, in Socket Mode, can reach us now."""
        if self._app_token:
            return self._socket is not None and self._socket.connected
        return self._app is not None

    async def start(self, *, listen: bool = True) -> str:
        """Connect and listen; gives back `socket` or `http`.

        Without `listen` it can only send: events stay another process's. Raises
        `ConfigurationError` naming the setting whose token Slack refuses. Where Slack cannot be
        reached it goes on trying in the background.
        """
        timeout = aiohttp.ClientTimeout(
            total=self._call_seconds, sock_connect=self._call_seconds / 3
        )
        self._session = aiohttp.ClientSession(timeout=timeout)
        self._client = open_client(
            base_url=self._base_url, session=self._session, token=self._bot_token
        )
        if not listen:
            return self.mode
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._connect(self._session, self._client)
        except ConfigurationError:
            await self._session.close()
            raise
        except (SendError, TimeoutError) as error:
            log.warning("slack_not_there", extra={"reason": str(error) or "no answer in time"})
            self._spawn(self._connect_later(self._session, self._client), self._background)
        if self._socket is not None:
            await self._socket.until_connected(START_SECONDS)
        return self.mode

    async def stop(self) -> None:
        """Take nothing new, finish what was taken, disconnect; done within eight seconds."""
        self._stopping = True
        if self._socket is not None:
            await self._socket.close()
        await _end(self._background, within_seconds=0)
        await _end(self._answering, within_seconds=FINISH_SECONDS)
        self._app = self._client = None
        if self._session is not None:
            await self._session.close()

    async def handle_http(self, request: web.Request) -> web.Response:
        """`POST /slack/events`: events, commands and interactivity, signed by Slack."""
        if self._app is None or self._stopping or self._signing_secret is None:
            return web.json_response({"error": "not listening"}, status=503)
        return await answer_http(request, self._app, self._signing_secret)

    def _open(self) -> AsyncWebClient:
        if self._client is None:
            raise NotSent("Slack is not connected")
        return self._client

    async def _connect(self, session: aiohttp.ClientSession, client: AsyncWebClient) -> None:
        us = await _who_we_are(client)
        address = await _open_address(client, self._app_token) if self._app_token else None
        self._means = Means(
            desk=self._desk,
            us=us,
            sender=self._sender,
            people=People(client),
            permission=self._permission,
            session=session,
            now=self._now,
            wording=self._wording,
            on_sent=self._on_sent,
        )
        self._app = bolt_app(
            us=us,
            token=self._bot_token,
            client=open_client(base_url=self._base_url, session=session),
            signing_secret=None if self._app_token else self._signing_secret,
            take=self._take,
        )
        if self._app_token is not None and address is not None:
            self._open_socket(session, client, self._app_token, address)

    def _open_socket(
        self, session: aiohttp.ClientSession, client: AsyncWebClient, token: str, address: str
    ) -> None:
        self._socket = Socket(
            session=session,
            proxy=client.proxy,
            open_address=lambda: _open_address(client, token),
            dispatch=self._dispatch,
        )
        self._spawn(self._socket.run(address), self._background)

    async def _connect_later(self, session: aiohttp.ClientSession, client: AsyncWebClient) -> None:
        pause = 1.0
        while not self.connected:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            try:
                await self._connect(session, client)
            except SendError as error:
                log.warning("slack_not_there", extra={"reason": error})
            except ConfigurationError as error:
                log.error("slack_given_up", extra={"reason": error})
                return
            else:
                return

    async def _dispatch(self, envelope: SocketModeRequest) -> bool:
        if self._app is None:
            return False
        response = await run_async_bolt_app(self._app, envelope)
        return bool(response.status == 200)

    def _take(self, heard: Heard | Gone) -> None:
        if self._means is not None:
            self._spawn(self._answer_in_turn(heard, self._means), self._answering)

    async def _answer_in_turn(self, heard: Heard | Gone, means: Means) -> None:
        """One after the other in each chat, so that what is asked first is answered first."""
        turn = self._turns.setdefault(heard.chat.address, asyncio.Lock())
        async with turn:
            if isinstance(heard, Gone):
                await tell_gone(heard, means)
            else:
                await answer(heard, means)

    def _spawn(self, work: Coroutine[None, None, None], kept: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        kept.add(task)
        task.add_done_callback(kept.discard)


def _nobody_counts(_: ChatRef) -> None:
    """Where nobody asked to be told of answers."""


async def _end(tasks: set[asyncio.Task[None]], *, within_seconds: float) -> None:
    """Let tasks finish for so long, then cancel them."""
    if tasks and within_seconds:
        await asyncio.wait(tuple(tasks), timeout=within_seconds)
    left = tuple(tasks)
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=_CANCEL_SECONDS)


async def _who_we_are(client: AsyncWebClient) -> Us:
    try:
        told = await client.auth_test()
    except CALL_ERRORS as error:
        raise _sorted(error, BOT_TOKEN) from error
    return Us(
        team=str(told.get("team_id") or ""),
        bot_user=str(told.get("user_id") or ""),
        bot_id=str(told.get("bot_id") or ""),
        name=str(told.get("user") or "trendbrief"),
    )


async def _open_address(client: AsyncWebClient, app_token: str) -> str:
    """A one-time address for a socket."""
    try:
        told = await client.apps_connections_open(app_token=app_token)
    except CALL_ERRORS as error:
        raise _sorted(error, APP_TOKEN) from error
    return str(told.get("url") or "")


def _sorted(error: Exception, setting: str) -> ConfigurationError | SendError:
    refusal = refuses_token(error)
    if refusal is None:
        return send_error(error)
    return ConfigurationError(f"{setting}: Slack refuses this token ({refusal}); {_MEND[setting]}")


_MEND = {
    BOT_TOKEN: "copy the Bot User OAuth Token (xoxb-…) under OAuth & Permissions",
    APP_TOKEN: (
        "make an App-Level Token (xapp-…) with connections:write under Basic Information, "
        "and switch Socket Mode on"
    ),
}
