"""What people do in Slack reaches the desk once, as they meant it, and is answered in its place."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackPlatform
from briefings.model.briefings import BriefingId
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef
from briefings.model.languages import Language
from tests.platforms.slack.conftest import NOW, running
from tests.platforms.slack.desks import FakeDesk, answer, briefing_page
from tests.standins.slack import Channel, Slack

VIEW = {
    "type": "view_submission",
    "view": {"type": "modal", "callback_id": "old"},
    "team": {"id": "T1"},
}
CHANNEL = ChatRef(platform="slack", address="T1:C1")


async def test_a_command_is_asked_without_its_slash_word(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    delivery = await slack.command("fintech 30d")
    await slack.until(lambda: slack.posts)
    assert delivery.acked
    assert desk.asks == [
        Ask(
            chat=CHANNEL,
            kind=ChatKind.CHANNEL,
            person="slack:T1:U1",
            text="fintech 30d",
            now=NOW,
        )
    ]
    assert slack.posts[0].words == "“fintech 30d”"
    assert slack.complaints == []


async def test_an_answer_for_the_asker_is_seen_by_nobody_else(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page(), only_for_asker=True)
    await slack.command("")
    await slack.until(lambda: slack.whispers)
    assert [(one.user, [b["value"] for b in one.buttons]) for one in slack.whispers] == [
        ("U1", ["detail:7:1", "share:7"])
    ]
    assert (slack.posts, slack.complaints) == ([], [])


async def test_a_shared_answer_is_posted_and_its_private_copy_taken_back(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(
        page=briefing_page(), briefing=BriefingId(7), only_for_asker=ask.action is None
    )
    await slack.command("")
    await slack.until(lambda: slack.whispers)
    await slack.press(slack.whispers[0], "채널에 공유")
    await slack.until(lambda: slack.whispers[0].deleted)
    assert [(one.channel, one.thread_ts) for one in slack.posts] == [("C1", None)]
    assert [button["value"] for button in slack.posts[0].buttons] == ["detail:7:1"]
    assert desk.reported[-1] == (7, CHANNEL, (slack.posts[0].ts,))
    assert slack.complaints == []


async def test_a_button_under_a_private_answer_is_answered_privately(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page(), only_for_asker=True)
    await slack.command("")
    await slack.until(lambda: slack.whispers)
    desk.says = lambda ask: answer("자세한 내용")
    await slack.press(slack.whispers[0], "1 자세히")
    await slack.until(lambda: len(slack.whispers) == 2)
    assert slack.whispers[1].words == "자세한 내용"
    assert slack.posts == []


async def test_a_button_of_a_briefing_is_answered_in_its_thread(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page())
    await slack.mention("fintech")
    await slack.until(lambda: slack.posts)
    briefing = slack.posts[0]
    desk.says = lambda ask: answer("자세한 내용")
    await slack.press(briefing, "1 자세히")
    await slack.until(lambda: len(slack.posts) == 2)
    assert (desk.asks[1].action, desk.asks[1].answered_message) == ("detail:7:1", briefing.ts)
    assert (slack.posts[1].words, slack.posts[1].thread_ts) == ("자세한 내용", briefing.ts)
    assert desk.reported[-1][1] == ChatRef(platform="slack", address="T1:C1", thread=briefing.ts)


async def test_a_button_inside_a_thread_stays_in_that_thread(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page())
    await slack.mention("detail 1", thread="100.000001")
    await slack.until(lambda: slack.posts)
    await slack.press(slack.posts[0], "1 자세히")
    await slack.until(lambda: len(slack.posts) == 2)
    assert desk.asks[1].chat.thread == "100.000001"
    assert desk.asks[1].answered_message == slack.posts[0].ts
    assert slack.posts[1].thread_ts == "100.000001"


async def test_paging_replaces_the_message_under_the_button(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page())
    await slack.mention("search 은행")
    await slack.until(lambda: slack.posts)
    desk.says = lambda ask: answer("둘째 쪽", edits=True)
    await slack.press(slack.posts[0], "1 자세히")
    await slack.until(lambda: slack.posts[0].edits)
    assert [one.words for one in slack.posts] == ["둘째 쪽"]
    assert slack.complaints == []


async def test_paging_replaces_a_private_answer_too(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page(), only_for_asker=True)
    await slack.command("search 은행")
    await slack.until(lambda: slack.whispers)
    desk.says = lambda ask: answer("둘째 쪽", edits=True)
    await slack.press(slack.whispers[0], "1 자세히")
    await slack.until(lambda: slack.whispers[0].edits)
    assert [one.words for one in slack.shown] == ["둘째 쪽"]


async def test_a_page_of_a_lost_message_is_posted_anew(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page())
    await slack.mention("search 은행")
    await slack.until(lambda: slack.posts)
    slack.posts[0].deleted = True
    desk.says = lambda ask: answer("둘째 쪽", edits=True)
    await slack.press(slack.posts[0], "1 자세히")
    await slack.until(lambda: len(slack.posts) == 2, seconds=12)
    assert slack.posts[1].words == "둘째 쪽"


async def test_a_mention_loses_its_mention_and_stays_in_its_thread(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    await slack.mention("detail 2 &amp; <https://a.example/x|a.example/x>", thread="100.000001")
    await slack.until(lambda: slack.posts)
    asked = desk.asks[0]
    assert (asked.text, asked.chat.thread, asked.answered_message) == (
        "detail 2 & https://a.example/x",
        "100.000001",
        "100.000001",
    )
    assert slack.posts[0].thread_ts == "100.000001"


async def test_a_direct_message_is_answered_in_the_conversation(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page(), only_for_asker=True)
    await slack.say("핀테크")
    await slack.until(lambda: slack.posts)
    assert desk.asks[0].kind is ChatKind.PRIVATE
    assert desk.asks[0].language is Language.KOREAN
    assert (slack.posts[0].channel, slack.posts[0].thread_ts) == ("D1", None)


async def test_a_persons_language_is_asked_once_and_only_known_ones_count(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    for user in ("U1", "U2", "U3", "U1", "U9"):
        await slack.say("ai", user=user, channel=f"D{user}")
    await slack.until(lambda: len(slack.posts) == 5, seconds=10)
    assert {ask.person: ask.language for ask in desk.asks} == {
        "slack:T1:U1": Language.KOREAN,
        "slack:T1:U2": Language.ENGLISH,
        "slack:T1:U3": None,
        "slack:T1:U9": None,
    }
    assert len(slack.called("users.info")) == 4


async def test_what_nobody_asked_is_taken_in_silence(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    said = [
        await slack.say("hello", channel="C1"),
        await slack.say("from a bot", bot_id="BOTHER"),
        await slack.say("edited", subtype="message_changed"),
        await slack.say("joined", subtype="channel_join"),
        await slack.deliver("events_api", slack.event_body({"type": "reaction_added"})),
        await slack.deliver("interactive", VIEW),
    ]
    assert [(one.acked, one.attempts) for one in said] == [(True, 1)] * 6
    assert desk.asks == []


async def test_an_event_delivered_twice_is_answered_once(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    body = slack._event("app_mention", "<@UBOT> ai", "U1", slack.channels["C1"], None)
    await slack.deliver("events_api", body, copies=3)
    await slack.until(lambda: desk.events.count(f"slack:{body['event_id']}") == 3)
    await platform.stop()
    assert (len(desk.asks), len(slack.posts)) == (1, 1)


async def test_asks_of_one_chat_are_answered_in_their_order(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.seconds = 0.05
    for word in ("first", "second", "third"):
        await slack.command(word)
    await slack.until(lambda: len(slack.posts) == 3, seconds=10)
    assert [one.words for one in slack.posts] == ["“first”", "“second”", "“third”"]
    assert slack.complaints == []


async def test_slow_work_never_delays_an_acknowledgement(slack: Slack):
    desk = FakeDesk()
    desk.seconds = 0.6
    slack.ack_seconds = 0.3
    async with running(slack, desk):
        command = await slack.command("fintech")
        mention = await slack.mention("fintech")
        await slack.until(lambda: len(slack.posts) == 2)
    assert (command.acked, mention.acked, mention.attempts) == (True, True, 1)


async def test_in_a_channel_without_the_bot_a_command_is_answered_and_an_invitation_asked_for(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: answer("구독했습니다")
    await slack.command("subscribe fintech 매일 09:00", channel="C2")
    await slack.until(lambda: slack.whispers)
    assert slack.whispers[0].words == (
        "구독했습니다\nI cannot post in this channel yet. To invite me, type: `/invite @trendbrief`"
    )
    assert slack.posts == []


async def test_sharing_where_the_bot_may_not_post_goes_through_the_response_url(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    desk.says = lambda ask: Answer(page=briefing_page(), only_for_asker=ask.action is None)
    await slack.command("", channel="C2")
    await slack.until(lambda: slack.whispers)
    await slack.press(slack.whispers[0], "채널에 공유")
    await slack.until(lambda: slack.posts)
    assert slack.posts[0].channel == "C2"


async def test_a_failure_of_ours_is_said_without_a_trace(
    slack: Slack, desk: FakeDesk, platform: SlackPlatform
):
    def broken(ask: Ask) -> Answer:
        raise LookupError("a secret detail")

    desk.says = broken
    await slack.command("fintech")
    await slack.mention("fintech")
    await slack.until(lambda: len(slack.shown) == 2)
    sorry = "Something went wrong here. Please try again in a moment."
    assert [one.words for one in slack.shown] == [sorry, sorry]


async def test_who_may_manage_follows_the_setting(slack: Slack):
    found = {}
    for rule in ("members", "admins", "U1,U7"):
        desk = FakeDesk()
        async with running(slack, desk, who_may_subscribe=rule):
            for user in ("U1", "U2"):
                await slack.command("subscribe ai", user=user)
            await slack.until(lambda asked=desk.asks: len(asked) == 2)
        found[rule] = [ask.may_manage for ask in desk.asks]
    assert found == {"members": [True, True], "admins": [False, True], "U1,U7": [True, False]}


async def test_the_programs_admins_and_people_by_themselves_may_always_manage(slack: Slack):
    desk = FakeDesk()
    slack.channels["D1"] = Channel(id="D1", type="im", members={"UBOT", "U1"})
    async with running(slack, desk, who_may_subscribe="U7", admins={"slack:T1:U2"}):
        await slack.command("subscribe ai", user="U2")
        await slack.command("subscribe ai", user="U1")
        await slack.command("subscribe ai", user="U1", channel="D1")
        await slack.until(lambda: len(desk.asks) == 3)
    assert {(ask.person, ask.kind): ask.may_manage for ask in desk.asks} == {
        ("slack:T1:U2", ChatKind.CHANNEL): True,
        ("slack:T1:U1", ChatKind.CHANNEL): False,
        ("slack:T1:U1", ChatKind.PRIVATE): True,
    }


async def test_every_posted_answer_is_counted_where_it_goes(slack: Slack, desk: FakeDesk):
    counted: list[ChatRef] = []
    async with running(slack, desk, on_sent=counted.append):
        await slack.mention("fintech")
        await slack.until(lambda: slack.posts)
    assert [chat.key for chat in counted] == ["slack:T1:C1"]
