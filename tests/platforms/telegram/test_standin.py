"""The stand-in refuses what Telegram refuses, in its words."""

from __future__ import annotations

import asyncio
import json
from collections import deque

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standins.telegram import TOKEN, Fault, TelegramStandIn, bad, forbidden
from tests.standins.telegram_html import CannotParse, parsed

ANN, GROUP, FORUM = 11, -20, -1005


@pytest.fixture
async def telegram():
    async with TelegramStandIn(callback_seconds=0.3) as standin:
        standin.person(ANN)
        standin.chat(GROUP, "group", administrators={ANN})
        standin.chat(FORUM, "supergroup").is_forum = True
        standin.chats[FORUM].topics = {5: "open", 6: "closed"}
        yield standin


@pytest.fixture
async def call(telegram):
    async with aiohttp.ClientSession() as session:

        async def called(method, *, token=TOKEN, **parameters):
            url = f"{telegram.base_url}{token}/{method}"
            async with session.post(url, json=parameters) as response:
                return await response.json()

        yield called


async def sent(call, **parameters):
    answer = await call("sendMessage", **{"chat_id": ANN, "text": "가", **parameters})
    return answer["result"]["text"] if answer["ok"] else answer["description"]


def keyboard(*buttons):
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\r\u2028"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "가" * 4097}, "message is too long"),
        ({"text": "🚀" * 2049}, "message is too long"),
        ({"text": "<b>" + "가" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
        ({"text": "가" * 10_923}, "text is too long"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 99}, "chat not found"),
        ({"chat_id": FORUM, "message_thread_id": 1}, "message thread not found"),
        ({"chat_id": FORUM, "message_thread_id": 7}, "message thread not found"),
        ({"chat_id": FORUM, "message_thread_id": 6}, "TOPIC_CLOSED"),
        ({"reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        (
            {"reply_markup": keyboard({"text": "가", "callback_data": "가" * 22})},
            "BUTTON_DATA_INVALID",
        ),
        ({"reply_markup": keyboard({"text": "가", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
        (
            {"reply_markup": keyboard({"text": " ", "callback_data": "a"})},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"reply_markup": keyboard({"text": "가"})},
            "can't parse inline keyboard button: Text buttons are unallowed",
        ),
        (
            {"reply_markup": keyboard({"text": "가", "url": "javascript:1"})},
            "inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": keyboard(*[{"text": "가", "callback_data": "a"}] * 101)},
            "reply markup is too long",
        ),
        (
            {"reply_markup": keyboard(*[{"text": "가" * 60, "callback_data": "a"}] * 60)},
            "reply markup is too long",
        ),
    ],
)
async def test_a_message_beyond_a_limit_is_refused(call, parameters, description):
    assert await sent(call, **parameters) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("a < b>", 'unsupported start tag "" at byte offset 2'),
        ("<p>a</p>", 'unsupported start tag "p" at byte offset 0'),
        ("가<br/>", 'unsupported start tag "br" at byte offset 3'),
        ("<b>a", "can't find end tag corresponding to start tag b"),
        ("a</b>", "unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'unmatched end tag at byte offset 7, found "</b>"'),
        ("<b", "unclosed start tag at byte offset 0"),
        ("<a href=https://example.com/>a</a>", "unexpected end of name token"),
    ],
)
async def test_markup_that_does_not_parse_is_refused(call, html, problem):
    answer = await sent(call, text=html, parse_mode="HTML")
    assert answer.startswith("Bad Request: can't parse entities: ")
    assert problem in answer


def test_references_links_and_offsets_are_read():
    text, entities = parsed('🚀<b>&lt;1&#48;</b> <a href="https://a.example/?b&amp;c">&nbsp;</a>')
    assert text == "🚀<10 &nbsp;"
    assert [(one.kind, one.offset, one.length, one.url) for one in entities] == [
        ("bold", 2, 3, None),
        ("text_link", 6, 6, "https://a.example/?b&c"),
    ]


@pytest.mark.parametrize("url", ["javascript:1", "https://localhost/", "tg://user?id=1", ""])
def test_a_link_to_nowhere_is_dropped_without_a_word(url):
    assert parsed(f'<a href="{url}">a</a>') == ("a", [])


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/&;bai \"'=#x1가"), max_size=25))
def test_the_standin_parses_no_html_that_telegram_refuses(html):
    tdjson = pytest.importorskip("tdjson", reason="TDLib has no wheel for this platform")
    asked = {
        "@type": "parseTextEntities",
        "text": html,
        "parse_mode": {"@type": "textParseModeHTML"},
    }
    theirs = json.loads(tdjson.td_execute(json.dumps(asked).encode()))
    assert _parses(html) <= (theirs["@type"] != "error" or "\x00" in html)


def _parses(html):
    try:
        parsed(html)
    except CannotParse:
        return False
    return True


async def test_entities_beyond_a_hundred_are_dropped_without_a_word(telegram, call):
    await sent(call, text="<b>a</b> " * 120, parse_mode="HTML")
    assert len(telegram.shown[0].entities) == 100


@pytest.mark.parametrize(
    ("trouble", "description"),
    [
        (forbidden("bot was blocked by the user"), "Forbidden: bot was blocked by the user"),
        (bad("group chat was upgraded", migrate_to_chat_id=-7), "Bad Request: group chat was"),
    ],
)
async def test_a_chat_in_trouble_takes_nothing(telegram, call, trouble, description):
    telegram.chats[ANN].trouble = trouble
    assert (await sent(call)).startswith(description)


async def test_a_second_message_within_a_second_is_limited(telegram, call):
    await sent(call)
    answer = await call("sendMessage", chat_id=ANN, text="나")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
    await sent(call)
    assert telegram.impolite == ["sent to 11 before the time was over"]


async def test_more_than_twenty_a_minute_in_a_group_are_limited(telegram, call):
    now = asyncio.get_running_loop().time()
    telegram._sends[GROUP] = deque(now - 50 + 2 * number for number in range(20))
    assert "Too Many Requests" in await sent(call, chat_id=GROUP)


async def test_more_than_thirty_a_second_are_limited(telegram, call):
    people = [telegram.person(number) for number in range(100, 140)]
    answers = [await sent(call, chat_id=person) for person in people]
    assert answers[30].startswith("Too Many Requests")


async def test_an_edit_that_changes_nothing_and_one_of_nothing_are_refused(telegram, call):
    await sent(call, text="<b>가</b>", parse_mode="HTML")
    same = {"chat_id": ANN, "message_id": 1, "text": "<b>가</b>", "parse_mode": "HTML"}
    unchanged = await call("editMessageText", **same)
    gone = await call("editMessageText", **{**same, "message_id": 2})
    assert unchanged["description"].startswith("Bad Request: message is not modified")
    assert gone["description"] == "Bad Request: message to edit not found"


async def test_a_button_can_be_acknowledged_only_for_a_while(telegram, call):
    query = telegram.press(ANN, ANN, 1, "more:1")
    first = await call("answerCallbackQuery", callback_query_id=query)
    long = await call("answerCallbackQuery", callback_query_id=query, text="가" * 201)
    await asyncio.sleep(0.4)
    late = await call("answerCallbackQuery", callback_query_id=query)
    assert (first["ok"], long["description"]) == (True, "Bad Request: MESSAGE_TOO_LONG")
    assert late["description"].startswith("Bad Request: query is too old")


async def test_updates_come_again_until_they_are_confirmed(telegram, call):
    first, second = telegram.push(message={}), telegram.push(message={})
    again = [await call("getUpdates", limit=1), await call("getUpdates")]
    rest = await call("getUpdates", offset=second)
    assert [[one["update_id"] for one in answer["result"]] for answer in [*again, rest]] == [
        [first],
        [first, second],
        [second],
    ]


async def test_an_older_poller_is_sent_away(call):
    older = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    await call("getUpdates")
    assert (await older)["error_code"] == 409


async def test_nobody_polls_beside_a_webhook(telegram, call):
    telegram.webhook = "https://a.example/"
    assert (await call("getUpdates"))["error_code"] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"] is True


@pytest.mark.parametrize(
    ("command", "description"),
    [("브리핑", "BOT_COMMAND_INVALID"), ("ok", "BOT_COMMAND_DESCRIPTION_INVALID")],
)
async def test_a_command_list_has_plain_names_and_short_words(call, command, description):
    commands = [{"command": command, "description": "가" * 257}]
    answer = await call("setMyCommands", commands=commands)
    assert answer["description"] == f"Bad Request: {description}"


async def test_wrong_tokens_and_methods_are_refused(call):
    codes = [
        (await call("getMe", token="1:wrong"))["error_code"],
        (await call("getMe", token="wrong"))["error_code"],
        (await call("sendPigeon"))["error_code"],
    ]
    assert codes == [401, 404, 404]


async def test_a_fault_breaks_one_call_before_or_after_it_is_done(telegram, call):
    telegram.faults.extend(
        [
            Fault(method="sendMessage", kind="status", status=503),
            Fault(method="sendMessage", kind="reset", after=True),
        ]
    )
    with pytest.raises(aiohttp.ContentTypeError):
        await sent(call, text="before")
    with pytest.raises(aiohttp.ClientError):
        await sent(call, text="after")
    assert [one.text for one in telegram.shown] == ["after"]
