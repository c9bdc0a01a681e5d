"""HTTP mode: everything comes signed to one address, and nothing unsigned is looked at."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.platforms.slack.platform import SlackPlatform
from bot.web.health import PartHealth
from bot.web.server import SLACK_PATH, WebServer
from briefings.model.chats import Answer
from tests.platforms.slack.conftest import running
from tests.platforms.slack.desks import FakeDesk, briefing_page
from tests.standins.slack import SIGNING_SECRET, Slack, signature


@pytest.fixture
async def platform(slack: Slack, desk: FakeDesk) -> AsyncIterator[SlackPlatform]:
    async with running(slack, desk, app_token=None, signing_secret=SIGNING_SECRET) as listening:
        health = PartHealth(name="slack", state=listening.mode, is_well=listening.connected)
        server = WebServer(
            host="127.0.0.1",
            port=0,
            parts=[lambda: health],
            doors={SLACK_PATH: listening.handle_http},
        )
        slack.request_url = f"{await server.start()}{SLACK_PATH}"
        yield listening
        await server.stop()


async def test_http_mode_opens_no_socket(slack: Slack, platform: SlackPlatform):
    assert (platform.mode, platform.connected, slack.sockets) == ("http", True, [])
    assert slack.called("apps.connections.open") == []


async def test_commands_mentions_messages_and_buttons_come_by_one_address(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page())
    taken = [await slack.command("fintech"), await slack.mention("ai"), await slack.say("o2o")]
    await slack.until(lambda: len(slack.posts) == 3)
    taken.append(await slack.press(slack.posts[0], "1 자세히"))
    await slack.until(lambda: len(slack.posts) == 4)
    assert [(one.acked, one.status, one.attempts) for one in taken] == [(True, 200, 1)] * 4
    assert [ask.text or ask.action for ask in desk.asks] == ["fintech", "ai", "o2o", "detail:7:1"]
    assert slack.complaints == []


async def test_slack_can_verify_the_address(slack: Slack, platform: SlackPlatform):
    raw = json.dumps({"type": "url_verification", "challenge": "c0ffee"}).encode()
    status, body = await slack.post_raw(raw, {"Content-Type": "application/json", **signature(raw)})
    assert (status, "c0ffee" in body) == (200, True)


BODY = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}}).encode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signature(BODY, secret="of another app"),
        signature(BODY + b" "),
        signature(BODY, age=600),
        signature(BODY, age=-600),
        signature(BODY) | {"X-Slack-Request-Timestamp": "now"},
        signature(BODY) | {"X-Slack-Request-Timestamp": "²"},
        signature(BODY) | {"X-Slack-Signature": "v0=é"},
    ],
)
async def test_what_slack_did_not_sign_just_now_is_refused(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform, headers: dict[str, str]
):
    status, _ = await slack.post_raw(BODY, {"Content-Type": "application/json", **headers})
    assert (status, desk.asks) == (401, [])


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"{", b"[" * 100_000])
async def test_a_body_that_cannot_be_read_is_refused_without_a_fault(
    slack: Slack, platform: SlackPlatform, raw: bytes
):
    status, _ = await slack.post_raw(raw, {"Content-Type": "application/json", **signature(raw)})
    assert status in (400, 401)


async def test_the_same_signed_bytes_again_are_answered_once(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    body = slack._event("app_mention", "<@UBOT> ai", "U1", slack.channels["C1"], None)
    await slack.deliver("events_api", body, copies=3)
    await slack.until(lambda: len(desk.events) == 3)
    assert len(desk.asks) == 1


async def test_after_the_stop_slack_is_told_to_come_again(slack: Slack, platform: SlackPlatform):
    await platform.stop()
    status, _ = await slack.post_raw(BODY, signature(BODY))
    assert status == 503
