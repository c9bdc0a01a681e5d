"""A post is made once, and whatever goes wrong is sorted by what can be done about it."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.render import render
from bot.platforms.slack.send import SlackSender
from briefings.errors import (
    DestinationGone,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    SendError,
    WaitBeforeSending,
)
from briefings.model.chats import Answer, ChatRef
from briefings.model.pages import MessagePart
from tests.platforms.slack.conftest import running
from tests.platforms.slack.desks import FakeDesk, answer, briefing_page, page
from tests.standins.slack import Channel, Fault, Slack

C1 = ChatRef(platform="slack", address="T1:C1")
(PART,) = render(page("안녕 <b>"))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def sender(platform: SlackPlatform) -> AsyncIterator[SlackSender]:
    return platform.sender


async def test_a_part_is_posted_with_its_key_to_its_channel_and_thread(
    slack: Slack, sender: SlackSender
):
    thread = ChatRef(platform="slack", address="T1:C1", thread="100.000001")
    ts = await sender.send(thread, PART, delivery_key="7:1")
    (posted,) = slack.posts
    assert (posted.ts, posted.channel, posted.thread_ts) == (ts, "C1", "100.000001")
    assert posted.metadata == {
        "event_type": "trendbrief_delivery",
        "event_payload": {"key": "7:1"},
    }
    assert slack.complaints == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(kind="refuse", error="channel_not_found"), DestinationGone),
        (Fault(kind="refuse", error="is_archived"), DestinationGone),
        (Fault(kind="refuse", error="not_in_channel"), DestinationGone),
        (Fault(kind="refuse", error="restricted_action_read_only_channel"), DestinationGone),
        (Fault(kind="refuse", error="user_disabled"), DestinationGone),
        (Fault(kind="refuse", error="invalid_blocks"), MarkupRefused),
        (Fault(kind="refuse", error="msg_too_long"), MarkupRefused),
        (Fault(kind="refuse", error="msg_blocks_too_long"), MarkupRefused),
        (Fault(kind="refuse", error="internal_error"), NotSent),
        (Fault(kind="refuse", error="service_unavailable"), NotSent),
        (Fault(kind="refuse", error="request_timeout"), NotSent),
        (Fault(kind="refuse", error="something_new"), NotSent),
        (Fault(kind="refuse", error="fatal_error"), OutcomeUnknown),
        (Fault(kind="reset"), OutcomeUnknown),
        (Fault(kind="reset", after=True), OutcomeUnknown),
        (Fault(kind="garbage", after=True), OutcomeUnknown),
        (Fault(kind="status", status=503), OutcomeUnknown),
        (Fault(kind="limit", seconds=3), WaitBeforeSending),
        (Fault(kind="refuse", error="rate_limited"), WaitBeforeSending),
    ],
)
async def test_each_failure_is_sorted(
    slack: Slack, sender: SlackSender, fault: Fault, kind: type[SendError]
):
    slack.fail("chat.postMessage", fault)
    with pytest.raises(SendError) as raised:
        await sender.send(C1, PART, delivery_key="7:1")
    assert type(raised.value) is kind
    assert len(slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "error", ["account_inactive", "token_revoked", "invalid_auth", "missing_scope"]
)
async def test_a_dead_workspace_is_told_from_a_dead_channel(
    slack: Slack, sender: SlackSender, error: str
):
    slack.fail("chat.postMessage", Fault(kind="refuse", error=error))
    with pytest.raises(DestinationGone) as raised:
        await sender.send(C1, PART, delivery_key="7:1")
    assert raised.value.whole_bot


async def test_a_missing_scope_is_named(slack: Slack, sender: SlackSender):
    slack.scopes.remove("chat:write")
    with pytest.raises(DestinationGone, match="chat:write"):
        await sender.send(C1, PART, delivery_key="7:1")


async def test_a_channel_without_the_bot_says_how_to_mend_it(slack: Slack, sender: SlackSender):
    with pytest.raises(DestinationGone, match="/invite"):
        await sender.send(ChatRef(platform="slack", address="T1:C2"), PART, delivery_key="7:1")


async def test_refused_markup_names_its_place_and_goes_out_plain(slack: Slack, sender: SlackSender):
    wrong = {"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]}
    part = MessagePart(payload=json.dumps(wrong), plain="a < b *c* <!channel>")
    with pytest.raises(MarkupRefused, match="json-pointer:/blocks/0/text/text"):
        await sender.send(C1, part, delivery_key="7:1")
    await sender.send_plain(C1, part, delivery_key="7:1")
    assert [one.text for one in slack.posts] == ["a &lt; b *c* &lt;!channel&gt;"]
    assert slack.called("chat.postMessage")[-1]["mrkdwn"] is False


async def test_slack_out_of_reach_means_surely_not_sent(slack: Slack, sender: SlackSender):
    await slack.refuse_connections()
    with pytest.raises(NotSent):
        await sender.send(C1, PART, delivery_key="7:1")


async def test_no_answer_in_time_means_nobody_knows(slack: Slack):
    async with running(slack, FakeDesk(), call_seconds=0.2) as platform:
        slack.fail("chat.postMessage", Fault(kind="slow", seconds=1.0, after=True))
        with pytest.raises(OutcomeUnknown):
            await platform.sender.send(C1, PART, delivery_key="7:1")


async def test_a_sender_that_is_not_started_has_surely_not_sent(slack: Slack, desk: FakeDesk):
    async with running(slack, desk) as platform:
        pass
    with pytest.raises(NotSent):
        await platform.sender.send(C1, PART, delivery_key="7:1")


async def test_posts_to_one_channel_keep_their_distance_and_others_do_not_wait(
    slack: Slack, sender: SlackSender
):
    slack.channels["C3"] = Channel(id="C3")
    began = time.monotonic()
    for channel in ("C1", "C3"):
        await sender.send(
            ChatRef(platform="slack", address=f"T1:{channel}"), PART, delivery_key="1"
        )
    both = time.monotonic() - began
    await sender.send(C1, PART, delivery_key="2")
    assert (both < 0.5, time.monotonic() - began > 1.0) == (True, True)
    assert slack.complaints == []


async def test_while_a_limit_runs_nothing_is_asked_and_the_rest_of_it_is_told(
    slack: Slack, sender: SlackSender
):
    slack.fail("chat.postMessage", Fault(kind="limit", seconds=30))
    for _ in range(2):
        with pytest.raises(WaitBeforeSending) as raised:
            await sender.send(C1, PART, delivery_key="7:1")
    assert 29 < raised.value.after_seconds <= 30
    assert len(slack.called("chat.postMessage")) == 1


async def test_an_unsure_delivery_is_found_by_its_key(slack: Slack, sender: SlackSender):
    slack.fail("chat.postMessage", Fault(kind="reset", after=True))
    tried_at = datetime.now(UTC)
    with pytest.raises(OutcomeUnknown):
        await sender.send(C1, PART, delivery_key="7:1")
    assert await sender.find_delivery(C1, "7:1", tried_at) == slack.posts[0].ts
    assert await sender.find_delivery(C1, "7:2", tried_at) is None


async def test_an_unsure_delivery_in_a_thread_is_found_there(slack: Slack, sender: SlackSender):
    parent = await sender.send(C1, PART, delivery_key="7:1")
    thread = ChatRef(platform="slack", address="T1:C1", thread=parent)
    reply = await sender.send(thread, PART, delivery_key="7:2")
    assert await sender.find_delivery(thread, "7:2", LONG_AGO) == reply
    assert await sender.find_delivery(C1, "7:2", LONG_AGO) is None


async def test_a_delivery_is_found_though_our_clock_runs_a_day_ahead(
    slack: Slack, sender: SlackSender
):
    ts = await sender.send(C1, PART, delivery_key="7:1")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert await sender.find_delivery(C1, "7:1", tomorrow) == ts


def talk(slack: Slack, ts: str, messages: int) -> None:
    """People go on talking after the message `ts`."""
    later = [f"{float(ts) + number:.6f}" for number in range(1, messages + 1)]
    slack.channels["C1"].messages |= {one: {"ts": one, "text": "talk"} for one in later}


@pytest.mark.parametrize(
    ("since", "pages", "is_found"),
    [(LONG_AGO, 3, True), (datetime(2100, 1, 1, tzinfo=UTC), 1, False)],
)
async def test_the_look_goes_back_as_far_as_the_first_try(
    slack: Slack, sender: SlackSender, since: datetime, pages: int, is_found: bool
):
    ts = await sender.send(C1, PART, delivery_key="7:1")
    talk(slack, ts, 450)
    found = await sender.find_delivery(C1, "7:1", since)
    assert found == (ts if is_found else None)
    assert len(slack.called("conversations.history")) == pages


async def test_behind_too_many_messages_nobody_knows(slack: Slack, sender: SlackSender):
    ts = await sender.send(C1, PART, delivery_key="7:1")
    talk(slack, ts, 1200)
    with pytest.raises(OutcomeUnknown, match="too many"):
        await sender.find_delivery(C1, "7:1", LONG_AGO)


async def test_without_the_history_scope_nobody_can_look(slack: Slack, sender: SlackSender):
    slack.scopes -= {"channels:history", "groups:history", "im:history"}
    with pytest.raises(OutcomeUnknown, match="may not look"):
        await sender.find_delivery(C1, "7:1", LONG_AGO)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(kind="limit", seconds=3), WaitBeforeSending),
        (Fault(kind="reset"), NotSent),
        (Fault(kind="refuse", error="internal_error"), NotSent),
    ],
)
async def test_where_slack_cannot_be_asked_just_now_the_look_is_to_be_repeated(
    slack: Slack, sender: SlackSender, fault: Fault, kind: type[SendError]
):
    slack.fail("conversations.history", fault)
    with pytest.raises(kind):
        await sender.find_delivery(C1, "7:1", LONG_AGO)


async def test_slack_is_alive_where_it_answers_at_all(slack: Slack, sender: SlackSender):
    slack.fail("api.test", Fault(kind="status"), Fault(kind="limit"), Fault(kind="reset"))
    seen = [await sender.is_alive() for _ in range(4)]
    await slack.refuse_connections()
    assert [*seen, await sender.is_alive()] == [False, True, False, True, False]


async def test_every_answer_is_counted_before_it_is_posted(slack: Slack, desk: FakeDesk):
    counted: list[ChatRef] = []
    async with running(slack, desk, on_sent=counted.append):
        await slack.mention("ai")
        await slack.until(lambda: slack.posts)
    assert counted == [C1]


async def test_an_answer_waits_out_a_rate_limit_and_comes_once(slack: Slack, desk: FakeDesk):
    slack.fail("chat.postMessage", Fault(kind="limit", seconds=1))
    async with running(slack, desk):
        await slack.mention("ai")
        await slack.until(lambda: slack.posts)
        first, second = slack.moments("chat.postMessage")
    assert second - first >= 1.0
    assert (len(slack.posts), slack.complaints) == (1, [])


@pytest.mark.parametrize("after", [True, False])
async def test_an_unsure_answer_is_looked_for_and_comes_exactly_once(
    slack: Slack, desk: FakeDesk, after: bool
):
    slack.fail("chat.postMessage", Fault(kind="reset", after=after))
    async with running(slack, desk):
        await slack.mention("ai")
        await slack.until(lambda: desk.reported)
    assert [ids for _, _, ids in desk.reported] == [(slack.posts[0].ts,)]
    assert len(slack.posts) == 1


async def test_an_unsure_answer_that_nobody_may_look_for_is_not_repeated(
    slack: Slack, desk: FakeDesk
):
    slack.scopes -= {"channels:history", "groups:history", "im:history"}
    slack.fail("chat.postMessage", Fault(kind="reset", after=True))
    async with running(slack, desk):
        await slack.mention("ai")
        await slack.until(lambda: desk.reported)
    assert (len(slack.posts), desk.reported[0][2]) == (1, ())


async def test_a_private_answer_that_got_lost_comes_again(slack: Slack, desk: FakeDesk):
    desk.says = lambda ask: answer("안녕", only_for_asker=True)
    slack.fail("response_url", Fault(kind="status"), Fault(kind="limit"), Fault(kind="reset"))
    async with running(slack, desk):
        await slack.command("ai")
        await slack.until(lambda: slack.whispers, seconds=8)
    assert [one.words for one in slack.whispers] == ["안녕"]


async def test_a_private_answer_too_late_for_its_url_is_shown_by_the_bot(
    slack: Slack, desk: FakeDesk
):
    desk.says = lambda ask: answer("안녕", only_for_asker=True)
    slack.clock_shift = 1801.0
    async with running(slack, desk):
        await slack.command("ai")
        await slack.until(lambda: slack.whispers)
    assert [(one.user, one.words) for one in slack.whispers] == [("U1", "안녕")]
    assert len(slack.called("chat.postEphemeral")) == 1


async def test_a_long_private_answer_spends_no_more_than_its_urls_five_uses(
    slack: Slack, desk: FakeDesk
):
    desk.says = lambda ask: answer(*("가나다 " * 700 for _ in range(40)), only_for_asker=True)
    async with running(slack, desk):
        await slack.command("ai")
        await slack.until(lambda: desk.reported)
    assert len(slack.whispers) > 5
    assert slack.complaints == []


async def test_an_edit_whose_answer_got_lost_is_made_again(slack: Slack, desk: FakeDesk):
    desk.says = lambda ask: Answer(page=briefing_page())
    async with running(slack, desk):
        await slack.mention("search 은행")
        await slack.until(lambda: slack.posts)
        slack.fail("chat.update", Fault(kind="reset", after=True))
        desk.says = lambda ask: answer("둘째 쪽", edits=True)
        await slack.press(slack.posts[0], "1 자세히")
        await slack.until(lambda: len(desk.reported) == 2)
    assert [one.words for one in slack.posts] == ["둘째 쪽"]


async def test_an_answer_that_surely_was_not_sent_is_tried_again(slack: Slack, desk: FakeDesk):
    slack.fail("chat.postMessage", Fault(kind="refuse", error="service_unavailable"))
    async with running(slack, desk):
        await slack.mention("ai")
        await slack.until(lambda: slack.posts)
    assert len(slack.called("chat.postMessage")) == 2
