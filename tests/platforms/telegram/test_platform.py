"""The real library against the stand-in: what people write is answered, once, in its place."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.platforms.telegram.render import render
from briefings.errors import ConfigurationError
from briefings.model.briefings import BriefingId
from briefings.model.chats import Answer, Ask, ChatKind, ChatRef
from briefings.model.languages import Language
from briefings.model.pages import Anchor, Button, Buttons, Heading, Strong
from tests.platforms.telegram.desks import COMMANDS, NOW, FakeDesk, platform, until
from tests.platforms.telegram.pages import page, para
from tests.standins.telegram import BOT, Fault, TelegramStandIn, bad, forbidden

ANN, BOB, GROUP, FORUM, CHANNEL = 11, 12, -20, -1005, -1009


@pytest.fixture
async def telegram():
    async with TelegramStandIn() as standin:
        standin.person(ANN)
        standin.person(BOB, language="en-GB")
        standin.chat(GROUP, "group", administrators={ANN})
        forum = standin.chat(FORUM, "supergroup")
        forum.is_forum, forum.topics = True, {5: "open", 6: "closed"}
        standin.chat(CHANNEL, "channel")
        yield standin


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
async def running(telegram, desk):
    bot = platform(telegram, desk)
    assert await bot.start() == "polling"
    yield bot
    await bot.stop()


def chat(number, thread=None):
    return ChatRef(platform="telegram", address=str(number), thread=thread)


async def test_a_command_is_answered_under_it_and_its_message_reported(telegram, desk, running):
    asked = telegram.say(ANN, "/brief 핀테크 7d")
    await until(lambda: desk.reported)
    (shown,) = telegram.shown
    assert desk.asks == [
        Ask(
            chat=chat(ANN),
            kind=ChatKind.PRIVATE,
            person="telegram:11",
            text="/brief 핀테크 7d",
            now=NOW,
            language=Language.KOREAN,
        )
    ]
    assert (shown.text, shown.reply_to, shown.preview) == ("/brief 핀테크 7d", asked, False)
    assert desk.reported == [(chat(ANN), (str(shown.message_id),))]
    assert telegram.refusals == []


async def test_the_command_list_is_set_for_everybody_in_korean_and_in_english(telegram, running):
    brief = COMMANDS[0]
    korean = [{"command": "brief", "description": brief.description_ko}]
    english = [{"command": "brief", "description": brief.description_en}]
    assert telegram.commands == {"": korean, "ko": korean, "en": english}


async def test_a_webhook_of_before_is_taken_away_and_what_waited_is_answered(telegram, desk):
    telegram.webhook = "https://old.example/"
    telegram.say(ANN, "/brief")
    bot = platform(telegram, desk)
    await bot.start()
    await until(lambda: desk.reported)
    await bot.stop()
    assert telegram.calls_of("deleteWebhook") == [{"drop_pending_updates": "false"}]


async def test_in_a_topic_the_answer_stays_in_the_topic(telegram, desk, running):
    telegram.say(BOB, "/brief@brief_bot ai", chat=FORUM, thread=5)
    await until(lambda: desk.reported)
    assert (desk.asks[0].chat, desk.asks[0].text) == (chat(FORUM, "5"), "/brief ai")
    assert telegram.shown[0].thread == 5


async def test_in_the_general_topic_no_thread_is_named(telegram, desk, running):
    telegram.say(BOB, "/brief ai", chat=FORUM, thread=1)
    await until(lambda: desk.reported)
    assert (desk.asks[0].chat, telegram.shown[0].thread) == (chat(FORUM), None)


async def test_what_is_not_for_the_bot_is_left_alone(telegram, desk, running):
    telegram.say(BOB, "/brief@other_bot ai", chat=GROUP)
    telegram.say(BOB, "그냥 이야기", chat=GROUP)
    telegram.say(BOB, "/brief", chat=GROUP)
    await until(lambda: desk.reported)
    assert [ask.text for ask in desk.asks] == ["/brief"]


async def test_an_edited_message_is_no_second_question(telegram, running):
    await until(lambda: telegram.calls_of("getUpdates"))
    assert "edited_message" not in telegram.calls_of("getUpdates")[0]["allowed_updates"]


async def test_a_post_in_a_channel_is_answered_there(telegram, desk, running):
    telegram.say(ANN, "/brief 양자", chat=CHANNEL)
    await until(lambda: desk.reported)
    ask = desk.asks[0]
    assert (ask.kind, ask.person, ask.may_manage) == (ChatKind.CHANNEL, None, True)


async def test_only_administrators_may_manage_in_a_group_and_are_asked_for_only_then(
    telegram, desk, running
):
    telegram.say(BOB, "/brief ai", chat=GROUP)
    await until(lambda: len(desk.reported) == 1)
    assert telegram.calls_of("getChatMember") == []
    telegram.say(BOB, "/subscribe ai 매일 09:00", chat=GROUP)
    telegram.say(ANN, "/구독 ai 매일 09:00", chat=GROUP)
    telegram.say(ANN, "/subscribe fintech 매일 09:00", chat=GROUP)
    await until(lambda: len(desk.reported) == 4)
    assert [ask.may_manage for ask in desk.asks] == [False, False, True, True]
    assert len(telegram.calls_of("getChatMember")) == 2


async def test_an_admin_of_the_program_may_manage_everywhere(telegram, desk, running):
    admin = telegram.person(99)
    telegram.say(admin, "/subscribe ai", chat=GROUP)
    telegram.say(admin, "/brief ai", chat=GROUP)
    await until(lambda: len(desk.reported) == 2)
    assert [ask.may_manage for ask in desk.asks] == [True, True]
    assert telegram.calls_of("getChatMember") == []


async def test_where_rights_cannot_be_learnt_nobody_has_them(telegram, desk, running):
    telegram.faults.append(Fault(method="getChatMember", kind="status"))
    telegram.say(ANN, "/subscribe ai", chat=GROUP)
    await until(lambda: desk.reported)
    assert desk.asks[0].may_manage is False


async def test_a_pressed_button_is_acknowledged_at_once_and_answered_below(telegram, desk, running):
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    desk.slow[""] = 0.4
    query = telegram.press(ANN, ANN, telegram.shown[0].message_id, "detail:7:2")
    await until(lambda: telegram.acknowledged == [query], seconds=0.3)
    await until(lambda: len(desk.reported) == 2)
    ask = desk.asks[1]
    assert (ask.text, ask.action, ask.answered_message) == ("", "detail:7:2", "2")
    assert telegram.shown[1].reply_to == 2


async def test_an_acknowledgement_that_fails_is_made_again(telegram, desk, running):
    telegram.faults.append(Fault(method="answerCallbackQuery", kind="status"))
    query = telegram.press(ANN, ANN, 9, "detail:7:2")
    await until(lambda: telegram.acknowledged == [query])


async def test_an_acknowledgement_that_comes_too_late_is_let_be(telegram, desk, running, caplog):
    telegram.callback_seconds = -1.0
    telegram.press(ANN, ANN, 9, "detail:7:2")
    await until(lambda: desk.reported)
    assert len(telegram.calls_of("answerCallbackQuery")) == 1


async def test_paging_changes_the_message_in_place(telegram, desk, running):
    first = page(Heading("1쪽"), Buttons((Button("다음", action="page:7:5"),)))
    second = page(Heading("2쪽"), Buttons((Button("이전", action="page:7:0"),)))
    desk.answers = lambda ask: Answer(
        page=second if ask.action else first, edits=ask.action is not None
    )
    telegram.say(ANN, "/search 은행")
    await until(lambda: desk.reported)
    telegram.press(ANN, ANN, 2, "page:7:5")
    telegram.press(ANN, ANN, 2, "page:7:5")
    await until(lambda: len(desk.reported) == 3)
    (shown,) = telegram.shown
    assert (shown.text, shown.rows[0][0]["text"], shown.edits) == ("2쪽", "이전", 1)
    assert [ids for _, ids in desk.reported] == [("2",), ("2",), ("2",)]


async def test_where_the_message_to_page_is_gone_a_new_one_comes(telegram, desk, running):
    desk.answers = lambda _: Answer(page=page(Heading("2쪽")), edits=True)
    telegram.press(ANN, ANN, 99, "page:7:5")
    await until(lambda: desk.reported)
    assert [one.text for one in telegram.shown] == ["2쪽"]


async def test_a_long_answer_comes_in_order_with_buttons_under_the_last(telegram, desk, running):
    stories = tuple(para(Strong(f"{n}"), "가" * 2500) for n in range(3))
    long = page(*stories, Buttons((Button("더", action="more:7"),)))
    desk.answers = lambda _: Answer(page=long, briefing=BriefingId(7))
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported, seconds=8)
    assert [one.text[-5:] for one in telegram.shown] == ["(1/3)", "(2/3)", "(3/3)"]
    assert [bool(one.rows) for one in telegram.shown] == [False, False, True]
    assert desk.reported == [(chat(ANN), ("2", "3", "4"))]
    assert telegram.refusals == []


async def test_questions_in_a_chat_are_answered_in_order_and_hold_up_no_other(
    telegram, desk, running
):
    desk.slow["느린 질문"] = 1.0
    telegram.say(ANN, "느린 질문")
    telegram.say(ANN, "다음 질문")
    telegram.say(BOB, "다른 사람")
    began = time.monotonic()
    await until(lambda: [one.chat for one in telegram.shown] == [BOB])
    assert time.monotonic() - began < 0.8
    await until(lambda: len(telegram.shown) == 3)
    assert [one.text for one in telegram.shown] == ["다른 사람", "느린 질문", "다음 질문"]


async def test_the_same_update_delivered_twice_is_answered_once(telegram, desk, running):
    telegram.faults.append(Fault(method="getUpdates", kind="reset", after=True))
    telegram.say(ANN, "/brief")
    telegram.say(BOB, "/brief")
    await until(lambda: len(desk.reported) == 2)
    await asyncio.sleep(0.5)
    assert len(telegram.shown) == 2
    await until(lambda: telegram.unconfirmed == [])


async def test_an_update_is_confirmed_only_when_it_is_handled(telegram, desk, running):
    desk.slow["/brief"] = 1.0
    telegram.say(ANN, "/brief")
    await until(lambda: desk.asks)
    await asyncio.sleep(0.6)
    assert len(telegram.unconfirmed) == 1
    await until(lambda: telegram.unconfirmed == [])
    assert len(desk.reported) == 1


async def test_many_updates_at_once_are_all_answered_in_the_order_of_their_chats(telegram, desk):
    people = [telegram.person(number) for number in range(100, 125)]
    desk.answers = lambda _: Answer(page=page(summary=""))
    for number in range(8):
        for person in people:
            telegram.say(person, f"{number}")
    async with _started(telegram, desk):
        await until(lambda: telegram.unconfirmed == [])
    asked = {person: [] for person in people}
    for ask in desk.asks:
        asked[int(ask.chat.address)].append(ask.text)
    assert asked == {person: [f"{number}" for number in range(8)] for person in people}


async def test_a_crowd_that_asks_at_once_and_a_push_beside_it_keep_the_bots_limit(
    telegram, desk, running
):
    people = [telegram.person(number) for number in range(100, 145)]
    readers = [telegram.person(number) for number in range(200, 260)]
    message = render(page(Heading("가")))[0]

    async def pushed():
        for reader in readers:
            await asyncio.gather(
                running.sender.send(chat(reader), message, delivery_key="k"),
                asyncio.sleep(1 / 29),
            )

    pushing = asyncio.create_task(pushed())
    await asyncio.sleep(0.3)
    for person in people:
        telegram.say(person, "/brief")
    await pushing
    await until(lambda: len(desk.reported) == len(people), seconds=10)
    assert telegram.refusals == []


async def test_after_a_crash_the_question_that_was_cut_off_is_answered(telegram, desk):
    crashing = platform(telegram, desk)
    await crashing.start()
    desk.slow["/brief"] = 30.0
    telegram.say(ANN, "/help")
    telegram.say(ANN, "/brief")
    await until(lambda: len(desk.asks) == 2)
    await _killed(crashing)
    desk.slow.clear()
    async with _started(telegram, desk):
        await until(lambda: len(desk.reported) == 2)
        await until(lambda: telegram.unconfirmed == [])
    assert [one.text for one in telegram.shown] == ["/help", "/brief"]


async def test_a_question_that_kills_the_process_is_tried_three_times_at_most(telegram, desk):
    desk.slow["/boom"] = 30.0
    telegram.say(ANN, "/boom")
    for tries in (1, 2, 3):
        crashing = platform(telegram, desk)
        await crashing.start()
        await until(lambda tries=tries: len(desk.asks) == tries)
        await _killed(crashing)
    async with _started(telegram, desk):
        await until(lambda: telegram.unconfirmed == [])
    assert [ask.text for ask in desk.asks] == ["/boom"] * 3


class _started:  # noqa: N801 - reads as a statement
    def __init__(self, telegram, desk):
        self.bot = platform(telegram, desk)

    async def __aenter__(self):
        await self.bot.start()
        return self.bot

    async def __aexit__(self, *_):
        await self.bot.stop()


async def _killed(bot):
    """End a platform as SIGKILL would: nothing is finished, nothing confirmed."""
    bot._running.cancel()
    await asyncio.gather(bot._running, return_exceptions=True)
    await bot._poller._lanes.cancel()
    await bot._bot.shutdown()
    bot._running = None


async def test_stopping_finishes_what_is_half_handled_and_confirms_it(telegram, desk, running):
    desk.slow["/brief"] = 0.5
    telegram.say(ANN, "/brief")
    await until(lambda: desk.asks)
    began = time.monotonic()
    await running.stop()
    assert [one.text for one in telegram.shown] == ["/brief"]
    assert telegram.unconfirmed == []
    assert time.monotonic() - began < 3


async def test_a_confirmation_that_fails_is_made_again(telegram, desk, running):
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await until(lambda: telegram.unconfirmed == [])
    desk.slow["/help"] = 0.3
    telegram.say(BOB, "/help")
    await until(lambda: len(desk.asks) == 2)
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0.1)
    telegram.faults.append(Fault(method="getUpdates", kind="status"))
    await stopping
    assert telegram.unconfirmed == []


async def test_a_network_that_is_gone_at_the_end_does_not_hold_up_the_stop(
    telegram, desk, running, caplog
):
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    telegram.is_up = False
    began = time.monotonic()
    await running.stop()
    assert time.monotonic() - began < 2
    assert "telegram_not_confirmed" in caplog.text


async def test_what_comes_while_stopping_waits_for_the_next_start(telegram, desk, running):
    desk.slow["/brief"] = 0.5
    telegram.say(ANN, "/brief")
    await until(lambda: desk.asks)
    stopping = asyncio.create_task(running.stop())
    await asyncio.sleep(0.1)
    telegram.say(BOB, "/help")
    await stopping
    assert len(telegram.unconfirmed) == 1


async def test_to_send_alone_nothing_is_taken_from_another_poller(telegram, desk):
    telegram.say(ANN, "/brief")
    bot = platform(telegram, desk)
    await bot.start(listen=False)
    message = render(page(Heading("가")))[0]
    await bot.sender.send(chat(ANN), message, delivery_key="k")
    await bot.stop()
    assert [method for method, _ in telegram.calls] == ["getMe", "sendMessage"]


async def test_a_stop_before_any_start_is_no_fault(telegram, desk):
    await platform(telegram, desk).stop()


@pytest.mark.parametrize("token", ["4242:wrong", "4242:stand-in_token_"])
async def test_a_refused_token_names_the_setting_and_not_the_token(telegram, desk, token):
    bot = platform(telegram, desk, token=token)
    with pytest.raises(ConfigurationError, match="TRENDBRIEF_TELEGRAM__TOKEN") as raised:
        await bot.start()
    assert token not in f"{raised.value!r} {raised.value.__cause__!r}"


@pytest.mark.parametrize("token", ["", "no token", "xoxb-1", "4242:", "4242:a b", "4242:a\n"])
def test_what_cannot_be_a_token_is_refused_before_any_call(token):
    with pytest.raises(ConfigurationError, match="TRENDBRIEF_TELEGRAM__TOKEN"):
        platform(TelegramStandIn(), FakeDesk(), token=token)


async def test_a_network_that_comes_late_is_waited_for(telegram, desk, caplog):
    telegram.is_up = False
    bot = platform(telegram, desk)
    starting = asyncio.create_task(bot.start())
    await asyncio.sleep(0.3)
    telegram.is_up = True
    telegram.say(ANN, "/brief")
    assert await starting == "polling"
    await until(lambda: desk.reported)
    await bot.stop()
    assert "telegram_unreachable" in caplog.text


async def test_a_network_that_goes_for_a_while_is_survived(telegram, desk, running, caplog):
    await until(lambda: telegram.calls_of("getUpdates"))
    telegram.is_up = False
    telegram.push(message={})  # wakes the poll that is waiting
    await until(lambda: "telegram_unreachable" in caplog.text)
    assert running.connected is False
    telegram.is_up = True
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    assert "telegram_reached_again" in caplog.text
    assert running.connected is True


async def test_where_telegram_is_long_in_coming_the_others_start_meanwhile(telegram, desk, caplog):
    telegram.is_up = False
    bot = platform(telegram, desk)
    assert await bot.start(patience_seconds=0.2) == "polling"
    assert ("telegram_started_unreached" in caplog.text, bot.connected) == (True, False)
    telegram.is_up = True
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await bot.stop()


async def test_a_token_that_is_refused_later_is_logged_and_tried_on(telegram, desk, caplog):
    telegram.is_up = False
    bot = platform(telegram, desk, token="4242:revoked")
    await bot.start(patience_seconds=0.1)
    telegram.is_up = True
    await until(lambda: "telegram_token_refused" in caplog.text)
    await bot.stop()
    assert "4242:revoked" not in caplog.text


async def test_a_command_list_that_is_refused_does_not_keep_the_bot_from_listening(
    telegram, desk, caplog
):
    refusal = Fault(method="setMyCommands", kind="refuse", status=400)
    telegram.faults.extend([refusal, refusal, refusal])
    async with _started(telegram, desk):
        telegram.say(ANN, "/brief")
        await until(lambda: desk.reported)
    assert "telegram_call_refused" in caplog.text


async def test_a_limit_on_the_command_list_is_waited_out_beside_the_questions(telegram, desk):
    telegram.faults.append(Fault(method="setMyCommands", kind="limit", seconds=3))
    async with _started(telegram, desk):
        telegram.say(ANN, "/brief")
        await until(lambda: desk.reported)
        assert telegram.commands == {}
        await until(lambda: len(telegram.commands) == 3)


async def test_another_poller_is_named_in_the_log_and_outlasted(telegram, running, caplog):
    await until(lambda: telegram.calls_of("getUpdates"))
    telegram.faults.append(
        Fault(method="getUpdates", kind="refuse", status=409, description="Conflict: terminated")
    )
    telegram.push(message={})
    await until(lambda: "telegram_conflict" in caplog.text)
    assert "another program polls with the same token" in caplog.records[-1].hint


async def test_an_update_that_nobody_can_read_hides_no_other(telegram, desk, running, caplog):
    telegram.push(message={"message_id": "x"})
    telegram.push(message=[])
    telegram.push(surprise={"a": 1})
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await until(lambda: telegram.unconfirmed == [])
    assert "telegram_update_unread" in caplog.text


async def test_a_question_is_answered_though_its_mark_cannot_be_kept(
    telegram, desk, running, caplog
):
    desk.store_is_busy = True
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await until(lambda: telegram.unconfirmed == [])
    assert (len(telegram.shown), "telegram_mark_not_kept" in caplog.text) == (1, True)


async def test_a_fault_of_the_desk_is_logged_and_stops_nobody(telegram, desk, running, caplog):
    def answers(ask):
        raise RuntimeError(ask.text)

    desk.answers = answers
    telegram.say(ANN, "/brief")
    await until(lambda: "telegram_update_failed" in caplog.text)
    telegram.say(ANN, "/help")
    await until(lambda: len(desk.asks) == 2)


async def test_a_blocked_bot_and_a_lost_group_are_reported(telegram, desk, running):
    telegram.push(my_chat_member=_membership(telegram, ANN, "kicked"))
    telegram.push(my_chat_member=_membership(telegram, GROUP, "left"))
    telegram.push(my_chat_member=_membership(telegram, BOB, "member"))
    await until(lambda: telegram.unconfirmed == [])
    assert sorted(desk.gone, key=lambda gone: gone[1]) == [
        (chat(ANN), "blocked by the user"),
        (chat(GROUP), "the bot was removed from the chat"),
    ]


def _membership(telegram, number, status):
    ended = {"until_date": 0} if status == "kicked" else {}
    return {
        "chat": telegram.chats[number].json(),
        "from": telegram.people[ANN],
        "date": 1,
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": status, "user": BOT, **ended},
    }


async def test_a_group_that_became_a_supergroup_moves(telegram, desk, running):
    telegram.say(ANN, "", chat=GROUP, migrate_to_chat_id=-1007)
    telegram.say(ANN, "", chat=FORUM, migrate_from_chat_id=-21)
    await until(lambda: len(desk.moved) == 2)
    assert set(desk.moved) == {(chat(GROUP), chat(-1007)), (chat(-21), chat(FORUM))}


async def test_an_answer_to_a_group_that_just_moved_follows_it(telegram, desk, running):
    telegram.chat(-1007, "supergroup")
    telegram.chats[GROUP].trouble = bad(
        "group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1007
    )
    telegram.say(BOB, "/brief", chat=GROUP)
    await until(lambda: desk.reported)
    assert desk.moved == [(chat(GROUP), chat(-1007))]
    assert desk.reported == [(chat(-1007), ("1",))]


async def test_an_answer_waits_out_a_limit_to_the_second(telegram, desk, running):
    telegram.faults.append(Fault(method="sendMessage", kind="limit", seconds=1))
    telegram.say(ANN, "/brief")
    began = time.monotonic()
    await until(lambda: desk.reported)
    assert 1.0 <= time.monotonic() - began < 2.5
    assert telegram.impolite == []


async def test_refused_markup_is_sent_again_as_plain_text(telegram, desk, running, caplog):
    refusal = "Bad Request: can't parse entities: unsupported start tag"
    telegram.faults.append(
        Fault(method="sendMessage", kind="refuse", status=400, description=refusal)
    )
    desk.answers = lambda _: Answer(page=page(para(Anchor("가 & 나", "https://a.example/"))))
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    (shown,) = telegram.shown
    assert (shown.text, shown.entities) == ("가 & 나", [])
    assert "telegram_markup_refused" in caplog.text


async def test_an_unsure_answer_is_repeated_once_and_noted(telegram, desk, running, caplog):
    telegram.faults.append(Fault(method="sendMessage", kind="status", after=True))
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    assert len(telegram.shown) == 2
    assert "telegram_answer_maybe_twice" in caplog.text


async def test_without_a_connection_an_answer_is_tried_again(telegram, desk, running):
    await running._bot.request.shutdown()
    telegram.say(ANN, "/brief")
    await until(lambda: desk.asks)
    await asyncio.sleep(0.2)
    await running._bot.request.initialize()
    await until(lambda: desk.reported)
    assert [one.text for one in telegram.shown] == ["/brief"]


async def test_what_follows_an_unsure_part_is_sent_all_the_same(telegram, desk, running):
    stories = tuple(para(Strong(f"{n}"), "가" * 2500) for n in range(2))
    desk.answers = lambda _: Answer(page=page(*stories))
    lost = Fault(method="sendMessage", kind="status")
    telegram.faults.extend([lost, lost])
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    assert [one.text[-5:] for one in telegram.shown] == ["(2/2)"]


async def test_an_unsure_edit_is_simply_made_again(telegram, desk, running):
    telegram.say(ANN, "/search 은행")
    await until(lambda: desk.reported)
    desk.answers = lambda _: Answer(page=page(Heading("2쪽")), edits=True)
    telegram.faults.append(Fault(method="editMessageText", kind="reset", after=True))
    telegram.press(ANN, ANN, 2, "page:7:5")
    await until(lambda: len(desk.reported) == 2)
    assert [(one.text, one.edits) for one in telegram.shown] == [("2쪽", 1)]


async def test_an_edit_whose_markup_is_refused_becomes_a_new_message(telegram, desk, running):
    telegram.say(ANN, "/search 은행")
    await until(lambda: desk.reported)
    desk.answers = lambda _: Answer(page=page(Heading("2쪽")), edits=True)
    telegram.faults.append(Fault(method="editMessageText", kind="refuse", status=400))
    telegram.press(ANN, ANN, 2, "page:7:5")
    await until(lambda: len(desk.reported) == 2)
    assert [one.text for one in telegram.shown] == ["/search 은행", "2쪽"]


async def test_an_answer_that_cannot_be_sent_is_logged_and_the_next_one_is(
    telegram, desk, running, caplog
):
    telegram.chats[ANN].trouble = forbidden("bot was blocked by the user")
    telegram.say(ANN, "/brief")
    await until(lambda: "telegram_answer_lost" in caplog.text)
    telegram.chats[ANN].trouble = None
    telegram.say(ANN, "/help")
    await until(lambda: desk.reported)
    assert [one.text for one in telegram.shown] == ["/help"]


async def test_every_message_beside_the_outbox_is_told_of(telegram, desk):
    told = []
    bot = platform(telegram, desk, on_sent=told.append)
    await bot.start()
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await bot.stop()
    assert told == [chat(ANN)]


async def test_no_log_and_no_error_holds_the_token(telegram, desk, caplog):
    caplog.set_level("DEBUG")
    bot = platform(telegram, desk)
    telegram.is_up = False
    starting = asyncio.create_task(bot.start())
    await asyncio.sleep(0.2)
    telegram.is_up = True
    await starting
    telegram.faults.append(Fault(method="sendMessage", kind="garbage"))
    telegram.say(ANN, "/brief")
    await until(lambda: desk.reported)
    await bot.stop()
    assert "stand-in_token" not in caplog.text
