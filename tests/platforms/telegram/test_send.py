"""Sending through the real library: what arrives, and how every failure is sorted."""

from __future__ import annotations

import asyncio
import socket

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.refusals import MessageLost, sorted_refusal
from bot.platforms.telegram.render import render
from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.send import TelegramSender
from briefings.errors import (
    DestinationGone,
    DestinationMoved,
    MarkupRefused,
    NotSent,
    OutcomeUnknown,
    WaitBeforeSending,
)
from briefings.model.chats import ChatRef
from briefings.model.pages import Anchor, Button, Buttons, MessagePart
from tests.platforms.telegram.pages import page, para
from tests.standins.telegram import TOKEN, Fault, TelegramStandIn, bad, forbidden

ANN, BOB, FORUM = 11, 12, -1005


@pytest.fixture
async def telegram():
    async with TelegramStandIn() as standin:
        standin.person(ANN)
        standin.person(BOB)
        forum = standin.chat(FORUM, "supergroup")
        forum.is_forum, forum.topics = True, {5: "open", 6: "closed"}
        yield standin


@pytest.fixture
async def sender(telegram):
    bot = Bot(
        TOKEN,
        base_url=telegram.base_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    await bot.initialize()
    yield TelegramSender(bot, Pace())
    await bot.shutdown()


def to(chat, thread=None):
    return ChatRef(platform="telegram", address=str(chat), thread=thread)


def part(*blocks):
    (drawn,) = render(page(*(blocks or (para("가"),))))
    return drawn


async def failure(sender, target=None, message=None):
    try:
        await sender.send(target or to(ANN), message or part(), delivery_key="k")
    except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
        return error
    return None


async def test_a_message_arrives_as_it_was_drawn(telegram, sender):
    link = Anchor("가 & 나", "https://a.example/?b=1&c=2", strong=True)
    drawn = part(para(link), Buttons((Button("더", action="more:1"),)))
    assert await sender.send(to(ANN), drawn, delivery_key="k") == "1"
    (shown,) = telegram.shown
    assert (shown.text, shown.links(), shown.preview) == (
        "가 & 나",
        ["https://a.example/?b=1&c=2"],
        False,
    )
    assert shown.rows == [[{"text": "더", "callback_data": "more:1"}]]


async def test_a_message_goes_into_its_topic_and_never_into_general_by_number(telegram, sender):
    await sender.send(to(FORUM, "5"), part(), delivery_key="k")
    await asyncio.sleep(1.05)
    await sender.send(to(FORUM, "1"), part(), delivery_key="k")
    assert [shown.thread for shown in telegram.shown] == [5, None]


async def test_plain_text_has_neither_markup_nor_buttons(telegram, sender):
    drawn = part(para("<b> ", Anchor("가", "https://a.example/")), Buttons((Button("더", "m:1"),)))
    await sender.send_plain(to(ANN), drawn, delivery_key="k")
    (shown,) = telegram.shown
    assert (shown.text, shown.entities, shown.rows, shown.preview) == ("<b> 가", [], [], False)


async def test_a_reply_to_a_message_that_is_gone_is_sent_all_the_same(telegram, sender):
    await sender.answer(to(ANN), part(), reply_to="77")
    assert [shown.reply_to for shown in telegram.shown] == [None]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (forbidden("bot was blocked by the user"), DestinationGone),
        (forbidden("user is deactivated"), DestinationGone),
        (forbidden("bot was kicked from the supergroup chat"), DestinationGone),
        (forbidden("bot is not a member of the channel chat"), DestinationGone),
        (forbidden("the group chat was deleted"), DestinationGone),
        (forbidden("bot can't initiate conversation with a user"), DestinationGone),
        (bad("chat not found"), DestinationGone),
        (bad("need administrator rights in the channel chat"), DestinationGone),
        (bad("not enough rights to send text messages to the chat"), DestinationGone),
        (bad("CHAT_WRITE_FORBIDDEN"), DestinationGone),
        (bad("message is too long"), MarkupRefused),
    ],
)
async def test_a_refusal_is_sorted_with_its_reason(telegram, sender, trouble, kind):
    telegram.chats[ANN].trouble = trouble
    error = await failure(sender)
    reason = trouble.description.partition(": ")[2]
    assert (type(error), reason.casefold() in str(error).casefold()) == (kind, True)


async def test_a_closed_or_unknown_topic_is_a_lost_destination(sender):
    assert type(await failure(sender, to(FORUM, "6"))) is DestinationGone
    assert type(await failure(sender, to(FORUM, "9"))) is DestinationGone


async def test_a_group_that_moved_tells_its_new_address(telegram, sender):
    telegram.chats[ANN].trouble = bad("group chat was upgraded", migrate_to_chat_id=-1007)
    error = await failure(sender)
    assert (type(error), error.address) == (DestinationMoved, "-1007")


@pytest.mark.parametrize(
    "payload",
    [
        '{"text": "a < b>", "parse_mode": "HTML"}',
        '{"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}',
    ],
)
async def test_markup_that_is_refused_can_be_sent_plain(sender, payload):
    message = MessagePart(payload=payload, plain="a < b>")
    assert type(await failure(sender, message=message)) is MarkupRefused
    assert await sender.send_plain(to(ANN), message, delivery_key="k") == "1"


async def test_a_revoked_token_is_the_end_of_the_whole_bot(telegram, sender):
    telegram.faults.append(
        Fault(method="sendMessage", kind="refuse", status=401, description="Unauthorized")
    )
    error = await failure(sender)
    assert (type(error), error.whole_bot) == (DestinationGone, True)


async def test_a_limit_is_kept_without_asking_again(telegram, sender):
    telegram.faults.append(Fault(method="sendMessage", kind="limit", seconds=30))
    first, second = await failure(sender), await failure(sender)
    assert (type(first), first.after_seconds, first.whole_bot) == (WaitBeforeSending, 30, False)
    assert (type(second), 29 < second.after_seconds <= 30) == (WaitBeforeSending, True)
    assert len(telegram.calls_of("sendMessage")) == 1
    assert await failure(sender, to(BOB)) is None


async def test_limits_in_two_chats_at_once_are_the_bots_own(telegram, sender):
    limit = Fault(method="sendMessage", kind="limit", seconds=30)
    telegram.faults.extend([limit, limit])
    first, second = await failure(sender), await failure(sender, to(BOB))
    third = await failure(sender, to(FORUM))
    assert [error.whole_bot for error in (first, second, third)] == [False, True, True]
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("kind", "status"),
    [("status", 502), ("status", 500), ("status", 504), ("reset", 0), ("garbage", 200)],
)
async def test_where_nobody_knows_it_is_said(telegram, sender, kind, status, after):
    telegram.faults.append(Fault(method="sendMessage", kind=kind, status=status, after=after))
    assert type(await failure(sender)) is OutcomeUnknown
    assert len(telegram.calls_of("sendMessage")) == 1


async def test_an_answer_without_sense_is_an_unknown_outcome(telegram, sender):
    telegram._message = lambda _: {"surprise": 1}
    assert type(await failure(sender)) is OutcomeUnknown


async def test_where_no_connection_came_about_it_was_surely_not_sent(unused_port):
    request = AiohttpRequest()
    bot = Bot(
        TOKEN,
        base_url=f"http://127.0.0.1:{unused_port}/bot",
        request=request,
        get_updates_request=request,
    )
    sender = TelegramSender(bot, Pace())
    assert type(await failure(sender)) is NotSent  # not even started
    await request.initialize()
    error = await failure(sender)
    alive = await sender.is_alive()
    await request.shutdown()
    assert (type(error), alive) == (NotSent, False)
    assert "stand-in_token" not in f"{error!r} {error.__cause__!r}"


@pytest.fixture
def unused_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


async def test_the_platform_can_be_asked_whether_it_answers(telegram, sender):
    assert await sender.is_alive() is True
    telegram.is_up = False
    assert await sender.is_alive() is False


async def test_an_edit_changes_the_message_and_the_same_again_is_done(telegram, sender):
    message_id = await sender.send(to(ANN), part(para("가")), delivery_key="k")
    await asyncio.sleep(1.05)
    new = part(para("나"))
    assert [await sender.edit(to(ANN), message_id, new) for _ in range(2)] == [message_id] * 2
    assert [shown.text for shown in telegram.shown] == ["나"]
    assert [method for method, _ in telegram.calls].count("editMessageText") == 1


async def test_after_an_edit_that_nobody_knows_of_the_old_text_can_be_put_back(telegram, sender):
    message_id = await sender.send(to(ANN), part(para("가")), delivery_key="k")
    await asyncio.sleep(1.05)
    await sender.edit(to(ANN), message_id, part(para("나")))
    telegram.faults.append(Fault(method="editMessageText", kind="reset", after=True))
    await asyncio.sleep(1.05)
    with pytest.raises(OutcomeUnknown):
        await sender.edit(to(ANN), message_id, part(para("다")))
    assert [shown.text for shown in telegram.shown] == ["다"]
    await asyncio.sleep(1.05)
    await sender.edit(to(ANN), message_id, part(para("나")))
    assert [shown.text for shown in telegram.shown] == ["나"]


async def test_an_edit_of_nothing_says_so(sender):
    with pytest.raises(MessageLost):
        await sender.edit(to(ANN), "9", part())


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BadRequest("Message can't be edited"), MessageLost),
        (BadRequest("There is no text in the message to edit"), MessageLost),
        (BadRequest("Message_id_invalid"), MessageLost),
        (BadRequest("Topic_closed"), DestinationGone),
        (BadRequest("Message thread not found"), DestinationGone),
        (BadRequest("Can't parse entities: unsupported start tag"), MarkupRefused),
        (BadRequest("Button_data_invalid"), MarkupRefused),
        (Forbidden("Forbidden: bot was blocked by the user"), DestinationGone),
        (NetworkError("Bad Gateway (502)"), OutcomeUnknown),
    ],
)
def test_the_librarys_spelling_of_an_error_is_understood(error, kind):
    assert type(sorted_refusal(error)) is kind


def test_a_page_of_html_is_no_part_of_a_reason():
    error = NetworkError("Bad Gateway (502). Parsing the server response b'<html>' failed")
    assert str(sorted_refusal(error)) == "Bad Gateway (502)"


def test_a_reason_is_never_kept_at_length():
    assert len(str(sorted_refusal(NetworkError("x" * 5_000)))) == 200
