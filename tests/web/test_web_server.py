"""The web server says how the program stands and opens a door for each platform."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest
from aiohttp import web

from bot.web.health import PartHealth
from bot.web.server import WebServer
from briefings.errors import ConfigurationError

WELL = PartHealth(name="telegram", state="polling", is_well=True)
UNWELL = PartHealth(name="slack", state="connecting", is_well=False)


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


def server(*parts: PartHealth, port: int = 0) -> WebServer:
    return WebServer(
        host="127.0.0.1",
        port=port,
        parts=[lambda part=part: part for part in parts],
        doors={"/slack/events": echo},
    )


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_where_all_is_well_the_health_is_200(client: aiohttp.ClientSession):
    web_server = server(WELL)
    address = await web_server.start()
    async with client.get(f"{address}/healthz") as reply:
        said = (reply.status, reply.content_type, await reply.json())
    await web_server.stop()
    assert said == (
        200,
        "application/json",
        {"status": "ok", "parts": {"telegram": "polling"}, "unwell": []},
    )


async def test_one_unwell_part_makes_it_503_and_is_named(client: aiohttp.ClientSession):
    web_server = server(WELL, UNWELL)
    address = await web_server.start()
    async with client.get(f"{address}/healthz") as reply:
        said = (reply.status, await reply.json())
    await web_server.stop()
    parts = {"telegram": "polling", "slack": "connecting"}
    assert said == (503, {"status": "unwell", "parts": parts, "unwell": ["slack"]})


async def test_a_door_takes_posts_up_to_a_megabyte(client: aiohttp.ClientSession):
    web_server = server(WELL)
    address = await web_server.start()
    statuses = []
    for method, size in (("POST", 10), ("GET", 0), ("POST", (1 << 20) + 1)):
        async with client.request(
            method, f"{address}/slack/events", data=BytesIO(b"x" * size)
        ) as reply:
            statuses.append(reply.status)
    await web_server.stop()
    assert statuses == [200, 405, 413]


async def test_a_port_that_is_taken_is_said_with_the_settings_name():
    first = server(WELL)
    taken = int((await first.start()).rpartition(":")[2])
    with pytest.raises(ConfigurationError, match=f"127.0.0.1:{taken}.*TRENDBRIEF_WEB__PORT"):
        await server(WELL, port=taken).start()
    await first.stop()
