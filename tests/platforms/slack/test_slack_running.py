"""The platform connects, stays connected, and stops without leaving an answer behind."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.platforms.slack.platform import SlackPlatform
from briefings.errors import ConfigurationError
from tests.platforms.slack.conftest import platform_for, running
from tests.platforms.slack.desks import FakeDesk, answer
from tests.standins.slack import Fault, Slack


async def test_socket_mode_is_up_when_the_start_returns(slack: Slack, desk: FakeDesk):
    platform = platform_for(slack, desk)
    mode = await platform.start()
    seen = (mode, platform.connected, len(slack.sockets))
    await platform.stop()
    assert seen == ("socket", True, 1)
    assert (platform.connected, len(slack.sockets), slack.complaints) == (False, 0, [])


@pytest.mark.parametrize(
    ("wrong", "setting"),
    [
        ({"bot_token": "xoxb-bad"}, "TRENDBRIEF_SLACK__BOT_TOKEN"),
        ({"bot_token": "xapp-1-good"}, "TRENDBRIEF_SLACK__BOT_TOKEN"),
        ({"app_token": "xapp-bad"}, "TRENDBRIEF_SLACK__APP_TOKEN"),
        ({"app_token": "xoxb-1-good"}, "TRENDBRIEF_SLACK__APP_TOKEN"),
    ],
)
async def test_a_refused_token_is_named_by_its_setting_and_not_shown(
    slack: Slack, desk: FakeDesk, wrong: dict[str, str], setting: str
):
    with pytest.raises(ConfigurationError, match=setting) as raised:
        await platform_for(slack, desk, **wrong).start()
    assert not [token for token in wrong.values() if token in str(raised.value)]


def test_without_app_token_and_signing_secret_there_is_no_way_to_listen():
    with pytest.raises(ConfigurationError, match=r"APP_TOKEN.*SIGNING_SECRET"):
        platform_for(Slack(), FakeDesk(), app_token=None)


@pytest.mark.parametrize("rule", ["member", "", "U1,,U2", "everyone", "T1:C1"])
def test_a_rule_that_nobody_can_mean_is_refused(rule: str):
    with pytest.raises(ConfigurationError, match="TRENDBRIEF_SLACK__WHO_MAY_SUBSCRIBE"):
        platform_for(Slack(), FakeDesk(), who_may_subscribe=rule)


async def test_while_slack_is_down_the_start_goes_on_and_keeps_trying(slack: Slack, desk: FakeDesk):
    await slack.refuse_connections()
    platform = platform_for(slack, desk)
    assert (await platform.start(), platform.connected) == ("socket", False)
    await slack.accept_connections()
    await slack.until(lambda: platform.connected)
    await slack.command("fintech")
    await slack.until(lambda: slack.posts)
    await platform.stop()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_passing_fault_at_the_start_is_no_wrong_token(
    slack: Slack, desk: FakeDesk, method: str
):
    slack.fail(method, Fault(kind="refuse", error="internal_error"))
    async with running(slack, desk) as platform:
        await slack.until(lambda: platform.connected)


async def test_a_socket_that_is_cut_is_open_again_at_once(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    old = slack.sockets[0]
    slack.cut()
    await slack.until(lambda: slack.sockets and old not in slack.sockets, seconds=1)
    await slack.until(lambda: platform.connected, seconds=1)
    delivery = await slack.command("fintech")
    await slack.until(lambda: slack.posts)
    assert (delivery.acked, slack.complaints) == (True, [])


async def test_a_fresh_address_is_asked_for_after_every_failed_try(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    slack.fail("apps.connections.open", Fault(kind="status"), Fault(kind="limit", seconds=1))
    await slack.refuse_connections()
    await asyncio.sleep(0.3)
    await slack.accept_connections()
    await slack.until(lambda: platform.connected, seconds=8)
    assert "a socket address was used twice" not in slack.complaints


async def test_a_renewal_loses_no_delivery(slack: Slack, desk: FakeDesk, platform: SlackPlatform):
    desk.says = lambda ask: answer(ask.text, only_for_asker=True)
    renewal = slack.start(slack.renew(close_after=0.4))
    acked = []
    for number in range(12):
        acked.append((await slack.command(f"{number}")).acked)
        await asyncio.sleep(0.05)
    await renewal
    await slack.until(lambda: len(slack.whispers) == 12)
    assert acked == [True] * 12
    assert len(slack.sockets) == 1


async def test_an_event_whose_acknowledgement_is_lost_comes_again_and_is_answered_once(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    slack.retry_pauses, slack.ack_seconds = (0.5,), 0.3
    delivering = slack.start(slack.mention("fintech"))
    await slack.until(lambda: slack.deliveries)
    slack.cut()
    delivery = await delivering
    await slack.until(lambda: slack.posts)
    await asyncio.sleep(0.2)
    assert (delivery.acked, len(slack.posts), len(desk.asks)) == (True, 1, 1)


async def test_the_stop_finishes_what_was_acknowledged_and_takes_nothing_new(slack: Slack):
    desk = FakeDesk()
    desk.seconds = 0.4
    platform = platform_for(slack, desk)
    await platform.start()
    taken = await slack.command("fintech")
    stopping = asyncio.ensure_future(platform.stop())
    await asyncio.sleep(0.05)
    slack.ack_seconds = 0.2
    refused = await slack.command("ai")
    await stopping
    assert (taken.acked, refused.acked) == (True, False)
    assert [one.words for one in slack.posts] == ["“fintech”"]


async def test_the_stop_ends_within_eight_seconds_whatever_hangs(slack: Slack):
    desk = FakeDesk()
    desk.seconds = 60.0
    platform = platform_for(slack, desk)
    await platform.start()
    await slack.command("fintech")
    began = time.monotonic()
    await platform.stop()
    assert time.monotonic() - began < 8


async def test_a_lost_channel_is_reported_once(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    body = slack.event_body({"type": "channel_archive", "channel": "C1", "user": "U1"})
    await slack.deliver("events_api", body, copies=2)
    await slack.until(lambda: desk.gone)
    await platform.stop()
    assert [(chat.key, reason) for chat, reason in desk.gone] == [
        ("slack:T1:C1", "the channel was archived")
    ]
