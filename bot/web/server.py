"""The web server: health for whoever watches, and a door for platforms that call by HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.web.health import HealthOf, look_at
from briefings.errors import ConfigurationError

MAX_BODY_BYTES = 1 << 20
SLACK_PATH = "/slack/events"
_END_SECONDS = 3.0
"""How long requests that are being answered may take at the stop."""

Door = Callable[[web.Request], Awaitable[web.Response]]
"""Answers a POST, such as one delivery of Slack."""


class WebServer:
    """`GET /healthz`, and a POST a door. Listens on one host and port.

    `doors` maps paths to what answers there, `parts` say how the program stands. Port 0 takes
    any free one.
    """

    def __init__(
        self, *, host: str, port: int, parts: Sequence[HealthOf], doors: Mapping[str, Door]
    ) -> None:
        self._host = host
        self._port = port
        self._parts = parts
        self._doors = doors
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """`http://127.0.0.1:8080`, with the port that was really taken."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self) -> str:
        """Listen; gives back the address. Raises `ConfigurationError` where the port is taken."""
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_get("/healthz", self._healthz)
        for path, door in self._doors.items():
            app.router.add_post(path, door)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_END_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise ConfigurationError(
                f"the web server cannot listen on {self._host}:{self._port} ({error.strerror}); "
                "set TRENDBRIEF_WEB__HOST or TRENDBRIEF_WEB__PORT"
            ) from error
        self._runner = runner
        self._port = runner.addresses[0][1]
        return self.address

    async def stop(self) -> None:
        """Finish the requests that are being answered, then close."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, _: web.Request) -> web.Response:
        """200 where every part is well, else 503; the parts and their states as JSON."""
        health = look_at(self._parts)
        report = {
            "status": "ok" if health.is_well else "unwell",
            "parts": {part.name: part.state for part in health.parts},
            "unwell": [part.name for part in health.parts if not part.is_well],
        }
        return web.json_response(report, status=200 if health.is_well else 503)
