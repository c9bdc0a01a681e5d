"""Slack shows the text, then its picture in the same place; without rights the text alone."""

import pytest

from briefings.errors import DestinationGone, SendError
from briefings.model.charts import Picture
from briefings.model.chats import Answer, ChatRef
from tests.platforms.slack.conftest import running
from tests.platforms.slack.desks import FakeDesk, page
from tests.standins.slack import ALL_SCOPES, Channel, Fault, Slack

PICTURE = Picture(png=b"\x89PNG and more", alt="핀테크 추세, 주 평균 3건")
C1 = ChatRef(platform="slack", address="T1:C1")


def pictured(_: object) -> Answer:
    return Answer(page=page("주마다 3건", summary="핀테크 추세"), picture=PICTURE)


@pytest.fixture
async def slack():
    async with Slack() as workspace:
        yield workspace


@pytest.fixture
async def platform(slack):
    async with running(slack, FakeDesk(pictured)) as started:
        yield started


async def test_the_picture_follows_its_text_in_the_channel(slack, platform):
    await slack.command("trend 핀테크")
    await slack.until(lambda: len(slack.posts) == 2)
    text, picture = slack.posts
    assert (text.words, text.channel, text.thread_ts) == ("주마다 3건", "C1", None)
    assert (picture.channel, picture.thread_ts) == ("C1", None)
    assert (picture.file.data, picture.file.alt) == (PICTURE.png, PICTURE.alt)
    assert (picture.file.name, picture.file.title) == ("trend.png", "핀테크 추세")
    assert slack.complaints == []


async def test_a_picture_asked_for_in_a_thread_stays_there(slack, platform):
    await slack.mention("추세 핀테크", thread="100.000001")
    await slack.until(lambda: len(slack.posts) == 2)
    assert [one.thread_ts for one in slack.posts] == ["100.000001"] * 2
    assert slack.complaints == []


async def test_a_direct_message_gets_the_picture(slack, platform):
    await slack.say("추세 핀테크")
    await slack.until(lambda: len(slack.posts) == 2)
    assert [one.channel for one in slack.posts] == ["D1", "D1"]


async def test_where_the_bot_is_no_member_the_text_alone_is_whispered(slack, platform):
    await slack.command("trend 핀테크", channel="C2")
    await slack.until(lambda: slack.whispers)
    assert "주마다 3건" in slack.whispers[0].words
    assert (slack.posts, slack.uploads) == ([], {})


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", Fault(kind="refuse", error="internal_error")),
        ("files.getUploadURLExternal", Fault(kind="reset")),
        ("upload", Fault(kind="status", status=500)),
        ("upload", Fault(kind="reset")),
        ("files.completeUploadExternal", Fault(kind="refuse", error="file_not_found")),
        ("files.completeUploadExternal", Fault(kind="garbage")),
        ("files.completeUploadExternal", Fault(kind="refuse", error="restricted_action")),
    ],
)
async def test_a_picture_that_fails_leaves_the_text_and_the_next_answer(
    slack, platform, caplog, method, fault
):
    slack.fail(method, fault)
    await slack.command("trend 핀테크")
    await slack.until(lambda: "slack_picture_lost" in caplog.text)
    await slack.command("trend 핀테크")
    await slack.until(lambda: len(slack.posts) == 3, seconds=10)
    assert [one.file is None for one in slack.posts] == [True, True, False]


async def test_without_the_scope_the_text_stands_and_the_log_says_which(caplog):
    async with (
        Slack(scopes=ALL_SCOPES - {"files:write"}) as slack,
        running(slack, FakeDesk(pictured)),
    ):
        await slack.command("trend 핀테크")
        await slack.until(lambda: "slack_picture_lost" in caplog.text)
    assert [one.words for one in slack.posts] == ["주마다 3건"]
    assert [str(record.reason) for record in caplog.records if hasattr(record, "reason")] == [
        "missing_scope: add the scope files:write and install the app again"
    ]


async def test_a_limit_is_waited_out_and_the_picture_shown(slack, platform):
    slack.fail("files.completeUploadExternal", Fault(kind="limit", seconds=1.0))
    await slack.command("trend 핀테크")
    await slack.until(lambda: len(slack.posts) == 2, seconds=10)
    assert slack.posts[1].file.data == PICTURE.png
    assert slack.complaints == []


async def test_the_stand_in_refuses_what_slack_refuses(slack, platform):
    slack.channels["C3"] = Channel(id="C3", archived=True)
    archived = ChatRef(platform="slack", address="T1:C3")
    with pytest.raises(DestinationGone, match="is_archived"):
        await platform.sender.upload(archived, PICTURE, title="추세")
    with pytest.raises(SendError):
        await platform.sender.upload(C1, Picture(png=b"", alt=""), title="추세")
    assert slack.posts == []
