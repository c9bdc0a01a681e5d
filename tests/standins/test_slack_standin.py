"""The stand-in refuses what Slack refuses, limit by limit, and writes down bad manners."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import (
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    RESPONSE_URL_SECONDS,
    Channel,
    Delivery,
    Fault,
    Slack,
    signature,
)
from tests.standins.slack_blocks import BlockCheck

PLAIN = {"type": "plain_text", "text": "x"}
MRKDWN = {"type": "mrkdwn", "text": "x"}
QUIET = {"unfurl_links": False, "unfurl_media": False}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack(ack_seconds=0.2, retry_pauses=(0.0, 0.05, 0.05)) as workspace:
        yield workspace


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def client(slack: Slack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(
        token=BOT_TOKEN, base_url=slack.api_url, session=session, retry_handlers=[]
    )


async def refusal(call: object) -> str:
    """Slack's word for why it did not take a call."""
    with pytest.raises(SlackApiError) as raised:
        await call
    return raised.value.response["error"]


def section(text: str) -> dict:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**other: object) -> dict:
    return {"type": "button", "text": PLAIN, "action_id": "a"} | other


def actions(*buttons: dict) -> dict:
    return {"type": "actions", "elements": list(buttons)}


def rich(*leaves: dict, kind: str = "rich_text_section") -> dict:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(leaves)}]}


GOOD = [
    {"type": "header", "text": PLAIN | {"text": "가" * 150, "emoji": False}},
    section("가" * 3000),
    {"type": "divider"},
    {"type": "context", "elements": [MRKDWN] * 10},
    actions(*(button(action_id=str(n), value="v" * 2000) for n in range(25))),
    rich({"type": "text", "text": "x"}, {"type": "link", "url": "https://a.example"}),
]


def test_what_is_within_every_limit_is_taken():
    assert BlockCheck(GOOD).faults == []


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ("no list", "must be an array [json-pointer:/blocks]"),
        ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        (
            [section("x" * 3001)],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ([section(" \n")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        (
            [{"type": "header", "text": PLAIN | {"text": "x" * 151}}],
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            [{"type": "header", "text": MRKDWN}],
            "must be one of: plain_text [json-pointer:/blocks/0/text/type]",
        ),
        (
            [{"type": "context", "elements": [MRKDWN] * 11}],
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            [{"type": "context", "elements": []}],
            "must contain at least 1 items [json-pointer:/blocks/0/elements]",
        ),
        (
            [actions(*(button(action_id=str(n)) for n in range(26)))],
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            [actions(button(text=PLAIN | {"text": "x" * 76}))],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            [actions(button(value="x" * 2001))],
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (
            [actions(button(url="x" * 3001))],
            "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            [actions(button(action_id="x" * 256))],
            "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
        ),
        (
            [actions(button()), actions(button())],
            '`action_id` "a" already exists [json-pointer:/blocks/1/elements/0/action_id]',
        ),
        (
            [section("x") | {"block_id": "x" * 256}],
            "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
        ),
        (
            [{"type": "section", "text": MRKDWN | {"emoji": False}}],
            "additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        ([section("x") | {"color": "red"}], "additional property: color [json-pointer:/blocks/0]"),
        ([{"type": "table"}], "unsupported type: table [json-pointer:/blocks/0/type]"),
        ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
        (
            [rich({"type": "text", "text": ""})],
            "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
        ),
        (
            [rich({"type": "user", "user_id": "U1"})],
            "unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]",
        ),
    ],
)
async def test_each_limit_of_block_kit_is_refused_with_its_place(
    client: AsyncWebClient, blocks: object, fault: str
):
    with pytest.raises(SlackApiError) as raised:
        await client.api_call(
            "chat.postMessage", json={"channel": "C1", "text": "x", "blocks": blocks}
        )
    assert raised.value.response["error"] == "invalid_blocks"
    assert f"[ERROR] {fault}" in raised.value.response["response_metadata"]["messages"]


async def test_too_many_characters_in_all_are_refused(client: AsyncWebClient):
    blocks = [section("x" * 2700)] * 5
    call = client.chat_postMessage(channel="C1", text="x", blocks=blocks, **QUIET)
    assert await refusal(call) == "msg_blocks_too_long"


async def test_places_and_contents_that_slack_refuses(slack: Slack, client: AsyncWebClient):
    slack.channels["C3"] = Channel(id="C3", archived=True)
    slack.channels["C4"] = Channel(id="C4", type="group", members=set())
    posted = await client.chat_postMessage(channel="C1", text="x", **QUIET)
    refused = {
        "no text": client.api_call("chat.postMessage", json={"channel": "C1", "text": " "}),
        "not in": client.chat_postMessage(channel="C2", text="x"),
        "unknown": client.chat_postMessage(channel="C9", text="x"),
        "private": client.chat_postMessage(channel="C4", text="x"),
        "archived": client.chat_postMessage(channel="C3", text="x"),
        "long update": client.chat_update(channel="C1", ts=posted["ts"], text="x" * 4001),
        "lost update": client.chat_update(channel="C1", ts="1.0", text="x"),
        "no such person": client.users_info(user="U9"),
        "no such thread": client.conversations_replies(channel="C1", ts="1.0"),
        "no such method": client.api_call("chat.scream"),
    }
    await asyncio.sleep(1.05)
    assert {name: await refusal(call) for name, call in refused.items()} == {
        "no text": "no_text",
        "not in": "not_in_channel",
        "unknown": "channel_not_found",
        "private": "channel_not_found",
        "archived": "is_archived",
        "long update": "msg_too_long",
        "lost update": "message_not_found",
        "no such person": "user_not_found",
        "no such thread": "thread_not_found",
        "no such method": "unknown_method",
    }


async def test_tokens_and_scopes_are_checked(slack: Slack, client: AsyncWebClient):
    slack.scopes.clear()
    refused = [
        client.chat_postMessage(channel="C1", text="x"),
        client.apps_connections_open(app_token=BOT_TOKEN),
        client.apps_connections_open(app_token="xapp-other"),
        AsyncWebClient(token=APP_TOKEN, base_url=slack.api_url).auth_test(),
        AsyncWebClient(token="xoxb-other", base_url=slack.api_url).auth_test(),
        AsyncWebClient(base_url=slack.api_url).auth_test(),
    ]
    assert [await refusal(call) for call in refused] == [
        "missing_scope",
        "not_allowed_token_type",
        "invalid_auth",
        "not_allowed_token_type",
        "invalid_auth",
        "not_authed",
    ]


async def test_a_second_post_within_a_second_is_429_and_early_repeats_are_noted(
    slack: Slack, client: AsyncWebClient
):
    await client.chat_postMessage(channel="C1", text="x", **QUIET)
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel="C1", text="y", **QUIET)
    assert (raised.value.response.status_code, raised.value.response["error"]) == (
        429,
        "ratelimited",
    )
    assert raised.value.response.headers["Retry-After"] == "1"
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C1", text="z", **QUIET)
    assert slack.complaints == [
        "posted to C1 faster than allowed",
        "posted to C1 before Retry-After ended",
    ]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"text": "<!channel> hello"}, "pings <!channel>"),
        ({"text": "x", "blocks": [section("<@U1> hello")]}, "pings <@U1>"),
        ({"text": "a < b"}, "text is not escaped"),
        ({"text": "x", "blocks": [section("R&D")]}, "text is not escaped"),
        ({"blocks": [section("x")]}, "no text for notifications"),
        ({"text": "x", "unfurl_media": True}, "links are unfurled"),
    ],
)
async def test_bad_manners_are_written_down(
    slack: Slack, client: AsyncWebClient, arguments: dict, complaint: str
):
    await client.api_call("chat.postMessage", json={"channel": "C1", **QUIET, **arguments})
    assert slack.complaints[0] == complaint


async def test_good_manners_leave_no_complaint(slack: Slack, client: AsyncWebClient):
    text = "a &amp; b &lt; c <https://a.example/?x=1&amp;y|안내>\n> 인용"
    await client.chat_postMessage(channel="C1", text="x", blocks=[section(text)], **QUIET)
    assert slack.complaints == []


async def test_a_response_url_takes_five_messages_within_half_an_hour(
    slack: Slack, session: aiohttp.ClientSession
):
    first = (await slack.command("x")).body["response_url"]
    second = (await slack.command("x")).body["response_url"]
    statuses = [await post(session, first, {"text": "x", **QUIET}) for _ in range(6)]
    slack.clock_shift = RESPONSE_URL_SECONDS
    statuses.append(await post(session, second, {"text": "x", **QUIET}))
    assert statuses == [200, 200, 200, 200, 200, 404, 404]
    assert len(slack.whispers) == 5


async def test_a_response_url_refuses_bad_blocks(slack: Slack, session: aiohttp.ClientSession):
    url = (await slack.command("x")).body["response_url"]
    assert await post(session, url, {"text": "x", "blocks": [section("")]}) == 400


async def post(session: aiohttp.ClientSession, url: str, body: dict) -> int:
    async with session.post(url, json=body) as reply:
        return reply.status


async def opened(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
) -> aiohttp.ClientWebSocketResponse:
    address = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
    socket = await session.ws_connect(address)
    assert (await socket.receive_json())["type"] == "hello"
    return socket


async def test_a_socket_address_works_once(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
):
    address = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
    await (await session.ws_connect(address)).close()
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(address)
    assert slack.complaints == ["a socket address was used twice"]


async def test_an_event_is_repeated_until_it_is_acknowledged(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
):
    socket = await opened(slack, client, session)
    delivering = slack.start(slack.mention("x"))
    silent, second = await socket.receive_json(), await socket.receive_json()
    await socket.send_json({"envelope_id": second["envelope_id"]})
    delivery = await delivering
    await socket.close()
    assert silent["payload"]["event_id"] == second["payload"]["event_id"]
    assert silent["envelope_id"] != second["envelope_id"]
    assert (delivery.acked, delivery.attempts, second["retry_attempt"]) == (True, 2, 1)
    assert slack.complaints == ["events_api not acknowledged in 0.2 s"]


async def test_events_are_given_up_after_three_repeats_and_commands_at_once(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
):
    socket = await opened(slack, client, session)
    event, command = await slack.mention("x"), await slack.command("x")
    await socket.close()
    assert [(one.acked, one.attempts) for one in (event, command)] == [(False, 4), (False, 1)]


async def test_a_late_acknowledgement_is_noted(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
):
    socket = await opened(slack, client, session)
    await slack.command("x")
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await slack.until(lambda: "an envelope was acknowledged late or twice" in slack.complaints)
    await socket.close()


async def test_a_renewal_is_announced_before_the_socket_is_closed(
    slack: Slack, client: AsyncWebClient, session: aiohttp.ClientSession
):
    socket = await opened(slack, client, session)
    renewal = slack.start(slack.renew("warning", close_after=0.05))
    said = await socket.receive_json()
    closed = await socket.receive()
    await renewal
    assert (said["type"], said["reason"]) == ("disconnect", "warning")
    assert closed.type is aiohttp.WSMsgType.CLOSE


async def served(slack: Slack, answer: Callable[[web.Request], object]) -> web.AppRunner:
    app = web.Application()
    app.router.add_post("/slack/events", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    return runner


async def test_http_deliveries_are_signed_and_repeated_with_marks(slack: Slack):
    seen: list[tuple[dict, bytes]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append((dict(request.headers), await request.read()))
        return web.Response(status=200 if len(seen) > 1 else 500)

    runner = await served(slack, answer)
    delivery: Delivery = await slack.mention("x")
    await runner.cleanup()
    (first, raw), (second, again) = seen
    expected = signature(raw, age=int(time.time()) - int(first["X-Slack-Request-Timestamp"]))
    assert first["X-Slack-Signature"] == expected["X-Slack-Signature"]
    assert (raw == again, second["X-Slack-Retry-Num"], delivery.attempts) == (True, "1", 2)
    assert json.loads(raw)["event"]["text"] == f"<@{BOT_USER}> x"


async def test_faults_break_calls_before_or_after_they_are_carried_out(
    slack: Slack, client: AsyncWebClient
):
    slack.burst = 9
    slack.fail(
        "chat.postMessage",
        Fault(kind="reset"),
        Fault(kind="reset", after=True),
        Fault(kind="status", status=502),
    )
    for error in (aiohttp.ClientError, aiohttp.ClientError, SlackApiError):
        with pytest.raises(error):
            await client.chat_postMessage(channel="C1", text="x", **QUIET)
    assert len(slack.posts) == 1
